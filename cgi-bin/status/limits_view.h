#ifndef STATUS_LIMITS_VIEW_H
#define STATUS_LIMITS_VIEW_H

/* Use of Allegro's limits and the waits it asked for: a part of the status page. */

#include "domain/budget/budget_use.h"
#include "common/format.h"
#include "web/request.h"
#include "web/template.h"

struct limits {
	struct budget_use *uses;
	size_t n_uses;
	struct budget_ban *bans;
	size_t n_bans;
};
MUST_CHECK enum rc limits_load(struct request *rq, struct limits *out, struct err *e);

/* Is a wait going on? One whose time is over is none. */
bool limits_holds(const struct limits *l);

/* Into TPL_STATUS__LIMITS. */
void limits_fill(struct tpl *t, const struct fmt *f, const struct limits *l);

#endif
