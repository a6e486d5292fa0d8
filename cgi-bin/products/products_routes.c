/* Every URL of products and their files, one line each. */
#include "areas.h"
#include "products/products.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/products", pg_products, .role = ROLE_VIEWER, .query = products_query_fields},
	{GET, "/products/:id", pg_product, .role = ROLE_VIEWER},
	{GET, "/files", pg_files, .role = ROLE_SELLER, .query = files_query_fields},
	{GET, "/files/:id", pg_file, .role = ROLE_SELLER},
	{POST, "/files/:id/apply", do_file_apply, .role = ROLE_SELLER},
	{POST, "/files/:id/drop", do_file_drop, .role = ROLE_SELLER},
	{POST, "/files/:id/undo", do_file_undo, .role = ROLE_SELLER},
};
/* clang-format on */

const struct routes products_routes = ROUTES(rows);
