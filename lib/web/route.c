/* The route table: matching, its own check at start, its printout for tests. */
#include "web/route.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "web/url.h"

enum { ROUTES_TEXT_MAX = 256 * 1024 };

/* Every route of every area, in their order. No break: it would leave only one area. */
#define EACH_ROUTE(r, table)                                                                       \
	for (size_t r##_area = 0; r##_area < (table)->n; r##_area++)                               \
		for (const struct route *r = (table)->areas[r##_area]->rows;                       \
		     r < (table)->areas[r##_area]->rows + (table)->areas[r##_area]->n; r++)

static const char *const method_names[] = {[METHOD_OTHER] = "?", [GET] = "GET", [POST] = "POST"};

/* A segment ends at "/" or at the end of the path. */
static size_t segment(const char *s)
{
	return strcspn(s, "/");
}

/* One ":name": the decoded text when it is a valid id, else NULL. */
static const char *take_param(void *owner, const char *text, size_t len)
{
	char *value = url_decode(owner, text, len);

	return str_id(value);
}

/* Walks pattern and path side by side; both begin with "/". */
static bool path_matches(void *owner, const char *pattern, const char *path, const char **params)
{
	size_t n = 0;

	while (*pattern == '/' && *path == '/') {
		size_t want = segment(++pattern);
		size_t have = segment(++path);
		if (*pattern == ':') {
			if (n == REQUEST_PARAMS_MAX ||
			    !(params[n++] = take_param(owner, path, have)))
				return false;
		} else if (want != have || memcmp(pattern, path, want) != 0) {
			return false;
		}
		pattern += want;
		path += have;
	}
	return !*pattern && !*path;
}

enum route_match route_match(void *owner, const struct route_table *table, enum method method,
			     const char *path, const struct route **out, const char **params)
{
	enum route_match result = ROUTE_NO_SUCH_PATH;
	const char *pattern = NULL; /* that has the path */

	EACH_ROUTE(r, table)
	{
		if (!path_matches(owner, r->pattern, path, params) ||
		    (pattern && !str_eq(pattern, r->pattern)))
			continue;
		pattern = r->pattern;
		if (r->method == method) {
			*out = r;
			return ROUTE_FOUND;
		}
		result = ROUTE_OTHER_METHOD;
	}
	return result;
}

static const struct route *find(const struct route_table *table, enum method method,
				const char *pattern)
{
	EACH_ROUTE(r, table)
	if (r->method == method && str_eq(r->pattern, pattern))
		return r;
	return NULL;
}

static enum rc check_fields(const struct route *r, const struct field *f, struct err *e)
{
	for (; f && f->name; f++) {
		bool text = f->type <= FIELD_SECRET;
		if (!f->type || (text && f->max <= 0) || (f->type == FIELD_ENUM && !f->values))
			return err_set(e, RC_INVALID, "route %s: field %s is not complete",
				       r->pattern, f->name);
	}
	return RC_OK;
}

static enum rc check_route(const struct route *r, struct err *e)
{
	bool open = r->flags & (ROUTE_PUBLIC | ROUTE_MACHINE);

	if (r->pattern[0] != '/' || !r->handler || (r->method != GET && r->method != POST))
		return err_set(e, RC_INVALID, "route %s is not complete", r->pattern);
	if (open != (r->role == ROLE_NONE))
		return err_set(e, RC_INVALID, "route %s: say a role, or that it is public",
			       r->pattern);
	if ((r->form || r->invalid) && r->method != POST)
		return err_set(e, RC_INVALID, "route %s: only a POST has a form", r->pattern);
	if (check_fields(r, r->query, e) || check_fields(r, r->form, e))
		return e->rc;
	return RC_OK;
}

enum rc routes_check(const struct route_table *table, struct err *e)
{
	EACH_ROUTE(r, table)
	{
		if (check_route(r, e))
			return e->rc;
		if (find(table, r->method, r->pattern) != r)
			return err_set(e, RC_INVALID, "route %s stands twice", r->pattern);
	}
	return RC_OK;
}

static const char *json_bool(unsigned v)
{
	return v ? "true" : "false";
}

static void add_fields(struct str *out, const char *key, const struct field *f)
{
	const char *comma = "";

	str_addf(out, ",\"%s\":[", key);
	for (; f && f->name; f++) {
		str_addf(out, "%s{\"name\":\"%s\",\"type\":%d", comma, f->name, (int)f->type);
		str_addf(out, ",\"min\":%" PRId64 ",\"max\":%" PRId64, f->min, f->max);
		str_addf(out, ",\"required\":%s}", json_bool(f->flags & FIELD_REQUIRED));
		comma = ",";
	}
	str_add(out, "]");
}

static void add_route(struct str *out, const struct route *r)
{
	str_addf(out, "{\"method\":\"%s\",\"pattern\":\"%s\",\"role\":\"%s\"",
		 method_names[r->method], r->pattern, role_name(r->role));
	str_addf(out, ",\"public\":%s,\"machine\":%s", json_bool(r->flags & ROUTE_PUBLIC),
		 json_bool(r->flags & ROUTE_MACHINE));
	str_addf(out, ",\"noDb\":%s,\"noCsrf\":%s", json_bool(r->flags & ROUTE_NO_DB),
		 json_bool(r->flags & ROUTE_NO_CSRF));
	add_fields(out, "query", r->query);
	add_fields(out, "form", r->form);
	str_add(out, "}\n");
}

char *routes_text(void *owner, const struct route_table *table)
{
	struct str out;

	str_init(&out, owner, ROUTES_TEXT_MAX);
	EACH_ROUTE(r, table)
	add_route(&out, r);
	if (out.overflow)
		BUG("route table longer than %d bytes", ROUTES_TEXT_MAX);
	return out.text;
}
