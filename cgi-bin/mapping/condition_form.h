#ifndef MAPPING_CONDITION_FORM_H
#define MAPPING_CONDITION_FORM_H

/* The fields of a condition (rule_condition.h), as every form of a rule has them. */

#include "web/form.h"
#include "web/request.h"

enum { CONDITION_TEXT_MAX = 100, CONDITION_AMOUNT_MAX = 12 };
extern const char *const condition_whens[]; /* ended by NULL */

#define CONDITION_FIELDS                                                                           \
	{"when", .type = FIELD_ENUM, .values = condition_whens},                                   \
	    {"name", .type = FIELD_TEXT, .max = CONDITION_TEXT_MAX},                               \
	    {"text", .type = FIELD_TEXT, .max = CONDITION_TEXT_MAX},                               \
	    {"from", .type = FIELD_TEXT, .max = CONDITION_AMOUNT_MAX},                             \
	{                                                                                          \
		"to", .type = FIELD_TEXT, .max = CONDITION_AMOUNT_MAX                              \
	}

/* The condition as a text of rule_condition.h, "" for always; NULL: what was typed is none. */
const char *condition_posted(struct request *rq);

#endif
