/* Every URL of accounts, one line each. */
#include "accounts/accounts.h"
#include "areas.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/accounts", pg_accounts, .role = ROLE_VIEWER},
	{GET, "/accounts/new", pg_account_new, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .query = account_new_fields},
	{GET, "/accounts/:id", pg_account, .role = ROLE_VIEWER},
};
/* clang-format on */

const struct routes accounts_routes = ROUTES(rows);
