#ifndef DOMAIN_ORDERS_FEED_H
#define DOMAIN_ORDERS_FEED_H

/*
 * The feed: brings documents in without looking at one (DESIGN 5). For jobs; the panel does not
 * link it.
 *
 *	journal ──► intake ──► events, dirty forms, cursor: one transaction a page
 *	   │ it no longer tells: gap       │
 *	   ▼                               ▼
 *	list ──► import, gap, reread    fetch ◄── sweep: what nothing announced, when it is due
 *	              │                    │
 *	              └────► apply ◄───────┘ documents, or: missing, failing, later
 *
 * Nothing but intake moves the cursor, and it never moves past an event that is not stored. Fetch
 * reads dirty forms from the list or one by one; a form is clean up to the generation that was
 * dirty before the request. The first import and gaps walk the list from a moment noted before.
 * Each may be killed at any moment and called again. No feed_* file includes another of orders:
 * what the documents are is known behind struct feed_kind alone.
 */

#include "domain/accounts/turn.h"
#include "domain/orders/feed_doc.h"
#include "domain/orders/feed_form_store.h"
#include "domain/orders/feed_sweep_rule.h"

/* What documents of a kind need beside being fetched: a row of functions. */
struct feed_kind {
	/* n (up to FEED_BATCH_MAX) documents into rows, and `also`, in one transaction. What cannot
	 * be read is kept with path and reason. */
	enum rc (*apply)(struct turn *turn, const struct feed_doc *docs, size_t n,
			 struct feed_also also, struct err *e);

	/* In the transaction that notes failures: Allegro says that there are no such documents. */
	enum rc (*missing)(struct db *db, const struct feed_miss *rows, size_t n, const char *actor,
			   struct err *e);

	/* Up to FEED_STALE_MAX documents that a sweep reads again, in order of their ids. */
	enum rc (*stale)(struct db *db, void *mem, const struct feed_stale_query *q,
			 struct feed_stale **rows, size_t *n, struct err *e);

	const struct feed_sweep_rule *sweeps;
	size_t n_sweeps;
	const char *after_gap; /* the sweep that is due at once when a gap is mended */
};

/* The feed of one account in one turn. */
struct feed {
	struct turn *turn;
	const struct feed_kind *kind;
	/* Sizes of pages that could be read; 0: the largest (feed_page.h). */
	struct {
		int64_t journal;
		int64_t list;
	} limits;
};

/* Read the journal until its end. RC_SHAPE moves nothing. When Allegro no longer has all of it, the
 * list is read instead first (feed_gap_rule.h). */
MUST_CHECK enum rc feed_intake(struct feed *feed, struct err *e);

/* Read and apply dirty forms whose time has come, until there are none. What concerns one of them
 * is noted with it; an error stands for all that is left, or for a turn in which none came in. */
MUST_CHECK enum rc feed_fetch(struct feed *feed, struct err *e);

/* Begin or continue the first import of the account's days; *done: it is over, the journal may be
 * read. */
MUST_CHECK enum rc feed_import(struct feed *feed, bool *done, struct err *e);

/* Read again every form changed since `since`, moving no cursor. */
MUST_CHECK enum rc feed_reread(struct feed *feed, int64_t since, struct err *e);

/* Read again what is due though nothing announced it, a bounded piece of it. */
MUST_CHECK enum rc feed_sweep(struct feed *feed, struct err *e);

#endif
