#ifndef DOMAIN_MAPPING_PARAM_ANSWER_H
#define DOMAIN_MAPPING_PARAM_ANSWER_H

/*
 * What is answered to one parameter of a category, in the shape Allegro has it: ids of the
 * dictionary (valuesIds), texts of one's own and numbers (values), or a range (rangeValue). Numbers
 * are written as decimal.h has them. Pure.
 *
 * For a column it is a text of lines, one a part, in this order:
 *
 *	#11323_1	an id of the dictionary
 *	"bawełna	a text, or a number
 *	<0.5		the lower end of a range
 *	>12		its upper end
 *
 * A backslash and a line end inside a part are written \\ and \n. No answer is the empty text.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

enum { PARAM_ANSWER_PARTS = 500 }; /* more than any dictionary lets one choose */

enum param_kind {
	PARAM_DICTIONARY,
	PARAM_INTEGER,
	PARAM_FLOAT,
	PARAM_STRING,
	PARAM_OTHER, /* one that Kram does not know: kept, never guessed */
	PARAM_KINDS
};

/* Of the type as Allegro names it. */
enum param_kind param_kind(const char *type);

struct param_answer {
	const char *param_id;
	const char **ids;
	size_t n_ids;
	const char **texts;
	size_t n_texts;
	const char *from; /* NULL: no such end */
	const char *to;
};

bool param_answer_is_empty(const struct param_answer *a);
bool param_answer_has_id(const struct param_answer *a, const char *id);

/* The answer to this parameter among them; NULL: none, or an empty one. */
const struct param_answer *param_answer_find(const struct param_answer *answers, size_t n,
					     const char *param_id);

/* Do they say the same? The order of values does not matter; of numbers "1.00" is "1". */
bool param_answer_is_equal(const struct param_answer *a, const struct param_answer *b,
			   enum param_kind kind);

/* Answers made of one part. */
struct param_answer param_answer_of_id(void *owner, const char *param_id, const char *id);
struct param_answer param_answer_of_text(void *owner, const char *param_id, const char *text);

/* One more part; the answer has to be of owner's or empty. */
void param_answer_add_id(void *owner, struct param_answer *a, const char *id);
void param_answer_add_text(void *owner, struct param_answer *a, const char *text);

/* The text of a column, and what it says; false: it is no such text. */
char *param_answer_print(void *owner, const struct param_answer *a) RETURNS_NONNULL;
bool param_answer_parse(void *owner, const char *param_id, const char *text,
			struct param_answer *out);

#endif
