#ifndef DOMAIN_ORDERS_ORDER_MAP_H
#define DOMAIN_ORDERS_ORDER_MAP_H

/*
 * From Allegro's document to Kram's rows. Pure.
 *
 * Texts longer than their column are cut there (the document keeps them whole); ids, words, amounts
 * and quantities are never touched: what does not fit is refused by the database, and the order
 * becomes one that cannot be read.
 */

#include "allegro/checkout_form.h"
#include "domain/orders/order.h"

/* Characters of the columns in sql/ that hold a word of Allegro's. */
enum { ORDER_WORD_CHARS = 40, ORDER_SHORT_WORD_CHARS = 20 };

/* An order ready to be stored; everything belongs to the owner given to order_map(). */
struct order_rows {
	struct order order; /* without id and account */
	struct order_person person;
	struct order_line *lines;
	size_t n_lines;
	struct order_extra *extras;
	size_t n_extras;
	struct order_tax_id *tax_ids;
	size_t n_tax_ids;
	const char *words; /* of the search row (order_find.h) */
};

/* now_ms stands for a purchase time Allegro did not tell. */
void order_map(void *owner, const struct checkout_form *form, int64_t now_ms,
	       struct order_rows *out);

#endif
