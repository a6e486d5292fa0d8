/* panel.fcgi: the human panel. It reads MariaDB over a Unix socket and has no network. */
#include "common/layout.h"
#include "web/server.h"

#include "panel.h"

static const struct web_def panel = {
    .name = "panel",
    .routes = &panel_routes,
    .db_role = DB_ROLE_PANEL,
    .network = CONFINE_UNIX_ONLY,
    .login_path = "/login",
    .confirm_path = "/login/confirm",
    .uploads = "imports",
    .start = panel_start,
    .decorate = layout_decorate,
};

int main(int argc, char **argv)
{
	return web_main(&panel, argc, argv);
}
