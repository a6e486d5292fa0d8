#ifndef DOMAIN_ORDERS_FEED_DOC_H
#define DOMAIN_ORDERS_FEED_DOC_H

/* A document on its way from Allegro to whoever knows what it is. */

#include <stdbool.h>

#include "domain/accounts/turn.h"
#include "domain/orders/feed_types.h"

struct json;

/* A document as it came. */
struct feed_doc {
	const char *form_id;
	const char *raw;
	struct json *doc;  /* NULL: it could not be read, see why */
	const char *why;   /* a sentence, when doc is NULL */
	uint64_t seen_gen; /* dirty_gen read before the request; 0: not among the dirty ones */
	const char *trace; /* Trace-Id of the answer it came in, NULL: not to be kept */
	bool listed;	   /* from the list, which may lag: what is stored may be newer */
	const char *revision;
	int64_t updated_at; /* TIME_NONE: not told; both only of a listed one */
};

/* What belongs into the same transaction as the documents; fn NULL for nothing. It is told what
 * this transaction does. */
struct feed_also {
	enum rc (*fn)(struct db *db, const struct turn_counts *now, void *arg, struct err *e);
	void *arg;
};

/* Is a document of the list at least as new as the newest event of its form? */
struct feed_doc_age {
	int64_t event_at;	    /* TIME_NONE: no event told */
	const char *event_revision; /* NULL: not told */
	int64_t updated_at;
	const char *revision;
};
bool feed_doc_is_current(const struct feed_doc_age *age);

#endif
