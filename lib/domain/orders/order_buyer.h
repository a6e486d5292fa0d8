#ifndef DOMAIN_ORDERS_ORDER_BUYER_H
#define DOMAIN_ORDERS_ORDER_BUYER_H

/* What else the buyer of an order has bought, and what of it could go into the same parcel. */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "db/db.h"
#include "domain/orders/order_types.h"

enum { ORDER_OTHERS_MAX = 20 };

struct order_other {
	uint64_t id;
	uint64_t account_id;
	const char *form_id;
	const char *status;
	const char *fulfillment;
	const char *place;
	int64_t bought_at;
	int64_t item_count;
	const char *first_line;
	const char *delivery_method_id;
	const char *pickup_id;
	const char *ship_last_name;
	const char *ship_street;
	const char *ship_zip;
	const char *ship_city;
};

/* The newest ORDER_OTHERS_MAX of this buyer; none when it is not known (any more) who that is. */
MUST_CHECK enum rc order_others(struct db *db, void *mem, const struct order_detail *of,
				struct order_other **out, size_t *n, struct err *e);

/* Both are still to be sent by the same account, in the same way and to the same place. Pure. */
bool order_goes_with(const struct order_detail *of, const struct order_other *other);

#endif
