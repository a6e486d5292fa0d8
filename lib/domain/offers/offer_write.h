#ifndef DOMAIN_OFFERS_OFFER_WRITE_H
#define DOMAIN_OFFERS_OFFER_WRITE_H

/* Whether what was decided about an offer may be written to it: the check of the kinds
 * "offer-price", "offer-stock", "offer-status", "offer-delete" and "offer-rule". */

#include "domain/offers/offer.h"
#include "domain/outbox/outbox.h"

/* What it is now, in the words of offer_value.h; NULL: unknown. Pure. */
const char *offer_value_now(void *mem, const struct offer_state *s, const char *kind);

/*
 * What is objected to an intent about this offer, of which kind, before and after are looked at.
 * emptied_at: see offer_land.h; only looked at for OFFER_REVIVED. Reasons are explained in
 * cgi-bin/outbox/outbox_words.c. Pure.
 */
struct outbox_objection offer_objection(void *mem, const struct offer_row *row,
					const struct outbox_intent *i, int64_t emptied_at);

/* For an offer that has this already. */
#define OFFER_SAME "same"

struct offer_judged {
	const char *now; /* offer_value_now() */
	struct outbox_objection objection;
};
/* Up to OFFER_KEYS_MAX intents of one account, by what is here of their offers; if one is of
 * OUTBOX_OFFER_EDIT, all are. */
MUST_CHECK enum rc offers_judge(struct db *db, void *mem, const struct outbox_intent *intents,
				size_t n, struct offer_judged *out, struct err *e);

#endif
