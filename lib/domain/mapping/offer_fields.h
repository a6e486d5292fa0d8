#ifndef DOMAIN_MAPPING_OFFER_FIELDS_H
#define DOMAIN_MAPPING_OFFER_FIELDS_H

/*
 * What an offer says of its product besides parameters, by the names that sellers know from other
 * tools, and where each comes from: a field of the product unless a rule names another source, so
 * that no shop has to rename its columns. Pure.
 *
 * A product without the attribute that a rule names keeps what it would have without the rule; its
 * price and its stock are unknown then, and nobody guesses them.
 */

#include "domain/mapping/value_source.h"

enum offer_field {
	OFFER_EXTERNAL_ID,
	OFFER_UNIT,
	OFFER_STOCK,
	OFFER_PRODUCT_ID,
	OFFER_PRODUCT_ID_TYPE,
	OFFER_PRODUCT_CATEGORY,
	OFFER_CATEGORY,
	OFFER_NAME,
	OFFER_DESCRIPTION,
	OFFER_PRICE,
	OFFER_CURRENCY,
	OFFER_FIELDS
};

/* What may say it besides what says it always. */
struct offer_field_def {
	const char *name;	 /* "stock_unit": the subject of its decision */
	uint64_t fields;	 /* of the product (product_bit()) */
	bool takes_attribute;	 /* of the shop, by its name */
	const char *const *same; /* what may be the same for all, ended by NULL; NULL: nothing */
};
const struct offer_field_def *offer_field_def(enum offer_field field) RETURNS_NONNULL;

/* Of a name; OFFER_FIELDS: there is none. */
enum offer_field offer_field_find(const char *name);

bool offer_field_takes(enum offer_field field, const struct value_source *source);

/* The rules that hold; NULL: none, and the product's own field says it. */
struct offer_sources {
	const struct value_source *of[OFFER_FIELDS];
	int64_t text_mark; /* of the sources of name and description, so that what was found out
			    * of the texts is known to be of other ones; 0: the product's own */
};

/* Once all of them are there. */
void offer_sources_mark(struct offer_sources *sources) NONNULL(1);
enum { OFFER_TEXT_MARK_BITS = 24 };

struct offer_values {
	const char *external_id;
	const char *unit;	     /* "UNIT", "PAIR", "SET"; NULL: not known */
	int64_t stock;		     /* PRODUCT_UNKNOWN */
	const char *product_id;	     /* of Allegro's catalogue; NULL: the shop does not know it */
	const char *product_id_type; /* "GTIN", "MPN"; NULL: it is Allegro's own */
	const char *product_category_id; /* NULL: the offer's */
	const char *category_id;	 /* NULL: as it is decided */
	const char *name;
	const char *description; /* HTML */
	struct money price;
};

/* Of one product; texts are the product's or belong to mem. */
void offer_values(void *mem, const struct offer_sources *sources, const struct product *p,
		  struct offer_values *out);

/* One of them in words of a machine, for comparing; NULL: unknown, or left to others. */
const char *offer_value_text(void *mem, const struct offer_values *v, enum offer_field field);

#endif
