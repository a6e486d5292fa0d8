/* What was marked in the list of orders. */
#include "orders/order_marks.h"

#include "domain/outbox/order_status.h"
#include "orders/order_filters.h"
#include "urls.h"

/* One form for all that can be done with marked orders: the status comes along. */
const struct field order_mark_fields[] = {
    ORDER_MARK_FIELDS,
    {"status", .type = FIELD_ENUM, .values = order_status_words},
    {0},
};

enum rc order_marks_read(struct request *rq, size_t max, struct order_ids *out, struct err *e)
{
	struct order_filter filter;
	struct query query;

	*out = (struct order_ids){0};
	if (form_flag(rq->form, "all")) {
		order_filter_read(rq, &query, &filter);
		return order_ids_list(rq->db, rq, &filter, max, out, e);
	}
	out->ids = form_values(rq->form, "id", &out->n);
	return out->n > max ? err_set(e, RC_INVALID, "%zu orders at once", out->n) : RC_OK;
}

const char *order_marks_back(struct request *rq)
{
	struct order_filter filter;
	struct query query;

	order_filter_read(rq, &query, &filter);
	return query_under(&query, url_orders());
}
