#ifndef OFFERS_GROUP_WORDS_H
#define OFFERS_GROUP_WORDS_H

/* What an offer says, group by group, as people call it. */

#include "common/label.h"

extern const struct label offer_group_labels[];

#endif
