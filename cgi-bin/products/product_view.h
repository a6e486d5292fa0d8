#ifndef PRODUCTS_PRODUCT_VIEW_H
#define PRODUCTS_PRODUCT_VIEW_H

/* Products as people read them. */

#include "domain/mapping/worklist.h"
#include "common/list.h"
#include "common/picture.h"
#include "domain/catalog/catalog_list.h"
#include "pricing/priced.h"
#include "stock/stock_view.h"

struct products_page {
	struct query query;
	struct catalog_filter filter;
	struct catalog_page found;
	struct import_profile *profiles; /* to choose from */
	size_t n_profiles;
	bool is_judged; /* there is an account to list them */
	struct worklist_state *states;
	size_t n_states;
	struct picture_copies pictures; /* of the rows */
};
void products_list_fill(struct tpl *t, const struct fmt *f, const struct products_page *page);

struct product_page {
	struct catalog_detail detail;
	struct stock_page stock;
	const char *field; /* of a change that was refused; NULL: none was */
	const char *value; /* as it was typed */
	struct priced priced;
	struct picture_copies pictures;
};
enum { PRODUCT_VALUE_CHARS = 500 };

void product_show_fill(struct tpl *t, const struct fmt *f, const struct product_page *page);

/* The name of a field in the language of the reader. */
const char *product_field_label(const char *name) RETURNS_NONNULL;

/* A value as it is read: amounts, measures and rates with their signs; "" when it is unknown. */
const char *product_value_text(const struct fmt *f, const struct product *p,
			       enum product_field field) RETURNS_NONNULL;

#endif
