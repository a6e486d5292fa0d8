#ifndef DOMAIN_CATEGORIES_CATEGORY_STORE_H
#define DOMAIN_CATEGORIES_CATEGORY_STORE_H

/* Private to lib/domain/categories. */

#include "domain/categories/category.h"

/* sql: category_tree. */
struct category_tree {
	const char *environment;
	int64_t began_at;
	int64_t roots_at;
	int64_t filled_at;
	int64_t version;
	const char *event_id;
	int64_t events_at;
	int64_t changes_at;
	int64_t now; /* of the database */
};
/* All of it at its zero when there is none yet. */
MUST_CHECK enum rc category_tree_load(struct db *db, void *mem, const char *environment,
				      struct category_tree *out, struct err *e);
MUST_CHECK enum rc category_tree_save(struct db *db, const struct category_tree *t, struct err *e);

/* Is there anything to ask Allegro for? */
MUST_CHECK enum rc category_tree_due(struct db *db, const char *environment, bool *due,
				     struct err *e);

struct category_id {
	const char *id;
};

/* ---- Reading all of it --------------------------------------------------------------------- */

/* Branches whose children are to be read, up to CATEGORY_BATCH, of a reading that began then; and
 * how many there are, with those that wait for another try. */
enum { CATEGORY_BATCH = 100 };
MUST_CHECK enum rc categories_to_read(struct db *db, void *mem, const struct category_tree *t,
				      struct category_id **ids, size_t *n, struct err *e);
MUST_CHECK enum rc categories_unread(struct db *db, const struct category_tree *t, int64_t *n,
				     struct err *e);

/* Inside a transaction: store categories as they were shown at a moment. */
MUST_CHECK enum rc categories_save(struct db *db, const char *environment,
				   const struct category *at, size_t n, int64_t seen_at,
				   struct err *e);

enum category_mark {
	CATEGORY_READ,	   /* its children were, as of a moment */
	CATEGORY_EMPTY,	   /* it should have children and shows none: believed the second time */
	CATEGORY_POSTPONE, /* they could not be read: in ten minutes again */
	CATEGORY_REREAD,   /* to be asked for by itself */
	CATEGORY_LATER,	   /* in ten minutes again */
	CATEGORY_BRANCH,   /* it has children */
	CATEGORY_GONE,
	CATEGORY_MARKS
};
MUST_CHECK enum rc category_mark(struct db *db, const char *environment, const char *id,
				 enum category_mark mark, int64_t at, struct err *e);

/* It is gone, and this one stands for it: where it is used, that one is used. */
MUST_CHECK enum rc category_redirect(struct db *db, const char *environment, const char *id,
				     const char *redirect_id, int64_t at, struct err *e);

/* What a reading of all of it has not met is gone. */
MUST_CHECK enum rc categories_sweep(struct db *db, const struct category_tree *t, struct err *e);

/* Those to be asked for by themselves, up to 50. */
MUST_CHECK enum rc categories_to_reread(struct db *db, void *mem, const char *environment,
					struct category_id **ids, size_t *n, struct err *e);

/* ---- Parameters ---------------------------------------------------------------------------- */

/* They are to be kept, and read at once. */
MUST_CHECK enum rc params_want(struct db *db, const char *environment, const char *id,
			       struct err *e);

MUST_CHECK enum rc params_due(struct db *db, void *mem, const char *environment,
			      struct category_id **ids, size_t *n, struct err *e);
/* Inside a transaction: these and no others. */
MUST_CHECK enum rc params_save(struct db *db, void *mem, const char *environment, const char *id,
			       const struct category_params *params, int64_t seen_at,
			       struct err *e);
/* In the same one: what their ids were, beside what is known of it. */
MUST_CHECK enum rc formers_save(struct db *db, void *mem, const char *environment, const char *id,
				const struct category_params *params, int64_t seen_at,
				struct err *e);
/* They could not be read: in an hour again. */
MUST_CHECK enum rc params_postpone(struct db *db, const char *environment, const char *id,
				   const char *problem, struct err *e);
/* Inside a transaction. */
MUST_CHECK enum rc param_changes_forget(struct db *db, const char *environment, struct err *e);
MUST_CHECK enum rc param_changes_save(struct db *db, void *mem, const char *environment,
				      const struct param_change *at, size_t n, struct err *e);

#endif
