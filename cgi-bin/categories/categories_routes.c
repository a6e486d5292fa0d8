/* Every URL of categories, one line each. */
#include "areas.h"
#include "categories/categories.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/categories", pg_categories, .role = ROLE_VIEWER, .query = categories_query_fields},
	{GET, "/categories/:id", pg_category, .role = ROLE_VIEWER},
	{POST, "/categories/:id/use", do_category_use, .role = ROLE_SELLER},
};
/* clang-format on */

const struct routes categories_routes = ROUTES(rows);
