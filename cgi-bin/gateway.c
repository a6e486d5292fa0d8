/* gateway.fcgi: what must reach Allegro inside a request. It holds the key and has a network. */
#include "common/layout.h"
#include "gateway.h"

enum { DEADLINE_S = 60 }; /* connect, token and two reads, each with its own shorter limit */

static const struct web_def gateway = {
    .name = "gateway",
    .routes = &gateway_routes,
    .db_role = DB_ROLE_GATEWAY,
    .network = CONFINE_INTERNET,
    .deadline_s = DEADLINE_S,
    .login_path = "/login",
    .confirm_path = "/login/confirm",
    .start = gateway_start,
    .connected = gateway_connected,
    .decorate = layout_decorate,
};

int main(int argc, char **argv)
{
	return web_main(&gateway, argc, argv);
}
