#ifndef DOMAIN_TERMS_TERMS_SYNC_H
#define DOMAIN_TERMS_TERMS_SYNC_H

/*
 * Bringing terms in: every list of an account once a day, and when a person asks. A list is read
 * from its beginning to its end, each page in a transaction of its own; what the reading did not
 * show is gone. Not by feed/walk.h: these lists go by no time, so that a walk would find no end
 * before it has seen everything, and three of them cannot be asked for a page behind the last.
 */

#include "domain/accounts/turn.h"

/* Has this turn something to do? Not what it has no permission for. */
MUST_CHECK enum rc terms_are_due(struct turn *turn, bool *due, struct err *e);

/* Inside the transaction in which a producer or person came, went or has another name. */
typedef enum rc terms_changed_fn(struct db *db, const struct account *account, struct err *e);

/* A list that cannot be had or read ends nothing and is the error of the turn. */
MUST_CHECK enum rc terms_sync(struct turn *turn, terms_changed_fn *changed, struct err *e);

#endif
