#ifndef OFFERS_OFFER_WORDS_H
#define OFFERS_OFFER_WORDS_H

#include "common/label.h"

/* How an offer stands to the products: offer_match_names as people read them. */
struct label offer_match_label(const char *matching);

#endif
