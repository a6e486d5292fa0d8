#ifndef DOMAIN_OFFERS_OFFER_FEED_H
#define DOMAIN_OFFERS_OFFER_FEED_H

/*
 * Offers as a kind of feed: what the journal tells of is read again, its document, or price and
 * pieces alone when nothing else has changed. The journal keeps a day (FACTS 3.1): after a longer
 * silence, and at first, the whole list is read (offer_sync.h).
 */

#include "domain/feed/feed.h"

extern const struct feed_kind offer_kind;

struct feed offer_feed(struct turn *turn);

#endif
