/* Every URL of mapping, one line each. */
#include "areas.h"
#include "mapping/mapping.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/mapping", pg_mapping, .role = ROLE_SELLER, .query = mapping_query_fields},
	{GET, "/mapping/publish", pg_publish, .role = ROLE_SELLER, .query = publish_query_fields},
	{POST, "/mapping/publish", do_publish, .role = ROLE_SELLER, .form = publish_fields},
	{POST, "/mapping/publish/:id", do_publish_act, .role = ROLE_SELLER, .form = publish_act_fields},
	{GET, "/mapping/blockers/:id", pg_blocker, .role = ROLE_SELLER, .query = blocker_query_fields},
	{GET, "/mapping/coming/:param", pg_coming, .role = ROLE_SELLER, .query = coming_query_fields},
	{GET, "/products/:id/allegro", pg_product_ready, .role = ROLE_SELLER, .query = product_ready_query_fields},
	{POST, "/products/:id/allegro", do_product_choice, .role = ROLE_SELLER, .query = product_ready_query_fields, .form = product_choice_fields},
	{GET, "/products/:id/allegro/:param", pg_product_own, .role = ROLE_SELLER, .query = product_ready_query_fields},
	{POST, "/products/:id/allegro/:param", do_product_own, .role = ROLE_SELLER, .query = product_ready_query_fields, .form = product_own_fields},
	{POST, "/products/:id/allegro/:param/ask", do_product_ask, .role = ROLE_SELLER, .query = product_ready_query_fields, .form = product_own_fields},
	{GET, "/mapping/categories", pg_shop_categories, .role = ROLE_SELLER, .query = shop_query_fields},
	{POST, "/mapping/categories", do_shop_categories, .role = ROLE_SELLER, .form = shop_bulk_fields},
	{GET, "/mapping/categories/:id", pg_shop_category, .role = ROLE_SELLER, .query = shop_one_fields},
	{POST, "/mapping/categories/:id", do_shop_category, .role = ROLE_SELLER, .form = shop_decide_fields},
	{GET, "/mapping/params/:id", pg_params, .role = ROLE_SELLER},
	{GET, "/mapping/params/:id/:param", pg_rule, .role = ROLE_SELLER, .query = rule_query_fields},
	{POST, "/mapping/params/:id/:param", do_rule, .role = ROLE_SELLER, .form = rule_fields},
	{GET, "/mapping/offer", pg_offer_map, .role = ROLE_SELLER},
	{POST, "/mapping/offer", do_offer_map, .role = ROLE_SELLER, .form = offer_map_fields},
	{GET, "/mapping/values", pg_values, .role = ROLE_SELLER, .query = values_query_fields},
	{POST, "/mapping/values", do_values, .role = ROLE_SELLER, .query = values_query_fields, .form = values_fields},
	{GET, "/mapping/values/csv", pg_translations, .role = ROLE_SELLER, .query = values_query_fields},
	{POST, "/mapping/values/csv", do_translations, .role = ROLE_SELLER, .flags = ROUTE_UPLOAD, .query = values_query_fields, .form = translations_fields},
	{GET, "/mapping/history", pg_history, .role = ROLE_SELLER, .query = history_query_fields},
	{POST, "/mapping/decisions/:id/undo", do_decision_undo, .role = ROLE_SELLER},
	{POST, "/mapping/contradictions/:id/retry", do_contradiction_retry, .role = ROLE_SELLER},
};
/* clang-format on */

const struct routes mapping_routes = ROUTES(rows);
