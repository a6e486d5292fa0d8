#ifndef DOMAIN_ORDERS_ORDER_VIEWS_H
#define DOMAIN_ORDERS_ORDER_VIEWS_H

/* Who looked at the data of a buyer: one row a user, order and day (GDPR Art. 32). */

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* This user has the order, or these, on the screen or on paper now. */
MUST_CHECK enum rc order_view_note(struct db *db, const char *form_id, uint64_t user_id,
				   struct err *e);

MUST_CHECK enum rc order_views_note(struct db *db, const char *const *form_ids, size_t n,
				    uint64_t user_id, struct err *e);

struct order_viewer {
	const char *login;
	const char *name;
	int64_t first_at;
	int64_t last_at;
	uint64_t times;
};

enum { ORDER_VIEWERS_MAX = 100 };

/* The last ORDER_VIEWERS_MAX days and users, newest first. */
MUST_CHECK enum rc order_viewers(struct db *db, void *owner, const char *form_id,
				 struct order_viewer **out, size_t *n, struct err *e);

/* Who else has had it on the screen since then, the last one first; name and last_at are filled. */
MUST_CHECK enum rc order_viewing(struct db *db, void *owner, const char *form_id, uint64_t user_id,
				 int64_t since, struct order_viewer **out, size_t *n,
				 struct err *e);

#endif
