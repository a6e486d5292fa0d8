#ifndef OFFERS_GROUP_WORDS_H
#define OFFERS_GROUP_WORDS_H

/* What an offer says, group by group, as people call it. */

#include "common/format.h"
#include "common/label.h"

extern const struct label offer_group_labels[];

/* Values of edit_value.h and of term_value.h, of their kinds of the outbox. */
const char *offer_edit_words(const struct fmt *f, const char *value) RETURNS_NONNULL;
const char *offer_term_words(const struct fmt *f, const char *kind,
			     const char *text) RETURNS_NONNULL;

#endif
