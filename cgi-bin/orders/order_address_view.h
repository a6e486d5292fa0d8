#ifndef ORDERS_ORDER_ADDRESS_VIEW_H
#define ORDERS_ORDER_ADDRESS_VIEW_H

/*
 * Addresses of an order as lines: PART sections with PART_TEXT, and the same as one text to copy.
 * Three may stand in an order: who bought, who receives, who is invoiced.
 */

#include "domain/orders/order.h"
#include "common/format.h"

/* Add the lines; returns the text to copy, "" when there is no address. */
const char *order_address_recipient(struct tpl *t, const struct fmt *f,
				    const struct order_person *p);
const char *order_address_buyer(struct tpl *t, const struct fmt *f, const struct order_person *p);
const char *order_address_invoice(struct tpl *t, const struct fmt *f, const struct order_person *p);

#endif
