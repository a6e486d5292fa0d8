#ifndef DOMAIN_MAPPING_CARD_SEARCH_H
#define DOMAIN_MAPPING_CARD_SEARCH_H

/*
 * Allegro's catalogue, searched by a person who matches a product by hand: by the words or the
 * number that was typed. What is shown is kept, so that it can be chosen (match.h): a card that
 * was known already stays as it was read.
 */

#include "allegro/product_api.h"
#include "db/db.h"

enum {
	CARD_SEARCH_ROWS = 20,	 /* of the first page: more is asked by more words */
	CARD_SEARCH_MIN = 3,	 /* bytes: fewer find everything */
	CARD_SEARCH_CHARS = 200, /* that are typed */
};

struct card_search {
	struct product_card *at;
	size_t n;
	bool more; /* others were found */
};

/* Errors are those of client.h. No transaction is open. */
MUST_CHECK enum rc card_search(struct db *db, struct allegro *api, void *mem,
			       const char *environment, const char *typed, struct card_search *out,
			       struct err *e);

#endif
