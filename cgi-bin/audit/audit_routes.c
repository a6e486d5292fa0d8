/* Every URL of the audit trail, one line each. */
#include "areas.h"
#include "audit/audit.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/audit", pg_audit, .role = ROLE_ADMINISTRATOR, .query = audit_query_fields},
};
/* clang-format on */

const struct routes audit_routes = ROUTES(rows);
