#ifndef USERS_USERS_H
#define USERS_USERS_H

/* Handlers of logging in, invitations, the settings and the users. */

#include "web/request.h"

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
enum rc do_density(struct request *rq, struct err *e);

/* users.c */
enum rc pg_users(struct request *rq, struct err *e);
enum rc do_user_invite(struct request *rq, struct err *e);
enum rc do_user_role(struct request *rq, struct err *e);
enum rc do_user_disable(struct request *rq, struct err *e);
enum rc do_user_enable(struct request *rq, struct err *e);
enum rc do_user_reset(struct request *rq, struct err *e);

#endif
