#ifndef DOMAIN_ORDERS_ORDER_LIST_PARAMS_H
#define DOMAIN_ORDERS_ORDER_LIST_PARAMS_H

/* The parameters of the statements of order_list_store.c; private to it. */

#include "db/stmt.h"
#include "domain/orders/order_list.h"

enum { LIST_NAMES = 6 }; /* columns a name may stand in */
enum { LIST_PARAMS_MAX = 3 * LIST_NAMES + 2 + ORDER_TERMS_MAX + 5 + 8 + 6 + 14 };

struct list_params {
	struct param p[LIST_PARAMS_MAX];
	size_t n;
};

/* All but the last are of a walk: where a slice of it ends, a page of it. */
void list_cut_params(struct list_params *out, const struct list_look *look, int64_t entries);
void list_page_params(struct list_params *out, const struct list_look *look);
void list_sample_params(struct list_params *out, const struct order_terms *terms, int64_t from_id);

#endif
