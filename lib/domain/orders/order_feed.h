#ifndef DOMAIN_ORDERS_ORDER_FEED_H
#define DOMAIN_ORDERS_ORDER_FEED_H

/* Orders as a kind of feed: for poll-orders and the daily audit. */

#include "domain/feed/feed.h"

extern const struct feed_kind order_kind;

struct feed order_feed(struct turn *turn);

#endif
