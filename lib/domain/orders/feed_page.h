#ifndef DOMAIN_ORDERS_FEED_PAGE_H
#define DOMAIN_ORDERS_FEED_PAGE_H

/*
 * Pages of the journal and of the list, of a size that can be read.
 *
 * A page that is too large, or holds one thing that cannot be read, is asked for again at half the
 * limit, down to one; there the one thing comes back by its name (allegro/order_api.h). What was
 * learned stays in feed->limits, and grows again with each page that could be read.
 */

#include "allegro/order_api.h"
#include "domain/orders/feed.h"

/* The journal after `from`. Everything belongs to mem. */
MUST_CHECK enum rc feed_page_events(struct feed *feed, void *mem, const char *from,
				    struct journal_page *page, struct err *e);

/* The list by a query, whose limit is set here. */
MUST_CHECK enum rc feed_page_forms(struct feed *feed, void *mem, struct checkout_form_query *q,
				   struct checkout_form_page *page, struct err *e);

#endif
