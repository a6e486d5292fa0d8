#ifndef DOMAIN_OFFERS_DIFFERENCE_LOOK_H
#define DOMAIN_OFFERS_DIFFERENCE_LOOK_H

/*
 * Differences between offers and their products (difference.h): as they were found last, as they
 * are now, and what people decide about them.
 */

#include "domain/mapping/look_many.h"
#include "domain/offers/difference.h"
#include "domain/offers/offer.h"
#include "domain/offers/plan.h"
#include "domain/terms/terms.h"

/* ---- As they were found last ------------------------------------------------------------------
 */

struct diff_row {
	const char *offer_id;
	const char *group;
	const char *state;
	const char *moved;
	const char *ours_mark;
	const char *theirs_mark;
	const char *shown_mark;
	const char *ours; /* for people */
	const char *theirs;
	const char *back; /* JSON: what Allegro had before Kram wrote; NULL: Kram never did */
	const char *rule; /* diff_rule_names, of the group in the account */
	int64_t since;
	const char *decided_by;
};
/* Of up to OFFER_KEYS_MAX offers, by offer and group. */
MUST_CHECK enum rc diff_rows(struct db *db, void *mem, const struct offer_keys *keys,
			     struct diff_row **rows, size_t *n, struct err *e);

/* Those of one offer among rows by offer; *some: how many. Pure. */
const struct diff_row *diff_rows_find(const struct diff_row *rows, size_t n, const char *offer_id,
				      size_t *some);

/* How many of them, from the first on, are of one offer. Pure. */
size_t diff_rows_of_one(const struct diff_row *rows, size_t n);

/* The groups that wait for a decision: open, and not left alone by rule. Rows of one offer. Pure.
 */
unsigned diff_open_groups(const struct diff_row *rows, size_t n);

/* Rows of one offer, as offer_edit_of() takes them: only group and marks are filled. Pure. */
size_t diff_marks_of(const struct diff_row *rows, size_t n, struct difference out[OFFER_GROUPS]);

/* The change of its offer that makes these groups what the product says, for a plan or the outbox.
 */
struct plan_change diff_change(void *mem, const struct diff_row *rows, size_t n, unsigned groups);

/* Groups that Kram wrote and can put back, once Allegro's document was read again. Pure. */
unsigned diff_back_groups(const struct diff_row *rows, size_t n);
/* The change that puts back what can be put back of these groups; after NULL: nothing can. */
MUST_CHECK enum rc diff_change_back(void *mem, const struct diff_row *rows, size_t n,
				    unsigned groups, struct plan_change *out, struct err *e);

/* ---- As they are now --------------------------------------------------------------------------
 */

/* What an offer is compared by. */
struct compared {
	uint64_t account_id;
	const char *offer_id;
	uint64_t product_id;
	int64_t judged_at;
	int64_t doc_at;
	int64_t terms_version;
	const char *raw; /* Allegro's document */
};

struct compare_base {
	struct db *db;
	uint64_t account_id;
	struct account account;
	struct look_base *looks;
	struct seller_terms terms;
};
MUST_CHECK enum rc compare_begin(struct db *db, void *mem, uint64_t account_id,
				 struct compare_base **out, struct err *e);

/* Both sides of one offer, held against each other; n 0 and no bodies: its product or document says
 * nothing. */
struct comparison {
	struct compared key;
	struct offer_body ours;
	struct offer_body theirs;
	bool is_known;
	struct difference at[OFFER_GROUPS];
	size_t n;
};
MUST_CHECK enum rc compare_all(struct compare_base *base, void *mem, const struct compared *keys,
			       size_t n, struct comparison **out, struct err *e);

/* One offer as it is now. RC_NOT_FOUND: it follows no single product. */
MUST_CHECK enum rc compare_one(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
			       struct comparison *out, struct err *e);

/* ---- People -----------------------------------------------------------------------------------
 */

struct diff_leaving {
	uint64_t account_id;
	const char *offer_id;
	unsigned groups;
	const char *actor;
};
/* These differences may stay as they are until a side moves. With its place in the audit trail. */
MUST_CHECK enum rc differences_leave(struct db *db, const struct diff_leaving *l, struct err *e);

/* Of each group, for an account. */
struct diff_rules {
	enum diff_rule of[OFFER_GROUPS];
};
MUST_CHECK enum rc diff_rules_load(struct db *db, uint64_t account_id, struct diff_rules *out,
				   struct err *e);
MUST_CHECK enum rc diff_rules_save(struct db *db, uint64_t account_id,
				   const struct diff_rules *rules, const char *actor,
				   struct err *e);

#endif
