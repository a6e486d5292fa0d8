#ifndef DOMAIN_OFFERS_DIFFERENCE_STORE_H
#define DOMAIN_OFFERS_DIFFERENCE_STORE_H

/* SQL of differences. Private to lib/domain/offers. */

#include "domain/offers/difference_look.h"

/* ---- Which offers -----------------------------------------------------------------------------
 */

enum {
	COMPARE_SLICE = 20000, /* offers that one question walks over */
	COMPARE_BATCH = 100,   /* of one transaction: both sides of each are read for it */
};

/* *from: where the round stands; *to: the last of the next slice; "" and "": there are none. */
MUST_CHECK enum rc compare_slice(struct db *db, void *mem, uint64_t account_id, const char **from,
				 const char **to, struct err *e);
struct compare_range {
	uint64_t account_id;
	const char *after;
	const char *to;
};
/* Up to COMPARE_BATCH of it that have to be compared, by their number. */
MUST_CHECK enum rc compare_due(struct db *db, void *mem, const struct compare_range *r,
			       struct compared **rows, size_t *n, struct err *e);
/* These, due or not; those that cannot be compared are left out. */
MUST_CHECK enum rc compare_these(struct db *db, void *mem, const struct offer_keys *keys,
				 struct compared **rows, size_t *n, struct err *e);
/* Inside a transaction: differences of offers of the range that follow no single product any more
 * are forgotten, and the round goes on behind it. */
MUST_CHECK enum rc compare_forget(struct db *db, const struct compare_range *r, struct err *e);
MUST_CHECK enum rc compare_move(struct db *db, uint64_t account_id, const char *after_id,
				struct err *e);

/* Offers with something open that a rule lets follow its product, that nothing is planned or on its
 * way for, and that nothing was tried for since; none while the kind is switched off. */
struct follower {
	const char *offer_id;
};
enum { FOLLOWERS_MAX = 5000 };
MUST_CHECK enum rc followers(struct db *db, void *mem, uint64_t account_id, struct follower **rows,
			     size_t *n, struct err *e);

/* ---- Differences ------------------------------------------------------------------------------
 */

struct diff_saved {
	uint64_t account_id;
	const char *offer_id;
	const char *group;
	const char *state;
	const char *moved;
	const char *ours_mark;
	const char *theirs_mark;
	const char *shown_mark;
	const char *ours;
	const char *theirs;
};
/* Inside a transaction. */
MUST_CHECK enum rc diffs_put(struct db *db, const struct diff_saved *rows, size_t n, struct err *e);
MUST_CHECK enum rc diffs_drop(struct db *db, const struct diff_saved *rows, size_t n,
			      struct err *e);
MUST_CHECK enum rc compared_put(struct db *db, const struct compared *rows, size_t n,
				struct err *e);
/* How many of them wait for somebody, into the row of the offer. */
MUST_CHECK enum rc diffs_count(struct db *db, uint64_t account_id, const char *offer_id,
			       struct err *e);
/* The same of all offers of the account that have any. */
MUST_CHECK enum rc diffs_count_all(struct db *db, uint64_t account_id, struct err *e);

struct diff_back {
	const char *back;
	uint64_t account_id;
	const char *offer_id;
	const char *group;
};
MUST_CHECK enum rc diff_keep_back(struct db *db, const struct diff_back *row, struct err *e);
/* In these groups, what was written is shown. */
MUST_CHECK enum rc diff_written(struct db *db, uint64_t account_id, const char *offer_id,
				const char *group, struct err *e);

#endif
