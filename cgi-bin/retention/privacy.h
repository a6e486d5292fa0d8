#ifndef RETENTION_PRIVACY_H
#define RETENTION_PRIVACY_H

/* Personal data: how long it stays, what is over its time, and buyers who ask to be forgotten. */

#include "web/route.h"
#include "web/server.h"

extern const struct field privacy_fields[];

enum rc pg_privacy(struct request *rq, struct err *e);
enum rc do_buyer_erase(struct request *rq, struct err *e);

#endif
