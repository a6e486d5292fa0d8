#ifndef ORDERS_ORDER_MARKS_H
#define ORDERS_ORDER_MARKS_H

/*
 * What was marked in the list of orders: the numbers, or all that pass the filters. The filters
 * stand in the address, as those of the list do, so a form for many orders is no larger than one
 * for few. Its route takes order_query_fields beside these fields.
 */

#include "domain/orders/order.h"
#include "web/form.h"
#include "web/request.h"

extern const struct field order_mark_fields[];

/* Rows of a table of its own. */
#define ORDER_MARK_FIELDS                                                                          \
	{"all", .type = FIELD_FLAG},                                                               \
	{                                                                                          \
		"id", .type = FIELD_ID, .flags = FIELD_MANY                                        \
	}

enum {
	ORDER_MARKS_MAX = 500, /* orders on paper at once */
	ORDER_CSV_MAX = 10000, /* in a file */
};

/* Up to max of them; out->more when there are others. RC_INVALID: more were marked by hand. */
MUST_CHECK enum rc order_marks_read(struct request *rq, size_t max, struct order_ids *out,
				    struct err *e);

/* The list they were marked in. */
const char *order_marks_back(struct request *rq) RETURNS_NONNULL;

#endif
