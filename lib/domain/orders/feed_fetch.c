/*
 * Dirty forms to documents, the cheaper way: many are found on pages of a hundred in the list by
 * time of change, few are asked for one by one in parallel. dirty_gen is read before the request;
 * only that generation is marked clean afterwards (RELIABILITY F6).
 */
#include "domain/orders/feed_fetch.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/feed_failures.h"
#include "domain/orders/feed_walk.h"

#include <stdlib.h>
#include <string.h>

enum {
	LIST_DIRTY_MIN = 4,  /* fewer are asked for one by one: requests at once are sooner done */
	LIST_LEFT_MIN = 3,   /* once in the list, it is left for so few only */
	LIST_HITS_MIN = 2,   /* fewer dirty forms on a page: single requests are no dearer */
	LIST_MISSES_MAX = 2, /* pages below that in a row before the list is left */
};
/* updatedAt may lie a moment before occurredAt; those further off are asked for by themselves. */
static const int64_t LIST_SLACK_MS = TIME_SECOND_MS;

struct dirty {
	struct feed_form *forms; /* sorted by form id */
	bool *done;
	size_t n;
	size_t left;
};

static int by_form(const void *a, const void *b)
{
	const struct feed_form *x = a;
	const struct feed_form *y = b;

	return strcmp(x->form_id, y->form_id);
}

static struct feed_form *find(const struct dirty *d, const char *form_id)
{
	const struct feed_form key = {.form_id = form_id};

	return d->n ? bsearch(&key, d->forms, d->n, sizeof(*d->forms), by_form) : NULL;
}

static void mark_done(struct dirty *d, const struct feed_form *form)
{
	size_t i = (size_t)(form - d->forms);

	if (!d->done[i])
		d->left--;
	d->done[i] = true;
}

/* ---- Many: the list -------------------------------------------------------------------------- */

/* Where the list must be read from to meet every form that is left; TIME_NONE: it cannot tell. */
static int64_t earliest_event(const struct dirty *d)
{
	int64_t first = TIME_NONE;

	for (size_t i = 0; i < d->n; i++)
		if (!d->done[i] && d->forms[i].listed_from != TIME_NONE &&
		    (first == TIME_NONE || d->forms[i].listed_from < first))
			first = d->forms[i].listed_from;
	return first == TIME_NONE ? TIME_NONE : first - LIST_SLACK_MS;
}

static bool is_current(const struct feed_form *form, const struct feed_doc *doc)
{
	return feed_doc_is_current(&(struct feed_doc_age){.event_at = form->event_at,
							  .event_revision = form->revision,
							  .updated_at = doc->updated_at,
							  .revision = doc->revision});
}

/* The list may lag behind the journal: a document that is older than the newest event of its form
 * would mark it clean for nothing, so that form is asked for by itself. */
static size_t keep_current(const struct dirty *d, struct feed_doc *docs, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct feed_form *form = find(d, docs[i].form_id);
		if (form && !is_current(form, &docs[i]))
			continue;
		docs[kept] = docs[i];
		if (form)
			docs[kept].seen_gen = form->dirty_gen;
		kept++;
	}
	return kept;
}

/* Only what was applied is done; returns how many dirty forms that were. */
static size_t mark_applied(struct dirty *d, const struct feed_doc *docs, size_t n)
{
	size_t left = d->left;

	for (size_t i = 0; i < n; i++) {
		const struct feed_form *form = find(d, docs[i].form_id);
		if (form)
			mark_done(d, form);
	}
	return left - d->left;
}

static enum rc take_list_page(struct feed *feed, struct dirty *d, struct feed_walk *walk,
			      size_t *hits, struct err *e)
{
	struct checkout_form_page page;
	struct feed_doc *docs;
	void *mem = mem_context(NULL, "list page");
	enum rc rc = feed_walk_fetch(feed, mem, walk, &page, e);

	*hits = 0;
	if (rc || feed_walk_step(walk, &page, e)) {
		mem_free(mem);
		return e->rc;
	}
	size_t n = feed_walk_docs(feed, mem, &page, &docs);
	n = keep_current(d, docs, n);
	rc = feed->kind->apply(feed->turn, docs, n, (struct feed_also){0}, e);
	if (!rc)
		*hits = mark_applied(d, docs, n);
	mem_free(mem);
	return rc;
}

/* Skip a stretch of the list in which no form is dirty. */
static void jump(struct feed_walk *walk, const struct dirty *d)
{
	int64_t next = earliest_event(d);

	if (next == TIME_NONE)
		walk->ended = true;
	else if (next > walk->at) {
		walk->at = next;
		walk->offset = 0;
	}
}

/* What the list does not give, single requests may. */
static enum rc leave_list(struct feed *feed, struct err *e)
{
	if (meaning_reach(e->meaning) == REACH_ACCOUNT)
		return e->rc;
	turn_note(feed->turn, e);
	err_clear(e);
	return RC_OK;
}

