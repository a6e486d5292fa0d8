#ifndef MAPPING_PARAM_FIELD_H
#define MAPPING_PARAM_FIELD_H

/*
 * One parameter as a field of a form, by its kind: up to 7 values are radio buttons, up to 30 a
 * menu, up to 500 are proposed while one types, more are looked up; several at once are boxes;
 * numbers have their unit behind them, ranges two ends; "other" brings a field for a text. The form
 * around it belongs to the page, and its fields come back by param_posted.h. What is wrong stands
 * under the field and is tied to it.
 *
 *	param_field(form, T_PARAM, &f, &(struct param_field){.def = &def, .state = &state, ...});
 *
 * for {{>PARAM}} in a section of the page.
 */

#include "mapping/param_posted.h"
#include "mapping/param_words.h"

enum {
	PARAM_RADIOS = 7,
	PARAM_MENU = 30,
	PARAM_BOXES = 60, /* several at once: a page of boxes, which the eye still takes in */
	PARAM_LISTED = 500,
};

struct param_field {
	const struct category_param *def;
	const struct param_state *state;
	const struct param_answer *answer;   /* NULL: none */
	const struct param_finding *finding; /* NULL: nothing was found */
	const struct param_posted *posted;   /* what was typed comes back; NULL: nothing was */
};

struct tpl *param_field(struct tpl *parent, const char *marker, const struct fmt *f,
			const struct param_field *field);

/* The place of its field on the page: "param-11323". */
const char *param_anchor(void *owner, const char *param_id);

/* The decimal mark a reader types. */
enum decimal_mark param_mark(enum lang lang);

#endif
