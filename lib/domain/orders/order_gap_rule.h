#ifndef DOMAIN_ORDERS_ORDER_GAP_RULE_H
#define DOMAIN_ORDERS_ORDER_GAP_RULE_H

/* How far the journal of orders and their list reach. Pure. */

#include "domain/feed/feed_gap_rule.h"

/* Allegro keeps order events for 60 days (FACTS 2.1); a cursor a day old is told. */
extern const struct feed_reach order_reach;

/* updatedAt and the journal are two clocks of two systems; late events are read again anyway. */
#define ORDER_GAP_SLACK_MS (2 * TIME_HOUR_MS)
/* FACTS 2.4: how far back the list is promised to reach. */
#define ORDER_LIST_KEPT_MS (365 * TIME_DAY_MS)

/* Where the list has to be read from to mend a gap. */
int64_t order_gap_from(const struct feed_gap_facts *f);

#endif
