#ifndef PRODUCTS_BULK_VIEW_H
#define PRODUCTS_BULK_VIEW_H

/* One field of many products: the words of it. */

#include "common/format.h"
#include "domain/catalog/catalog_change.h"
#include "web/template.h"

/* "Brand: Set and lock", and what is to be said of one product. */
const char *bulk_title(const struct fmt *f, const char *field, const char *verb) RETURNS_NONNULL;
const char *bulk_remark(const struct catalog_outcome *o, enum product_field field) RETURNS_NONNULL;

/* What can be done with products that are marked; t is its section. */
void bulk_choices_fill(struct tpl *t);

#endif
