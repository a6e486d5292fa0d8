#ifndef DOMAIN_MAPPING_HISTORY_H
#define DOMAIN_MAPPING_HISTORY_H

/* All decisions that were ever made, newest first, with the names of what they are about: for a
 * page. */

#include <stdbool.h>

#include "domain/mapping/decision.h"

struct history_row {
	struct decision d;
	const char *shop;    /* the shop category; NULL: it is not about one, or none has it */
	const char *param;   /* name of the parameter; NULL: not about one, or not known any more */
	const char *home;    /* a category that has the parameter; NULL */
	const char *product; /* its name, or its SKU; NULL */
};

struct history_filter {
	unsigned kind;	 /* place in history_view_names */
	uint64_t like;	 /* about the same as this decision; 0: about anything */
	uint64_t before; /* id of the last one seen; 0: from the newest on */
};
extern const char
    *const history_view_names[DECISION_KINDS + 2]; /* "all", then decision_kind_names */

enum { HISTORY_ROWS = 50 };
MUST_CHECK enum rc decisions_history(struct db *db, void *mem, const char *environment,
				     const struct history_filter *f, struct history_row **out,
				     size_t *n, bool *more, struct err *e);

#endif
