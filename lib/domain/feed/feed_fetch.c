/*
 * Dirty things to documents: many at once where the kind can, the rest asked for one by one in
 * parallel. dirty_gen is read before the request; only that generation is marked clean afterwards
 * (RELIABILITY F6).
 */
#include "domain/feed/feed_fetch.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/feed/feed_failures.h"

#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b)
{
	const struct feed_thing *x = a;
	const struct feed_thing *y = b;

	return strcmp(x->thing_id, y->thing_id);
}

struct feed_thing *feed_set_find(const struct feed_set *set, const char *id)
{
	const struct feed_thing key = {.thing_id = id};

	return set->n ? bsearch(&key, set->things, set->n, sizeof(*set->things), by_id) : NULL;
}

void feed_set_done(struct feed_set *set, const struct feed_thing *thing)
{
	size_t i = (size_t)(thing - set->things);

	if (!set->done[i])
		set->left--;
	set->done[i] = true;
}

/* ---- Few: one by one --------------------------------------------------------------------------
 */

struct single_batch {
	struct feed_thing **things;
	size_t n;
	int64_t asked_at;
};

/* What stopped all requests is nobody's fault, but the thing it happened to lets the others go
 * first: its connection may break each time. */
static bool is_to_note(const struct document_get *get, enum rc overall)
{
	return get->rc != overall || (get->rc == RC_RETRY && get->asked);
}

/* Sort the answers: documents to apply, failures to note. Those not asked are left as they are. */
static size_t sort_answers(void *mem, const struct single_batch *batch,
			   const struct document_get *gets, enum rc overall,
			   struct feed_failures *failures, struct feed_doc *docs)
{
	size_t n = 0;

	for (size_t i = 0; i < batch->n; i++) {
		const struct document_get *get = &gets[i];
		/* One that came, but cannot be read, is kept as it came. */
		if (get->rc == RC_OK || get->why)
			docs[n++] = (struct feed_doc){
			    .thing_id = batch->things[i]->thing_id,
			    .op = get->op,
			    .raw = get->raw,
			    .trace = get->trace,
			    .doc = get->doc,
			    .why = get->why,
			    .asked_at = batch->asked_at,
			    .failed_before = batch->things[i]->failed_before,
			    .seen_gen = batch->things[i]->dirty_gen,
			};
		else if (is_to_note(get, overall))
			feed_failure_note(failures, mem, batch->things[i], get);
	}
	return n;
}

static enum rc fetch_batch(struct feed *feed, void *mem, struct single_batch *batch, struct err *e)
{
	struct document_get *gets = mem_array(mem, struct document_get, batch->n);
	struct feed_doc *docs = mem_array(mem, struct feed_doc, batch->n);
	struct feed_failures *failures = mem_zero(mem, struct feed_failures);
	struct err first = {0};

	failures->feed = feed;
	for (size_t i = 0; i < batch->n; i++)
		gets[i] =
		    (struct document_get){.op = feed->kind->one, .id = batch->things[i]->thing_id};
	if ((feed->kind->choose && feed->kind->choose(feed->turn, gets, batch->n, e)) ||
	    db_now_ms(feed->turn->db, &batch->asked_at, e))
		return e->rc;
	enum rc overall = documents_fetch(feed->turn->api, mem, gets, batch->n, &first);
	size_t n = sort_answers(mem, batch, gets, overall, failures, docs);
	if (feed->kind->apply(feed->turn, docs, n, (struct feed_also){0}, e) ||
	    feed_failures_store(failures, batch->n, e))
		return e->rc;
	if (overall)
		*e = first;
	else if (failures->later.n == batch->n)
		*e = feed->turn->trouble; /* all of them: the next would meet the same */
	return e->rc;
}

static enum rc fetch_singles(struct feed *feed, struct feed_set *set, struct err *e)
{
	struct feed_thing *things[FEED_BATCH_MAX];
	enum rc rc = RC_OK;

	for (size_t at = 0; at < set->n && !rc;) {
		struct single_batch batch = {.things = things};
		for (; at < set->n && batch.n < FEED_BATCH_MAX; at++)
			if (!set->done[at])
				things[batch.n++] = &set->things[at];
		if (!batch.n)
			break;
		void *mem = mem_context(NULL, "single things");
		rc = fetch_batch(feed, mem, &batch, e);
		mem_free(mem);
		if (!rc)
			rc = turn_beat(feed->turn, e);
	}
	return rc;
}

/* ---- Both -------------------------------------------------------------------------------------
 */

enum rc feed_fetch_things(struct feed *feed, struct feed_thing *things, size_t n, struct err *e)
{
	if (!n)
		return RC_OK;
	void *mem = mem_context(NULL, "things");
	struct feed_set set = {things, mem_array(mem, bool, n), n, n};
	enum rc rc = RC_OK;

	qsort(things, n, sizeof(*things), by_id);
	if (feed->kind->many)
		rc = feed->kind->many(feed, &set, e);
	if (!rc)
		rc = fetch_singles(feed, &set, e);
	mem_free(mem);
	return rc;
}

static enum rc fetch_round(struct feed *feed, void *mem, bool *more, struct err *e)
{
	struct feed_thing *things;
	size_t n;

	if (feed_things_dirty(feed->turn->db, mem, feed->kind->table, feed->turn->account->id,
			      &things, &n, e))
		return e->rc;
	*more = n == FEED_DIRTY_MAX;
	return feed_fetch_things(feed, things, n, e);
}

enum rc feed_fetch(struct feed *feed, struct err *e)
{
	bool more = true;
	enum rc rc = RC_OK;

	while (more && !rc) {
		void *mem = mem_context(NULL, "dirty things");
		rc = fetch_round(feed, mem, &more, e);
		mem_free(mem);
		more = more && !feed->turn->dry;
	}
	/* A turn in which nothing came in because of Allegro is no success. */
	if (!rc && feed->turn->trouble.rc && !feed_others_came(&feed->turn->counts))
		*e = feed->turn->trouble;
	return e->rc;
}
