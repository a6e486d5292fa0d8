/* Every URL that gateway.fcgi answers, one line each: connecting an account, and the catalogue. */
#include "areas.h"
#include "connect/connect.h"
#include "status/status.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/connect/healthz", pg_healthz, .flags = ROUTE_MACHINE | ROUTE_NO_DB},
	{POST, "/connect/credentials", do_credentials, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = connect_credential_fields, .invalid = do_connect_invalid},
	{POST, "/connect/start", do_connect_start, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = connect_start_fields, .invalid = do_connect_invalid},
	{GET, "/connect/callback", pg_connect_callback, .role = ROLE_ADMINISTRATOR, .query = connect_callback_fields},
	{POST, "/connect/device", do_connect_device, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = connect_start_fields, .invalid = do_connect_invalid},
	{GET, "/connect/device/:id", pg_connect_device, .role = ROLE_ADMINISTRATOR},
	{POST, "/connect/check", do_account_check, .role = ROLE_ADMINISTRATOR, .form = connect_account_fields, .invalid = do_connect_invalid},
	{GET, "/connect/catalogue", pg_catalogue, .role = ROLE_SELLER, .query = catalogue_query_fields},
	{POST, "/connect/disconnect", do_account_disconnect, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = connect_account_fields, .invalid = do_connect_invalid},
};
/* clang-format on */

const struct routes connect_routes = ROUTES(rows);
