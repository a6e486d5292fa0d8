/* Every URL of prices, one line each. */
#include "areas.h"
#include "pricing/pricing.h"
#include "pricing/rule_form.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/pricing", pg_pricing, .role = ROLE_SELLER},
	{POST, "/pricing/fees", do_price_fee, .role = ROLE_SELLER, .form = price_fee_fields},
	{POST, "/pricing/currencies", do_currency_rates, .role = ROLE_SELLER, .form = currency_rate_fields},
	{POST, "/pricing/currencies/file", do_currency_file, .role = ROLE_SELLER, .flags = ROUTE_UPLOAD, .form = currency_file_fields},
	{GET, "/pricing/allegro/new", pg_auto_rule_new, .role = ROLE_SELLER, .query = auto_rule_query_fields},
	{POST, "/pricing/allegro", do_auto_rule_new, .role = ROLE_SELLER, .form = auto_rule_form_fields},
	{GET, "/pricing/allegro/:id", pg_auto_rule, .role = ROLE_SELLER, .query = auto_rule_query_fields},
	{POST, "/pricing/allegro/:id", do_auto_rule, .role = ROLE_SELLER, .form = auto_rule_form_fields},
	{POST, "/pricing/allegro/:id/delete", do_auto_rule_delete, .role = ROLE_SELLER, .form = auto_rule_delete_fields},
	{GET, "/pricing/new", pg_price_rule_new, .role = ROLE_SELLER, .query = price_rule_new_fields},
	{POST, "/pricing/rules", do_price_rule_new, .role = ROLE_SELLER, .form = rule_form_fields},
	{GET, "/pricing/rules/:id", pg_price_rule, .role = ROLE_SELLER, .query = price_rule_query_fields},
	{POST, "/pricing/rules/:id", do_price_rule, .role = ROLE_SELLER, .form = rule_form_fields},
	{POST, "/pricing/rules/:id/switch", do_price_rule_switch, .role = ROLE_SELLER, .form = price_switch_fields},
	{POST, "/pricing/rules/:id/end", do_price_rule_end, .role = ROLE_SELLER, .form = price_seen_fields},
	{POST, "/pricing/rules/:id/undo", do_price_rule_undo, .role = ROLE_SELLER, .form = price_seen_fields},
};
/* clang-format on */

const struct routes pricing_routes = ROUTES(rows);
