/* Journal, list and single documents of orders. */
#include "allegro/order_api.h"

#include "base/mem.h"
#include "net/http.h"

enum { NUMBER_MAX = 24 }; /* digits of an int64_t and its sign */

/* The id decides the cursor and the type is the event's meaning: without them no event. */
static const struct json_field event_fields[] = {
    JF_STR(struct order_event, id, "/id", JF_REQUIRED),
    JF_STR(struct order_event, type, "/type", JF_REQUIRED),
    JF_TIME(struct order_event, occurred_at, "/occurredAt", 0),
    JF_STR(struct order_event, form_id, "/order/checkoutForm/id", 0),
    JF_STR(struct order_event, revision, "/order/checkoutForm/revision", 0),
};

/* Entries are read one by one: one that cannot be read holds up nobody. */
struct raw_entry {
	const char *raw;
};
static const struct json_field raw_entry_fields[] = {
    JF_RAW(struct raw_entry, raw, "", JF_REQUIRED),
};
struct raw_page {
	struct raw_entry *entries;
	size_t n;
};
static const struct json_field event_page_fields[] = {
    JF_LIST(struct raw_page, struct raw_entry, entries, n, "/events", JF_REQUIRED,
	    raw_entry_fields),
};

static const struct json_field latest_fields[] = {
    JF_STR(struct order_event, id, "/latestEvent/id", 0),
    JF_TIME(struct order_event, occurred_at, "/latestEvent/occurredAt", 0),
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

/* --- Pages ------------------------------------------------------------------------------------ */

/* A page under way, and what came instead of a document. */
struct page_call {
	struct allegro_call call;
	const char *first; /* path of the first element */
	struct bytes unread;
};

/* Is it its size, or one of several things on it, that keeps the page from being read? */
static enum rc call_page(struct allegro *a, void *owner, struct page_call *p, struct json **doc,
			 struct err *e)
{
	struct bytes found;

	p->call.unread = &p->unread;
	if (allegro_call(a, owner, &p->call, doc, e) != RC_SHAPE)
		return e->rc;
	if (str_eq(e->code, HTTP_TOO_BIG) ||
	    (p->unread.data && json_peek(p->unread, p->first, &found)))
		err_code(e, ORDER_PAGE_PART);
	return e->rc;
}

/* The only thing on a page, as text that can be stored. */
static const char *only_raw(void *owner, const struct page_call *p)
{
	struct bytes found;

	if (!p->unread.data || !json_peek(p->unread, p->first, &found))
		return "";
	char *raw = mem_strndup(owner, found.data, found.len);
	for (size_t i = 0; i < found.len; i++)
		if (!raw[i])
			raw[i] = '?';
	str_mend(raw);
	return raw;
}

static const char *only_id(void *owner, const struct page_call *p, const char *path)
{
	if (!p->unread.data)
		return NULL;
	return json_peek_id(owner, p->unread, mem_printf(owner, "%s%s", p->first, path));
}

static bool is_only(const struct err *e, int64_t limit)
{
	return e->rc == RC_SHAPE && limit == 1 && str_eq(e->code, ORDER_PAGE_PART);
}

/* --- Journal ---------------------------------------------------------------------------------- */

/* An entry of which no more than its id, and perhaps its order, can be told. */
static bool read_unread(void *owner, struct json *doc, struct order_event *ev)
{
	static const struct json_field id_fields[] = {
	    JF_STR(struct order_event, id, "/id", JF_REQUIRED)};
	static const struct json_field form_fields[] = {
	    JF_STR(struct order_event, form_id, "/order/checkoutForm/id", 0)};
	struct err ignored = {0};

	*ev = (struct order_event){.type = ORDER_EVENT_UNREAD, .occurred_at = TIME_NONE};
	if (json_decode(owner, doc, id_fields, ev, NULL, &ignored) || !str_is_id(ev->id))
		return false;
	if (json_decode(owner, doc, form_fields, ev, NULL, &ignored))
		ev->form_id = NULL;
	ev->form_id = str_id(ev->form_id);
	return true;
}

/* false: it has no id one could go on from. */
static bool read_event(void *owner, struct json *doc, struct order_event *ev)
{
	struct err unread = {0};
	enum rc rc = json_decode(owner, doc, event_fields, ev, NULL, &unread);

	if (rc || !str_is_id(ev->id) || (ev->form_id && !str_is_id(ev->form_id)))
		return read_unread(owner, doc, ev);
	ev->revision = str_id(ev->revision);
	return true;
}

static enum rc read_events(void *owner, struct json *doc, struct order_event_page *out,
			   struct err *e)
{
	struct raw_page page = {0};

	if (json_decode(owner, doc, event_page_fields, &page, NULL, e))
		return err_wrap(e, "GET /order/events");
	struct json *events = json_at(doc, "/events");
	out->events = mem_array(owner, struct order_event, page.n + 1);
	for (size_t i = 0; i < page.n; i++) {
		struct order_event *ev = &out->events[out->n];
		if (!read_event(owner, json_item(events, i), ev)) {
			out->nameless++;
			continue;
		}
		ev->raw = page.entries[i].raw;
		out->n++;
	}
	if (out->nameless && !out->n)
		return err_set(e, RC_SHAPE, "GET /order/events: none of %zu events has an id",
			       out->nameless);
	return RC_OK;
}

/* The one event that cannot be read. Without an id nobody can go on behind it. */
static enum rc take_only_event(void *owner, const struct page_call *p, struct order_event_page *out,
			       struct err *e)
{
	const char *id = only_id(owner, p, "/id");

	if (!id)
		return e->rc;
	err_clear(e);
	out->events = mem_zero(owner, struct order_event);
	out->events[0] =
	    (struct order_event){.id = id,
				 .type = ORDER_EVENT_UNREAD,
				 .occurred_at = TIME_NONE,
				 .form_id = only_id(owner, p, "/order/checkoutForm/id"),
				 .raw = only_raw(owner, p)};
	out->n = 1;
	out->full = true;
	return RC_OK;
}

enum rc order_events_fetch(struct allegro *a, void *owner, const char *from, int64_t limit,
			   struct order_event_page *out, struct err *e)
{
	char number[NUMBER_MAX];
	const struct http_pair query[] = {{"from", from}, {"limit", number}, {NULL, NULL}};
	struct page_call p = {.call = {.op = OP_ORDER_EVENTS, .query = query},
			      .first = "/events/0"};
	struct json *doc;

	(void)snprintf(number, sizeof(number), "%lld", (long long)limit);
	*out = (struct order_event_page){0};
	if (call_page(a, owner, &p, &doc, e))
		return is_only(e, limit) ? take_only_event(owner, &p, out, e) : e->rc;
	if (read_events(owner, doc, out, e))
		return e->rc;
	out->full = out->n + out->nameless >= (size_t)limit;
	return RC_OK;
}

enum rc order_event_latest(struct allegro *a, void *owner, struct order_event *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_ORDER_EVENT_STATS};
	struct json *doc;

	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	*out = (struct order_event){0};
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
	    .id = only_id(owner, p, "/id"),
	    .raw = only_raw(owner, p),
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
	if (call_page(a, owner, &p, &doc, e)) {
		if (is_only(e, q->limit))
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

/* --- Single documents ------------------------------------------------------------------------- */

static void read_item(void *owner, struct json *doc, struct checkout_form_item *out)
{
	out->raw = json_text(owner, doc);
	finish_item(owner, doc, out);
}

/* The answer must be about the order that was asked for. */
static enum rc check_item(const char *id, const struct checkout_form_item *item, struct err *e)
{
	if (str_eq(item->id, id))
		return RC_OK;
	return err_set(e, RC_SHAPE, "GET /order/checkout-forms/%s: the answer is about %s", id,
		       str_or(item->id, "no order"));
}

/* A document that is the one asked for, but cannot be read, is kept as it came. */
static void keep_unread(void *owner, const struct allegro_result *r, struct checkout_form_get *out)
{
	const struct page_call whole = {.first = "", .unread = r->unread};

	if (r->rc != RC_SHAPE || !str_eq(only_id(owner, &whole, "/id"), out->id))
		return;
	out->item.id = out->id;
	out->item.raw = only_raw(owner, &whole);
	out->item.why = mem_strdup(owner, r->err.msg);
	out->item.updated_at = TIME_NONE;
}

enum rc checkout_forms_fetch(struct allegro *a, void *owner, struct checkout_form_get *wanted,
			     size_t n, struct err *e)
{
	void *scratch = mem_context(owner, "orders");
	struct allegro_call *calls = mem_array(scratch, struct allegro_call, n);
	struct allegro_result *results = mem_array(scratch, struct allegro_result, n);

	for (size_t i = 0; i < n; i++)
		calls[i] = (struct allegro_call){.op = OP_CHECKOUT_FORM, .id = wanted[i].id};
	enum rc rc = allegro_call_all(a, owner, calls, n, results, e);
	for (size_t i = 0; i < n; i++) {
		wanted[i].rc = results[i].rc;
		wanted[i].asked = results[i].asked;
		wanted[i].err = results[i].err;
		wanted[i].item.trace = mem_strdup(owner, results[i].trace);
		if (results[i].rc) {
			keep_unread(owner, &results[i], &wanted[i]);
			continue;
		}
		read_item(owner, results[i].doc, &wanted[i].item);
		wanted[i].rc = check_item(wanted[i].id, &wanted[i].item, &wanted[i].err);
	}
	mem_free(scratch);
	return rc;
}
