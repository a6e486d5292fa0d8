#ifndef OUTBOX_ACT_H
#define OUTBOX_ACT_H

/*
 * Acts (domain/outbox/outbox_act.h) on the page of their thing: what was said, the form to say it,
 * or why it cannot be said; each kind under the words of its row in outbox_words.c. The page has
 *
 *	{{>ACTS}}
 *	const struct act_shown shown[] = {
 *		{OUTBOX_RATING_ANSWER, rating_thing(...), r->answer, r->answered_at, url},
 *	};
 *	acts_fill(t, T_ACTS, f, &(struct acts_shown){&rating->acts, RATING_TEXT_MAX, shown, 1});
 *
 * and the form of each kind a route and a handler:
 *
 *	const struct field rating_text_fields[] = {ACT_FIELDS(RATING_TEXT_MAX), {0}};
 *	return act_post(rq, &(struct act_post){OUTBOX_RATING_ANSWER, rating_look, url}, e);
 */

#include "common/format.h"
#include "domain/outbox/outbox_act.h"

#define ACT_FIELDS(most)                                                                           \
	{"text", .type = FIELD_LONG_TEXT, .max = (most), .flags = FIELD_REQUIRED,                  \
	 INTO(struct act_decision, text)},                                                         \
	    {"changed",	       .type = FIELD_INT,	.min = 0,                                  \
	     .max = INT64_MAX, .flags = FIELD_REQUIRED, INTO(struct act_decision, version)},       \
	{                                                                                          \
		"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED,                                \
			 INTO(struct act_decision, batch)                                          \
	}

struct act_post {
	const char *kind;
	act_look_fn *look;
	const char *back; /* page of the thing, the "id" of the address */
	/* That page once more, with what was typed: it cannot be taken, for this reason. */
	enum rc (*again)(struct request *rq, int status, const char *problem, struct err *e);
};
MUST_CHECK enum rc act_post(struct request *rq, const struct act_post *post, struct err *e);

/* What the thing shows of an act. */
struct act_shown {
	const char *kind;
	struct act_thing thing;
	const char *text;   /* what was said; the last, where more can be */
	int64_t at;	    /* TIME_NONE: nothing */
	const char *action; /* where its form goes */
};
struct acts_shown {
	const struct acts *acts;
	int64_t most; /* characters of a text */
	const struct act_shown *each;
	size_t n;
	const char *typed;    /* and could not be taken; NULL: nothing was */
	const char *typed_at; /* the action of its form */
};
void acts_fill(struct tpl *t, const char *marker, const struct fmt *f,
	       const struct acts_shown *shown);

#endif
