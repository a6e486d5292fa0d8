#ifndef DOMAIN_OFFERS_OFFER_RENEW_H
#define DOMAIN_OFFERS_OFFER_RENEW_H

#include "db/db.h"

/* Have an offer's document read anew, within a minute; the audit trail says who wanted it. */
MUST_CHECK enum rc offer_renew(struct db *db, uint64_t account_id, const char *offer_id,
			       const char *actor, struct err *e);

#endif
