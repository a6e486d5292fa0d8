#ifndef DOMAIN_FEED_FEED_DOC_H
#define DOMAIN_FEED_FEED_DOC_H

/* A document on its way from Allegro to whoever knows what it is. */

#include <stdbool.h>

#include "domain/accounts/turn.h"
#include "domain/feed/feed_types.h"

struct json;

/* A document as it came. */
struct feed_doc {
	const char *thing_id;
	enum allegro_op op; /* that brought it; of a listed one the kind's own matter */
	const char *raw;
	struct json *doc;   /* NULL: it could not be read, see why */
	const char *why;    /* a sentence, when doc is NULL */
	int64_t asked_at;   /* begin of the request by the database's clock; of a listed one 0 */
	bool failed_before; /* it could not be had, or read, the last time */
	uint64_t seen_gen;  /* dirty_gen read before the request; 0: not among the dirty ones */
	const char *trace;  /* Trace-Id of the answer it came in, NULL: not to be kept */
	bool listed;	    /* from a list, which may lag: what is stored may be newer */
	const char *revision;
	int64_t updated_at; /* TIME_NONE: not told; both only of a listed one */
};

/* What belongs into the same transaction as the documents; fn NULL for nothing. It is told what
 * this transaction does. */
struct feed_also {
	enum rc (*fn)(struct db *db, const struct turn_counts *now, void *arg, struct err *e);
	void *arg;
};

#endif
