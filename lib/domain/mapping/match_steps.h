#ifndef DOMAIN_MAPPING_MATCH_STEPS_H
#define DOMAIN_MAPPING_MATCH_STEPS_H

/* Private to match_*.c: what a turn of match_sync() is made of. */

#include "domain/accounts/turn.h"
#include "domain/mapping/match_store.h"

/* Ask for these products and keep what was answered, in one transaction with how far the products
 * have been looked through (NULL: that stays). What was not asked is left as it was. */
MUST_CHECK enum rc match_ask(struct turn *turn, const struct match_work *work, size_t n,
			     const struct match_sweep *sweep, struct err *e);

/* Cards that products are, whole. */
MUST_CHECK enum rc match_read_cards(struct turn *turn, struct err *e);

/* Categories for the names of products. */
MUST_CHECK enum rc match_ask_names(struct turn *turn, struct err *e);

/* Does the failure concern one thing alone, so that the turn goes on? */
static inline bool match_is_ones_own(const struct err *e)
{
	return e->rc != RC_STOPPED && meaning_reach(e->meaning) == REACH_THING;
}

#endif
