#ifndef DOMAIN_CATEGORIES_CATEGORY_STEPS_H
#define DOMAIN_CATEGORIES_CATEGORY_STEPS_H

/* Private to lib/domain/categories: what a turn of category_sync() is made of. */

#include "domain/accounts/turn.h"
#include "domain/categories/category_store.h"

/* Along the journal from where the tree stands. An event that cannot be read, and a journal that
 * has forgotten where we stood, begin a reading of all of it. */
MUST_CHECK enum rc category_follow(struct turn *turn, struct err *e);

/* Parameters of used categories, and what is planned of them. */
MUST_CHECK enum rc params_sync(struct turn *turn, struct err *e);
MUST_CHECK enum rc param_changes_sync(struct turn *turn, struct category_tree *tree, struct err *e);

/* Does the failure concern one thing alone, so that the turn goes on? */
static inline bool is_ones_own(const struct err *e)
{
	return e->rc != RC_STOPPED && meaning_reach(e->meaning) == REACH_THING;
}

static inline void category_tree_grow(struct category_tree *t)
{
	t->version += t->filled_at != TIME_NONE;
}

static inline enum rc category_tree_save_tx(struct db *db, void *arg, struct err *e)
{
	return category_tree_save(db, arg, e);
}

#endif
