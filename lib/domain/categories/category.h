#ifndef DOMAIN_CATEGORIES_CATEGORY_H
#define DOMAIN_CATEGORIES_CATEGORY_H

/*
 * Allegro's categories as they are kept here: one tree an environment, brought in by
 * sync-categories. A tree is searched once it is whole (filled_at), never before; a whole one stays
 * in use while it is read anew. Parameters are kept of the categories that are used.
 */

#include "allegro/category_api.h"
#include "domain/accounts/account.h"

/* ---- The tree ------------------------------------------------------------------------------ */

struct category_progress {
	const char *environment;
	int64_t began_at;  /* of the reading under way; TIME_NONE: none is */
	int64_t filled_at; /* TIME_NONE: never yet */
	int64_t version;   /* of a whole tree: grows with each change */
	int64_t known; /* categories so far; this and the next two while it is being read, else 0 */
	int64_t branches; /* of them: have children */
	int64_t to_read;  /* branches whose children are not known */
	int64_t used;	  /* whose parameters are kept */
};

/* RC_NOT_FOUND: nothing was read yet. */
MUST_CHECK enum rc category_progress(struct db *db, void *mem, const char *environment,
				     struct category_progress *out, struct err *e);

/* One category and the way to it, "Dom i Ogród › Oświetlenie › Kinkiety". */
struct category_row {
	struct category c;
	int64_t gone_at;
	const char *redirect_id;
};
MUST_CHECK enum rc category_find(struct db *db, void *mem, const char *environment, const char *id,
				 struct category_row *out, struct err *e);

/* Every category of a whole tree that is not gone, by name; for the index of category_search.h. */
struct category_entry {
	const char *id;
	const char *parent_id;
	const char *name;
	int64_t leaf;
	int64_t used;
};
struct category_list {
	struct category_entry *at;
	size_t n;
};
MUST_CHECK enum rc category_list(struct db *db, void *mem, const char *environment,
				 struct category_list *out, struct err *e);

/* ---- Parameters ---------------------------------------------------------------------------- */

/* From here on the parameters of this category are kept. Again: they are read at once. RC_NOT_FOUND
 * and RC_CONFLICT: there is no such category (any more), or no offer can stand in it. */
MUST_CHECK enum rc category_use(struct db *db, const char *environment, const char *id,
				const char *actor, struct err *e);

/* Inside a transaction: the same of many, for which nobody's word is needed because products of the
 * shop stand in them. Of those that are kept already nothing changes. */
MUST_CHECK enum rc categories_want(struct db *db, const char *environment, const char *const *ids,
				   size_t n, struct err *e);

struct category_use_row {
	const char *id;
	int64_t wanted_at;
	int64_t read_at; /* TIME_NONE: not yet */
	const char *problem;
};
/* RC_NOT_FOUND: it is not used. */
MUST_CHECK enum rc category_use_find(struct db *db, void *mem, const char *environment,
				     const char *id, struct category_use_row *out, struct err *e);

struct param_row {
	const char *id;
	int64_t place;
	const char *name;
	const char *type;
	int64_t required;
	int64_t required_for_product;
	int64_t describes_product;
	const char *raw;
	int64_t required_from; /* TIME_NONE: no such change is planned */
};
/* Ids that a parameter of a category, or a value of its dictionary, had before. Allegro tells them
 * for a month (formerData), here they are kept: what led to an id that has changed since leads to
 * the next one as well. */
#define FORMER_PARAM "param"
#define FORMER_VALUE "value"
struct former_id {
	const char *kind;
	const char *old_id;
	const char *new_id;
};
MUST_CHECK enum rc category_formers(struct db *db, void *mem, const char *environment,
				    const char *id, struct former_id **out, size_t *n,
				    struct err *e);

MUST_CHECK enum rc category_params(struct db *db, void *mem, const char *environment,
				   const char *id, struct param_row **out, size_t *n,
				   struct err *e);

#endif
