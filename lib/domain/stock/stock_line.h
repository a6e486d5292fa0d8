#ifndef DOMAIN_STOCK_STOCK_LINE_H
#define DOMAIN_STOCK_STOCK_LINE_H

/*
 * Lines of orders in the ledger. A line reserves when it is bought, takes from what is on hand when
 * it is sent, and gives back what it reserved when it is cancelled, each once: keyed by
 * lineItem.id, which stays when purchases are merged (FACTS 2.3).
 */

#include "domain/stock/stock_rule.h"

struct stock_line {
	const char *line_item_id;
	const char *offer_id; /* of STOCK_LINE_OFF it may be NULL: as it is known */
	int64_t quantity;     /* the same */
	int64_t bought_at;
	const char *state; /* stock_line_state_names */
};

/* Book what these lines mean, in the transaction that stores them. No line twice. Lines of offers
 * that are not linked are remembered while they are open. */
MUST_CHECK enum rc stock_lines_book(struct db *db, uint64_t account_id,
				    const struct stock_line *lines, size_t n, const char *actor,
				    struct err *e);

#endif
