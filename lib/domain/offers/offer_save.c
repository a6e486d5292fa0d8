/* A page of offers into rows: what is known is locked, put together with what was said, compared
 * and written. */
#include "base/mem.h"
#include "domain/feed/feed_pack.h"
#include "domain/offers/offer_merge.h"
#include "domain/offers/offer_store.h"
#include "domain/orders/order_search.h"

#include <stdlib.h>
#include <string.h>

/* A slice of the page, and what becomes of it. */
struct saving {
	uint64_t account_id;
	int64_t asked_at;
	struct offer_saved rows[OFFER_KEYS_MAX];
	size_t n;
	struct offer_change changes[OFFER_KEYS_MAX * TRAIT_COUNT];
	size_t n_changes;
	struct offer_doc_saved docs[OFFER_KEYS_MAX];
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

static const struct offer_saved *known_of(const struct offer_saved *rows, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].offer_id, id))
			return &rows[i];
	return NULL;
}

static void note_changes(void *mem, struct saving *s, const struct offer_saved *known,
			 const struct offer_saved *row)
{
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

static void take(void *mem, struct saving *s, const struct offer_saved *known,
		 const struct offer *said)
{
	if (known && known->s.seen_at > s->asked_at)
		return; /* a later answer was quicker */
	if (!known && said->parts)
		return; /* of an offer whose row was lost: its document comes */
	struct offer_saved *row = &s->rows[s->n++];
	*row = (struct offer_saved){
	    .offer_id = said->id,
	    .account_id = s->account_id,
	    .s = offer_merge(mem, known ? &known->s : NULL, said, s->asked_at)};
	row->words = words_of(mem, said->id, &row->s);
	if (known && known->s.status) /* one that was only announced has not changed */
		note_changes(mem, s, known, row);
	if (said->raw)
		s->docs[s->n_docs++] = (struct offer_doc_saved){
		    s->account_id, said->id, feed_pack(mem, said->raw), s->asked_at};
}

static enum rc save_slice(struct db *db, void *mem, struct saving *s, const struct offer *items,
			  size_t n, struct err *e)
{
	const char *ids[OFFER_KEYS_MAX];
	const struct offer_keys keys = {s->account_id, ids, n};
	struct offer_saved *known;
	size_t n_known;

	for (size_t i = 0; i < n; i++)
		ids[i] = items[i].id;
	if (offers_lock(db, mem, &keys, &known, &n_known, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (!known_of(s->rows, s->n, items[i].id))
			take(mem, s, known_of(known, n_known, items[i].id), &items[i]);
	if (offers_put(db, s->rows, s->n, e) || offer_docs_put(db, s->docs, s->n_docs, e))
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
		struct saving *s = mem_array(mem, struct saving, 1);

		s->account_id = account_id;
		s->asked_at = asked_at;
		rc = save_slice(db, mem, s, offers + at, slice, e);
		mem_free(mem);
	}
	return rc;
}
