#ifndef DOMAIN_OFFERS_LISTING_STORE_H
#define DOMAIN_OFFERS_LISTING_STORE_H

/* SQL of listing. Private to lib/domain/offers. */

#include "db/stmt.h"
#include "domain/offers/listing.h"

/* The open run of an account; RC_NOT_FOUND: there is none. */
MUST_CHECK enum rc listing_open(struct db *db, void *mem, uint64_t account_id,
				struct listing_run *out, struct err *e);
MUST_CHECK enum rc listing_run_add(struct db *db, const struct listing_wish *w, uint64_t *id,
				   struct err *e);
MUST_CHECK enum rc listing_plan(struct db *db, uint64_t run_id, uint64_t account_id, uint64_t *n,
				struct err *e);
/* RC_CONFLICT: it has another version. */
MUST_CHECK enum rc listing_move(struct db *db, const struct listing_run *run, enum listing_state to,
				const char *reason, struct err *e);

/* What became of intents that are over or held, into the rows of the run. */
MUST_CHECK enum rc listing_harvest(struct db *db, uint64_t run_id, struct err *e);

struct listing_planned {
	uint64_t product_id;
	const char *sku;
};
MUST_CHECK enum rc listing_planned(struct db *db, void *mem, uint64_t run_id, int64_t most,
				   struct listing_planned **rows, size_t *n, struct err *e);

struct listing_sent {
	uint64_t account_id;
	uint64_t product_id;
	const char *sku;  /* the signature in it; NULL: as it is */
	const char *body; /* NULL: it was left out */
	const char *says; /* what it says, field by field: refusal_says_print(); NULL: the same */
	const char *why;
	const char *state;
};
MUST_CHECK enum rc listing_put(struct db *db, const struct listing_sent *row, struct err *e);
/* The intents of a batch belong to the rows they are about; at least one. */
struct listing_tied {
	const char *batch;
	const char *subject; /* of the intent: the product */
	uint64_t account_id;
	uint64_t product_id;
};
MUST_CHECK enum rc listing_tie(struct db *db, const struct listing_tied *rows, size_t n,
			       struct err *e);

/* What was not sent yet is not sent. */
MUST_CHECK enum rc listing_leave(struct db *db, uint64_t run_id, const char *why, struct err *e);

/* What is known of these products of an account, for listing_obstacle(). */
enum { LISTING_KEYS_MAX = 100 };
struct listing_known {
	uint64_t product_id;
	const char *sku;
	int64_t is_ready;
	int64_t links;
	int64_t signs;
	int64_t eans;
};
MUST_CHECK enum rc listing_knowns(struct db *db, void *mem, uint64_t account_id,
				  const uint64_t *products, size_t n_products,
				  struct listing_known **rows, size_t *n, struct err *e);
struct listing_case listing_case_of(const struct listing_known *k);

/* The document of a product as it was kept; RC_NOT_FOUND: there is none. */
MUST_CHECK enum rc listing_body(struct db *db, void *mem, uint64_t account_id, uint64_t product_id,
				const char **out, struct err *e);

/* What was sent for a product, to find what Allegro refuses of it. */
struct listing_says {
	const char *says;
	const char *category_id;
	const char *environment;
};
MUST_CHECK enum rc listing_says(struct db *db, void *mem, uint64_t account_id, uint64_t product_id,
				struct listing_says *out, struct err *e);

/* It is an offer now: the row, the offer as far as it is known, to be read at once. */
struct listing_landed {
	uint64_t account_id;
	uint64_t product_id;
	const char *offer_id;
};
MUST_CHECK enum rc listing_land(struct db *db, const struct listing_landed *l, struct err *e);

#endif
