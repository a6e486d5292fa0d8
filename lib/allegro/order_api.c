/* Journal and list of orders. */
#include "allegro/order_api.h"

#include "allegro/page_call.h"
#include "base/mem.h"
#include "net/http.h"

enum { NUMBER_MAX = 24 }; /* digits of an int64_t and its sign */

static const struct json_field latest_fields[] = {
    JF_STR(struct journal_event, id, "/latestEvent/id", 0),
    JF_TIME(struct journal_event, occurred_at, "/latestEvent/occurredAt", 0),
};

/* A document of the list is read later, by itself: one that cannot be read holds up nobody. */
static const struct json_field form_item_fields[] = {
    JF_RAW(struct checkout_form_item, raw, "", JF_REQUIRED),
};

static const struct json_field form_page_fields[] = {
    JF_LIST(struct checkout_form_page, struct checkout_form_item, items, n, "/checkoutForms",
	    JF_REQUIRED, form_item_fields),
    JF_I64(struct checkout_form_page, total, "/totalCount", JF_REQUIRED),
};

/* What tells documents apart; each by itself, because any of them may be rubbish. */
struct form_head {
	const char *id;
	const char *revision;
	int64_t updated_at;
};

static const struct json_field form_id_fields[] = {
    JF_STR(struct form_head, id, "/id", JF_REQUIRED),
};
static const struct json_field form_revision_fields[] = {
    JF_STR(struct form_head, revision, "/revision", 0),
};
static const struct json_field form_time_fields[] = {
    JF_TIME(struct form_head, updated_at, "/updatedAt", 0),
};

/* --- Journal ---------------------------------------------------------------------------------- */

const struct journal order_journal = {
    .op = OP_ORDER_EVENTS,
    .items = "/events",
    .thing = "/order/checkoutForm/id",
    .revision = "/order/checkoutForm/revision",
    .most = 1000,
};

enum rc order_event_latest(struct allegro *a, void *owner, struct journal_event *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_ORDER_EVENT_STATS};
	struct json *doc;

	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	*out = (struct journal_event){0};
	if (json_decode(owner, doc, latest_fields, out, NULL, e))
		return err_wrap(e, "GET /order/event-stats");
	return RC_OK;
}

/* --- List ------------------------------------------------------------------------------------- */

/* An order without a readable id is returned all the same: the importer shows it. */
static void finish_item(void *owner, struct json *doc, struct checkout_form_item *item)
{
	struct form_head head = {.updated_at = TIME_NONE};
	struct err ignored = {0};
	enum rc rc = json_decode(owner, doc, form_id_fields, &head, NULL, &ignored);

	item->id = rc ? NULL : str_id(head.id);
	rc = json_decode(owner, doc, form_revision_fields, &head, NULL, &ignored);
	item->revision = rc ? NULL : str_id(head.revision);
	rc = json_decode(owner, doc, form_time_fields, &head, NULL, &ignored);
	item->updated_at = rc ? TIME_NONE : head.updated_at;
	item->doc = doc;
}

struct query_text {
	char offset[NUMBER_MAX];
	char limit[NUMBER_MAX];
	char times[4][TIME_RFC3339_SIZE];
};

static const char *time_value(int64_t ms, char out[TIME_RFC3339_SIZE])
{
	if (ms == TIME_NONE)
		return NULL;
	time_format_rfc3339(ms, out);
	return out;
}

static const char *number_value(int64_t n, char out[NUMBER_MAX])
{
	(void)snprintf(out, NUMBER_MAX, "%lld", (long long)n);
	return out;
}

/* The one document of the list that cannot be read, so that the walk can step over it. */
static void take_only_form(struct allegro *a, void *owner, const struct page_call *p,
			   struct checkout_form_page *out, struct err *e)
{
	struct bytes total;

	out->items = mem_zero(owner, struct checkout_form_item);
	out->items[0] = (struct checkout_form_item){
	    .id = page_only_id(owner, p, "/id"),
	    .raw = page_only_raw(owner, p),
	    .why = mem_strdup(owner, e->msg),
	    .updated_at = TIME_NONE,
	    .trace = mem_strdup(owner, allegro_trace(a)),
	};
	out->n = 1;
	out->full = true;
	if (p->unread.data && json_peek(p->unread, "/totalCount", &total))
		(void)str_to_i64(mem_strndup(owner, total.data, total.len), 0, INT64_MAX,
				 &out->total);
	err_clear(e);
}

enum rc checkout_forms_list(struct allegro *a, void *owner, const struct checkout_form_query *q,
			    struct checkout_form_page *out, struct err *e)
{
	struct query_text t;
	const struct http_pair query[] = {
	    {"offset", number_value(q->offset, t.offset)},
	    {"limit", number_value(q->limit ? q->limit : CHECKOUT_FORMS_MAX, t.limit)},
	    {"status", q->status},
	    {"fulfillment.status", q->fulfillment_status},
	    {"fulfillment.provider.id", q->fulfillment_provider},
	    {"fulfillment.shipmentSummary.lineItemsSent", q->line_items_sent},
	    {"lineItems.boughtAt.gte", time_value(q->bought_from, t.times[0])},
	    {"lineItems.boughtAt.lte", time_value(q->bought_to, t.times[1])},
	    {"updatedAt.gte", time_value(q->updated_from, t.times[2])},
	    {"updatedAt.lte", time_value(q->updated_to, t.times[3])},
	    {"payment.id", q->payment_id},
	    {"surcharges.id", q->surcharge_id},
	    {"delivery.method.id", q->delivery_method_id},
	    {"buyer.login", q->buyer_login},
	    {"marketplace.id", q->marketplace},
	    {"sort", q->sort},
	    {NULL, NULL},
	};
	struct page_call p = {.call = {.op = OP_CHECKOUT_FORMS, .query = query},
			      .first = "/checkoutForms/0"};
	struct json *doc;

	*out = (struct checkout_form_page){0};
	if (page_call(a, owner, &p, &doc, e)) {
		if (page_is_only(e, q->limit))
			take_only_form(a, owner, &p, out, e);
		return e->rc;
	}
	if (json_decode(owner, doc, form_page_fields, out, NULL, e))
		return err_wrap(e, "GET /order/checkout-forms");
	struct json *forms = json_at(doc, "/checkoutForms");
	const char *trace = mem_strdup(owner, allegro_trace(a));
	for (size_t i = 0; i < out->n; i++) {
		finish_item(owner, json_item(forms, i), &out->items[i]);
		out->items[i].trace = trace;
	}
	out->full = out->n >= (size_t)(q->limit ? q->limit : CHECKOUT_FORMS_MAX);
	return RC_OK;
}
