#ifndef OUTBOX_OUTBOX_REASONS_H
#define OUTBOX_OUTBOX_REASONS_H

/* Words of outbox.reason that a kind gives itself, a table an area; private to outbox_words.c. */

#include "common/label.h"

extern const struct label outbox_reasons[]; /* that every kind has */
extern const struct label order_status_reasons[];
extern const struct label offer_reasons[];
extern const struct label rating_reasons[];
extern const struct label allegro_rule_reasons[];
extern const struct label register_reasons[];

#endif
