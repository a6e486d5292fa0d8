#ifndef OFFERS_OFFERS_H
#define OFFERS_OFFERS_H

/* What the accounts have at Allegro. */

#include "web/request.h"

extern const struct field offers_query_fields[];

enum rc pg_offers(struct request *rq, struct err *e);
enum rc pg_offer(struct request *rq, struct err *e);
enum rc do_offer_renew(struct request *rq, struct err *e);

#endif