static enum rc fetch_list(struct feed *feed, struct dirty *d, struct err *e)
{
	struct feed_walk walk = {.by = FEED_WALK_UPDATED, .at = INT64_MIN, .until = TIME_NONE};
	int misses = 0;

	jump(&walk, d);
	while (!walk.ended && d->left >= LIST_LEFT_MIN && misses < LIST_MISSES_MAX) {
		size_t hits;
		if (take_list_page(feed, d, &walk, &hits, e))
			return leave_list(feed, e);
		if (turn_beat(feed->turn, e))
			return e->rc;
		misses = hits < LIST_HITS_MIN ? misses + 1 : 0;
		if (!walk.ended)
			jump(&walk, d);
	}
	return RC_OK;
}

/* ---- Few: one by one --------------------------------------------------------------------------
 */

struct single_batch {
	struct feed_form **forms;
	size_t n;
};

/* What stopped all requests is nobody's fault, but the form it happened to lets the others go
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
			    .form_id = batch->forms[i]->form_id,
			    .raw = get->raw,
			    .trace = get->trace,
			    .doc = get->doc,
			    .why = get->why,
			    .seen_gen = batch->forms[i]->dirty_gen,
			};
		else if (is_to_note(get, overall))
			feed_failure_note(failures, mem, batch->forms[i], get);
	}
	return n;
}

static enum rc fetch_batch(struct feed *feed, void *mem, const struct single_batch *batch,
			   struct err *e)
{
	struct document_get *gets = mem_array(mem, struct document_get, batch->n);
	struct feed_doc *docs = mem_array(mem, struct feed_doc, batch->n);
	struct feed_failures *failures = mem_zero(mem, struct feed_failures);
	struct err first = {0};

	failures->feed = feed;
	for (size_t i = 0; i < batch->n; i++)
		gets[i] =
		    (struct document_get){.op = OP_CHECKOUT_FORM, .id = batch->forms[i]->form_id};
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

static enum rc fetch_singles(struct feed *feed, struct dirty *d, struct err *e)
{
	struct feed_form *forms[FEED_BATCH_MAX];
	enum rc rc = RC_OK;

	for (size_t at = 0; at < d->n && !rc;) {
		struct single_batch batch = {forms, 0};
		for (; at < d->n && batch.n < FEED_BATCH_MAX; at++)
			if (!d->done[at])
				forms[batch.n++] = &d->forms[at];
		if (!batch.n)
			break;
		void *mem = mem_context(NULL, "single forms");
		rc = fetch_batch(feed, mem, &batch, e);
		mem_free(mem);
		if (!rc)
			rc = turn_beat(feed->turn, e);
	}
	return rc;
}

/* ---- Both -------------------------------------------------------------------------------------
 */

enum rc feed_fetch_forms(struct feed *feed, struct feed_form *forms, size_t n, struct err *e)
{
	if (!n)
		return RC_OK;
	void *mem = mem_context(NULL, "forms");
	struct dirty d = {forms, mem_array(mem, bool, n), n, n};
	enum rc rc = RC_OK;

	qsort(forms, n, sizeof(*forms), by_form);
	if (n >= LIST_DIRTY_MIN)
		rc = fetch_list(feed, &d, e);
	if (!rc)
		rc = fetch_singles(feed, &d, e);
	mem_free(mem);
	return rc;
}

static enum rc fetch_round(struct feed *feed, void *mem, bool *more, struct err *e)
{
	struct feed_form *forms;
	size_t n;

	if (feed_forms_dirty(feed->turn->db, mem, feed->turn->account->id, &forms, &n, e))
		return e->rc;
	*more = n == FEED_DIRTY_MAX;
	return feed_fetch_forms(feed, forms, n, e);
}

enum rc feed_fetch(struct feed *feed, struct err *e)
{
	bool more = true;
	enum rc rc = RC_OK;

	while (more && !rc) {
		void *mem = mem_context(NULL, "dirty forms");
		rc = fetch_round(feed, mem, &more, e);
		mem_free(mem);
		more = more && !feed->turn->dry;
	}
	/* A turn in which nothing came in because of Allegro is no success. */
	if (!rc && feed->turn->trouble.rc && !feed_others_came(&feed->turn->counts))
		*e = feed->turn->trouble;
	return e->rc;
}

enum rc feed_reread(struct feed *feed, int64_t since, struct err *e)
{
	struct feed_walk walk = {.by = FEED_WALK_UPDATED, .at = since, .until = TIME_NONE};
	struct dirty none = {0};
	enum rc rc = RC_OK;

	while (!walk.ended && !rc) {
		size_t hits;
		rc = take_list_page(feed, &none, &walk, &hits, e);
		if (!rc && !walk.ended)
			rc = turn_beat(feed->turn, e);
	}
	return rc;
}
