#ifndef DOMAIN_MAPPING_RULE_CONDITION_H
#define DOMAIN_MAPPING_RULE_CONDITION_H

/*
 * When a rule counts: for products whose name has a text in it, that are of a brand, whose
 * attribute says something, whose price lies between two. Compared folded (text_fold()): neither
 * capitals nor accents matter. As a text: the word of the kind, and by tabs what belongs to it.
 *
 *	name	led
 *	brand	Philips
 *	attribute	Kolor	biały
 *	price	1000	5000	PLN	from and to in minor units, either may be empty
 */

#include <stdbool.h>

#include "domain/catalog/product.h"

enum condition_kind {
	CONDITION_ALWAYS, /* the empty text */
	CONDITION_NAME,
	CONDITION_BRAND,
	CONDITION_ATTRIBUTE,
	CONDITION_PRICE,
	CONDITIONS
};
extern const char *const condition_names[CONDITIONS + 1]; /* ended by NULL */

struct rule_condition {
	enum condition_kind kind;
	const char *name; /* of the attribute, folded */
	const char *text; /* what is compared, folded */
	int64_t from;	  /* INT64_MIN: no such end */
	int64_t to;	  /* inclusive; INT64_MAX: no such end */
	char currency[4];
};

/* False: it is no such text, or says nothing. */
bool rule_condition_parse(void *owner, const char *text, struct rule_condition *out);

/* What is unknown of a product meets no condition. */
bool rule_condition_holds(const struct rule_condition *c, const struct product *p);

/* The value of a product's attribute of this name, folded, as the shop has it; NULL: none. Its unit
 * into *unit, "" when it has none; either belongs to owner. */
const char *product_attribute(void *owner, const struct product *p, const char *name,
			      const char **unit);

#endif
