#ifndef DOMAIN_STOCK_STOCK_RULE_H
#define DOMAIN_STOCK_STOCK_RULE_H

/* What numbers of stock mean. Pure: page, list, job and write ask here. */

#include "domain/stock/stock.h"

#define STOCK_UNKNOWN INT64_MIN /* nobody has counted it; never 0 */

/* What one product has for one account. */
struct stock_supply {
	int64_t is_known;
	int64_t on_hand;  /* at the places the account sells from */
	int64_t reserved; /* by lines of orders that are not sent */
	int64_t buffer;	  /* is never offered */
	int64_t on_way;	  /* announced as bought, their orders not read yet */
	int64_t pieces;	  /* of it, that one of the offer is; at least 1 */
	bool rests;	  /* another offer keeps the last pieces (stock_lease.h) */
};

/* Pieces that may be sold; less than 0: so many are promised too many. STOCK_UNKNOWN. */
int64_t stock_available(const struct stock_supply *s);

/* How many an offer of these parts may show: that of the scarcest, never less than 0.
 * STOCK_UNKNOWN: of one nobody knows, or the offer sells nothing we have. */
int64_t stock_shows(const struct stock_supply *parts, size_t n);

/* ---- Lines of orders --------------------------------------------------------------------------
 */

/* Where a line stands. Bought is open, paid or not; a deposit is money and moves nothing. */
enum stock_line_state {
	STOCK_LINE_OPEN,
	STOCK_LINE_SENT,
	STOCK_LINE_OFF, /* cancelled, gone from its order, or Allegro sends it from its own stock */
	STOCK_LINE_STATES
};
extern const char *const stock_line_state_names[STOCK_LINE_STATES + 1];

/* What is booked for a line at a product. */
enum stock_part_state { STOCK_PART_NONE, STOCK_PART_RESERVED, STOCK_PART_SOLD, STOCK_PART_STATES };
extern const char *const stock_part_state_names[STOCK_PART_STATES + 1];

struct stock_line_case {
	enum stock_line_state line;
	enum stock_part_state booked;
	int64_t booked_pieces;
	bool was_booked;   /* ever, whatever became of it */
	int64_t pieces;	   /* to be booked: quantity times those of the link; 0: it is not linked */
	int64_t bought_at; /* of the line; TIME_NONE: not told */
	int64_t linked_at;
	bool was_sent; /* the line was told as sent before: what it took then is all it takes */
};

/* At most two steps, in this order; both of the second turn if there are two. */
struct stock_steps {
	enum stock_kind kinds[2];
	size_t n;
	enum stock_part_state then;
};

/*
 * What has to be booked so that what is booked is what the line means: nothing when it is already.
 * A line that was sent before its offer was linked, and was not seen open, was sent from what was
 * there before: it takes nothing. What was sent stays out, also when it is cancelled later, until
 * it comes back as a return. A sale that is open again is taken back and reserved anew.
 */
struct stock_steps stock_line_steps(const struct stock_line_case *c);

/* What a step adds: pieces on hand and reserved. A sale ends a reservation or has had none. */
void stock_step_sums(enum stock_kind kind, bool was_reserved, int64_t pieces, int64_t *on_hand,
		     int64_t *reserved);

/* The place to reserve at: the first that has enough free, else the first. levels are those of one
 * product in the order of the account's places; n is at least 1. */
size_t stock_place_choose(const struct stock_level *levels, size_t n, int64_t pieces);

#endif
