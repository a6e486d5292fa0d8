#ifndef OUTBOX_FULFILLMENT_H
#define OUTBOX_FULFILLMENT_H

/* Setting the fulfilment status: one order from its page, many from the list, shown before. */

#include "web/request.h"

/* Forms of the three handlers below. */
extern const struct field fulfillment_one_fields[];
extern const struct field fulfillment_check_fields[];
extern const struct field fulfillment_many_fields[];

enum rc do_fulfillment_one(struct request *rq, struct err *e);
enum rc pg_fulfillment_check(struct request *rq, struct err *e);
enum rc do_fulfillment_many(struct request *rq, struct err *e);

#endif
