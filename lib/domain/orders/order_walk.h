#ifndef DOMAIN_ORDERS_ORDER_WALK_H
#define DOMAIN_ORDERS_ORDER_WALK_H

/*
 * Walking Allegro's order list in time order, by key and not by offset: the next page begins at the
 * time where the last one ended, so that orders which leave the list meanwhile (merged) shift
 * nothing out of sight. The one or few orders of that very moment come twice, which costs nothing.
 * An offset is used only while time stands still; offset + limit stays within 10,000 (FACTS 2.4).
 *
 * A page shorter than its limit is no end: the walk ends when as many were seen from here on as
 * Allegro counts, or at an empty page. What it counts may be wrong in both directions, so a full
 * page is never the last.
 */

#include "allegro/order_api.h"
#include "domain/feed/feed.h"

enum { ORDER_WALK_ID = 64 }; /* str_is_id() */
enum order_walk_by { ORDER_WALK_UPDATED, ORDER_WALK_BOUGHT };

struct order_walk {
	enum order_walk_by by;
	int64_t at;    /* times from here on, inclusive */
	int64_t until; /* inclusive; TIME_NONE: open */
	int64_t offset;
	bool ended;
	char last_id[ORDER_WALK_ID + 1]; /* of the last page: the list must not turn in a circle */
};

/* Fetch the page the walk stands on, as large as can be read (feed_page.h). */
MUST_CHECK enum rc order_walk_fetch(struct feed *feed, void *mem, const struct order_walk *walk,
				    struct checkout_form_page *page, struct err *e);

/* What Allegro counts from where the walk stands until its end. */
MUST_CHECK enum rc order_walk_count(struct feed *feed, const struct order_walk *walk,
				    int64_t *total, struct err *e);

/* Step behind a page. RC_SHAPE: the same page again (RELIABILITY F16). */
MUST_CHECK enum rc order_walk_step(struct order_walk *walk, const struct checkout_form_page *page,
				   struct err *e);

/* Does the document belong into this stretch of time? What does not tell its time does. Pure. */
bool order_walk_is_within(enum order_walk_by by, const struct checkout_form_item *item,
			  int64_t from, int64_t until);

/* What a document of the list is called here: its id, or ORDER_NAMELESS and a hash of its text. */
const char *order_walk_name(void *mem, const struct checkout_form_item *item);

/* Documents of a page to be applied; seen_gen is 0. Those without an id are left out and
 * counted as failed. */
size_t order_walk_docs(struct feed *feed, void *mem, const struct checkout_form_page *page,
		       struct feed_doc **docs);

#endif
