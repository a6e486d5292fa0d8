#ifndef DOMAIN_OFFERS_STOCK_SHARE_H
#define DOMAIN_OFFERS_STOCK_SHARE_H

/*
 * The last pieces of a product that several offers sell: one of them keeps them (stock_lease.h),
 * the others show nothing until it ends or there is enough for each. Then nothing is written:
 * should pieces get few again, they stay where they were. Private to lib/domain/offers.
 *
 * Which one it is, is the same for all accounts: by the pieces at all places, less the buffer that
 * is said for all.
 */

#include "domain/accounts/turn.h"
#include "domain/stock/stock_offer.h"

/* Says of these parts, of the account of the turn, which rest; a keeper that is another one now is
 * stored. */
MUST_CHECK enum rc stock_share(struct turn *turn, void *mem, struct stock_offer_part *parts,
			       size_t n, struct err *e);

/* ---- Its store ------------------------------------------------------------------------------- */

/* An offer of one of these products, by the order of the ids, account and offer id. */
struct stock_share_row {
	uint64_t product_id;
	uint64_t account_id;
	const char *offer_id;
	int64_t pieces;
	int64_t is_live;
	int64_t available; /* of the product, at all places */
	int64_t reached;   /* of it, what the account of the offer can sell */
	uint64_t keeper_account_id;
	const char *keeper_offer_id; /* NULL: nobody keeps them */
	int64_t version;	     /* of that; 0: none */
};
MUST_CHECK enum rc stock_share_rows(struct db *db, void *mem, const uint64_t *product_ids,
				    size_t n_ids, struct stock_share_row **rows, size_t *n,
				    struct err *e);

#endif
