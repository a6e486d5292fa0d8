#ifndef DOMAIN_ORDERS_ORDER_FETCH_H
#define DOMAIN_ORDERS_ORDER_FETCH_H

/* Documents from the list by time of change. */

#include "domain/feed/feed_fetch.h"

/* feed_kind.many. Private to the order domain. */
MUST_CHECK enum rc order_fetch_many(struct feed *feed, struct feed_set *set, struct err *e);

/* Read again every form changed since `since`, moving no cursor. */
MUST_CHECK enum rc order_reread(struct feed *feed, int64_t since, struct err *e);

#endif
