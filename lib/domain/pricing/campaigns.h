#ifndef DOMAIN_PRICING_CAMPAIGNS_H
#define DOMAIN_PRICING_CAMPAIGNS_H

/*
 * Which offers take part in a programme of Allegro's, where Kram leaves their price alone: read
 * every CAMPAIGNS_MS, list by list. For sync-campaigns, in the turn of an account that may.
 */

#include "domain/accounts/turn.h"
#include "domain/pricing/price_judge.h"

enum {
	CAMPAIGNS_MS = 60 * 60 * 1000, /* an offer enters by the seller's or Allegro's word */
	CAMPAIGNS_KNOWN_MS = 24 * 60 * 60 * 1000, /* what is older counts as unknown */
};

MUST_CHECK enum rc campaigns_are_due(struct turn *turn, bool *due, struct err *e);
MUST_CHECK enum rc campaigns_sync(struct turn *turn, struct err *e);

/* Have all lists of the account been read within CAMPAIGNS_KNOWN_MS? */
MUST_CHECK enum rc campaigns_are_known(struct db *db, uint64_t account_id, bool *known,
				       struct err *e);

#endif
