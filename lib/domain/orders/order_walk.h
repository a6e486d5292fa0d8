#ifndef DOMAIN_ORDERS_ORDER_WALK_H
#define DOMAIN_ORDERS_ORDER_WALK_H

/*
 * Walking Allegro's order list in time order, by key and not by offset: the next page begins at the
 * time where the last one ended, so that orders which leave the list meanwhile (merged) shift
 * nothing out of sight. The one or few orders of that very moment come twice, which costs nothing.
 * An offset is used only while time stands still; offset + limit stays within 10,000 (FACTS 2.4).
 */

#include "allegro/order_api.h"
#include "domain/orders/order_sync.h"

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

/* Fetch the page the walk stands on. */
MUST_CHECK enum rc order_walk_fetch(struct order_sync *s, void *mem, const struct order_walk *walk,
				    struct checkout_form_page *page, struct err *e);

/* Step behind a page. RC_SHAPE: more orders of one moment than the list can show, or the same page
 * again (RELIABILITY F16). */
MUST_CHECK enum rc order_walk_step(struct order_walk *walk, const struct checkout_form_page *page,
				   struct err *e);

/* Documents of a page for order_apply(); seen_gen is 0. Those without an id are left out and
 * counted as failed. */
struct order_doc;
size_t order_walk_docs(struct order_sync *s, void *mem, const struct checkout_form_page *page,
		       struct order_doc **docs);

#endif
