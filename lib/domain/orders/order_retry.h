#ifndef DOMAIN_ORDERS_ORDER_RETRY_H
#define DOMAIN_ORDERS_ORDER_RETRY_H

/*
 * What a person can do about a document in trouble: have it tried now, or read without a field
 * that does not matter (order_allow.h). Both only mark the form; poll-orders does the rest.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Try a form in trouble at once, also one in quarantine. RC_NOT_FOUND: it is in no trouble. */
MUST_CHECK enum rc order_retry(struct db *db, const char *form_id, const char *actor,
			       struct err *e);

/* All of them; n: how many. */
MUST_CHECK enum rc order_retry_all(struct db *db, const char *actor, uint64_t *n, struct err *e);

/*
 * Read the form without the field at path from now on, and try it. RC_CONFLICT when its trouble is
 * another by now; RC_INVALID when an order cannot do without this field.
 */
struct order_leave {
	const char *form_id;
	const char *path;
	const char *actor;
};
MUST_CHECK enum rc order_leave_out(struct db *db, const struct order_leave *leave, struct err *e);

/* Fields a form is read without. */
struct order_allowance {
	const char *form_id;
	const char *path;
	const char *actor;
	int64_t at;
};
MUST_CHECK enum rc order_allowances(struct db *db, void *mem, const char *form_id,
				    struct order_allowance **out, size_t *n, struct err *e);

#endif
