#ifndef SANDBOX_OFFERS_PACE_H
#define SANDBOX_OFFERS_PACE_H

/* How many requests of a kind Allegro takes of one seller (FACTS 15). */

#include "server/http.h"

enum pace {
	PACE_GET,   /* GET /sale/product-offers/{id}: 3500 a minute */
	PACE_POST,  /* POST of it: 2490 a minute, one that fails counts as several */
	PACE_PATCH, /* the same */
	PACE_FEES,  /* offer-fee-preview: 25 a second */
	/* Rules of price automation: 5 a second, each of these. */
	PACE_RULES_LIST,
	PACE_RULES_MAKE,
	PACE_RULES_SHOW,
	PACE_RULES_CHANGE,
	PACE_RULES_DELETE,
	PACE_RULES_OF_OFFER,
	PACES
};

/* Count one; answers 429 and returns false when the limit is reached. */
bool offer_pace_take(struct exchange *x, enum pace kind);
void offer_pace_failed(struct exchange *x); /* a POST or PATCH: it counts as several */

#endif
