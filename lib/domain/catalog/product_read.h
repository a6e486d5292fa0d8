#ifndef DOMAIN_CATALOG_PRODUCT_READ_H
#define DOMAIN_CATALOG_PRODUCT_READ_H

/*
 * A row of a file as a product, by the table of its format and the mapping of the profile. What
 * cannot be read is a note, and leaves the field unknown. Pure.
 */

#include "domain/catalog/figure.h"
#include "domain/catalog/product_diff.h"
#include "domain/catalog/product_format.h"
#include "domain/catalog/row_note.h"

struct read_options {
	const struct product_format *format;
	const char *mapping; /* a line each: column, tab, target; NULL: none */
	enum decimal_mark mark;
	bool is_net; /* prices of which the file does not say what they are */
	int64_t vat; /* of products without a rate; PRODUCT_UNKNOWN: not known */
	const char *currency;
};

/* What became of a row. */
struct read_row {
	struct product p;
	struct row_notes notes;
	const char *parent; /* SKU or "id:..." of the product it is a variant of, NULL: none */
	bool is_parent;	    /* no product by itself: its variants are */
	int64_t impact;	    /* on the parent's price: millionths, net; PRODUCT_UNKNOWN: none */
};

struct product_reader;

/* RC_INVALID: the mapping is wrong. */
MUST_CHECK enum rc product_reader_open(void *owner, const struct read_options *opts,
				       struct product_reader **out, struct err *e);

/* Texts of out are those of the row, or belong to mem. */
void product_read(struct product_reader *r, void *mem, const struct table *t,
		  const struct table_row *row, struct read_row *out);

/* What column i of the file is taken for: "name", "sku", "attribute", "" when for nothing. */
const char *product_reader_target(struct product_reader *r, const struct table *t,
				  size_t column) RETURNS_NONNULL;

/* A variant has its parent: what it does not say, the group, and a price that is told as an impact.
 */
void product_read_parent(struct read_row *variant, const struct product *parent,
			 const struct read_options *opts);

#endif
