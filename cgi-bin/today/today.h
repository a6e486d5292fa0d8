#ifndef TODAY_TODAY_H
#define TODAY_TODAY_H

/* The first page. */

#include "web/request.h"

enum rc pg_today(struct request *rq, struct err *e);

#endif
