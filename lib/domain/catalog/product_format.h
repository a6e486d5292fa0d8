#ifndef DOMAIN_CATALOG_PRODUCT_FORMAT_H
#define DOMAIN_CATALOG_PRODUCT_FORMAT_H

/*
 * Formats of files as tables: which column is what. A new one is a table and a row of formats[].
 *
 * Columns are compared folded (text_fold), "*" stands for any text, and of several rows for the
 * same thing the first that a file fills counts. A person's mapping is such rows before those of
 * the format.
 */

#include "base/compiler.h"
#include "domain/catalog/product.h"
#include "table/table.h"

/* What a cell can fill: a field of the product, or one of these. */
enum format_slot {
	SLOT_SKU = PRODUCT_FIELDS,
	SLOT_NET,      /* a net price */
	SLOT_CURRENCY, /* of the prices of the row */
	SLOT_KIND,     /* of product, as the shop has them: "variable" */
	SLOT_PARENT,   /* the SKU or "id:" of the product this is a variant of */
	SLOT_IMPACT,   /* net, on the parent's price */
	FORMAT_SLOTS
};

enum format_how {
	HOW_PLAIN, /* the cell fills its slot */
	HOW_IGNORE,
	HOW_EAN_OR_MPN, /* some shops keep the one there, some the other */
	HOW_STOCK_SUM,	/* of several stores; -1 is "not counted" */
	HOW_IMAGE,	/* another picture */
	HOW_IMAGES,	/* several, by the separator of the format */
	HOW_ATTRIBUTE,	/* its name is arg, the key of the cell, or the column */
	HOW_NAME,	/* of the attribute whose value comes next */
	HOW_VALUE,
	HOW_FEATURES, /* "Name:Value:Position", several by commas */
	HOW_NAMES,    /* "Name:type:position", several; the values come next, in their order */
	HOW_VALUES,
};

struct format_row {
	const char *column;
	const char *key; /* NULL: whatever the key */
	int slot;
	enum format_how how;
	const char *arg; /* unit of a measure that names none; name of an attribute */
};

struct product_format {
	const char *name;  /* "woocommerce": in profiles */
	const char *title; /* for people */
	enum table_kind kind;
	struct table_shape shape;
	const struct format_row *rows;
	size_t n;
	const char *const *marks;  /* CSV: columns that only this one has, "|" between synonyms */
	const char *signs;	   /* XML: elements its beginning holds, or an address, by blanks */
	const char *category_mark; /* between levels: "/" */
	bool has_escapes;	   /* "\n" in texts is a line end, an apostrophe hides a formula */
	bool has_many_categories;  /* several paths by commas: the first one counts */
};

/* NULL: there is none of this name; in the order of detection. */
const struct product_format *product_format_find(const char *name);
const struct product_format *product_format_at(size_t i);

/* Does a folded name fit a pattern? hit is moved to what the first "*" stands for. */
bool format_fits(const char *pattern, const char *name, const char **hit, size_t *len);

/* A row of a mapping: "Kod = sku" in the words of the profile ("sku", "price_net", "ignore",
 * "attribute:Kolor", names of fields). false: no such target. */
bool format_target(const char *target, struct format_row *out);

extern const struct product_format format_woocommerce, format_prestashop,
    format_prestashop_combinations, format_csv, format_ceneo, format_google, format_iof,
    format_baselinker;

#endif
