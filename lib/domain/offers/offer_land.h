#ifndef DOMAIN_OFFERS_OFFER_LAND_H
#define DOMAIN_OFFERS_OFFER_LAND_H

/* What was written to an offer, in the copy that is here. */

#include "domain/offers/offer.h"
#include "domain/outbox/outbox.h"

/* In the transaction that makes the intent DONE: the copy becomes what was written, and its history
 * says so; older answers that come in later change nothing of it. */
MUST_CHECK enum rc offer_land(struct db *db, const struct outbox_intent *i, struct err *e);

/* The same of a draft that was deleted: it is gone. */
MUST_CHECK enum rc offer_land_deleted(struct db *db, const struct outbox_intent *i, struct err *e);

/* The same of a rule of price automation. */
MUST_CHECK enum rc offer_land_rule(struct db *db, const struct outbox_intent *i, struct err *e);
/* The same of a term of sale (term_value.h); what the copy does not have is read again. */
MUST_CHECK enum rc offer_land_term(struct db *db, const struct outbox_intent *i, struct err *e);

/* It is to be asked for by itself, soon. */
MUST_CHECK enum rc offer_reread(struct db *db, uint64_t account_id, const char *offer_id,
				struct err *e);

/* When Kram ended the offer for want of stock, if that is the last it did to its status; TIME_NONE:
 * it is not. */
MUST_CHECK enum rc offer_emptied_at(struct db *db, uint64_t account_id, const char *offer_id,
				    int64_t *at, struct err *e);

#endif
