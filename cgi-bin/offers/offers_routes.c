/* Every URL of offers, one line each. */
#include "areas.h"
#include "offers/offers.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/offers", pg_offers, .role = ROLE_SELLER, .query = offers_query_fields},
	{GET, "/offers/:id", pg_offer, .role = ROLE_SELLER},
	{POST, "/offers/:id/renew", do_offer_renew, .role = ROLE_SELLER},
};
/* clang-format on */

const struct routes offers_routes = ROUTES(rows);
