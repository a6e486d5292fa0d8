/* Failures of a batch of single documents: noted, weighed, stored in one transaction. */
#include "domain/feed/feed_failures.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"

void feed_failure_note(struct feed_failures *f, void *mem, const struct feed_thing *thing,
		       const struct document_get *get)
{
	struct feed_miss row = {
	    .account_id = f->feed->turn->account->id,
	    .thing_id = thing->thing_id,
	    .seen_gen = thing->dirty_gen,
	    .reason = str_head(mem, get->err.msg, FEED_REASON_CHARS),
	    .meaning = meaning_name(get->err.meaning),
	    .counts = thing->failed_before > 0,
	    .status = get->err.http,
	    .trace = get->err.trace,
	};

	f->all.rows[f->all.n++] = row;
	f->feed->turn->counts.failed++;
	switch (feed_blame_of(&get->err)) {
	case BLAME_MISSING:
		f->missing.rows[f->missing.n++] = row;
		return;
	case BLAME_NOBODY:
		f->later.rows[f->later.n++] = row;
		turn_note(f->feed->turn, &get->err);
		return;
	case BLAME_THING:
	default:
		f->failing.rows[f->failing.n++] = row;
		f->verdict.bad += !thing->failed_before;
	}
}

bool feed_others_came(const struct turn_counts *c)
{
	return c->added + c->changed + c->unchanged > 0;
}

/* While nothing succeeds, or most of a batch fails, a first failure is held against nobody; a
 * second one is (F8). */
static void weigh(struct feed_failures *f, size_t asked)
{
	bool witness = feed_others_came(&f->feed->turn->counts);

	f->verdict.fresh = asked;
	for (size_t i = 0; i < f->failing.n; i++)
		if (witness && !feed_is_outage(&f->verdict))
			f->failing.rows[i].counts = 1;
	for (size_t i = 0; i < f->later.n; i++)
		f->later.rows[i].others_came = witness;
}

/* Many that are not there at once is trouble at Allegro: none of them is gone for that. */
static void spare_missing(struct feed_failures *f, size_t asked)
{
	const struct feed_verdict v = {.fresh = asked, .bad = f->missing.n};

	if (!feed_is_outage(&v))
		return;
	for (size_t i = 0; i < f->missing.n; i++)
		f->later.rows[f->later.n++] = f->missing.rows[i];
	f->missing.n = 0;
}

static enum rc write_failures(struct db *db, void *arg, struct err *e)
{
	struct feed_failures *f = arg;
	const struct feed_kind *kind = f->feed->kind;
	const struct feed_failed_rows *missing = &f->missing;

	if (feed_things_reopen(db, kind->table, missing->rows, missing->n, e) ||
	    feed_things_reopen(db, kind->table, f->failing.rows, f->failing.n, e) ||
	    feed_things_missing(db, kind->table, missing->rows, missing->n, e) ||
	    (kind->missing &&
	     kind->missing(db, missing->rows, missing->n, f->feed->turn->actor, e)) ||
	    feed_things_failing(db, kind->table, f->failing.rows, f->failing.n, e) ||
	    feed_things_later(db, kind->table, f->later.rows, f->later.n, e))
		return e->rc;
	return kind->failed ? kind->failed(db, f->all.rows, f->all.n, e) : RC_OK;
}

enum rc feed_failures_store(struct feed_failures *f, size_t asked, struct err *e)
{
	if (!f->all.n || f->feed->turn->dry)
		return RC_OK;
	spare_missing(f, asked);
	weigh(f, asked);
	return turn_tx(f->feed->turn, write_failures, f, e);
}
