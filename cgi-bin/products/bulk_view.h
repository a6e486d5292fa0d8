#ifndef PRODUCTS_BULK_VIEW_H
#define PRODUCTS_BULK_VIEW_H

/* One field of many products, before it is changed. */

#include "common/format.h"
#include "domain/catalog/catalog_change.h"
#include "web/template.h"

struct bulk_page {
	struct catalog_bulk bulk;
	struct catalog_outcome outcomes[CATALOG_BULK_MAX];
	size_t n;
	const char *back; /* the list it was asked from */
};
void bulk_fill(struct tpl *t, const struct fmt *f, const struct bulk_page *page);

/* "Brand: Set and lock", and what is to be said of one product. */
const char *bulk_title(const struct fmt *f, const char *field, const char *verb) RETURNS_NONNULL;
const char *bulk_remark(const struct catalog_outcome *o, enum product_field field) RETURNS_NONNULL;

/* What can be done with products that are marked; t is its section. */
void bulk_choices_fill(struct tpl *t);

#endif
