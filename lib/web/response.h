#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

/*
 * The answer, held whole until the request is over: an error after the first line still gives a
 * clean error page. Security headers are set on every response and cannot be left out.
 *
 * What is too large to be held is streamed: response_begin() sends the head, and from there on the
 * pieces leave as they come. Whoever does so tells of an error in the body itself: nginx takes an
 * answer that breaks off for a whole one.
 *
 * A header value with a control character (CR, LF) breaks the response: it is sent as error 500.
 */

#include <stdbool.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"

struct request;

enum {
	RESPONSE_BODY_MAX = 4 * 1024 * 1024, /* 200 rows are 160 kB; a page beyond this is a bug */
	RESPONSE_HEADERS_MAX = 16,
	RESPONSE_FORM_HOSTS_MAX = 4,
};

struct response {
	int status;
	const char *type;
	struct str body;
	struct {
		const char *name;
		const char *value;
	} headers[RESPONSE_HEADERS_MAX];
	int n_headers;
	const char *form_hosts[RESPONSE_FORM_HOSTS_MAX];
	int n_form_hosts;
	bool kept;   /* respond_kept() */
	bool broken; /* a header was refused */
	bool begun;  /* the head has left: the rest is streamed */
};

struct response *response_new(void *owner) RETURNS_NONNULL;

/* Forget body, status and headers but cookies: for an error page instead. */
void response_reset(struct response *res);

void response_header(struct response *res, const char *name, const char *value);

enum cookie_life { COOKIE_SESSION, COOKIE_YEAR, COOKIE_DELETE };

/* HttpOnly, SameSite=Lax, Path=/; Secure when the panel is on https. */
void response_cookie(struct request *rq, const char *name, const char *value,
		     enum cookie_life life);

/* Let forms of this page be sent (or redirected) to another origin as well: CSP form-action. */
void response_allow_form(struct response *res, const char *origin);

/* Content-Security-Policy of this response; owner owns it. */
char *response_csp(void *owner, const struct response *res) RETURNS_NONNULL;

/* 303 to a page of ours, made by a url_ builder; return its value from the handler. */
enum rc redirect(struct request *rq, const char *path);

/* 303 to another origin: the consent page of Allegro. Only absolute http(s) URLs. */
MUST_CHECK enum rc redirect_external(struct request *rq, const char *url, struct err *e);

/* A body that is not a page; copied. */
enum rc respond_text(struct request *rq, int status, const char *type, const char *text);

/* Bytes that never change under this address: browsers keep them for a year and do not ask again.
 */
enum rc respond_kept(struct request *rq, const char *type, struct bytes body);

/* Send status and headers now; the body is written in pieces then (request_write). */
void response_begin(struct request *rq);

/* Send it, or what is left of it: status, security headers, cookies, body. */
void response_send(struct request *rq);

/* "Not Found"; "Error" for a status we do not send. */
const char *status_text(int status) RETURNS_NONNULL;

#endif
