/* The checks of a request, in Allegro's order, and then its handler. */
#include "server/dispatch.h"

#include <stdio.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "control/effects.h"
#include "server/errors.h"
#include "server/exchange_log.h"
#include "faults/faults.h"
#include "oauth/oauth.h"
#include "server/routes.h"
#include "sandbox.h"
#include "server/user_agent.h"

enum { TRACE_DIGITS = 16 };

static bool check_user_agent(struct exchange *x)
{
	if (x->route && (x->route->host == HOST_CONTROL || x->route->flags & ROUTE_BROWSER))
		return true;
	const char *agent = header_get(x, "User-Agent");
	if (user_agent_is_registered(agent))
		return true;
	effects_count(x->sb->effects, "oddities", "userAgent", str_or(agent, "(none)"));
	answer_error(x, ERROR_USER_AGENT, NULL, agent);
	return false;
}

static bool check_bearer(struct exchange *x)
{
	const struct route *r = x->route;

	if (r->bearer == BEARER_NONE)
		return true;
	x->grant = oauth_check_bearer(x);
	if (!x->grant || !oauth_check_rate(x, x->grant))
		return false;
	if (r->bearer == BEARER_USER && !grant_seller(x->grant)) {
		if (r->flags & ROUTE_FORBIDS_APP)
			answer_error(x, ERROR_ACCESS_DENIED, NULL, NULL);
		else
			answer_auth_error(x, 401, "unauthorized", "Empty user_name claim");
		return false;
	}
	if (r->scope && !grant_has_scope(x->grant, r->scope)) {
		answer_error(x, ERROR_ACCESS_DENIED, NULL, r->scope);
		return false;
	}
	return true;
}

/* One of the media types of a header value, parameters aside. */
static bool lists_media(const char *value, const char *media)
{
	size_t want = strlen(media);

	while (value && *value) {
		value += strspn(value, ", ");
		size_t len = strcspn(value, ",; ");
		if (len == want && !strncmp(value, media, len))
			return true;
		value += strcspn(value, ",");
	}
	return false;
}

static bool check_media(struct exchange *x)
{
	const struct route *r = x->route;
	const char *type = header_get(x, "Content-Type");
	const char *media = r->flags & ROUTE_BETA ? MEDIA_BETA : MEDIA_PUBLIC;

	if (host_is_api(r->host) && !lists_media(header_get(x, "Accept"), media)) {
		answer_error(x, ERROR_NOT_ACCEPTABLE, NULL, NULL);
		return false;
	}
	bool wants_json = (r->flags & ROUTE_JSON_BODY) != 0;
	bool wants_form = r->flags & ROUTE_FORM_BODY && x->body.len;
	if ((wants_json && !lists_media(type, media)) ||
	    (wants_form && !lists_media(type, "application/x-www-form-urlencoded"))) {
		answer_error(x, ERROR_MEDIA_TYPE, NULL, type);
		return false;
	}
	return true;
}

/* Allegro ignores names it does not know; here they are ignored and told of. */
static void note_unknown_query(struct exchange *x)
{
	if (!host_is_api(x->route->host))
		return;
	for (size_t i = 0; i < x->query.n; i++) {
		const char *const *known = x->route->query;
		while (known && *known && !str_eq(*known, x->query.at[i].name))
			known++;
		if (!known || !*known)
			effects_count(x->sb->effects, "unknownQuery", x->route->operation,
				      x->query.at[i].name);
	}
}

static void run(struct exchange *x)
{
	if (fault_reply(x) || !check_user_agent(x))
		return;
	if (!x->route) {
		answer_error(x, ERROR_NOT_FOUND, NULL, NULL);
		return;
	}
	if (x->body_too_long) {
		answer_error(x, ERROR_TOO_LARGE, NULL, NULL);
		return;
	}
	if (!check_bearer(x) || !check_media(x))
		return;
	note_unknown_query(x);
	if (x->route->flags & ROUTE_FORM_BODY)
		pairs_parse(x, x->body.text, &x->form);
	x->route->handle(x);
}

static void count(struct exchange *x, const char *outcome)
{
	if (x->route && x->route->host == HOST_CONTROL)
		return;
	effects_count(x->sb->effects, "requests", x->route ? x->route->operation : "(unknown path)",
		      outcome);
}

void dispatch_begin(struct exchange *x)
{
	x->route = route_find(x, &x->path_id);
	if (!x->route || x->route->host != HOST_CONTROL)
		faults_plan(x);
}

void dispatch_answer(struct exchange *x)
{
	char trace[TRACE_DIGITS + 1];
	char status[12];

	run(x);
	fault_then(x);
	if (!x->route || host_is_api(x->route->host)) {
		rng_hex(&x->sb->noise, trace, TRACE_DIGITS);
		answer_header(x, "Trace-Id", trace);
	}
	(void)snprintf(status, sizeof(status), "%d", x->answer.status);
	count(x, status);
	if (x->sb->log)
		exchange_log_write(x->sb->log, x);
}

void dispatch_dropped(struct exchange *x)
{
	count(x, "dropped");
}
