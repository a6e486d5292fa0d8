#ifndef DOMAIN_FEED_WALK_H
#define DOMAIN_FEED_WALK_H

/*
 * Bringing in a list that nothing announces: a walk through it from the newest change back. One
 * begins every pause_ms and goes back to where the one before began and overlap_ms further; the
 * first goes back first_days, one a day sweep_days, because not every change moves the time by
 * which Allegro lists. What a walk should have met and did not is asked for by itself (and stays as
 * it was where Allegro lists things only), and so is what walk_renew() named. A walk stands in the
 * table `walk` and moves in the transaction that stores its page, so that it goes on where it was
 * left, whatever ended the process.
 *
 * An area brings a row, a table and the function that stores items:
 *
 *	WALK_TABLE(rating_table, "rating", "rating_id", "changed_at");	in its store (walk_store.h)
 *
 *	const struct walk_def rating_walk = {
 *		.name = "ratings",
 *		.resource = &rating_resource,
 *		.pause_ms = 15 * TIME_MINUTE_MS,
 *		.overlap_ms = 2 * TIME_HOUR_MS,
 *		.first_days = 365,
 *		.sweep_days = 90,
 *		.save = ratings_save,
 *		.table = rating_table,
 *	};
 *
 * Its job asks walk_is_due() for each account and takes a turn by walk_take(). The table has
 * account_id, Allegro's id and the time of the list under any names, and
 *
 *	seen_at DATETIME(3) NOT NULL	begin of the request that showed it last
 *	reread_at DATETIME(3) NULL	to be asked for by itself, not before
 *	gone_at DATETIME(3) NULL	Allegro does not show it any more
 *	KEY (account_id, reread_at)
 *
 * Storing an item sets seen_at to the asked_at it is given, gone_at to NULL, and reread_at to NULL
 * unless it is later than that.
 *
 * A list whose items have no time (resource.h) is read from its beginning to its end by each walk;
 *the time of its table is the one at which a row was made, and it names no days.
 *
 * Not for orders: those have a journal that announces them, and lists that are read from the oldest
 * on and counted against what Allegro counts (domain/orders/order_backfill.h).
 */

#include "allegro/resource.h"
#include "domain/accounts/turn.h"
#include "db/stmt.h"

enum { WALK_ALL_DAYS = 36500 }; /* before any row was made */

struct walk_def {
	const char *name; /* of its rows in `walk`; at most 24 characters */
	const struct resource *resource;
	int64_t pause_ms;
	int64_t overlap_ms; /* Allegro lists now and then late */
	int64_t first_days;
	int64_t sweep_days;

	/* In the transaction that moves the walk: store n items of the resource, asked for at a
	 * moment. */
	enum rc (*save)(struct db *db, uint64_t account_id, const void *items, size_t n,
			int64_t asked_at, struct err *e);
	const struct stmt_def *table; /* WALK_TABLE */
};

/* Has this turn something to do? Not without the permission. */
MUST_CHECK enum rc walk_is_due(struct turn *turn, const struct walk_def *def, bool *due,
			       struct err *e);

/* Up to WALK_SINGLES are asked for by themselves, then up to WALK_PAGES of the list. Things that
 * cannot be read or had end nothing and are the error of the turn. */
enum { WALK_SINGLES = 20, WALK_PAGES = 100 /* some 20 s: other accounts wait no longer */ };
MUST_CHECK enum rc walk_take(struct turn *turn, const struct walk_def *def, struct err *e);

/* Have everything read, at once and from the beginning: a walk that is under way begins anew. */
MUST_CHECK enum rc walk_restart(struct db *db, const struct walk_def *def, uint64_t account_id,
				struct err *e);

/* Have one asked for by itself, at once. */
MUST_CHECK enum rc walk_renew(struct db *db, const struct walk_def *def, uint64_t account_id,
			      const char *id, struct err *e);

#endif
