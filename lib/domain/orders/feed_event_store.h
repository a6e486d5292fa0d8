#ifndef DOMAIN_ORDERS_FEED_EVENT_STORE_H
#define DOMAIN_ORDERS_FEED_EVENT_STORE_H

/* SQL of events of the journal; private to the feed. */

#include "base/err.h"
#include "base/str.h"
#include "db/db.h"
#include "domain/orders/feed_types.h"

struct feed_event {
	uint64_t account_id;
	const char *event_id;
	const char *form_id; /* NULL: about no form */
	const char *type;
	const char *revision; /* of the form at that time; NULL: not told */
	int64_t occurred_at;
	struct bytes raw;
};

/* Which of up to FEED_BATCH_MAX events are stored. */
struct feed_event_id {
	const char *event_id;
};
MUST_CHECK enum rc feed_events_known(struct db *db, void *mem, const struct feed_keys *keys,
				     struct feed_event_id **rows, size_t *n, struct err *e);

MUST_CHECK enum rc feed_events_save(struct db *db, const struct feed_event *rows, size_t n,
				    struct err *e);

#endif
