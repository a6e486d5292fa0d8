#ifndef DOMAIN_ORDERS_FEED_FORM_STORE_H
#define DOMAIN_ORDERS_FEED_FORM_STORE_H

/* SQL of order_form, as far as it tells which documents are to be fetched, and how that went;
 * private to the feed. */

#include "domain/orders/feed_event_store.h"

struct feed_form {
	const char *form_id;
	uint64_t dirty_gen;    /* 0: it is not dirty, somebody wants to look */
	int64_t event_at;      /* newest unread event; TIME_NONE: none told */
	int64_t listed_from;   /* where the list has it or later; TIME_NONE: nobody knows */
	const char *revision;  /* that the newest event told; NULL: none did */
	int64_t failed_before; /* 1: it could not be had, or read, the last time */
};

/* How a document could not be had; seen_gen is the dirty_gen read before the request, 0 for none.
 */
struct feed_miss {
	uint64_t account_id;
	const char *form_id;
	uint64_t seen_gen;
	const char *reason;
	const char *meaning;  /* meaning_name() */
	uint64_t counts;      /* 1: this failure is held against the form */
	uint64_t others_came; /* 1: others came in well meanwhile */
};

/* Make the forms of these events dirty. */
MUST_CHECK enum rc feed_forms_mark(struct db *db, const struct feed_event *rows, size_t n,
				   struct err *e);

/* Up to FEED_DIRTY_MAX dirty forms whose time has come, oldest event first. */
enum { FEED_DIRTY_MAX = 10000 }; /* about 1.5 MB; more come in the next round */
MUST_CHECK enum rc feed_forms_dirty(struct db *db, void *mem, uint64_t account_id,
				    struct feed_form **rows, size_t *n, struct err *e);

/* Forms whose document could not be had: another answer than the document. */
MUST_CHECK enum rc feed_forms_failing(struct db *db, const struct feed_miss *rows, size_t n,
				      struct err *e);

/* Forms Allegro could not serve just now: no failure of theirs, but not at once again. */
MUST_CHECK enum rc feed_forms_later(struct db *db, const struct feed_miss *rows, size_t n,
				    struct err *e);

/* Those with seen_gen 0 that were clean become dirty: reading them again has begun. */
MUST_CHECK enum rc feed_forms_reopen(struct db *db, const struct feed_miss *rows, size_t n,
				     struct err *e);

/* Forms left alone after too many failures, and not touched since: read them once more, those that
 * wait longest first, at most FEED_RETRY_MAX. *n: how many. */
enum { FEED_RETRY_MAX = 500 }; /* a night: minutes of single requests */
MUST_CHECK enum rc feed_forms_retry(struct db *db, uint64_t account_id, uint64_t *n, struct err *e);

#endif
