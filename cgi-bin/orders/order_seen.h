#ifndef ORDERS_ORDER_SEEN_H
#define ORDERS_ORDER_SEEN_H

/*
 * Orders as who asks may see them: what is not for his role is taken out before any view gets it,
 * as if it were not there. Which role sees what stands in users/roles.h. The panel reads orders by
 * these functions only (make lint CHECKS=text).
 */

#include "domain/orders/order.h"
#include "web/request.h"

/* order_load(), order_parcel_list(), order_document_load(), order_list(). */
MUST_CHECK enum rc order_seen_load(struct request *rq, const char *form_id,
				   struct order_detail *out, struct err *e);
MUST_CHECK enum rc order_seen_parcels(struct request *rq, void *mem, const char *const *form_ids,
				      size_t n_ids, struct order_detail **out, size_t *n,
				      struct err *e);
MUST_CHECK enum rc order_seen_document(struct request *rq, const char *form_id,
				       struct order_document *out, struct err *e);
MUST_CHECK enum rc order_seen_list(struct request *rq, const struct order_filter *filter,
				   struct order_page *out, struct err *e);

/* What of an order may be searched by. */
enum order_sight order_sight_of(enum role role);

/* What they do once the order is there. */
void order_seen_by(enum role role, struct order_detail *d);
void order_rows_seen_by(enum role role, struct order_row *rows, size_t n);

#endif
