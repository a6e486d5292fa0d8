#ifndef DOMAIN_ORDERS_ORDER_SEARCH_H
#define DOMAIN_ORDERS_ORDER_SEARCH_H

/*
 * The search box: which words an order is found by, and what a typed query becomes.
 *
 * Each order has one row of words under a FULLTEXT index whose collation folds case and accents
 * (lodz finds Łódź). A word with punctuation (e-mail, SKU, UUID) is stored as it is, for its parts,
 * and once more with letters and digits only, for itself; a query asks for that second form as a
 * prefix, so no character of a query has a meaning to the server. Of an e-mail the parts before @
 * are words, and the whole; its domain alone finds nothing. All but the last part is pure.
 *
 * A search may take ORDER_SEARCH_SECONDS at most, and whoever searches does it once at a time: no
 * query keeps the panel from everybody else.
 */

#include <stdbool.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"
#include "db/db.h"

enum {
	ORDER_WORDS_MAX = 16000,  /* bytes of one row; a cart of 100 long names fits */
	ORDER_TERMS_MAX = 8,	  /* words of a query that count */
	ORDER_TERM_CHARS_MIN = 3, /* "a*" is half the index: seconds, for rows nobody meant */
	ORDER_TERM_CHARS = 80,	  /* MariaDB indexes words of up to 84 characters */
};

/* Add the words of a text to the row: letters, digits and what marks them. NULL adds nothing. */
void order_words_add(struct str *words, const char *text);

/* Add a phone number: with and without its country prefix, whatever its spacing. */
void order_words_add_phone(struct str *words, const char *phone);

/*
 * The boolean full-text query for what a person typed ("+kowalsk* +500600700*"), owned by owner;
 * words of fewer than ORDER_TERM_CHARS_MIN letters and digits do not count (marks are neither).
 * NULL when there is nothing to look for. Safe for any bytes.
 */
char *order_search_query(void *owner, const char *typed);

/* Did order_search_query() leave out a word because it is too short? */
bool order_search_skips(void *owner, const char *typed);

/* ---- In the database ------------------------------------------------------------------------ */

/*
 * Take the one search this name may have at a time; false: it has one already. It is a courtesy
 * among well-behaved pages, not a lock: on another node of a cluster nobody knows of it.
 */
MUST_CHECK enum rc order_search_begin(struct db *db, const char *searcher, bool *taken,
				      struct err *e);
MUST_CHECK enum rc order_search_end(struct db *db, const char *searcher, struct err *e);

/*
 * Clean the rows that were written when domains were words, up to ORDER_CLEAN_ROWS of them.
 * *more: there are others.
 */
enum { ORDER_CLEAN_ROWS = 500 };
MUST_CHECK enum rc order_search_clean(struct db *db, bool *more, struct err *e);

#endif
