#ifndef DOMAIN_OFFERS_DIFFERENCE_SYNC_H
#define DOMAIN_OFFERS_DIFFERENCE_SYNC_H

#include "domain/accounts/turn.h"

/*
 * For check-offers; the turn needs no client. Hold offers against their products where a side may
 * have moved since, COMPARE_SLICE offers a run; then plan what rules say is to follow its product:
 * only what the product changed, never what changed at Allegro, and nothing twice.
 */
MUST_CHECK enum rc offer_differences_find(struct turn *turn, struct err *e);

#endif
