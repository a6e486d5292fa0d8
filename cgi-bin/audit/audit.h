#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

/* The audit trail, for administrators. */

#include "web/route.h"
#include "web/server.h"

extern const struct field audit_query_fields[];

enum rc pg_audit(struct request *rq, struct err *e);

#endif
