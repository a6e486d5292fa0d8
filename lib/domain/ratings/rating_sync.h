#ifndef DOMAIN_RATINGS_RATING_SYNC_H
#define DOMAIN_RATINGS_RATING_SYNC_H

/*
 * Bringing ratings in: a walk through Allegro's list from the newest change back, every quarter of
 * an hour to where the one before began and some hours further, every day RATING_SWEEP_DAYS,
 * because nothing tells of an answer given elsewhere or a rating taken back. What a walk should
 * have met and did not is asked for by itself, and so is what was written about. A walk goes on
 * where it was left, whatever ended the process.
 */

#include "domain/accounts/turn.h"

enum { RATING_FIRST_DAYS = 365, RATING_SWEEP_DAYS = 90 };

#define RATING_SCOPE "allegro:api:ratings"

/* Has this turn something to do? */
MUST_CHECK enum rc rating_is_due(struct turn *turn, bool *due, struct err *e);
MUST_CHECK enum rc rating_sync(struct turn *turn, struct err *e);

#endif
