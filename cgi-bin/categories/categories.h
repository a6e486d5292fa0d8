#ifndef CATEGORIES_CATEGORIES_H
#define CATEGORIES_CATEGORIES_H

/* Allegro's categories: searched as one types, walked, and what each wants to know. */

#include "domain/categories/category_search.h"
#include "web/request.h"

extern const struct field categories_query_fields[];

enum rc pg_categories(struct request *rq, struct err *e);
enum rc pg_category(struct request *rq, struct err *e);
enum rc do_category_use(struct request *rq, struct err *e);

/*
 * The tree of the environment the accounts are in, production before sandbox before rehearsal, as
 * this worker keeps it: read once, and again when it has changed. index is NULL until it is whole;
 * environment is NULL without an account.
 */
struct categories_tree {
	const char *environment;
	struct category_progress progress;
	const struct category_index *index;
};
MUST_CHECK enum rc categories_tree(struct request *rq, struct categories_tree *out, struct err *e);

/* Which environment that is, without reading a tree. */
const char *categories_environment(const struct account_list *accounts);

#endif
