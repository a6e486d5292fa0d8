#ifndef DOMAIN_OFFERS_STOCK_CERTIFICATE_STORE_H
#define DOMAIN_OFFERS_STOCK_CERTIFICATE_STORE_H

/* SQL of the certificate of stock. Private to lib/domain/offers. */

#include "db/stmt.h"
#include "domain/offers/stock_certificate.h"

MUST_CHECK enum rc stock_certificate_is_due(struct db *db, uint64_t account_id, int64_t *is_due,
					    struct err *e);

struct stock_pending_row {
	const char *offer_id;
	int64_t is_coming;
	int64_t is_held;
};
/* Of up to STOCK_OFFERS_PAGE offers, each of them, by the order of the ids given. */
MUST_CHECK enum rc stock_pendings(struct db *db, void *mem, uint64_t account_id,
				  const char *const *offer_ids, size_t n_ids,
				  struct stock_pending_row **rows, size_t *n, struct err *e);

/* Inside a transaction: this one instead of the one before. */
MUST_CHECK enum rc stock_certificate_put(struct db *db, const struct stock_certificate *c,
					 const struct stock_certificate_offer *offers, size_t n,
					 struct err *e);

#endif
