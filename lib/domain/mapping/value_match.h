#ifndef DOMAIN_MAPPING_VALUE_MATCH_H
#define DOMAIN_MAPPING_VALUE_MATCH_H

/*
 * Texts of a shop as values of a dictionary. "Jasno-Szary" is "jasnoszary", "Żółty" is "zolty",
 * "0,5 l" is "500 ml" and "½ l"; "A+" stays another thing than "A++". Nothing that could be two
 * values is chosen, and what is merely alike is proposed, never taken. Pure.
 *
 *	index = value_index(mem, &def);
 *	n = value_parts(mem, index, text, &parts);
 *	for (size_t i = 0; i < n; i++)
 *		if (!value_match(index, &state, parts[i]).found)
 *			value_suggest(index, &state, parts[i], proposals);
 *
 * A text of one's own never comes out of this: a person decides that it is one.
 */

#include "domain/mapping/param_rules.h"

enum { VALUE_PARTS = 50, VALUE_PROPOSALS = 5 };

/* A dictionary, ready to be asked; def must stay. */
struct value_index;
struct value_index *value_index(void *owner, const struct category_param *def) RETURNS_NONNULL;

enum value_found {
	VALUE_NONE,
	VALUE_EXACT,
	VALUE_ALIKE,   /* but for case, accents, blanks, separators, the way a number is written */
	VALUE_SEVERAL, /* it could be any of these */
};

struct value_match {
	enum value_found found;
	const struct param_value *at[VALUE_PROPOSALS]; /* the one, or the first of several */
	size_t n;
};

/* state: of several the one that goes with what the parent has is meant; NULL: not looked at. The
 * value that means "other" is none when a text has to stand beside it. */
struct value_match value_match(const struct value_index *index, const struct param_state *state,
			       const char *text);

/* The values that look like it most, the best first, of those that may be chosen; how many. */
size_t value_suggest(const struct value_index *index, const struct param_state *state,
		     const char *text, const struct param_value *out[VALUE_PROPOSALS]);

/* The values one text names: where the parameter takes several, "red, white", "red | white" or a
 * line each; else, and where the dictionary has all of it as one value, the text itself. Each once;
 * what is beyond VALUE_PARTS stays in the last. 0: it is empty. */
size_t value_parts(void *owner, const struct value_index *index, const char *text,
		   const char ***out);

#endif
