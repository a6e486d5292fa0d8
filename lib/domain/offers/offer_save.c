/*
 * A page of offers into rows: what is known of them is locked by one statement, put together with
 * what was said and compared. What differs is written; of what does not nothing but that it was
 * seen.
 */
#include "base/mem.h"
#include "domain/feed/feed_pack.h"
#include "domain/offers/offer_list_store.h"
#include "domain/offers/offer_merge.h"
#include "domain/offers/offer_store.h"
#include "domain/orders/order_search.h"

#include <stdlib.h>
#include <string.h>

/* A slice of the page, and what becomes of it. */
struct saving {
	uint64_t account_id;
	int64_t asked_at;
	struct offer_saved *rows;
	size_t n;
	uint64_t *seen; /* ids of those that are as they were */
	size_t n_seen;
	struct offer_change *changes;
	size_t n_changes;
	struct offer_doc_saved *docs;
	size_t n_docs;
};

/* In the order of offer_mark_names. */
static void add_marks(struct str *words, const struct offer_state *s)
{
	const bool is[] = {s->available == 0, s->rule_id,    s->fulfillment == 1,
			   *s->markets,	      s->errors > 0, s->cards > 1};

	for (size_t i = 0; i < COUNT_OF(is); i++)
		if (is[i])
			window_mark(words, offer_mark_names[i]);
}

static const char *words_of(void *mem, const char *id, const struct offer_state *s)
{
	struct str words;

	str_init(&words, mem, ORDER_WORDS_MAX);
	add_marks(&words, s);
	order_words_add_phone(&words, id); /* its last digits find it */
	order_words_add(&words, s->name);
	order_words_add(&words, s->external_id);
	order_words_add(&words, s->ean);
	return words.text;
}

/* ---- Order: both lists by id, so that what belongs together is found, and rows are locked in the
 * same order by all ------------------------------------------------------------------------------
 */

static int by_said_id(const void *a, const void *b)
{
	const struct offer *const *x = a;
	const struct offer *const *y = b;
	const int order = strcmp((*x)->id, (*y)->id);

	return order ? order : (*x > *y) - (*x < *y); /* said twice: as in the page */
}

static int by_saved_id(const void *a, const void *b)
{
	const struct offer_saved *x = a;
	const struct offer_saved *y = b;

	return strcmp(x->offer_id, y->offer_id);
}

static const struct offer_saved *known_of(const struct offer_saved *rows, size_t n, const char *id)
{
	const struct offer_saved key = {.offer_id = id};

	return n ? bsearch(&key, rows, n, sizeof(key), by_saved_id) : NULL;
}

/* Those of a slice by their ids, each once: of what was said twice the first. */
static size_t sort(const struct offer **said, const struct offer *items, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		said[i] = &items[i];
	qsort(said, n, sizeof(*said), by_said_id);
	for (size_t i = 0; i < n; i++)
		if (!kept || !str_eq(said[kept - 1]->id, said[i]->id))
			said[kept++] = said[i];
	return kept;
}

/* ---- What becomes of one ----------------------------------------------------------------------
 */

static void note_changes(void *mem, struct saving *s, const struct offer_saved *known,
			 const struct offer_saved *row)
{
	if (!s->changes) /* nearly always there are none */
		s->changes =
		    mem_array(mem, struct offer_change, (size_t)OFFER_KEYS_MAX * TRAIT_COUNT);
	struct offer_change *changes = &s->changes[s->n_changes];
	const size_t n = offer_diff(mem, &known->s, &row->s, changes);

	for (size_t i = 0; i < n; i++) {
		changes[i].account_id = s->account_id;
		changes[i].offer_id = row->offer_id;
		changes[i].author = offer_author_names[OFFER_BY_NOBODY];
		changes[i].at = s->asked_at;
		changes[i].since = known->s.seen_at;
	}
	s->n_changes += n;
}

/* clang-format off */
#define SAME_S(f, w)	    && str_eq(a->f, b->f)
#define SAME_I(f, w)	    && a->f == b->f
#define SAME_M(f, x, c, w)  && a->f.minor == b->f.minor && str_eq(a->f.currency, b->f.currency)
/* clang-format on */

