#ifndef DOMAIN_MAPPING_MATCH_STORE_H
#define DOMAIN_MAPPING_MATCH_STORE_H

/* Private to match_*.c: rows of answers, cards and proposals. */

#include "allegro/product_api.h"
#include "domain/mapping/match.h"

/* sql: catalogue_sweep. */
struct match_sweep {
	const char *environment;
	const char *mark;
	uint64_t after_id;
	int64_t done;
	int64_t swept_at;
	int64_t now; /* of the database */
};
MUST_CHECK enum rc match_sweep_load(struct db *db, void *mem, const char *environment,
				    struct match_sweep *out, struct err *e);
MUST_CHECK enum rc match_sweep_save(struct db *db, const struct match_sweep *s, struct err *e);

/* Of all products and their versions: another one says that one changed, came or went. It takes a
 * look at each of them, in an index. */
struct match_mark {
	const char *mark;
};
MUST_CHECK enum rc match_mark(struct db *db, void *mem, struct match_mark *out, struct err *e);

/* The last product of the next slice; 0: there is none. */
enum { MATCH_SLICE = 2000 };
MUST_CHECK enum rc match_slice(struct db *db, uint64_t after_id, uint64_t *to_id, struct err *e);

/* Is there anything to ask Allegro for? */
MUST_CHECK enum rc match_due(struct db *db, const char *environment, bool *due, struct err *e);

enum { MATCH_NOTHING, MATCH_ASK, MATCH_COUNT, MATCH_FORGET };

struct match_work {
	uint64_t product_id;
	const char *ean;
	const char *mpn;
	const char *brand;
	const char *shop_key;
	const char *was_key; /* where the answer counts now */
	int64_t what;
};
enum { MATCH_BATCH = 20 };
/* Of the products behind after_id up to to_id those that differ from what was asked, up to
 * MATCH_BATCH; and those whose answer is old. */
MUST_CHECK enum rc match_changed(struct db *db, void *mem, const char *environment,
				 uint64_t after_id, uint64_t to_id, struct match_work **out,
				 size_t *n, struct err *e);
MUST_CHECK enum rc match_old(struct db *db, void *mem, const char *environment,
			     struct match_work **out, size_t *n, struct err *e);

/* ---- Inside a transaction ------------------------------------------------------------------ */

struct match_saved {
	struct match_answer a;
	const char *environment;
};
MUST_CHECK enum rc match_answers_save(struct db *db, const struct match_saved *rows, size_t n,
				      struct err *e);
/* They could not be asked: what was answered to the same numbers stays. */
MUST_CHECK enum rc match_answers_postpone(struct db *db, const struct match_saved *rows, size_t n,
					  struct err *e);
MUST_CHECK enum rc match_answers_move(struct db *db, const struct match_saved *rows, size_t n,
				      struct err *e);
MUST_CHECK enum rc match_answers_forget(struct db *db, const struct match_saved *rows, size_t n,
					struct err *e);

struct match_candidate {
	const char *environment;
	uint64_t product_id;
	int64_t place;
	const char *card_id;
};
/* Of these products these candidates and no others. */
MUST_CHECK enum rc match_candidates_save(struct db *db, const char *environment,
					 const uint64_t *products, size_t n_products,
					 const struct match_candidate *rows, size_t n,
					 struct err *e);

/* Answers of products that are not there any more, and proposals for shop categories without any.
 */
MUST_CHECK enum rc match_tidy(struct db *db, const char *environment, struct err *e);

/* ---- Cards --------------------------------------------------------------------------------- */

struct card_saved {
	struct product_card c;
	const char *environment;
	const char *similar_ids;
	int64_t seen_at;
	int64_t next_at; /* TIME_NONE: as it is */
};
/* Ids of the categories in which a card may be sold too, by blanks. */
const char *match_similar(void *mem, const struct product_card *card);

enum card_form { CARD_LISTED, CARD_WHOLE, CARD_SEEN /* only if it was never read before */ };
/* Inside a transaction, with what they say of safety. */
MUST_CHECK enum rc cards_save(struct db *db, void *mem, const struct card_saved *rows, size_t n,
			      enum card_form form, struct err *e);

struct card_id {
	const char *id;
};
/* Those that are to be read whole, up to MATCH_BATCH. */
/* Cards that people named are read whole as well. */
MUST_CHECK enum rc cards_want_named(struct db *db, const char *environment, struct err *e);

MUST_CHECK enum rc cards_due(struct db *db, void *mem, const char *environment,
			     struct card_id **out, size_t *n, struct err *e);
MUST_CHECK enum rc card_postpone(struct db *db, const char *environment, const char *id,
				 struct err *e);
/* Inside a transaction: products that were this card are asked for again. */
MUST_CHECK enum rc card_gone(struct db *db, const char *environment, const char *id, int64_t at,
			     struct err *e);

struct card_product {
	uint64_t id;
	const char *shop_key;
};
MUST_CHECK enum rc card_products(struct db *db, void *mem, const char *environment, const char *id,
				 struct card_product **out, size_t *n, struct err *e);

/* ---- Shop categories ----------------------------------------------------------------------- */

/* Inside a transaction: what these are proposed is to be counted anew. */
MUST_CHECK enum rc proposals_stale(struct db *db, const char *environment, const char *const *keys,
				   size_t n, struct err *e);
struct shop_key {
	const char *key;
};
enum { RECOUNT_BATCH = 20 };
MUST_CHECK enum rc proposals_to_count(struct db *db, void *mem, const char *environment,
				      struct shop_key **out, size_t *n, struct err *e);
/* Inside a transaction. */
MUST_CHECK enum rc proposals_count(struct db *db, const char *environment,
				   const struct shop_key *keys, size_t n, struct err *e);

/* Shop categories whose products' cards tell nothing, up to MATCH_BATCH, and names of three
 * products. */
MUST_CHECK enum rc names_due(struct db *db, void *mem, const char *environment,
			     struct shop_key **out, size_t *n, struct err *e);
struct product_name {
	const char *name;
};
MUST_CHECK enum rc names_of(struct db *db, void *mem, const char *shop_key,
			    struct product_name **out, size_t *n, struct err *e);

struct proposal_saved {
	const char *environment;
	const char *shop_key;
	const char *category_id;
	int64_t votes;
	int64_t of_names;
	int64_t place;
};
/* Inside a transaction: these by name and no others; n 0 and problem: it could not be asked. */
MUST_CHECK enum rc names_save(struct db *db, const char *environment, const char *shop_key,
			      const struct proposal_saved *rows, size_t n, struct err *e);
MUST_CHECK enum rc names_postpone(struct db *db, const char *environment, const char *shop_key,
				  const char *problem, struct err *e);

#endif
