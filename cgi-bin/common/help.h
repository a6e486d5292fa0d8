#ifndef COMMON_HELP_H
#define COMMON_HELP_H

/* The page of keyboard shortcuts. */

#include "web/request.h"

enum rc pg_shortcuts(struct request *rq, struct err *e);

#endif
