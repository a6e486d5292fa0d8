#ifndef DOMAIN_ORDERS_FEED_CURSOR_STORE_H
#define DOMAIN_ORDERS_FEED_CURSOR_STORE_H

/* SQL of the cursor of the journal, and of the trail of where it stood; private to the feed. */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

struct feed_cursor {
	const char *last_event_id; /* NULL: before the oldest event */
	uint64_t gen;
	int64_t event_at; /* of that event */
	int64_t end_at;	  /* when the journal was last read to its end */
	bool at_end;	  /* to move: it was just now */
};

/* RC_NOT_FOUND: the account was never polled. */
MUST_CHECK enum rc feed_cursor_find(struct db *db, void *mem, uint64_t account_id,
				    struct feed_cursor *out, struct err *e);

/* Where reading begins; RC_CONFLICT when there is a cursor already. */
MUST_CHECK enum rc feed_cursor_open(struct db *db, uint64_t account_id, const char *event_id,
				    int64_t event_at, struct err *e);

/* Move to an event, from the generation that was read: RC_CONFLICT when somebody else moved it. */
MUST_CHECK enum rc feed_cursor_move(struct db *db, uint64_t account_id,
				    const struct feed_cursor *to, struct err *e);

/* After a gap: go on behind an event, everything before `end_at` being stored by other means. */
MUST_CHECK enum rc feed_cursor_resume(struct db *db, uint64_t account_id,
				      const struct feed_cursor *to, struct err *e);

/* The journal answered and had nothing new. */
MUST_CHECK enum rc feed_cursor_touch(struct db *db, uint64_t account_id, struct err *e);

/* Where the cursor stood at a time, or the earliest that is known; RC_NOT_FOUND: nothing is. */
struct feed_trail_point {
	const char *event_id; /* NULL: before the oldest event */
};
MUST_CHECK enum rc feed_trail_find(struct db *db, void *mem, uint64_t account_id, int64_t at,
				   struct feed_trail_point *out, struct err *e);

#endif
