#ifndef DOMAIN_ORDERS_FEED_FETCH_H
#define DOMAIN_ORDERS_FEED_FETCH_H

/* Forms to documents to orders; private to the order domain. */

#include "domain/orders/feed.h"

/*
 * Read these forms, in pages or one by one, and apply them; sorts the array. A form whose dirty_gen
 * is 0 is not dirty: an equal document then writes nothing, and one that cannot be had makes it
 * dirty, so that it is tried again like any other.
 */
MUST_CHECK enum rc feed_fetch_forms(struct feed *feed, struct feed_form *forms, size_t n,
				    struct err *e);

#endif
