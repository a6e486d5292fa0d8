#ifndef DOMAIN_RATINGS_RATING_PUSH_H
#define DOMAIN_RATINGS_RATING_PUSH_H

/* What a rating shows says about a text on its way. Pure. */

#include "domain/ratings/rating.h"

enum outbox_event rating_outcome(const struct outbox_intent *i, const struct rating *now);

#endif
