/*
 * Many dirty forms are found on pages of a hundred in the list by time of change, cheaper than one
 * by one; so is all that has changed since a moment.
 */
#include "domain/orders/order_fetch.h"

#include "base/mem.h"
#include "domain/orders/order_apply.h"
#include "domain/orders/order_doc_age.h"
#include "domain/orders/order_walk.h"

enum {
	LIST_DIRTY_MIN = 4,  /* fewer are asked for one by one: requests at once are sooner done */
	LIST_LEFT_MIN = 3,   /* once in the list, it is left for so few only */
	LIST_HITS_MIN = 2,   /* fewer dirty forms on a page: single requests are no dearer */
	LIST_MISSES_MAX = 2, /* pages below that in a row before the list is left */
};
/* updatedAt may lie a moment before occurredAt; those further off are asked for by themselves. */
static const int64_t LIST_SLACK_MS = TIME_SECOND_MS;

/* Where the list must be read from to meet every form that is left; TIME_NONE: it cannot tell. */
static int64_t earliest_event(const struct feed_set *set)
{
	int64_t first = TIME_NONE;

	for (size_t i = 0; i < set->n; i++)
		if (!set->done[i] && set->things[i].listed_from != TIME_NONE &&
		    (first == TIME_NONE || set->things[i].listed_from < first))
			first = set->things[i].listed_from;
	return first == TIME_NONE ? TIME_NONE : first - LIST_SLACK_MS;
}

static bool is_current(const struct feed_thing *form, const struct feed_doc *doc)
{
	return order_doc_is_current(&(struct order_doc_age){.event_at = form->event_at,
							    .event_revision = form->revision,
							    .updated_at = doc->updated_at,
							    .revision = doc->revision});
}

/* The list may lag behind the journal: a document that is older than the newest event of its form
 * would mark it clean for nothing, so that form is asked for by itself. */
static size_t keep_current(const struct feed_set *set, struct feed_doc *docs, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct feed_thing *form = feed_set_find(set, docs[i].thing_id);
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
static size_t mark_applied(struct feed_set *set, const struct feed_doc *docs, size_t n)
{
	size_t left = set->left;

	for (size_t i = 0; i < n; i++) {
		const struct feed_thing *form = feed_set_find(set, docs[i].thing_id);
		if (form)
			feed_set_done(set, form);
	}
	return left - set->left;
}

static enum rc take_list_page(struct feed *feed, struct feed_set *set, struct order_walk *walk,
			      size_t *hits, struct err *e)
{
	struct checkout_form_page page;
	struct feed_doc *docs;
	void *mem = mem_context(NULL, "list page");
	enum rc rc = order_walk_fetch(feed, mem, walk, &page, e);

	*hits = 0;
	if (rc || order_walk_step(walk, &page, e)) {
		mem_free(mem);
		return e->rc;
	}
	size_t n = order_walk_docs(feed, mem, &page, &docs);
	n = keep_current(set, docs, n);
	rc = order_apply(feed->turn, docs, n, (struct feed_also){0}, e);
	if (!rc)
		*hits = mark_applied(set, docs, n);
	mem_free(mem);
	return rc;
}

/* Skip a stretch of the list in which no form is dirty. */
static void jump(struct order_walk *walk, const struct feed_set *set)
{
	int64_t next = earliest_event(set);

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

enum rc order_fetch_many(struct feed *feed, struct feed_set *set, struct err *e)
{
	struct order_walk walk = {.by = ORDER_WALK_UPDATED, .at = INT64_MIN, .until = TIME_NONE};
	int misses = 0;

	if (set->n < LIST_DIRTY_MIN)
		return RC_OK;
	jump(&walk, set);
	while (!walk.ended && set->left >= LIST_LEFT_MIN && misses < LIST_MISSES_MAX) {
		size_t hits;
		if (take_list_page(feed, set, &walk, &hits, e))
			return leave_list(feed, e);
		if (turn_beat(feed->turn, e))
			return e->rc;
		misses = hits < LIST_HITS_MIN ? misses + 1 : 0;
		if (!walk.ended)
			jump(&walk, set);
	}
	return RC_OK;
}

enum rc order_reread(struct feed *feed, int64_t since, struct err *e)
{
	struct order_walk walk = {.by = ORDER_WALK_UPDATED, .at = since, .until = TIME_NONE};
	struct feed_set none = {0};
	enum rc rc = RC_OK;

	while (!walk.ended && !rc) {
		size_t hits;
		rc = take_list_page(feed, &none, &walk, &hits, e);
		if (!rc && !walk.ended)
			rc = turn_beat(feed->turn, e);
	}
	return rc;
}
