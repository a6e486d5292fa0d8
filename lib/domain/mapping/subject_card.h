#ifndef DOMAIN_MAPPING_SUBJECT_CARD_H
#define DOMAIN_MAPPING_SUBJECT_CARD_H

/* Private to subject.c: what Allegro's catalogue says of a product, as its judgement takes it.
 * Pure.
 */

#include "domain/mapping/match.h"
#include "domain/mapping/readiness.h"

void subject_card(void *mem, const struct card_row *card, struct ready_card *out);

#endif
