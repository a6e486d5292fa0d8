/* The cookie of a known browser: for a year from the last login. */
#include "users/device.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "panel.h"
#include "web/form.h"
#include "web/response.h"
#include "web/session.h"

#include <string.h>

static const char *cookie_name(struct request *rq)
{
	return mem_printf(rq, "%s-device", session_cookie_name(rq, rq->conf->base_url));
}

static const char *device_of(struct request *rq)
{
	const char *id = cookie_find(rq, req_env(rq, "HTTP_COOKIE"), cookie_name(rq));

	return id && strlen(id) == DEVICE_CHARS ? id : NULL;
}

struct login_try device_try(struct request *rq, const char *login, const char *password)
{
	return (struct login_try){
	    .login = login,
	    .password = password,
	    .ip = rq->ip,
	    .device = device_of(rq),
	    .slots = panel_of(rq)->slots,
	};
}

enum rc device_enter(struct request *rq, const struct user *user, struct err *e)
{
	const char *id;

	if (user_remember_device(rq->db, rq, user->id, device_of(rq), &id, e) ||
	    session_start(rq, user->id, user->generation, e))
		return e->rc;
	response_cookie(rq, cookie_name(rq), id, COOKIE_YEAR);
	return RC_OK;
}
