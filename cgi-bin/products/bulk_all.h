#ifndef PRODUCTS_BULK_ALL_H
#define PRODUCTS_BULK_ALL_H

/* One field of the products of a filter, or of the marked ones: its plan, what was done, and the
 * way back. */

#include "common/format.h"
#include "domain/catalog/bulk_plan.h"
#include "web/template.h"

struct bulk_all_page {
	struct bulk_row row;
	struct catalog_outcome *outcomes; /* of the first of its products; of a plan */
	size_t n;
	const char *back; /* the list it was asked from */
};
void bulk_all_fill(struct tpl *t, const struct fmt *f, const struct bulk_all_page *page);

struct bulk_list_page {
	struct bulk_row *rows;
	size_t n;
};
void bulk_list_fill(struct tpl *t, const struct fmt *f, const struct bulk_list_page *page);

/* An address of the plan's, from which one still comes back to the list it was asked from. */
const char *bulk_url(void *mem, const char *path, const char *back) RETURNS_NONNULL;

#endif
