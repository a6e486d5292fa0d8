#ifndef DOMAIN_ORDERS_ORDER_RETRY_STORE_H
#define DOMAIN_ORDERS_ORDER_RETRY_STORE_H

/* SQL of forms in trouble and of allowances; private to the order domain. */

#include "domain/orders/order_retry.h"

struct trouble_row {
	uint64_t account_id;
	const char *state;
	const char *path; /* NULL: no document to point into */
	int64_t fail_count;
};
/* RC_NOT_FOUND: the form is in no trouble. */
enum rc trouble_find(struct db *db, void *mem, const char *form_id, struct trouble_row *out,
		     struct err *e);
enum rc trouble_retry(struct db *db, uint64_t account_id, const char *form_id, struct err *e);
enum rc trouble_retry_all(struct db *db, uint64_t *n, struct err *e);

enum rc allowance_add(struct db *db, uint64_t account_id, const struct order_leave *leave,
		      struct err *e);
/* Is the form read without the field at this path? RC_NOT_FOUND: no. */
enum rc allowance_find(struct db *db, uint64_t account_id, const char *form_id, const char *path,
		       struct err *e);

#endif
