#ifndef ALLEGRO_JOURNAL_H
#define ALLEGRO_JOURNAL_H

/*
 * A journal of Allegro: events about things, the oldest first, as a row:
 *
 *	const struct journal order_journal = {
 *		.op = OP_ORDER_EVENTS,
 *		.items = "/events",
 *		.thing = "/order/checkoutForm/id",
 *		.revision = "/order/checkoutForm/revision",
 *		.most = 1000,
 *	};
 *
 * Events are read one by one: one that cannot be read holds up nobody. Everything returned belongs
 * to the owner passed in. Errors are those of client.h.
 */

#include "allegro/client.h"

/*
 * A page that cannot be read because of its size, or because of one thing on it, is RC_SHAPE with
 * e->code ALLEGRO_PAGE_PART (client.h): ask for fewer. With a limit of 1 there is only that one
 * event, and it comes back by what can be told of it, with this type.
 */
#define JOURNAL_UNREAD "UNREAD"

struct journal {
	enum allegro_op op;
	const char *items;    /* where the events stand in the answer */
	const char *thing;    /* in an event: the id of what it is about */
	const char *revision; /* of it; NULL: no event tells one */
	int64_t most;	      /* limit of a page */
};

/* Act on the thing it points to, never on the event: it is no proof of anything (FACTS 2.1). */
struct journal_event {
	const char *id;	      /* opaque; keep the order of the answer */
	const char *type;     /* a word of Allegro, or JOURNAL_UNREAD */
	int64_t occurred_at;  /* TIME_NONE when it cannot be read */
	const char *thing_id; /* NULL: not told */
	const char *revision; /* NULL: not told */
	const char *raw;      /* the event as JSON text */
};

struct journal_page {
	struct journal_event *events;
	size_t n;
	size_t nameless; /* entries without an id one could go on from: left out */
	bool full;	 /* as many as asked for: there may be more */
};

/* Up to limit (1..most) events after `from` (NULL: the oldest). RC_SHAPE also when there are
 * entries and none has an id. */
MUST_CHECK enum rc journal_fetch(struct allegro *a, void *owner, const struct journal *j,
				 const char *from, int64_t limit, struct journal_page *out,
				 struct err *e);

#endif
