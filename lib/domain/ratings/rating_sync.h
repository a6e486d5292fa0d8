#ifndef DOMAIN_RATINGS_RATING_SYNC_H
#define DOMAIN_RATINGS_RATING_SYNC_H

/* Bringing ratings in: every quarter of an hour what changed, every day those of RATING_SWEEP_DAYS,
 * because nothing tells of an answer given elsewhere or a rating taken back. */

#include "domain/feed/walk.h"

enum { RATING_FIRST_DAYS = 365, RATING_SWEEP_DAYS = 90 };

extern const struct walk_def rating_walk;

#endif
