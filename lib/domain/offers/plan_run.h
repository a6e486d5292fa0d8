#ifndef DOMAIN_OFFERS_PLAN_RUN_H
#define DOMAIN_OFFERS_PLAN_RUN_H

/*
 * Carrying plans out: what goes to the outbox next, and what has come of it. For push-outbox, which
 * is the only one that takes intents, so that nothing is in flight meanwhile that was not before.
 *
 * Items go to the outbox in the transaction that says so of them, a slice at a time; whatever dies
 * in between, the next one goes on from what is there.
 */

#include "domain/accounts/turn.h"
#include "domain/offers/plan.h"

/* Is there anything to do for plans of this account? */
MUST_CHECK enum rc plans_are_due(struct db *db, uint64_t account_id, bool *due, struct err *e);

/* One step of each plan of the account. */
MUST_CHECK enum rc plans_advance(struct turn *turn, struct err *e);

#endif
