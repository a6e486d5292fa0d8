/* The walk through Allegro's list of offers. */
#include "domain/offers/offer_sync.h"

#include "domain/offers/offer_store.h"

const struct walk_def offer_walk = {
    .name = "offers",
    .resource = &offer_resource,
    .pause_ms = TIME_DAY_MS,
    .save = offers_save,
    .table = offer_table,
};
