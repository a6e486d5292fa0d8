/* Failures of a batch of single documents: noted, weighed, stored in one transaction. */
#include "domain/orders/feed_failures.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"

void feed_failure_note(struct feed_failures *f, void *mem, const struct feed_form *form,
		       const struct document_get *get)
{
	struct feed_miss row = {
	    .account_id = f->feed->turn->account->id,
	    .form_id = form->form_id,
	    .seen_gen = form->dirty_gen,
	    .reason = str_head(mem, get->err.msg, FEED_REASON_CHARS),
	    .meaning = meaning_name(get->err.meaning),
	    .counts = form->failed_before > 0,
	};

	f->traces[f->n_traces++] = (struct feed_trace){
	    .account_id = f->feed->turn->account->id,
	    .form_id = form->form_id,
	    .request = feed_trace_single,
	    .status = (uint64_t)get->err.http,
	    .trace_id = get->err.trace,
	    .answer = row.reason,
	};
	f->feed->turn->counts.failed++;
	switch (feed_blame_of(&get->err)) {
	case BLAME_MISSING:
		f->missing.rows[f->missing.n++] = row;
		return;
	case BLAME_NOBODY:
		f->later.rows[f->later.n++] = row;
		turn_note(f->feed->turn, &get->err);
		return;
	case BLAME_ORDER:
	default:
		f->failing.rows[f->failing.n++] = row;
		f->verdict.bad += !form->failed_before;
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

	if (feed_forms_reopen(db, f->missing.rows, f->missing.n, e) ||
	    feed_forms_reopen(db, f->failing.rows, f->failing.n, e) ||
	    f->feed->kind->missing(db, f->missing.rows, f->missing.n, f->feed->turn->actor, e) ||
	    feed_forms_failing(db, f->failing.rows, f->failing.n, e) ||
	    feed_forms_later(db, f->later.rows, f->later.n, e))
		return e->rc;
	return feed_traces_save(db, f->traces, f->n_traces, e);
}

enum rc feed_failures_store(struct feed_failures *f, size_t asked, struct err *e)
{
	size_t n = f->missing.n + f->failing.n + f->later.n;

	if (!n || f->feed->turn->dry)
		return RC_OK;
	spare_missing(f, asked);
	weigh(f, asked);
	return turn_tx(f->feed->turn, write_failures, f, e);
}
