#ifndef DOMAIN_ORDERS_ORDER_FIND_H
#define DOMAIN_ORDERS_ORDER_FIND_H

/*
 * What an order is found by, and by whom. Pure.
 *
 * The search row of an order has three parts, each for fewer people than the one behind it: the
 * e-mail address; who bought and who is invoiced, and the amount; what everybody sees of it
 * (number, recipient, delivery, items). Whoever may not see a part cannot find out by searching
 * that something stands in it: a word has to stand behind the mark that ends what is hidden. Rows
 * of before have no marks, so they are found by nobody but who sees all, until they are written
 * anew (order_search_clean).
 */

#include "domain/orders/order_map.h"
#include "domain/orders/order_search.h"

/* The row. Of an order whose people are erased its number and goods are left. */
enum order_words_of { ORDER_WORDS_OF_ALL, ORDER_WORDS_OF_GOODS };
const char *order_words(void *owner, const struct order_rows *rows,
			enum order_words_of of) RETURNS_NONNULL;

/* The same in minor units when what was typed is an amount and nothing else ("129,90", "1 299.00
 * PLN", "130 zł"); NULL otherwise. */
const char *order_find_amount(void *owner, const char *typed);

/* order_search_terms() and order_search_names() for who sees so much of an order. */
struct order_terms order_find_terms(void *owner, const char *typed, enum order_sight sight);
struct order_names order_find_names(void *owner, const char *typed, enum order_sight sight);

/* What was found, where it is nothing that stands out in a row of the list. */
enum order_match {
	ORDER_MATCH_NONE,
	ORDER_MATCH_PHONE,
	ORDER_MATCH_EMAIL,
	ORDER_MATCH_BUYER, /* another than the recipient */
	ORDER_MATCH_COMPANY,
	ORDER_MATCH_INVOICE, /* a name on it */
	ORDER_MATCH_TAX_ID,
	ORDER_MATCH_AMOUNT,
	ORDER_MATCH_CITY,
	ORDER_MATCH_POINT,
	ORDER_MATCH_OFFER,
	ORDER_MATCH_SKU,
	ORDER_MATCH_ITEM,
	ORDER_MATCH_COUNT
};
struct order_matched {
	enum order_match what;
	const char *text; /* of a phone what was typed and the digits behind it */
	bool is_whole;	  /* the whole phone was typed */
};

/* What these terms find in an order, as far as it is known. */
struct order_matched order_match_of(void *owner, const struct order_terms *terms,
				    const struct order_detail *d);

#endif
