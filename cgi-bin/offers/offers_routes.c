/* Every URL of offers, one line each. */
#include "areas.h"
#include "offers/offers.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/offers", pg_offers, .role = ROLE_SELLER, .query = offers_query_fields},
	{GET, "/offers/:id", pg_offer, .role = ROLE_SELLER},
	{POST, "/bulk/offers", do_offers_bulk, .role = ROLE_SELLER, .query = offers_query_fields, .form = offers_bulk_fields},
	{GET, "/matching", pg_matching, .role = ROLE_SELLER, .query = matching_query_fields},
	{POST, "/offers/:id/link", do_offer_link, .role = ROLE_SELLER, .form = offer_link_fields, .invalid = pg_offer},
	{POST, "/offers/:id/set", do_offer_set, .role = ROLE_SELLER, .form = offer_set_fields, .invalid = pg_offer},
	{POST, "/offers/:id/rule", do_offer_rule, .role = ROLE_SELLER, .form = offer_rule_fields, .invalid = pg_offer},
	{POST, "/offers/:id/settle", do_offer_settle, .role = ROLE_SELLER, .form = offer_settle_fields, .invalid = pg_offer},
	{POST, "/offers/:id/differences", do_offer_differences, .role = ROLE_SELLER, .form = offer_differences_fields, .invalid = pg_offer},
	{GET, "/following", pg_following, .role = ROLE_SELLER, .query = following_query_fields},
	{POST, "/following", do_following, .role = ROLE_SELLER, .form = following_form_fields},
	{POST, "/offers/:id/renew", do_offer_renew, .role = ROLE_SELLER},
};
/* clang-format on */

const struct routes offers_routes = ROUTES(rows);
