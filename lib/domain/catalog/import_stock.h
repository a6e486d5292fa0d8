#ifndef DOMAIN_CATALOG_IMPORT_STOCK_H
#define DOMAIN_CATALOG_IMPORT_STOCK_H

/*
 * What a run says of stock, as movements of the ledger. Private to import_apply_store.c.
 *
 * The ledger is that of domain/stock, which stands above; a file writes into it here, because
 * 100,000 rows are one statement. It comes last in the transaction of a run: what it locks are the
 * sums that orders move as well, and they wait no longer than these statements take.
 */

#include "base/err.h"
#include "db/db.h"

/* A file counts: on hand becomes what it says, whatever was sold since it was compared. */
MUST_CHECK enum rc import_stock_apply(struct db *db, uint64_t run_id, struct err *e);

/* What the run moved is moved back, unless somebody counted since, or keeps the product. */
MUST_CHECK enum rc import_stock_undo(struct db *db, uint64_t run_id, struct err *e);

#endif
