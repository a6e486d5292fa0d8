#ifndef DOMAIN_FEED_FEED_H
#define DOMAIN_FEED_FEED_H

/*
 * The feed: brings documents of things in that a journal announces, without looking at one (DESIGN
 * 5). For jobs; the panel does not link it.
 *
 *	journal ──► intake ──► events, dirty things, cursor: one transaction a page
 *	   │ it no longer tells: lost      │
 *	   ▼                               ▼
 *	recover, or a scan by others    fetch ◄── sweep: what nothing announced, when it is due
 *	              │                    │
 *	              └────► apply ◄───────┘ documents, or: missing, failing, later
 *
 * Nothing but intake moves the cursor, and it never moves past an event that is not stored. Fetch
 * reads dirty things many at once where the kind can, the rest one by one; a thing is clean up to
 * the generation that was dirty before the request. Each step may be killed at any moment and
 * called again. An area brings a row:
 *
 *	const struct feed_kind offer_kind = {
 *		.noun = "offers",
 *		.table = offer_tables,		FEED_TABLES in its store (feed_tables.h)
 *		.journal = &offer_journal,
 *		.one = OP_OFFER,
 *		.reach = &offer_reach,
 *		.apply = offer_apply,
 *		.lost = have_all_read,
 *	};
 */

#include "allegro/document.h"
#include "allegro/journal.h"
#include "db/stmt.h"
#include "domain/accounts/turn.h"
#include "domain/feed/feed_doc.h"
#include "domain/feed/feed_gap_rule.h"
#include "domain/feed/feed_sweep_rule.h"
#include "domain/feed/feed_thing_store.h"

struct feed_kind;

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

/* What the journal no longer tells. */
struct feed_loss {
	const char *reason; /* feed_gap_reasons */
	struct feed_gap_facts facts;
	const char *old_event_id;	    /* where the cursor stood */
	const struct journal_event *newest; /* before anything was read anew; id NULL: not known */
};

struct feed_set;

struct feed_kind {
	const char *noun;	      /* in errors and logs */
	const struct stmt_def *table; /* FEED_TABLES */
	const struct journal *journal;
	enum allegro_op one; /* asks for one document */
	const struct feed_reach *reach;
	const struct feed_sweep_rule *sweeps;
	size_t n_sweeps;
	const char *late_subject; /* of the alarm of a journal that was not read to its end */
	const char *late_text;	  /* its message id, with the hours */

	/* n (up to FEED_BATCH_MAX) documents into rows, and `also`, in one transaction, with what
	 * became of their things (feed_thing_store.h). What cannot be read is kept with path and
	 * reason. */
	enum rc (*apply)(struct turn *turn, const struct feed_doc *docs, size_t n,
			 struct feed_also also, struct err *e);

	/* In the transaction that notes it: have everything read that may have changed since the
	 * journal was last read to its end. */
	enum rc (*lost)(struct db *db, struct feed *feed, const struct feed_loss *loss,
			struct err *e);

	/* When that was last done with; RC_NOT_FOUND: never. */
	enum rc (*lost_at)(struct db *db, uint64_t account_id, int64_t *at, struct err *e);

	/* ---- What follows may be NULL ---- */

	/* The newest event of the journal, id NULL when it is empty. Without it the journal is read
	 * on from what it has. */
	enum rc (*newest)(struct turn *turn, void *mem, struct journal_event *out, struct err *e);

	/* Read what lost() noted, until it is done and the cursor stands behind it: the journal
	 * waits for it. Without it others read everything while the journal goes on, and intake
	 * opens the cursor of an account by itself, with a loss. */
	enum rc (*recover)(struct feed *feed, struct err *e);

	/* In the transaction that stored new events and made their things dirty. */
	enum rc (*marked)(struct db *db, const struct feed_event *rows, size_t n, struct err *e);

	/* The cheaper way to many of them: read those for which it is, mark them done
	 * (feed_fetch.h). The rest is asked for one by one. */
	enum rc (*many)(struct feed *feed, struct feed_set *set, struct err *e);

	/* Which operation asks for each of them, where it is not always `one`. */
	enum rc (*choose)(struct turn *turn, struct document_get *gets, size_t n, struct err *e);

	/* In the transaction that notes failures: all that were asked for in vain, for histories.
	 */
	enum rc (*failed)(struct db *db, const struct feed_miss *rows, size_t n, struct err *e);

	/* In the same: Allegro says that there are no such things, which may be GONE now. */
	enum rc (*missing)(struct db *db, const struct feed_miss *rows, size_t n, const char *actor,
			   struct err *e);

	/* In the transaction of a sweep: make things dirty that nothing announced, at most
	 * FEED_DIRTY_MAX; *n: how many. */
	enum rc (*wake)(struct db *db, uint64_t account_id, uint64_t *n, struct err *e);

	/* Up to FEED_STALE_MAX things that a sweep reads again, in order of their ids. */
	enum rc (*stale)(struct db *db, void *mem, const struct feed_stale_query *q,
			 struct feed_stale **rows, size_t *n, struct err *e);
};

/* Read the journal until its end. RC_SHAPE moves nothing. */
MUST_CHECK enum rc feed_intake(struct feed *feed, struct err *e);

/* Read and apply dirty things whose time has come, until there are none. What concerns one of them
 * is noted with it; an error stands for all that is left, or for a turn in which none came in. */
MUST_CHECK enum rc feed_fetch(struct feed *feed, struct err *e);

/* Read again what is due though nothing announced it, a bounded piece of it. */
MUST_CHECK enum rc feed_sweep(struct feed *feed, struct err *e);

/* Intake, fetch and sweep. Each goes on without the others: a journal that cannot be read keeps no
 * known thing waiting. Only what concerns the whole account, or this process, ends the turn. */
MUST_CHECK enum rc feed_take(struct feed *feed, struct err *e);

#endif
