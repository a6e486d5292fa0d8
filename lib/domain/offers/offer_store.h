#ifndef DOMAIN_OFFERS_OFFER_STORE_H
#define DOMAIN_OFFERS_OFFER_STORE_H

/* Private to lib/domain/offers. */

#include "db/stmt.h"
#include "domain/offers/offer.h"

/*
 * Store n offers as Allegro showed them, asked for at a moment: walk_def.save. What was asked for
 * before the row was seen last changes nothing. Each change of a known offer is a row of
 * offer_change that nobody has judged yet.
 */
MUST_CHECK enum rc offers_save(struct db *db, uint64_t account_id, const void *items, size_t n,
			       int64_t asked_at, struct err *e);
extern const struct stmt_def offer_table[]; /* WALK_TABLE */

/* To be asked for by itself, at once. */
MUST_CHECK enum rc offer_renew_within(struct db *db, uint64_t account_id, const char *offer_id,
				      struct err *e);

/* ---- Statements of offers_save() ----------------------------------------------------------------
 */

/* As it is stored. */
struct offer_saved {
	int64_t id; /* INT64_MIN: it is new */
	const char *offer_id;
	uint64_t account_id;
	const char *words;
	struct offer_state s;
	/* Read, not written. */
	int64_t gone_at;
	int64_t reread_at;
};

/* Of these offers those that are here, locked until the transaction ends, in any order. */
MUST_CHECK enum rc offers_lock(struct db *db, void *mem, const struct offer_keys *keys,
			       struct offer_saved **rows, size_t *n, struct err *e);
MUST_CHECK enum rc offers_put(struct db *db, const struct offer_saved *rows, size_t n,
			      struct err *e);
/* They were seen as they are here. */
MUST_CHECK enum rc offers_seen(struct db *db, void *mem, const uint64_t *ids, size_t n,
			       int64_t seen_at, struct err *e);
MUST_CHECK enum rc offer_changes_put(struct db *db, const struct offer_change *rows, size_t n,
				     struct err *e);

struct offer_doc_saved {
	uint64_t account_id;
	const char *offer_id;
	struct bytes raw;
	int64_t read_at;
};
MUST_CHECK enum rc offer_docs_put(struct db *db, const struct offer_doc_saved *rows, size_t n,
				  struct err *e);

#endif
