#ifndef DOMAIN_ORDERS_ORDER_NEWS_H
#define DOMAIN_ORDERS_ORDER_NEWS_H

/*
 * How many orders have come since somebody last looked: a list remembers the newest id it was
 * made with (struct order_progress) and asks from time to time. Cheap: one read at the end of the
 * primary key.
 */

#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "db/db.h"

enum { ORDER_NEWS_MAX = 1000 }; /* counting stops here */

/* Orders stored after that one, merged ones left out. */
MUST_CHECK enum rc order_count_after(struct db *db, int64_t id, int64_t *n, struct err *e);

#endif
