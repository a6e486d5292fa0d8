#ifndef DOMAIN_ORDERS_ORDER_BATCH_H
#define DOMAIN_ORDERS_ORDER_BATCH_H

/* Private to order_apply.c and order_write*.c: documents on their way through one transaction. */

#include "domain/orders/order_apply.h"
#include "domain/orders/order_map.h"
#include "domain/orders/order_odd.h"
#include "domain/orders/order_save.h"

enum work_kind {
	WORK_APPLY,
	WORK_EQUAL,	 /* the stored document is the same */
	WORK_UNREADABLE, /* kept with path and reason */
};

struct work {
	const struct feed_doc *doc;
	enum work_kind kind;
	struct bytes hash;
	struct bytes packed;
	struct order_rows rows; /* WORK_APPLY */
	const char *path;	/* WORK_UNREADABLE */
	const char *reason;
	const struct checkout_form *glimpse; /* WORK_UNREADABLE; NULL: it says nothing at all */
	/* Found out in each attempt of the transaction: */
	bool failed_before;	       /* it could not be read the last time */
	uint64_t erased;	       /* enum order_erasure: what must not come back */
	const struct known_order *old; /* NULL: a new order */
	uint64_t order_id;
	bool *keeps;	       /* of its lines: is it ours? */
	const char *successor; /* the form that has all its lines; NULL: it has some of its own */
	bool renews;	       /* unreadable, but what it says clearly goes into the old order */
	bool ignored; /* superseded, or older than what is stored: nothing of it is written */
};

/* A line that another order held before. */
struct moved_line {
	uint64_t from_order;
	const char *to_form;
};

struct batch {
	struct turn *turn;
	struct work *works;
	size_t n;
	struct feed_also also;
	int64_t now_ms;
	bool spares; /* most cannot be read, for the first time: not counted against them (F8) */
	void *mem;   /* of one attempt */
	struct moved_line *moved;
	size_t n_moved;
	struct save_line *dropped; /* that were their order's and are no more */
	size_t n_dropped;
	struct turn_counts singly; /* what was committed one by one before */
	struct turn_counts counts; /* of one attempt */
	struct odds odds;	   /* of all documents that were read */
};

/* The body of the transaction: everything but the commit. */
MUST_CHECK enum rc order_write(struct batch *b, struct err *e);

/* Whose is each line: order_write_claims.c. */
MUST_CHECK enum rc settle_claims(struct batch *b, struct err *e);

/* Parts of it that live in order_write_lines.c. */
MUST_CHECK enum rc write_lines(struct batch *b, struct err *e);
MUST_CHECK enum rc write_merges(struct batch *b, struct err *e);

/* In order_trace.c. */
MUST_CHECK enum rc write_traces(struct batch *b, struct err *e);

/* Is this work to be stored as an order in this attempt? */
static inline bool work_applies(const struct work *w)
{
	return w->kind == WORK_APPLY && !w->ignored;
}

/* Does the row of its order change: is it stored anew, or in what it says clearly? */
static inline bool work_moves(const struct work *w)
{
	return work_applies(w) || w->renews;
}

#endif
