#ifndef DOMAIN_ORDERS_ORDER_SEARCH_H
#define DOMAIN_ORDERS_ORDER_SEARCH_H

/*
 * The search box: which words an order is found by, and what a typed query becomes.
 *
 * What is exactly the number, login, e-mail, SKU or offer of an order is found in the index of that
 * column. Everything else is words: each order has one row of them under a FULLTEXT index whose
 * collation folds case and accents (lodz finds Łódź). A word with punctuation (e-mail, SKU, UUID)
 * is stored in its parts, and once more with letters and digits only, for itself, and each with a
 * blank before it, so that LIKE finds what the index finds; a query asks for that second form as a
 * prefix, so no character of a query has a meaning to the server. Of an e-mail the parts before @
 * are words, and the whole; its domain alone finds nothing. All but the last part is pure.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"
#include "db/db.h"
#include "db/window.h"

enum {
	ORDER_WORDS_MAX = 16000,  /* bytes of one row; a cart of 100 long names fits */
	ORDER_TERMS_MAX = 8,	  /* words of a query that count */
	ORDER_TERM_CHARS_MIN = 3, /* "a*" is half the index: seconds, for rows nobody meant */
	ORDER_TERM_CHARS = 80,	  /* MariaDB indexes words of up to 84 characters */
	ORDER_MATCH_BYTES = ORDER_TERM_CHARS * 4 + 4, /* "+word*" and a blank */
	ORDER_NAME_BYTES = 255,			      /* of a column with a name */
	ORDER_PHONE_LOCAL = 9, /* digits of a number without country: PL, CZ, SK, HU */
};

/* Add the words of a text to the row: letters, digits and what marks them. NULL adds nothing. */
void order_words_add(struct str *words, const char *text);

/* Add a phone number: with and without its country prefix, whatever its spacing. */
void order_words_add_phone(struct str *words, const char *phone);

/* The same, and by its last digits, three and more: whoever has but a part of it finds it. */
void order_words_add_phone_parts(struct str *words, const char *phone);

/*
 * What a person typed as words, each for a boolean full-text query ("+kowalsk*") and as a pattern
 * of LIKE; owned by owner. Words of fewer than ORDER_TERM_CHARS_MIN letters and digits do not count
 * (marks are neither): when n is 0 there is nothing to look for. Safe for any bytes.
 */
struct order_terms {
	size_t n;
	bool is_phone;	    /* or a number as long: it stands in few orders */
	const char *amount; /* the one term is an amount: in minor units (order_find.h) */
	const char *bare[ORDER_TERMS_MAX];
	const char *match[ORDER_TERMS_MAX];
	const char *like[ORDER_TERMS_MAX];
	/* The same in any part of a search row, as the text index has it (order_find.h). */
	const char *anywhere[ORDER_TERMS_MAX];
};
struct order_terms order_search_terms(void *owner, const char *typed);

/* The same as the name of something: the columns it may stand in, NULL where it cannot. */
struct order_names {
	bool any;
	const char *form;
	const char *login;
	const char *email;
	const char *sku;
	const char *offer;
};
struct order_names order_search_names(void *owner, const char *typed);

/* Both for a list with a window: its words, and the names of buyer and order. NULL: no search. */
struct window_search order_search_window(void *owner, const char *typed);

/* Did order_search_terms() leave out a word because it is too short? */
bool order_search_skips(void *owner, const char *typed);

/* ---- In the database ------------------------------------------------------------------------ */

/*
 * Write rows of before as they are written now, from the orders they belong to, up to
 * ORDER_CLEAN_ROWS of them. *more: there are others.
 */
enum { ORDER_CLEAN_ROWS = 500 };
MUST_CHECK enum rc order_search_clean(struct db *db, bool *more, struct err *e);

#endif
