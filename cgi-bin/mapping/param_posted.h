#ifndef MAPPING_PARAM_POSTED_H
#define MAPPING_PARAM_POSTED_H

/*
 * Fields of parameters as they come back from a form (param_field.h). Their names end with the id
 *of the parameter, so that one table does for every category:
 *
 *	static const struct field product_form[] = {PARAM_FIELDS, {0}};
 *
 *	for (size_t i = 0; i < n; i++)
 *		param_posted(rq, rq->form, &defs[i], indexes[i], NULL, mark, &posted[i]);
 *
 * Values of a list that mean something only beside the value of their parent are told apart in a
 * second round, with the states that the answers of the first one make.
 */

#include "domain/mapping/quantity.h"
#include "domain/mapping/value_match.h"
#include "web/form.h"

enum { PARAM_TEXT_MAX = 5000, PARAM_WORDS_MAX = 300 }; /* characters of a field */

/* Ids that were chosen, words typed to find a value, texts of one's own and numbers, ends of a
 * range. */
#define PARAM_FIELDS                                                                               \
	{"id:", .type = FIELD_TEXT, .max = PARAM_WORDS_MAX, .flags = FIELD_KEYED},                 \
	    {"find:", .type = FIELD_TEXT, .max = PARAM_WORDS_MAX, .flags = FIELD_KEYED},           \
	    {"text:", .type = FIELD_LONG_TEXT, .max = PARAM_TEXT_MAX, .flags = FIELD_KEYED},       \
	    {"from:", .type = FIELD_TEXT, .max = PARAM_WORDS_MAX, .flags = FIELD_KEYED},           \
	{                                                                                          \
		"to:", .type = FIELD_TEXT, .max = PARAM_WORDS_MAX, .flags = FIELD_KEYED            \
	}

struct param_posted {
	struct param_answer answer;
	const char *typed;	/* words that name no value, or several; NULL: none */
	enum value_found found; /* of typed: VALUE_NONE or VALUE_SEVERAL */
	const struct param_value *near[VALUE_PROPOSALS]; /* that may be meant */
	size_t n_near;
	enum quantity_why why; /* of a number that is not taken: it stands in the answer as typed */
};

/* index: of a parameter with a dictionary. mark: the decimal one of the reader's language. */
void param_posted(void *owner, const struct form *form, const struct category_param *def,
		  const struct value_index *index, const struct param_state *state,
		  enum decimal_mark mark, struct param_posted *out);

#endif
