#ifndef DOMAIN_CATALOG_PRODUCT_COLUMNS_H
#define DOMAIN_CATALOG_PRODUCT_COLUMNS_H

/* Which column of a file is what; private to product_read.c. */

#include "domain/catalog/product_read.h"

enum { MAPPING_MAX = 200 };

struct product_reader {
	struct read_options opts;
	struct format_row own[MAPPING_MAX]; /* of the profile */
	size_t n_own;
	struct binding {
		bool known;
		bool keyed; /* depends on the key of the cell */
		const struct format_row *row;
		int rank;
		const char *hit; /* what "*" stood for */
	} bindings[TABLE_COLUMNS_MAX];
};

/* Of a cell: its row is NULL when nothing is made of it. */
struct binding product_binding(struct product_reader *r, const struct table *t, size_t column,
			       const char *key);

#endif
