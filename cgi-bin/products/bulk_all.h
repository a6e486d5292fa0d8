#ifndef PRODUCTS_BULK_ALL_H
#define PRODUCTS_BULK_ALL_H

/* One field of all products of a filter: its plan, what was done, and the way back. */

#include "common/format.h"
#include "domain/catalog/bulk_plan.h"
#include "web/template.h"

struct bulk_all_page {
	struct bulk_row row;
	struct catalog_outcome *outcomes; /* of the first of its products; of a plan */
	size_t n;
};
void bulk_all_fill(struct tpl *t, const struct fmt *f, const struct bulk_all_page *page);

struct bulk_list_page {
	struct bulk_row *rows;
	size_t n;
};
void bulk_list_fill(struct tpl *t, const struct fmt *f, const struct bulk_list_page *page);

#endif
