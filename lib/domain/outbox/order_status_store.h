#ifndef DOMAIN_OUTBOX_ORDER_STATUS_STORE_H
#define DOMAIN_OUTBOX_ORDER_STATUS_STORE_H

/* Private to lib/domain/outbox. */

#include "domain/outbox/order_status.h"

/* Inside a transaction: have the document of an order read again. *generation: once the form is
 * clean up to it, the order here shows what Allegro showed at this moment. */
enum rc order_renew(struct db *db, uint64_t account_id, const char *form_id, int64_t *generation,
		    struct err *e);

#endif
