#ifndef DOMAIN_CATEGORIES_CATEGORY_SYNC_H
#define DOMAIN_CATEGORIES_CATEGORY_SYNC_H

/*
 * Bringing categories in. The tree is read once from its main categories down, a request a branch,
 * a hundred branches a transaction, so that a reading goes on where it was left, whatever ended the
 * process; it counts as whole when no branch is left. From then on its journal is followed from the
 * event that was the newest when the reading began: what happened meanwhile is applied then. What
 * an event names is asked for by itself, because events do not tell all of a category. Where the
 * journal cannot be followed (forgotten, unreadable) all is read anew, and the tree there is stays
 * in use meanwhile.
 *
 * Parameters of used categories are read once a day, coming changes of them too.
 *
 * A tree belongs to an environment, not to an account: the token of any of its accounts does.
 */

#include "domain/accounts/turn.h"

/* Has this turn something to do? */
MUST_CHECK enum rc category_is_due(struct turn *turn, bool *due, struct err *e);

/* What cannot be read or had of one category ends nothing and is the error of the turn. */
MUST_CHECK enum rc category_sync(struct turn *turn, struct err *e);

#endif
