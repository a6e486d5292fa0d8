#ifndef DOMAIN_MAPPING_PARAM_RULES_H
#define DOMAIN_MAPPING_PARAM_RULES_H

/*
 * Which parameters of a category are asked for, which must be answered, and what is wrong with an
 * answer, as Allegro judges it (FACTS 4). Nothing is guessed: what Kram does not know is told as
 * such. Pure, without allocation: one walk a product.
 *
 *	params_state(params.at, params.n, answers, n, PARAMS_OF_NEW_PRODUCT, states);
 *	for (size_t i = 0; i < params.n; i++)
 *		if (param_check(&params.at[i], &states[i], &finding))
 *			tell(&params.at[i], &finding);
 */

#include "allegro/category_api.h"
#include "domain/catalog/gtin.h"
#include "domain/mapping/param_answer.h"

/* Where the product of an offer comes from: what must be answered differs. */
enum params_of {
	PARAMS_OF_OFFER,       /* it is in Allegro's catalogue */
	PARAMS_OF_NEW_PRODUCT, /* it is made with the offer */
};

struct param_state {
	bool is_visible; /* its conditions hold */
	bool is_required;
	const struct param_answer *answer;     /* NULL: none */
	const struct category_param *parent;   /* its values depend on that one's; NULL: on none */
	const struct param_answer *parent_has; /* what is chosen there; NULL: nothing */
};

/*
 * The state of each of n parameters; answers to others are left aside. A parameter is visible when
 * all its conditions hold; the answer to one that is not does not count for others, over any number
 * of steps. Those that wait for each other in a circle are not visible: no form gets there.
 *
 * Where requiredIf stands it alone says whether an answer is required (FACTS 4).
 */
void params_state(const struct category_param *defs, size_t n, const struct param_answer *answers,
		  size_t n_answers, enum params_of of, struct param_state *out);

/* May this value of the dictionary be chosen now? */
bool param_value_is_allowed(const struct param_value *value, const struct param_state *state);

/* The value with this id; NULL: the dictionary has none. */
const struct param_value *param_value_find(const struct category_param *def, const char *id);

/* Ids that the dictionary had before become those it has now (formerData); one that several values
 * had stays, and is told by param_check(). */
void param_answer_renew(void *owner, const struct category_param *def, struct param_answer *a);

/* Does it take a text of one's own, with the value that means "other"? */
bool param_takes_text(const struct category_param *def);

/* A text that has to be a number of goods, by its name: EAN, GTIN, ISBN. */
bool param_is_gtin(const struct category_param *def);

enum param_fault {
	PARAM_FINE,
	PARAM_MISSING,	       /* it is required */
	PARAM_UNKNOWN_KIND,    /* Kram does not know this kind of parameter */
	PARAM_NOT_DISPLAYED,   /* its conditions do not hold: no answer belongs there */
	PARAM_NOT_IN_LIST,     /* no value of the dictionary; at: the id */
	PARAM_DEPENDENCY,      /* at, a value that does not go with what `other` has */
	PARAM_TWICE,	       /* the same value twice */
	PARAM_TOO_MANY,	       /* more values than limit */
	PARAM_TEXT_MISSING,    /* "other" is chosen, and no text says which */
	PARAM_TEXT_UNWANTED,   /* a text without "other", or where none is taken */
	PARAM_LIST_UNWANTED,   /* ids of a dictionary where there is none */
	PARAM_RANGE_UNWANTED,  /* a range where one value is wanted */
	PARAM_RANGE_WANTED,    /* one value where a range is wanted */
	PARAM_RANGE_HALF,      /* one end of a range alone */
	PARAM_RANGE_BACKWARDS, /* from is above to */
	PARAM_BAD_TEXT,	       /* characters that nothing can show */
	PARAM_TOO_SHORT,       /* a text of fewer characters than limit */
	PARAM_TOO_LONG,	       /* of more */
	PARAM_BAD_GTIN,	       /* gtin says why */
	PARAM_NOT_NUMBER,
	PARAM_BELOW_MIN, /* limit in millionths */
	PARAM_ABOVE_MAX,
	PARAM_TOO_PRECISE,  /* more decimals than limit */
	PARAM_AGAINST_CARD, /* Allegro's product asks for `at`; found by readiness.h */
	PARAM_FAULTS
};
extern const char *const param_fault_names[PARAM_FAULTS + 1];

struct param_finding {
	enum param_fault fault;
	const char *at; /* the part of the answer it is about; NULL: all of it */
	const struct category_param *other; /* PARAM_DEPENDENCY */
	int64_t limit;
	enum gtin gtin;
};

/* The first fault of a parameter's answer; out says more about it. */
enum param_fault param_check(const struct category_param *def, const struct param_state *state,
			     struct param_finding *out);

#endif
