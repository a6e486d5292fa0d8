#ifndef WEB_URL_H
#define WEB_URL_H

/*
 * Addresses of our own pages. Handlers use the builders generated from the route tables
 * (build/gen/urls.h: "/orders/:id/slip" gives url_orders_id_slip(mem, id)) and add state with
 * url_with(). Nobody joins strings into a URL.
 */

#include <stddef.h>

#include "base/compiler.h"

/* Decode %XX in place of a copy; NULL when malformed or when it holds a NUL byte. */
char *url_decode(void *owner, const char *text, size_t len);

/* The pattern, a path or a whole address, with its :names replaced, in order, by args, encoded. */
char *url_build(void *owner, const char *pattern, const char *const *args) RETURNS_NONNULL;

struct url_arg {
	const char *name;
	const char *value; /* NULL or "": left out */
};

/* path?name=value&..., encoded; path may already have a query. */
char *url_with(void *owner, const char *path, const struct url_arg *args, size_t n) RETURNS_NONNULL;

/* A query string without the fields that are not set. */
char *url_without_empty(void *owner, const char *query) RETURNS_NONNULL;

/* Scheme, host and port of an absolute http(s) URL ("https://kram.example"), NULL if it is none. */
char *url_origin(void *owner, const char *url);

#endif
