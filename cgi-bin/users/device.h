#ifndef USERS_DEVICE_H
#define USERS_DEVICE_H

/*
 * The browser somebody logs in from. It keeps a random id in a cookie, so that its failed logins
 * are counted apart from those of strangers (domain/users/user.h).
 */

#include "base/compiler.h"
#include "base/err.h"
#include "domain/users/user.h"
#include "web/request.h"

/* Login and password as this browser sends them. */
struct login_try device_try(struct request *rq, const char *login, const char *password);

/* Begin a session of a user who has proved who it is; from now on the browser is known. */
MUST_CHECK enum rc device_enter(struct request *rq, const struct user *user, struct err *e);

#endif
