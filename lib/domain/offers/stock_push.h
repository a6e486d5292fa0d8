#ifndef DOMAIN_OFFERS_STOCK_PUSH_H
#define DOMAIN_OFFERS_STOCK_PUSH_H

/*
 * Keeping the offers' numbers of pieces those of the ledger. What differs becomes a plan (plan.h),
 * which goes by itself unless a brake holds it for a person. Looked at is what has moved since the
 * last look, and now and then everything (stock_look.h).
 *
 * Barrier (RELIABILITY F18): nothing is computed unless the journal of orders was read to its end a
 * moment ago and no document of it is waited for; what was sold is reserved then. What is sold
 * between computing and Allegro's taking the number stays possible, and is as long as a command
 * takes.
 */

#include "domain/accounts/turn.h"

enum { STOCK_FRESH_S = 90 }; /* the journal is read every 20 s; a page of it may take a minute */

/* The turn needs no client. Nothing is done while a plan of the account is under way. */
MUST_CHECK enum rc stock_push_take(struct turn *turn, struct err *e);

#endif
