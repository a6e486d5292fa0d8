/* Every URL of products and their files, one line each. */
#include "areas.h"
#include "products/products.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/products", pg_products, .role = ROLE_VIEWER, .query = products_query_fields},
	{POST, "/bulk/products", do_products_mark, .role = ROLE_SELLER, .form = products_bulk_fields},
	{GET, "/bulk/products", pg_products_bulks, .role = ROLE_SELLER},
	{POST, "/bulk/products/plan", do_products_plan, .role = ROLE_SELLER, .query = products_query_fields, .form = products_bulk_fields},
	{GET, "/bulk/products/:id", pg_products_plan, .role = ROLE_SELLER, .query = products_plan_fields},
	{POST, "/bulk/products/:id/apply", do_products_apply, .role = ROLE_SELLER, .query = products_plan_fields},
	{POST, "/bulk/products/:id/undo", do_products_undo, .role = ROLE_SELLER, .query = products_plan_fields},
	{GET, "/products/:id", pg_product, .role = ROLE_VIEWER},
	{POST, "/products/:id/change", do_product_change, .role = ROLE_SELLER, .form = product_change_fields, .invalid = pg_product},
	{POST, "/products/:id/unlock", do_product_unlock, .role = ROLE_SELLER, .form = product_unlock_fields},
	{GET, "/files", pg_files, .role = ROLE_SELLER, .query = files_query_fields},
	{POST, "/files", do_file_upload, .role = ROLE_SELLER, .flags = ROUTE_UPLOAD, .query = files_query_fields, .form = file_upload_fields},
	{GET, "/files/:id", pg_file, .role = ROLE_SELLER},
	{GET, "/files/:id/mapping", pg_file_mapping, .role = ROLE_SELLER},
	{POST, "/files/:id/mapping", do_file_mapping, .role = ROLE_SELLER, .form = file_mapping_fields, .invalid = pg_file_mapping},
	{POST, "/files/:id/apply", do_file_apply, .role = ROLE_SELLER, .form = file_decide_fields},
	{POST, "/files/:id/drop", do_file_drop, .role = ROLE_SELLER, .form = file_decide_fields},
	{POST, "/files/:id/undo", do_file_undo, .role = ROLE_SELLER, .form = file_decide_fields},
	{GET, "/sources", pg_source_new, .role = ROLE_SELLER},
	{POST, "/sources", do_source_add, .role = ROLE_SELLER, .form = source_fields, .invalid = do_source_add},
	{GET, "/sources/:id", pg_source, .role = ROLE_SELLER},
	{POST, "/sources/:id", do_source_save, .role = ROLE_SELLER, .form = source_fields, .invalid = do_source_save},
	{POST, "/sources/:id/fetch", do_source_fetch, .role = ROLE_SELLER},
	{POST, "/sources/:id/pause", do_source_pause, .role = ROLE_SELLER},
	{POST, "/sources/:id/resume", do_source_resume, .role = ROLE_SELLER},
	{POST, "/sources/:id/remove", do_source_remove, .role = ROLE_SELLER},
};
/* clang-format on */

const struct routes products_routes = ROUTES(rows);
