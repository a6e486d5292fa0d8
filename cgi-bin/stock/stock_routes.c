/* Every URL of stock, one line each. */
#include "areas.h"
#include "stock/stock.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/stock", pg_stock, .role = ROLE_VIEWER, .query = stock_query_fields},
	{GET, "/stock/certificate", pg_stock_certificate, .role = ROLE_SELLER},
	{GET, "/stock/places", pg_places, .role = ROLE_SELLER},
	{POST, "/stock/places", do_place_add, .role = ROLE_SELLER, .form = place_fields, .invalid = pg_places},
	{POST, "/stock/places/:id", do_place_name, .role = ROLE_SELLER, .form = place_name_fields, .invalid = pg_places},
	{POST, "/stock/places/:id/end", do_place_end, .role = ROLE_SELLER, .form = place_end_fields, .invalid = pg_places},
	{POST, "/stock/profiles/:id/place", do_profile_place, .role = ROLE_SELLER, .form = profile_place_fields, .invalid = pg_places},
	{POST, "/stock/accounts/:id/places", do_place_feeds, .role = ROLE_SELLER, .form = feed_fields},
	{POST, "/stock/buffer", do_place_buffer, .role = ROLE_SELLER, .form = account_buffer_fields, .invalid = pg_places},
	{GET, "/products/:id/stock", pg_product_stock, .role = ROLE_VIEWER, .query = product_stock_query_fields},
	{POST, "/products/:id/stock", do_product_stock, .role = ROLE_SELLER, .form = stock_ask_fields, .invalid = pg_product_stock},
	{POST, "/products/:id/buffer", do_product_buffer, .role = ROLE_SELLER, .form = stock_buffer_fields, .invalid = pg_product_stock},
};
/* clang-format on */

const struct routes stock_routes = ROUTES(rows);
