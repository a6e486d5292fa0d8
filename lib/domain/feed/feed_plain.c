/* Documents to structs to rows. */
#include "domain/feed/feed_plain.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/feed/feed_blame.h"
#include "domain/feed/feed_isolate.h"
#include "domain/feed/feed_tables.h"

#include <string.h>

struct applying {
	struct turn *turn;
	const struct stmt_def *table;
	const struct feed_plain *plain;
	const struct feed_doc *docs;
	size_t n;
	struct feed_also also;
	void *mem;
	char *items; /* one a document; those of spoilt ones are not looked at */
	struct feed_outcome outcomes[FEED_BATCH_MAX]; /* with a reason: it cannot be read */
	struct turn_counts committed;
};

/* ---- Reading ----------------------------------------------------------------------------------
 */

static void *item_of(const struct applying *a, size_t i)
{
	return a->items + i * a->plain->size;
}

static bool is_read(const struct applying *a, size_t i)
{
	return !a->outcomes[i].reason;
}

static void spoil(struct applying *a, size_t i, const char *path, const char *why)
{
	a->outcomes[i].path = mem_strdup(a->mem, path);
	a->outcomes[i].reason = str_head(a->mem, mem_strdup(a->mem, why), FEED_REASON_CHARS);
}

static enum rc read_one(struct applying *a, size_t i, struct err *e)
{
	const struct feed_doc *doc = &a->docs[i];

	a->outcomes[i] = (struct feed_outcome){.account_id = a->turn->account->id,
					       .thing_id = doc->thing_id,
					       .seen_gen = doc->seen_gen,
					       .counts = 1};
	if (!doc->doc)
		(void)err_set(e, RC_SHAPE, "%s", str_or(doc->why, "it cannot be read"));
	else
		(void)a->plain->read(a->mem, doc, item_of(a, i), e);
	if (e->rc != RC_SHAPE)
		return e->rc;
	spoil(a, i, e->code, e->msg);
	err_clear(e);
	return RC_OK;
}

static enum rc read_all(struct applying *a, struct err *e)
{
	struct feed_verdict v = {0};

	a->items = mem_array(a->mem, char, (a->n + 1) * a->plain->size);
	for (size_t i = 0; i < a->n; i++) {
		if (read_one(a, i, e))
			return e->rc;
		v.fresh += !a->docs[i].failed_before;
		v.bad += !a->docs[i].failed_before && !is_read(a, i);
	}
	for (size_t i = 0; i < a->n && feed_is_outage(&v); i++)
		a->outcomes[i].counts = a->docs[i].failed_before;
	return RC_OK;
}

/* ---- Storing ----------------------------------------------------------------------------------
 */

struct piece {
	struct applying *a;
	size_t at;
	size_t n;
	bool last;
	struct turn_counts now;
};

/* Those of a piece that could be read, or could not; returns how many. */
static size_t pick(const struct piece *p, bool read, struct feed_outcome *rows)
{
	size_t n = 0;

	for (size_t i = p->at; i < p->at + p->n; i++)
		if (is_read(p->a, i) == read)
			rows[n++] = p->a->outcomes[i];
	return n;
}

static enum rc save_items(struct db *db, const struct piece *p, struct err *e)
{
	const struct applying *a = p->a;
	const size_t size = a->plain->size;
	char *items = mem_array(a->mem, char, (p->n + 1) * size);
	size_t n = 0;

	for (size_t i = p->at; i < p->at + p->n; i++)
		if (is_read(a, i))
			memcpy(items + n++ * size, item_of(a, i), size);
	return n ? a->plain->save(db, a->turn->account->id, items, n, a->docs[0].asked_at, e)
		 : RC_OK;
}

/* What cannot be read is tried again, although nothing announced it. */
static enum rc save_unread(struct db *db, const struct applying *a, const struct feed_outcome *rows,
			   size_t n, struct err *e)
{
	struct feed_miss again[FEED_BATCH_MAX];

	for (size_t i = 0; i < n; i++)
		again[i] = (struct feed_miss){.account_id = rows[i].account_id,
					      .thing_id = rows[i].thing_id,
					      .seen_gen = rows[i].seen_gen};
	if (feed_things_unreadable(db, a->table, rows, n, e))
		return e->rc;
	return feed_things_reopen(db, a->table, again, n, e);
}

static enum rc body(struct db *db, void *arg, struct err *e)
{
	struct piece *p = arg;
	const struct applying *a = p->a;
	struct feed_outcome rows[FEED_BATCH_MAX];
	size_t n = pick(p, true, rows);

	p->now = (struct turn_counts){.seen = p->n, .changed = n, .failed = p->n - n};
	if (save_items(db, p, e) || feed_things_applied(db, a->table, rows, n, e))
		return e->rc;
	n = pick(p, false, rows);
	if (save_unread(db, a, rows, n, e) || !p->last || !a->also.fn)
		return e->rc;
	struct turn_counts all = a->committed;
	turn_count(&all, &p->now);
	return a->also.fn(db, &all, a->also.arg, e);
}

static enum rc commit(void *arg, size_t at, size_t n, bool last, struct err *e)
{
	struct piece p = {.a = arg, .at = at, .n = n, .last = last};

	if (!n && !p.a->also.fn)
		return RC_OK;
	if (turn_tx(p.a->turn, body, &p, e))
		return e->rc;
	turn_count(&p.a->committed, &p.now);
	turn_count(&p.a->turn->counts, &p.now);
	return RC_OK;
}

static bool spoil_one(void *arg, size_t i, const struct err *e)
{
	struct applying *a = arg;

	if (!is_read(a, i))
		return false;
	log_warn("%s cannot be stored: %s", a->docs[i].thing_id, e->msg);
	spoil(a, i, "", "the database does not take one of its values");
	return true;
}

static void count_dry(const struct applying *a)
{
	for (size_t i = 0; i < a->n; i++) {
		a->turn->counts.seen++;
		a->turn->counts.changed += is_read(a, i);
		a->turn->counts.failed += !is_read(a, i);
	}
}

enum rc feed_plain_apply(struct turn *turn, const struct stmt_def *table,
			 const struct feed_plain *plain, const struct feed_doc *docs, size_t n,
			 struct feed_also also, struct err *e)
{
	void *mem = mem_context(NULL, "documents");
	struct applying *a = mem_zero(mem, struct applying);

	if (n > FEED_BATCH_MAX)
		BUG("a batch of %zu documents", n);
	*a = (struct applying){
	    .turn = turn, .table = table, .plain = plain, .docs = docs, .n = n, .also = also};
	a->mem = mem;
	const struct feed_pieces pieces = {
	    .turn = turn, .n = n, .commit = commit, .spoil = spoil_one, .arg = a};
	enum rc rc = read_all(a, e);
	if (!rc && turn->dry)
		count_dry(a);
	else if (!rc)
		rc = feed_commit(&pieces, e);
	mem_free(mem);
	return rc;
}
