#ifndef DOMAIN_MAPPING_VALUE_SOURCE_H
#define DOMAIN_MAPPING_VALUE_SOURCE_H

/*
 * Where the answer to a parameter comes from, as a rule says it. As a text: the word of the kind,
 * and what belongs to it after a tab.
 *
 *	fixed	#11323_1	an answer (param_answer.h)
 *	attribute	Kolor	what the shop's attribute says
 *	pattern	name	IP([0-9]{2})	found in the name or the description (pattern.h)
 *	field	ean	a field of the product
 *	catalogue		Allegro's catalogue and nobody else
 *	manual			each product says it for itself
 */

#include <stdbool.h>

#include "domain/catalog/product.h"
#include "domain/mapping/pattern.h"

enum source_kind {
	SOURCE_FIXED,
	SOURCE_ATTRIBUTE,
	SOURCE_PATTERN,
	SOURCE_FIELD,
	SOURCE_CATALOGUE,
	SOURCE_MANUAL,
	SOURCES
};
extern const char *const source_names[SOURCES + 1]; /* ended by NULL */

struct value_source {
	enum source_kind kind;
	enum product_field field; /* of SOURCE_FIELD and SOURCE_PATTERN */
	const char *arg;	  /* answer, name of the attribute, pattern; "" of the others */
	struct pattern *pattern;  /* of SOURCE_PATTERN */
};

/* False: it is no such text, or a pattern with a fault. arg points into it or is owner's. */
bool value_source_parse(void *owner, const char *text, struct value_source *out);
char *value_source_print(void *owner, const struct value_source *s) RETURNS_NONNULL;

#endif
