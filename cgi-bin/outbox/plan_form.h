#ifndef OUTBOX_PLAN_FORM_H
#define OUTBOX_PLAN_FORM_H

/* What the form of a plan (plan_view.h) brings back: the subjects in the state they were shown in,
 * doubtful ones with the doubt. None: only doubtful ones were shown, and none was ticked. */

#include "domain/outbox/outbox.h"
#include "web/request.h"

enum { PLAN_PICK_MAX = 64 + 1 + 20 + 1 + 24 }; /* subject:version:doubt */

/* Rows of the table of the form, beside what the area adds. */
#define PLAN_FORM_FIELDS                                                                           \
	{"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},                                      \
	{                                                                                          \
		"pick", .type = FIELD_TEXT, .max = PLAN_PICK_MAX, .flags = FIELD_MANY              \
	}

struct plan_form {
	const char *batch;
	struct outbox_pick *picks;
	size_t n;
};

/* RC_INVALID: more than max, or something this page does not send. */
MUST_CHECK enum rc plan_form_read(struct request *rq, size_t max, struct plan_form *out,
				  struct err *e);

/* The batch alone: a UUID made with the form. */
MUST_CHECK enum rc plan_form_batch(struct request *rq, const char **out, struct err *e);

/* A pick as the form carries it. */
const char *plan_form_pick(void *mem, const struct outbox_pick *pick) RETURNS_NONNULL;

/* Say that so many were left out, because they have changed since they were shown; 0: nothing. */
MUST_CHECK enum rc plan_form_left_out(struct request *rq, size_t n, struct err *e);

#endif
