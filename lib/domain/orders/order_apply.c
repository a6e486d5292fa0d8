/* From documents to one transaction, and what to do when it fails. */
#include "domain/orders/order_apply.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "domain/orders/order_allow.h"
#include "domain/orders/order_batch.h"
#include "domain/feed/feed_blame.h"
#include "domain/feed/feed_isolate.h"
#include "domain/feed/feed_pack.h"
#include "domain/orders/order_retry_store.h"

#include <string.h>

/* ---- Before the transaction -------------------------------------------------------------------
 */

/* NULL: the form is new. */
static const struct known_form *find_known(const struct known_form *forms, size_t n,
					   const struct work *w)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(forms[i].form_id, w->doc->thing_id))
			return &forms[i];
	return NULL;
}

static bool is_equal(const struct known_form *form, const struct work *w)
{
	return form && str_eq(form->state, "APPLIED") && form->doc_hash.len == w->hash.len &&
	       memcmp(form->doc_hash.data, w->hash.data, w->hash.len) == 0;
}

static void mark_unreadable(void *mem, struct work *w, const struct err *e)
{
	w->kind = WORK_UNREADABLE;
	w->path = mem_strdup(mem, e->code);
	w->reason = str_head(mem, mem_strdup(mem, e->msg), FEED_REASON_CHARS);
}

/* A document of another id than asked for is not the one: stored under the asked id it would lie.
 */
static enum rc check_id(const struct work *w, const struct checkout_form *form, struct err *e)
{
	if (str_eq(form->id, w->doc->thing_id))
		return RC_OK;
	(void)err_set(e, RC_SHAPE, "the document is of another order, %s", form->id);
	memcpy(e->code, "/id", sizeof("/id"));
	return e->rc;
}

/* What stopped the reading is a field that a person said to do without: as if it were not there. */
static enum rc leave_out(struct batch *b, struct work *w, struct err *e)
{
	struct err unread = *e;

	if (!order_path_may_be_left(unread.code))
		return e->rc;
	err_clear(e);
	enum rc rc =
	    allowance_find(b->turn->db, b->turn->account->id, w->doc->thing_id, unread.code, e);
	if (rc == RC_NOT_FOUND || (!rc && !json_drop(w->doc->doc, unread.code)))
		*e = unread;
	return e->rc;
}

static enum rc decode(struct batch *b, void *mem, struct work *w, struct checkout_form **form,
		      struct err *e)
{
	struct json_notes notes = {0};
	enum rc rc;

	while ((rc = checkout_form_decode(mem, w->doc->doc, form, &notes, e)) == RC_SHAPE) {
		if (leave_out(b, w, e))
			return e->rc;
		notes = (struct json_notes){0};
	}
	if (!rc)
		odds_add(mem, &b->odds, &notes);
	return rc;
}

static enum rc prepare(struct batch *b, void *mem, struct work *w, struct err *e)
{
	struct checkout_form *form;

	w->packed = feed_pack(mem, w->doc->raw);
	if (!w->doc->doc) {
		(void)err_set(e, RC_SHAPE, "%s", str_or(w->doc->why, "it cannot be read"));
		mark_unreadable(mem, w, e);
		err_clear(e);
		return RC_OK;
	}
	if (decode(b, mem, w, &form, e) || check_id(w, form, e)) {
		if (e->rc != RC_SHAPE)
			return e->rc;
		mark_unreadable(mem, w, e);
		err_clear(e);
		w->glimpse = checkout_form_glimpse(mem, w->doc->doc);
		return RC_OK;
	}
	order_map(mem, form, b->now_ms, &w->rows);
	return RC_OK;
}

static void hash(void *mem, struct work *w)
{
	uint8_t *out = mem_array(mem, uint8_t, SECRET_HASH_BYTES);

	secret_hash(w->doc->raw, out);
	w->hash = (struct bytes){out, SECRET_HASH_BYTES};
}

static enum rc read_known(struct batch *b, void *mem, struct known_form **known, size_t *n,
			  struct err *e)
{
	const char *ids[FEED_BATCH_MAX];

	for (size_t i = 0; i < b->n; i++)
		ids[i] = b->works[i].doc->thing_id;
	return known_forms(b->turn->db, mem, &(struct feed_keys){b->turn->account->id, ids, b->n},
			   known, n, e);
}

static enum rc prepare_one(struct batch *b, void *mem, struct work *w,
			   const struct known_form *known, struct feed_verdict *v, struct err *e)
{
	hash(mem, w);
	w->erased = known ? known->erased : 0;
	if (is_equal(known, w))
		w->kind = WORK_EQUAL;
	else if (prepare(b, mem, w, e))
		return e->rc;
	w->failed_before = known && str_eq(known->state, "UNREADABLE");
	if (w->failed_before)
		return RC_OK;
	v->fresh++;
	v->bad += w->kind == WORK_UNREADABLE;
	return RC_OK;
}

