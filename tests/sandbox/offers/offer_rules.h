#ifndef SANDBOX_OFFERS_OFFER_RULES_H
#define SANDBOX_OFFERS_OFFER_RULES_H

/* What Allegro allows, and its words for what it does not. */

#include "offers/offer.h"
#include "server/errors.h"

enum { OFFER_STOCK_MAX = 999999999 };

/* The refusal of a code in the caller's language; codes that are not in the table are kept. */
struct refusal offer_refusal(const struct exchange *x, const char *code, const char *path);

static inline bool offer_price_fits(int64_t minor)
{
	return minor >= 100 && minor <= INT64_C(100000000000); /* FACTS 3.5: 1 .. 10^9 */
}

/* A field of a modification command; NULL: it is set now, otherwise why not. */
const char *offer_set_field(struct world *w, struct offer *o, const char *field, const char *json);

/* "delivery.handlingTime" of what else was written is this JSON from now on. */
void offer_body_set(struct world *w, struct offer *o, const char *field, const char *json);

/* Put it up as Allegro does: at once, or ACTIVATING for as long as it is asked to. */
void offer_publish(struct world *w, struct offer *o);

#endif
