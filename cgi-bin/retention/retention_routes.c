/* Every URL of personal data, one line each. */
#include "areas.h"
#include "retention/privacy.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/settings/privacy", pg_privacy, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .query = privacy_fields},
	{POST, "/settings/privacy", do_buyer_erase, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = privacy_fields, .invalid = pg_privacy},
};
/* clang-format on */

const struct routes retention_routes = ROUTES(rows);
