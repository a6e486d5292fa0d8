#ifndef DOMAIN_ORDERS_ORDER_IMPORT_STORE_H
#define DOMAIN_ORDERS_ORDER_IMPORT_STORE_H

/* SQL of the first import; private to the feed. */

#include "base/err.h"
#include "db/db.h"

struct order_import_row {
	int64_t from_at;
	int64_t until_at;
	int64_t done_until;
	uint64_t passes;   /* over, without having met what Allegro counts */
	const char *state; /* RUNNING, DONE */
};

MUST_CHECK enum rc order_import_find(struct db *db, void *mem, uint64_t account_id,
				     struct order_import_row *out, struct err *e);

MUST_CHECK enum rc order_import_open(struct db *db, uint64_t account_id, int64_t from_at,
				     int64_t until_at, struct err *e);

struct order_import_step {
	uint64_t account_id;
	int64_t done_until;
	int64_t total;
	uint64_t stored; /* more orders than before */
};
MUST_CHECK enum rc order_import_move(struct db *db, const struct order_import_step *step,
				     struct err *e);

MUST_CHECK enum rc order_import_again(struct db *db, uint64_t account_id, struct err *e);

MUST_CHECK enum rc order_import_end(struct db *db, uint64_t account_id, int64_t told, int64_t met,
				    struct err *e);

#endif