static bool states_equal(const struct offer_state *a, const struct offer_state *b)
{
	return true OFFER_COLUMNS(SAME_S, SAME_I, SAME_I, SAME_M, );
}

/* Is there nothing to write but that it was seen? */
static bool is_unchanged(const struct offer_saved *known, const struct offer_saved *row)
{
	struct offer_state before = known->s;

	before.seen_at = row->s.seen_at;
	return known->gone_at == TIME_NONE && known->reread_at == TIME_NONE &&
	       str_eq(known->words, row->words) && states_equal(&before, &row->s);
}

static void take_doc(void *mem, struct saving *s, const struct offer *said)
{
	if (!s->docs)
		s->docs = mem_array(mem, struct offer_doc_saved, OFFER_KEYS_MAX);
	s->docs[s->n_docs++] = (struct offer_doc_saved){s->account_id, said->id,
							feed_pack(mem, said->raw), s->asked_at};
}

static void take(void *mem, struct saving *s, const struct offer_saved *known,
		 const struct offer *said)
{
	if (known && known->s.seen_at > s->asked_at)
		return; /* a later answer was quicker */
	if (!known && said->parts)
		return; /* of an offer whose row was lost: its document comes */
	struct offer_saved row = {
	    .id = known ? known->id : INT64_MIN,
	    .offer_id = said->id,
	    .account_id = s->account_id,
	    .s = offer_merge(mem, known ? &known->s : NULL, said, s->asked_at)};
	row.words = words_of(mem, said->id, &row.s);
	if (known && is_unchanged(known, &row)) {
		s->seen[s->n_seen++] = (uint64_t)known->id;
	} else {
		s->rows[s->n++] = row;
		if (known && known->s.status) /* one that was only announced has not changed */
			note_changes(mem, s, known, &row);
	}
	if (said->raw)
		take_doc(mem, s, said);
}

/* ---- A page -----------------------------------------------------------------------------------
 */

static enum rc lock_known(struct db *db, void *mem, const struct saving *s,
			  const struct offer *const *said, size_t n, struct offer_saved **known,
			  size_t *n_known, struct err *e)
{
	const char **ids = mem_array(mem, const char *, n);
	const struct offer_keys keys = {s->account_id, ids, n};

	for (size_t i = 0; i < n; i++)
		ids[i] = said[i]->id;
	if (offers_lock(db, mem, &keys, known, n_known, e))
		return e->rc;
	if (*n_known)
		qsort(*known, *n_known, sizeof(**known), by_saved_id);
	return RC_OK;
}

static enum rc save_slice(struct db *db, void *mem, struct saving *s, const struct offer *items,
			  size_t n, struct err *e)
{
	const struct offer **said = mem_array(mem, const struct offer *, n);
	struct offer_saved *known;
	size_t n_known;

	n = sort(said, items, n);
	if (lock_known(db, mem, s, said, n, &known, &n_known, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		take(mem, s, known_of(known, n_known, said[i]->id), said[i]);
	if (offers_put(db, s->rows, s->n, e) ||
	    offers_seen(db, mem, s->seen, s->n_seen, s->asked_at, e) ||
	    offer_docs_put(db, s->docs, s->n_docs, e))
		return e->rc;
	return offer_changes_put(db, s->changes, s->n_changes, e);
}

enum rc offers_save(struct db *db, uint64_t account_id, const void *items, size_t n,
		    int64_t asked_at, struct err *e)
{
	const struct offer *offers = items;
	enum rc rc = RC_OK;

	for (size_t at = 0; at < n && !rc; at += OFFER_KEYS_MAX) {
		const size_t slice = n - at < OFFER_KEYS_MAX ? n - at : OFFER_KEYS_MAX;
		void *mem = mem_context(db, "offers");
		struct saving s = {.account_id = account_id,
				   .asked_at = asked_at,
				   .rows = mem_array(mem, struct offer_saved, slice),
				   .seen = mem_array(mem, uint64_t, slice)};

		rc = save_slice(db, mem, &s, offers + at, slice, e);
		mem_free(mem);
	}
	return rc;
}
