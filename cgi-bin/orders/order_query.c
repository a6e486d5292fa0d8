/* The state of the order list as a query string, and back. */
#include "orders/order_query.h"

#include "base/mem.h"
#include "base/str.h"
#include "urls.h"

enum {
	WORD_MAX = 64,	  /* longest word or id of Allegro in a filter */
	CURSOR_MAX = 200, /* made by order_list() */
};

const char *const order_param_names[ORDER_PARAM_COUNT] = {
    [ORDER_PARAM_VIEW] = "view",
    [ORDER_PARAM_QUERY] = "q",
    [ORDER_PARAM_STATUS] = "status",
    [ORDER_PARAM_PAYMENT] = "payment",
    [ORDER_PARAM_FULFILLMENT] = "fulfillment",
    [ORDER_PARAM_METHOD] = "method",
    [ORDER_PARAM_MARKETPLACE] = "marketplace",
    [ORDER_PARAM_ACCOUNT] = "account",
    [ORDER_PARAM_FROM] = "from",
    [ORDER_PARAM_UNTIL] = "until",
    [ORDER_PARAM_CURSOR] = "cursor",
};

const struct field order_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = order_view_names},
    {"tab", .type = FIELD_ENUM, .values = order_view_names},
    {"q", .type = FIELD_TEXT, .max = ORDER_QUERY_MAX},
    {"status", .type = FIELD_ID},
    {"payment", .type = FIELD_ENUM, .values = order_payment_names},
    {"fulfillment", .type = FIELD_ID},
    {"method", .type = FIELD_TEXT, .max = WORD_MAX},
    {"marketplace", .type = FIELD_ID},
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    {"from", .type = FIELD_DATE},
    {"until", .type = FIELD_DATE},
    {"cursor", .type = FIELD_TEXT, .max = CURSOR_MAX},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    {0},
};

/* The tab: chosen, else all orders for a search, else where the filters were set, else today. */
static const char *view_of(struct request *rq)
{
	if (form_has(rq->query, "view"))
		return form_text(rq->query, "view");
	if (form_has(rq->query, "q"))
		return order_view_names[ORDER_VIEW_ALL];
	if (form_has(rq->query, "tab"))
		return form_text(rq->query, "tab");
	return order_view_names[ORDER_VIEW_TODAY];
}

struct order_query order_query_read(struct request *rq)
{
	struct order_query q = {.mem = rq};

	for (int i = 0; i < ORDER_PARAM_COUNT; i++)
		q.value[i] = form_text(rq->query, order_param_names[i]);
	q.value[ORDER_PARAM_VIEW] = view_of(rq);
	for (int i = 0; i < ORDER_VIEW_COUNT; i++)
		if (str_eq(order_view_names[i], q.value[ORDER_PARAM_VIEW]))
			q.view = (enum order_view)i;
	return q;
}

static const char *or_null(const char *text)
{
	return str_empty(text) ? NULL : text;
}

/* First millisecond of a Warsaw day ("2026-11-21"), moved by whole days; TIME_NONE for "". */
static int64_t day_start(void *mem, const char *date, int days)
{
	int64_t noon;

	if (str_empty(date) || !time_parse_rfc3339(mem_printf(mem, "%sT12:00:00Z", date), &noon))
		return TIME_NONE;
	return time_day_start(noon, days);
}

struct order_filter order_query_filter(const struct order_query *q)
{
	struct order_filter f = ORDER_FILTER;
	int64_t account = 0;

	(void)str_to_i64(q->value[ORDER_PARAM_ACCOUNT], 1, INT32_MAX, &account);
	f.view = q->view;
	f.status = or_null(q->value[ORDER_PARAM_STATUS]);
	f.payment = or_null(q->value[ORDER_PARAM_PAYMENT]);
	f.fulfillment = or_null(q->value[ORDER_PARAM_FULFILLMENT]);
	f.delivery_method = or_null(q->value[ORDER_PARAM_METHOD]);
	f.marketplace = or_null(q->value[ORDER_PARAM_MARKETPLACE]);
	f.from = day_start(q->mem, q->value[ORDER_PARAM_FROM], 0);
	f.until = day_start(q->mem, q->value[ORDER_PARAM_UNTIL], 1);
	f.account_id = (uint64_t)account;
	f.query = or_null(q->value[ORDER_PARAM_QUERY]);
	f.cursor = or_null(q->value[ORDER_PARAM_CURSOR]);
	return f;
}

bool order_query_is_narrow(const struct order_query *q)
{
	for (int i = ORDER_PARAM_QUERY; i < ORDER_PARAM_CURSOR; i++)
		if (!str_empty(q->value[i]))
			return true;
	return false;
}

static const char *url_of(const struct order_query *q, const char *path,
			  const char *const value[ORDER_PARAM_COUNT])
{
	struct url_arg args[ORDER_PARAM_COUNT];

	for (int i = 0; i < ORDER_PARAM_COUNT; i++)
		args[i] = (struct url_arg){order_param_names[i], value[i]};
	return url_with(q->mem, path, args, ORDER_PARAM_COUNT);
}

const char *order_query_with(const struct order_query *q, enum order_param param, const char *value)
{
	struct order_query changed = *q;

	changed.value[ORDER_PARAM_CURSOR] = "";
	changed.value[param] = value;
	return url_of(q, url_orders(), changed.value);
}

const char *order_query_clear(const struct order_query *q)
{
	const char *value[ORDER_PARAM_COUNT] = {
	    [ORDER_PARAM_VIEW] = q->value[ORDER_PARAM_VIEW],
	};

	return url_of(q, url_orders(), value);
}

const char *order_query_url(const struct order_query *q, const char *path)
{
	return url_of(q, path, q->value);
}
