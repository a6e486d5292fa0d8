/* What gateway.fcgi answers, and what it brings up at start. */
#include "areas.h"
#include "domain/accounts/vault.h"
#include "gateway.h"
#include "json/field.h"

static const struct routes *const areas[] = {&connect_routes};

const struct route_table gateway_routes = ROUTE_TABLE(areas);

enum rc gateway_start(struct web *web, void **app, struct err *e)
{
	const struct vault_opts opts = {.conf = web->conf, .db = web->db, .actor = "gateway"};
	struct vault *vault;

	if (json_self_test(e) || vault_new(web, &opts, &vault, e))
		return e->rc;
	*app = vault;
	return RC_OK;
}

enum rc gateway_connected(struct web *web, struct err *e)
{
	return vault_catch_up(web->app, e);
}
