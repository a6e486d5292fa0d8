#ifndef DOMAIN_OFFERS_OFFER_H
#define DOMAIN_OFFERS_OFFER_H

/*
 * Offers: what an account has at Allegro, as it was seen last, and what has changed about it.
 *
 *	list (nightly, whole) ──► walk ──┐
 *	                                 ├──► offers_save ──► offer, offer_doc, offer_change
 *	document, when something changed ┘
 *
 * Rows are never deleted: what Allegro shows no more has gone_at.
 */

#include "allegro/offer_api.h"
#include "db/db.h"
#include "db/window.h"

/* Documents that are asked for in a minute because nobody has read them: fewer than Allegro lets an
 * account read (3,500), so that what its journal announces never waits behind them. */
enum { OFFERS_WOKEN = 3000 };

/* An offer as it is here. Texts are NULL, times TIME_NONE and numbers INT64_MIN when unknown. */
struct offer_state {
	const char *name;
	const char *category_id;
	const char *image;
	const char *external_id;
	const char *format;
	const char *status;
	const char *ended_by;
	int64_t started_at;
	int64_t ending_at;
	int64_t ended_at;
	struct money price;
	int64_t available;
	int64_t sold; /* in 30 days */
	int64_t watchers;
	int64_t visits;
	const char *market;
	const char *markets; /* further ones, by blanks; never NULL */
	const char *rule_id; /* Allegro's rule that sets the price */
	const char *shipping_rates;
	const char *return_policy;
	int64_t fulfillment; /* 1: Allegro keeps and sends it */
	const char *card_id; /* Allegro's product; of a set the first */
	int64_t cards;	     /* products sold together; INT64_MIN: the document was never read */
	const char *ean;
	int64_t errors; /* found by Allegro's own check */
	const char *error;
	int64_t version; /* moves with every change of an offer_trait */
	int64_t changed_at;
	int64_t seen_at;
	int64_t doc_at;
};

struct offer_row {
	uint64_t id;
	const char *offer_id;
	uint64_t account_id;
	const char *account; /* its name */
	struct offer_state s;
	const char *matching; /* offer_match_names */
	const char *matching_why;
	int64_t foreign_open;
	int64_t gone_at;
};

/* ---- What may be written ------------------------------------------------------------------------
 */

/* Why nothing may be written to this offer by Kram itself (price, stock, status), whatever the
 * value: a reason that outbox.reason keeps; NULL: it may. Pure. */
const char *offer_obstacle(const struct offer_row *row);

/* What it says of a draft: it can be made active, or deleted, and nothing else (offer_write.h). */
#define OFFER_IS_DRAFT "draft"

/* An offer that ended can be made active again so long; then Allegro archives it (FACTS 3.2). */
enum { OFFER_KEPT_DAYS = 60 };

/* Does Allegro show it to buyers, or will it soon? Pure. */
bool offer_is_live(const struct offer_state *s);

/* ---- How it stands to the products --------------------------------------------------------------
 */

enum offer_match {
	OFFER_MATCH_NEW,      /* not judged yet, or its signs have changed since */
	OFFER_MATCH_LINKED,   /* stock_link says to what */
	OFFER_MATCH_CONFLICT, /* a person decides: matching_why */
	OFFER_MATCH_NONE,     /* no product has its signs */
	OFFER_MATCH_LEFT,     /* a person said that it has none */
	OFFER_MATCH_COUNT
};
extern const char *const offer_match_names[OFFER_MATCH_COUNT + 1];

/* ---- Changes -----------------------------------------------------------------------------------
 */

enum offer_trait {
	TRAIT_PRICE,
	TRAIT_STOCK,
	TRAIT_STATUS,
	TRAIT_EXTERNAL,
	TRAIT_NAME,
	TRAIT_CATEGORY,
	TRAIT_RULE,
	TRAIT_SHIPPING,
	TRAIT_RETURNS,
	TRAIT_CARD,
	TRAIT_COUNT
};
extern const char *const offer_trait_names[TRAIT_COUNT + 1];

enum offer_author {
	OFFER_BY_NOBODY, /* not judged yet */
	OFFER_BY_KRAM,
	OFFER_BY_SALE,
	OFFER_BY_ALLEGRO,
	OFFER_BY_OTHERS, /* another program, or a person at Allegro */
	OFFER_AUTHOR_COUNT
};
extern const char *const offer_author_names[OFFER_AUTHOR_COUNT + 1];

struct offer_change {
	uint64_t id;
	uint64_t account_id;
	const char *offer_id;
	const char *field;
	const char *before;
	const char *after;
	const char *author;
	const char *why;
	uint64_t outbox_id; /* 0: none */
	int64_t at;
	int64_t since;	     /* when the value before was seen last */
	const char *settled; /* offer_settling_names; NULL: nobody has decided */
	const char *settled_by;
	int64_t settled_at;
};

/* A field as a text that is compared and kept; NULL: unknown. Pure. */
const char *offer_trait_text(void *mem, const struct offer_state *s, enum offer_trait field);

/* ---- Looking -----------------------------------------------------------------------------------
 */

enum offer_view {
	OFFER_VIEW_ACTIVE,
	OFFER_VIEW_DRAFT,
	OFFER_VIEW_ENDED,
	OFFER_VIEW_ATTENTION,
	OFFER_VIEW_DIFFERS, /* from its product */
	OFFER_VIEW_ALL,
	OFFER_VIEW_COUNT
};
extern const char *const offer_view_names[OFFER_VIEW_COUNT + 1];

/* Marks of the list (db/window.h), by which it is filtered. */
extern const char *const offer_mark_names[];

/* Rows are struct offer_row. */
MUST_CHECK enum rc offer_list(struct db *db, void *mem, const struct window_filter *f,
			      struct window_page *out, struct err *e);

/* How many there are in each tab but all, at most WINDOW_COUNT_MAX each. */
MUST_CHECK enum rc offer_count(struct db *db, int64_t out[OFFER_VIEW_ALL], struct err *e);

/* account_id 0: whose it is does not matter. RC_NOT_FOUND: it was never here. */
MUST_CHECK enum rc offer_find(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
			      struct offer_row *out, struct err *e);

/* Up to OFFER_KEYS_MAX of them, by their ids; those that are not here are left out. */
enum { OFFER_KEYS_MAX = 1000 }; /* a page of Allegro's list, and a bulk write */
struct offer_keys {
	uint64_t account_id;
	const char *const *ids;
	size_t n;
};
MUST_CHECK enum rc offers_find(struct db *db, void *mem, const struct offer_keys *keys,
			       struct offer_row **rows, size_t *n, struct err *e);

/* The one of these, by their ids, with this one; NULL: none. Pure. */
const struct offer_row *offer_row_of(const struct offer_row *rows, size_t n, const char *id);

/* Its document as Allegro gave it last. RC_NOT_FOUND: it was never read. */
struct offer_doc {
	const char *raw; /* JSON */
	int64_t read_at;
};
MUST_CHECK enum rc offer_doc_find(struct db *db, void *mem, uint64_t account_id,
				  const char *offer_id, struct offer_doc *out, struct err *e);

/* Newest first, up to OFFER_CHANGES_MAX. */
enum { OFFER_CHANGES_MAX = 200 };
MUST_CHECK enum rc offer_changes(struct db *db, void *mem, uint64_t account_id,
				 const char *offer_id, struct offer_change **rows, size_t *n,
				 struct err *e);

#endif
