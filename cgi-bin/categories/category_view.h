#ifndef CATEGORIES_CATEGORY_VIEW_H
#define CATEGORIES_CATEGORY_VIEW_H

/* Categories as people read them. */

#include "categories/categories.h"
#include "common/format.h"

enum { CATEGORY_QUERY_MAX = 200 };

struct categories_page {
	struct categories_tree tree;
	const char *query; /* NULL: none */
	const char *below; /* whose children are listed; NULL: the main categories */
	struct category_hits hits;
	const struct category_entry **children;
	size_t n_children;
};
/* Returns what was found, which is a part of its own. */
struct tpl *categories_fill(struct tpl *t, const struct fmt *f, const struct categories_page *p);

/* "Dom i Ogród › Oświetlenie › Kinkiety"; the id itself when the tree has no such category. */
const char *category_way_text(const struct fmt *f, const struct category_index *index,
			      const char *id) RETURNS_NONNULL;

/* Its own name; the id itself when the tree has no such category. */
const char *category_name(const struct category_index *index, const char *id) RETURNS_NONNULL;

/* A type of parameter in words. */
const char *param_kind_text(const char *type) RETURNS_NONNULL;

struct category_page {
	struct categories_tree tree;
	struct category_row row;
	struct category_use_row use; /* id NULL: it is not used */
	struct param_row *params;
	size_t n_params;
};
void category_fill(struct tpl *t, const struct fmt *f, const struct category_page *p);

#endif
