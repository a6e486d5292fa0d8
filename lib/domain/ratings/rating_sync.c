/* The walk through Allegro's list of ratings. */
#include "domain/ratings/rating_sync.h"

#include "domain/ratings/rating_store.h"

const struct walk_def rating_walk = {
    .name = "ratings",
    .resource = &rating_resource,
    .pause_ms = 15 * TIME_MINUTE_MS,
    .overlap_ms = 2 * TIME_HOUR_MS,
    .first_days = RATING_FIRST_DAYS,
    .sweep_days = RATING_SWEEP_DAYS,
    .save = ratings_save,
    .table = rating_table,
};
