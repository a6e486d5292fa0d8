#ifndef DOMAIN_AUDIT_TRAIL_H
#define DOMAIN_AUDIT_TRAIL_H

/* Reading the trail: filtered, newest first, page by page. */

#include "domain/audit/audit.h"

enum { TRAIL_PAGE = 50 };

/* What to show; "" and TIME_NONE do not narrow. */
struct trail_filter {
	const char *actor;   /* exactly this one, or a part of the name of the user */
	const char *area;    /* of the action: "user", "order" */
	const char *subject; /* exactly this one */
	int64_t from;
	int64_t until;	    /* exclusive */
	uint64_t before_id; /* 0: from the newest on */
};

struct trail_row {
	struct audit_entry entry;
	const char *subject_name; /* login or name of the account it is about, NULL: none */
};

struct trail_page {
	struct trail_row *rows;
	size_t n;
	uint64_t next; /* before_id of the page after this one, 0: it was the last */
};

MUST_CHECK enum rc trail_list(struct db *db, void *owner, const struct trail_filter *filter,
			      struct trail_page *out, struct err *e);

#endif
