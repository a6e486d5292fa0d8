/* Every URL of mass changes, one line each. */
#include "areas.h"
#include "plans/plans.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/plans", pg_plans, .role = ROLE_SELLER, .query = plans_query_fields},
	{GET, "/plans/:id", pg_plan, .role = ROLE_SELLER, .query = plan_query_fields},
	{POST, "/plans/:id/start", do_plan_start, .role = ROLE_SELLER, .form = plan_version_fields},
	{POST, "/plans/:id/approve", do_plan_approve, .role = ROLE_SELLER, .form = plan_approve_fields},
	{POST, "/plans/:id/stop", do_plan_stop, .role = ROLE_SELLER, .form = plan_version_fields},
	{POST, "/plans/:id/resume", do_plan_resume, .role = ROLE_SELLER, .form = plan_version_fields},
	{POST, "/plans/:id/retry", do_plan_retry, .role = ROLE_SELLER, .form = plan_version_fields},
	{POST, "/plans/:id/undo", do_plan_undo, .role = ROLE_SELLER, .form = plan_version_fields},
};
/* clang-format on */

const struct routes plans_routes = ROUTES(rows);
