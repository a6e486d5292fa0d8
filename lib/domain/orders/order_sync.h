#ifndef DOMAIN_ORDERS_ORDER_SYNC_H
#define DOMAIN_ORDERS_ORDER_SYNC_H

/*
 * Orders from Allegro into the database (DESIGN 5). For jobs; the panel does not link it.
 *
 *	order_intake()	journal -> order_event, dirty forms, cursor: one transaction a page
 *	order_fetch()	dirty forms -> documents -> orders: one transaction a batch
 *	order_import()	first connect: the list of the last days, then the journal from before it
 *	order_reread()	the list by time of change, moving no cursor
 *	order_heal()	what is due to be read again: journal and open orders (order_sweep_rule.h)
 *
 * Each may be killed at any moment and called again. Every transaction calls the fence first.
 */

#include <stdbool.h>

#include "allegro/order_api.h"
#include "db/tx.h"
#include "domain/orders/order.h"

enum order_sync_mode {
	ORDER_SYNC_STORE,
	ORDER_SYNC_DRY, /* ask Allegro, count, write nothing */
};

struct order_sync_counts {
	uint64_t events;     /* of the journal, really new */
	uint64_t seen;	     /* documents looked at */
	uint64_t added;	     /* orders that were not here */
	uint64_t changed;    /* orders whose document was another one */
	uint64_t unchanged;  /* documents equal to the stored ones */
	uint64_t failed;     /* documents that could not be read or fetched */
	uint64_t superseded; /* orders whose lines moved into another */
};

/* One account's way in. The caller fills all but counts. */
struct order_sync {
	struct db *db;
	struct allegro *api;
	uint64_t account_id;
	const char *actor; /* who appears in order_change */
	enum order_sync_mode mode;
	tx_body fence; /* inside each transaction: RC_CONFLICT when this process must not write */
	void *fence_arg;
	enum rc (*beat)(void *arg, struct err *e); /* between requests: RC_STOPPED ends the work */
	void *beat_arg;
	struct order_sync_counts counts;
	struct err trouble; /* the first failure about a document in this turn */
	/* Sizes of pages that could be read; 0: the largest (order_page.h). */
	struct {
		int64_t events;
		int64_t forms;
	} limits;
};

/* Remember a failure that does not end the turn. */
void order_sync_note(struct order_sync *s, const struct err *e);

/* Read the journal until its end. RC_SHAPE moves nothing. When Allegro no longer has all of it, the
 * list is read instead first (order_gap_rule.h). */
MUST_CHECK enum rc order_intake(struct order_sync *s, struct err *e);

/* Read and apply dirty forms whose time has come, until there are none. What concerns one of them
 * is noted with it; an error stands for all that is left, or for a turn in which none came in. */
MUST_CHECK enum rc order_fetch(struct order_sync *s, struct err *e);

/* Begin or continue the first import of `days`; *done: it is over, the journal may be read. */
MUST_CHECK enum rc order_import(struct order_sync *s, int64_t days, bool *done, struct err *e);

/* Read again every form changed since `since`. */
MUST_CHECK enum rc order_reread(struct order_sync *s, int64_t since, struct err *e);

/* Read again what is due though nothing announced it, a bounded piece of it. */
MUST_CHECK enum rc order_heal(struct order_sync *s, struct err *e);

#endif
