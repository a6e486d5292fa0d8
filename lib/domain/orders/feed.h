#ifndef DOMAIN_ORDERS_FEED_H
#define DOMAIN_ORDERS_FEED_H

/*
 * Orders from Allegro into the database (DESIGN 5). For jobs; the panel does not link it.
 *
 *	feed_intake()	journal -> order_event, dirty forms, cursor: one transaction a page
 *	feed_fetch()	dirty forms -> documents -> orders: one transaction a batch
 *	feed_import()	first connect: the list of the last days, then the journal from before it
 *	feed_reread()	the list by time of change, moving no cursor
 *	feed_heal()	what is due to be read again: journal and open orders (feed_sweep_rule.h)
 *
 * Each may be killed at any moment and called again.
 */

#include "allegro/order_api.h"
#include "domain/accounts/turn.h"
#include "domain/orders/order.h"

/* Read the journal until its end. RC_SHAPE moves nothing. When Allegro no longer has all of it, the
 * list is read instead first (feed_gap_rule.h). */
MUST_CHECK enum rc feed_intake(struct turn *turn, struct err *e);

/* Read and apply dirty forms whose time has come, until there are none. What concerns one of them
 * is noted with it; an error stands for all that is left, or for a turn in which none came in. */
MUST_CHECK enum rc feed_fetch(struct turn *turn, struct err *e);

/* Begin or continue the first import of the account's days; *done: it is over, the journal may be
 * read. */
MUST_CHECK enum rc feed_import(struct turn *turn, bool *done, struct err *e);

/* Read again every form changed since `since`. */
MUST_CHECK enum rc feed_reread(struct turn *turn, int64_t since, struct err *e);

/* Read again what is due though nothing announced it, a bounded piece of it. */
MUST_CHECK enum rc feed_heal(struct turn *turn, struct err *e);

#endif
