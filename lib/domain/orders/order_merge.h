#ifndef DOMAIN_ORDERS_ORDER_MERGE_H
#define DOMAIN_ORDERS_ORDER_MERGE_H

/*
 * Which of two documents is the later truth. Pure.
 *
 * When purchases are paid together Allegro makes a new form with the same line ids and forgets the
 * old forms (FACTS 2.3). Nothing in a document says so, and documents arrive in any order: late, on
 * one page with their successor, or before it. A line lives in exactly one order: that of the later
 * form.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One of two forms that claim the same line. */
struct order_claim {
	const char *form_id;
	int64_t updated_at; /* TIME_NONE: not told */
	bool stored;	    /* holds the line already; the other one's document has just come */
	int64_t rank;	    /* how far the purchase has come: order_claim_rank() */
	int64_t n_lines;
};

/* Later when above zero: a is later than b. Never zero for two different forms, and the same
 * whichever comes first as long as both come as documents. */
int order_claim_compare(const struct order_claim *a, const struct order_claim *b);

/* BOUGHT 1, FILLED_IN 2, READY_FOR_PROCESSING 3; cancelled or unknown 0: it takes nothing away. */
int64_t order_claim_rank(const char *status);

/* Is what is stored newer than a document of the list? */
bool order_doc_is_behind(int64_t stored_updated_at, int64_t updated_at);

#endif
