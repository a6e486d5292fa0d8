/* Every URL of the first page, one line each. */
#include "areas.h"
#include "today/today.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/", pg_today, .role = ROLE_VIEWER},
};
/* clang-format on */

const struct routes today_routes = ROUTES(rows);
