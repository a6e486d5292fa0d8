#ifndef SANDBOX_RATINGS_RATING_JSON_H
#define SANDBOX_RATINGS_RATING_JSON_H

/* A rating as Allegro writes it: UserRating, Answer and Removal of openapi.yaml. */

#include "ratings/rating.h"

void rating_json(struct jw *w, const struct rating *r);
void rating_answer_json(struct jw *w, const char *key, const struct rating *r);
void rating_removal_json(struct jw *w, const char *key, const struct rating *r);

#endif
