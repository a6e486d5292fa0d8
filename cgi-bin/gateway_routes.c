/* Every URL of gateway.fcgi, one line each. */
#include "gateway.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/connect/healthz", pg_healthz, .flags = ROUTE_MACHINE | ROUTE_NO_DB},
};
/* clang-format on */

const struct route_table gateway_routes = ROUTE_TABLE(rows);

enum rc gateway_start(struct web *web, void **app, struct err *e)
{
	(void)web;
	(void)e;
	*app = NULL;
	return RC_OK;
}
