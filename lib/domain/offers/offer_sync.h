#ifndef DOMAIN_OFFERS_OFFER_SYNC_H
#define DOMAIN_OFFERS_OFFER_SYNC_H

/* The complete scan of an account's offers: every night, at once when the journal of offers no
 * longer tells everything, and the first time. What it does not meet is asked for by itself before
 * it counts as gone (FACTS 3.2). */

#include "domain/feed/walk.h"

extern const struct walk_def offer_walk;

#endif
