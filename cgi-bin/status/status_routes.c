/* Every URL of the status page, and what machines ask, one line each. */
#include "areas.h"
#include "status/status.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/status", pg_status, .role = ROLE_VIEWER},
	{POST, "/status/mail", do_status_mail, .role = ROLE_ADMINISTRATOR},
	{GET, "/healthz", pg_healthz, .flags = ROUTE_MACHINE | ROUTE_NO_DB},
	{GET, "/readyz", pg_readyz, .flags = ROUTE_MACHINE},
};
/* clang-format on */

const struct routes status_routes = ROUTES(rows);