static enum rc prepare_all(struct batch *b, void *mem, struct err *e)
{
	struct known_form *known;
	size_t n;
	struct feed_verdict v = {0};

	if (read_known(b, mem, &known, &n, e))
		return e->rc;
	for (size_t i = 0; i < b->n; i++) {
		struct work *w = &b->works[i];
		if (prepare_one(b, mem, w, find_known(known, n, w), &v, e))
			return e->rc;
	}
	b->spares = feed_is_outage(&v);
	return RC_OK;
}

/* ---- The transaction --------------------------------------------------------------------------
 */

static enum rc write_also(struct db *db, const struct batch *b, struct err *e)
{
	struct turn_counts all = b->singly;

	turn_count(&all, &b->counts);
	return b->also.fn ? b->also.fn(db, &all, b->also.arg, e) : RC_OK;
}

static enum rc body(struct db *db, void *arg, struct err *e)
{
	struct batch *b = arg;

	b->mem = mem_context(NULL, "order batch");
	enum rc rc = order_write(b, e);
	if (!rc)
		rc = write_also(db, b, e);
	/* Last: all accounts share these rows. */
	if (!rc && b->odds.n)
		rc = odds_save(db, &b->odds, e);
	mem_free(b->mem);
	return rc;
}

static bool writes_anything(const struct batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->works[i].kind != WORK_EQUAL || b->works[i].doc->seen_gen)
			return true;
	return b->also.fn || b->odds.n;
}

static enum rc commit(struct batch *b, struct err *e)
{
	if (!writes_anything(b))
		b->counts = (struct turn_counts){.seen = b->n, .unchanged = b->n};
	else if (turn_tx(b->turn, body, b, e))
		return e->rc;
	turn_count(&b->turn->counts, &b->counts);
	return RC_OK;
}

/* ---- Isolation --------------------------------------------------------------------------------
 */

struct applying {
	struct batch all;
	void *mem;
};

static enum rc commit_pieces(void *arg, size_t at, size_t n, bool last, struct err *e)
{
	struct batch *all = &((struct applying *)arg)->all;
	struct batch b = {.turn = all->turn,
			  .works = all->works + at,
			  .n = n,
			  .now_ms = all->now_ms,
			  .spares = all->spares,
			  .singly = all->singly};

	if (last) {
		b.also = all->also;
		b.odds = all->odds;
	}
	if (commit(&b, e))
		return e->rc;
	turn_count(&all->singly, &b.counts);
	return RC_OK;
}

/* What could not be prepared is no matter of its rows: it is not known what would be written. */
static bool spoil(void *arg, size_t i, const struct err *e)
{
	struct applying *a = arg;
	struct work *w = &a->all.works[i];
	struct err why = {0};

	if (w->kind != WORK_APPLY)
		return false;
	log_warn("order %s cannot be stored: %s", w->doc->thing_id, e->msg);
	(void)err_set(&why, RC_SHAPE, "the database does not take one of its values");
	mark_unreadable(a->mem, w, &why);
	return true;
}

static void count_dry(struct turn *turn, const struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		turn->counts.seen++;
		turn->counts.unchanged += b->works[i].kind == WORK_EQUAL;
		turn->counts.changed += b->works[i].kind == WORK_APPLY;
		turn->counts.failed += b->works[i].kind == WORK_UNREADABLE;
	}
}

enum rc order_apply(struct turn *turn, const struct feed_doc *docs, size_t n, struct feed_also also,
		    struct err *e)
{
	void *mem = mem_context(NULL, "order apply");
	struct work *works = mem_array(mem, struct work, n + 1);
	struct applying a = {
	    .all = {.turn = turn, .works = works, .n = n, .also = also, .now_ms = time_now_ms()},
	    .mem = mem};
	const struct feed_pieces pieces = {
	    .turn = turn, .n = n, .commit = commit_pieces, .spoil = spoil, .arg = &a};
	enum rc rc = RC_OK;

	if (n > FEED_BATCH_MAX)
		BUG("a batch of %zu orders", n);
	for (size_t i = 0; i < n; i++)
		works[i].doc = &docs[i];
	if (n)
		rc = prepare_all(&a.all, mem, e);
	if (!rc && turn->dry)
		count_dry(turn, &a.all);
	else if (!rc)
		rc = feed_commit(&pieces, e);
	mem_free(mem);
	return rc;
}
