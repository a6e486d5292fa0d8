#ifndef DOMAIN_ORDERS_ORDER_IMPORT_H
#define DOMAIN_ORDERS_ORDER_IMPORT_H

/* The first import of the account's days, from the list. */

#include "domain/feed/feed.h"

/* Begin or continue it; *done: it is over, the journal may be read. */
MUST_CHECK enum rc order_import(struct feed *feed, bool *done, struct err *e);

#endif
