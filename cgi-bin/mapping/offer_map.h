#ifndef MAPPING_OFFER_MAP_H
#define MAPPING_OFFER_MAP_H

/* Where the fields of offers come from. */

#include "common/format.h"
#include "domain/mapping/look.h"
#include "mapping/mapping.h"

/* One field: what holds, or what was posted. */
struct offer_map_row {
	const char *from;      /* "", "attribute", "field:ean", "same:UNIT" */
	const char *attribute; /* "": none */
	uint64_t decision_id;  /* that holds; 0: none */
	const char *value;     /* of it; NULL: the product's own field */
};

struct offer_map_page {
	const struct account *account;
	struct rules rules;
	struct offer_map_row rows[OFFER_FIELDS];
	uint64_t newest; /* decision */
	const char **attributes;
	size_t n_attributes;
	struct decision changes[OFFER_FIELDS];
	size_t n_changes;
	const struct look_preview *preview; /* NULL: not asked for */
	const char *problem;
};

void offer_map_fill(struct tpl *t, const struct fmt *f, const struct offer_map_page *page);

/* Where a field of offers comes from, in words; value: of its decision, NULL: the product's own. */
const char *offer_source_words(const struct fmt *f, const char *name,
			       const char *value) RETURNS_NONNULL;

/* A field of offers as people know it. */
const char *offer_field_label(const char *name) RETURNS_NONNULL;

#endif
