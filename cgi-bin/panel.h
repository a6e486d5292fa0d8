#ifndef PANEL_H
#define PANEL_H

/*
 * Handlers of panel.fcgi, one file an area: pg_ renders a page, do_ acts and redirects. The
 * table that ties them to URLs is panel_routes.c.
 */

#include "domain/users/user.h"
#include "web/route.h"
#include "web/server.h"

extern const struct route_table panel_routes;

/* What handlers need beyond the request: req_app(). */
struct panel {
	struct hash_slots *slots;
};

enum rc panel_start(struct web *web, void **app, struct err *e);
struct panel *panel_of(const struct request *rq);

/* layout_view.c: navigation and banners around every page. */
void layout_decorate(struct request *rq, struct tpl *layout);

/* login.c */
enum rc pg_login(struct request *rq, struct err *e);
enum rc do_login(struct request *rq, struct err *e);
enum rc pg_confirm(struct request *rq, struct err *e);
enum rc do_confirm(struct request *rq, struct err *e);
enum rc do_logout(struct request *rq, struct err *e);
enum rc pg_login_once(struct request *rq, struct err *e);
enum rc do_login_once(struct request *rq, struct err *e);

/* setup.c: the first administrator, and invitations. */
enum rc pg_setup(struct request *rq, struct err *e);
enum rc do_setup(struct request *rq, struct err *e);
enum rc pg_setup_again(struct request *rq, struct err *e);
enum rc pg_invitation(struct request *rq, struct err *e);
enum rc do_invitation(struct request *rq, struct err *e);
enum rc pg_invitation_again(struct request *rq, struct err *e);

/* settings.c */
enum rc pg_password(struct request *rq, struct err *e);
enum rc do_password(struct request *rq, struct err *e);
enum rc do_language(struct request *rq, struct err *e);
enum rc do_theme(struct request *rq, struct err *e);

/* users.c */
enum rc pg_users(struct request *rq, struct err *e);
enum rc do_user_invite(struct request *rq, struct err *e);
enum rc do_user_role(struct request *rq, struct err *e);
enum rc do_user_disable(struct request *rq, struct err *e);
enum rc do_user_enable(struct request *rq, struct err *e);
enum rc do_user_reset(struct request *rq, struct err *e);

/* help.c */
enum rc pg_shortcuts(struct request *rq, struct err *e);

/* health.c */
enum rc pg_healthz(struct request *rq, struct err *e);
enum rc pg_readyz(struct request *rq, struct err *e);

#endif
