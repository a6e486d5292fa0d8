#ifndef MAPPING_PARAMS_H
#define MAPPING_PARAMS_H

/* Parameters of one of Allegro's categories, for all its products at once. */

#include "common/format.h"
#include "domain/mapping/look.h"
#include "domain/mapping/worklist.h"
#include "mapping/mapping.h"
#include "mapping/param_field.h"

enum { RULES_SHOWN = 50 };

/* A category with its parameters and the rules about them. */
struct params_page {
	struct mapping_scope scope;
	const struct ready_category *category;
	struct param_row *rows; /* in the order of category->params */
	struct rules rules;
	struct worklist_row *missing; /* blockers about its parameters */
	size_t n_missing;
	int64_t products; /* that stand in it */
};
void params_fill(struct tpl *t, const struct fmt *f, const struct params_page *page);

/* One of them. */
struct rule_page {
	struct params_page all;
	size_t at; /* among category->params */
	const struct rule *rules[RULES_SHOWN];
	size_t n_rules;
	const char **attributes; /* of its products */
	size_t n_attributes;
	bool is_everywhere;		    /* it is asked for in every category */
	const struct form *posted;	    /* NULL: nothing was */
	struct param_posted answer;	    /* of the posted form */
	const struct look_preview *preview; /* NULL: not asked for */
	const char *problem;
};
void rule_fill(struct tpl *t, const struct fmt *f, const struct rule_page *page);

/* The newest of its rules; 0: there is none. */
uint64_t rule_newest(const struct rule_page *page);

/* Where a value comes from, in words. */
const char *source_words(const struct fmt *f, const struct category_param *def,
			 const struct value_source *source) RETURNS_NONNULL;

/* The answer in words, "" for none. */
const char *answer_words(const struct fmt *f, const struct category_param *def,
			 const struct param_answer *a) RETURNS_NONNULL;

#endif
