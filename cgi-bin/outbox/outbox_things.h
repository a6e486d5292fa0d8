#ifndef OUTBOX_OUTBOX_THINGS_H
#define OUTBOX_OUTBOX_THINGS_H

/* What is written to, as people call it; and what an offer becomes. */

#include "common/label.h"
#include "outbox/outbox_words.h"

extern const struct outbox_thing about_order;
extern const struct outbox_thing about_offer;
extern const struct outbox_thing about_product;
extern const struct outbox_thing about_rating;
extern const struct outbox_thing about_producer;
extern const struct outbox_thing about_person;
extern const struct outbox_thing about_allegro_rule;
extern const struct label offer_status_texts[];

#endif
