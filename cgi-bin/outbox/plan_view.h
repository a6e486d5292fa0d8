#ifndef OUTBOX_PLAN_VIEW_H
#define OUTBOX_PLAN_VIEW_H

/*
 * The page that shows a decision before it is made, for any kind of write: what changes, what is
 * doubtful and left out unless somebody ticks it, what stays as it is and why, and what has changed
 * since somebody looked. The area brings the rows.
 */

#include "common/format.h"
#include "common/label.h"

/* One subject. Texts are in the language of the reader; NULL or "": without. */
struct plan_row {
	const char *pick;  /* sent with the form when it is decided; NULL: it stays as it is */
	const char *doubt; /* why it is sent only when ticked; NULL: it is no doubtful one */
	const char *id;
	const char *name; /* its short name, with the way to it */
	const char *url;
	const char *account;
	const char *about; /* what people know it by, and a line below */
	const char *detail;
	struct label now;
	struct label after;
	const char *seen; /* what somebody looked at, when it has changed since; NULL: it has not */
	const char *remark;
	const char *link; /* where something can be done about it */
	const char *link_url;
};

struct plan_field {
	const char *name;
	const char *value;
};

enum { PLAN_WARNINGS_MAX = 8, PLAN_FIELDS_MAX = 4 };

struct plan {
	const char *kind;   /* outbox_words(): names the page and its subjects */
	const char *after;  /* what all of them become; NULL: each its own */
	const char *crumb;  /* the list it comes from, */
	const char *back;   /* and the way there */
	const char *action; /* where the form goes: batch, pick, and these fields */
	struct plan_field fields[PLAN_FIELDS_MAX];
	const char *warnings[PLAN_WARNINGS_MAX]; /* what holds for many; NULL ends them */
	struct plan_row *rows;
	size_t n;
};

/* Open outbox/plan.html and fill it. */
void plan_show(struct request *rq, const struct plan *p);

#endif
