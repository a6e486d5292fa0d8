#ifndef DOMAIN_MAPPING_VALUE_READ_H
#define DOMAIN_MAPPING_VALUE_READ_H

/*
 * What the shop says, as the answer to a parameter: by its translation if there is one, else as the
 * dictionary, the number or the text that it plainly is. Nothing is guessed: what could mean two
 * things stays open. Pure.
 */

#include "domain/mapping/param_rules.h"
#include "domain/mapping/rules.h"
#include "domain/mapping/value_match.h"

/* Something the shop says. */
struct said {
	const char *source; /* attribute or field it is from, as people read it */
	const char *text;
	const char *unit;		 /* "": none is told */
	const struct param_state *state; /* of the parameter: values that have one label under
					  * several parents are told apart by it; NULL: not known */
};

enum said_as {
	SAID_READ,    /* answer says it */
	SAID_NOTHING, /* it is decided that this value answers nothing */
	SAID_OPEN,    /* a person has to say what it means */
};

/* Subject of the translation of what is said: parameter, source and text folded, by tabs; NULL:
 * too long to be translated. */
const char *value_subject(void *owner, const struct category_param *param, const struct said *said);

/* index: of the parameter's dictionary; NULL where it has none. */
enum said_as value_read(void *owner, const struct value_index *index,
			const struct category_param *param, const struct said *said,
			const struct rules *rules, struct param_answer *answer);

#endif
