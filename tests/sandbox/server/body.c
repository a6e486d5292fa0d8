/* Bodies against tables of rules. */
#include "server/body.h"

#include <json-c/json_pointer.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

struct check {
	void *mem;
	const struct body_rule *rules;
	size_t n;
	unsigned kind;
	struct body_fault fault;
};

size_t body_characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

struct json_object *body_at(struct json_object *body, const char *path)
{
	struct json_object *v = NULL;

	return json_pointer_get(body, path, &v) ? NULL : v;
}

const char *body_text(struct json_object *body, const char *path)
{
	struct json_object *v = body_at(body, path);

	return json_object_is_type(v, json_type_string) ? json_object_get_string(v) : NULL;
}

/* "Can't start or end with whitespace. Can't contain multiple spaces in a row." */
static bool is_tidy(const char *text)
{
	const size_t n = strlen(text);

	return n && text[0] != ' ' && text[n - 1] != ' ' && !strstr(text, "  ") &&
	       !strpbrk(text, "\t\r\n");
}

/* Digits with at most two behind a dot; a sign is refused. */
static bool is_amount(const char *text)
{
	const size_t whole = strspn(text, "0123456789");
	size_t part = 0;

	if (text[whole] == '.')
		part = strspn(text + whole + 1, "0123456789");
	return whole && (!text[whole] || (part && part <= 2 && !text[whole + 1 + part]));
}

static enum body_wrong text_wrong(const struct body_rule *r, const char *text)
{
	if (r->most && body_characters(text) > r->most)
		return BODY_TOO_LONG;
	if (r->flags & BODY_TIDY && !is_tidy(text))
		return BODY_WRONG;
	if (r->value == BODY_AMOUNT && !is_amount(text))
		return BODY_WRONG;
	return r->words && !str_has_word(r->words, text) ? BODY_WRONG : BODY_GOOD;
}

static enum body_wrong wrong_of(const struct body_rule *r, struct json_object *v)
{
	static const enum json_type types[] = {
	    [BODY_TEXT] = json_type_string,   [BODY_FLAG] = json_type_boolean,
	    [BODY_INT] = json_type_int,	      [BODY_LIST] = json_type_array,
	    [BODY_OBJECT] = json_type_object, [BODY_AMOUNT] = json_type_string,
	};

	if (!v)
		return (r->flags & (BODY_NEEDED | BODY_NOT_NULL)) ? BODY_WRONG : BODY_GOOD;
	if (r->value == BODY_ANY)
		return BODY_GOOD;
	if (!json_object_is_type(v, types[r->value]))
		return BODY_WRONG;
	if (r->value == BODY_LIST && r->most && json_object_array_length(v) > r->most)
		return BODY_TOO_LONG;
	if (types[r->value] == json_type_string)
		return text_wrong(r, json_object_get_string(v));
	return BODY_GOOD;
}

static const struct body_rule *exact(const struct check *c, const char *path)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->rules[i].kinds & c->kind && str_eq(c->rules[i].path, path))
			return &c->rules[i];
	return NULL;
}

static bool leads_on(const struct check *c, const char *path)
{
	const size_t n = strlen(path);

	for (size_t i = 0; i < c->n; i++)
		if (c->rules[i].kinds & c->kind && str_starts(c->rules[i].path, path) &&
		    c->rules[i].path[n] == '/')
			return true;
	return false;
}

static bool is_wrong(struct check *c, enum body_wrong wrong, const char *shown)
{
	c->fault = (struct body_fault){wrong, shown};
	return wrong != BODY_GOOD;
}

/* One step of the walk: at is the path as rules have it, shown as Allegro writes it. */
static bool value_is_wrong(struct check *c, struct json_object *v, const char *at,
			   const char *shown);

/* A needed member that is not there, of the object at this path. */
static bool lacks(struct check *c, struct json_object *o, const char *at, const char *shown)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct body_rule *r = &c->rules[i];
		const char *name = strrchr(r->path, '/');

		if (!(r->kinds & c->kind) || !(r->flags & BODY_NEEDED) ||
		    (size_t)(name - r->path) != strlen(at) || !str_starts(r->path, at) ||
		    json_object_object_get_ex(o, name + 1, NULL))
			continue;
		return is_wrong(c, BODY_MISSING,
				mem_printf(c->mem, "%s%s%s", shown, *shown ? "." : "", name + 1));
	}
	return false;
}

static bool object_is_wrong(struct check *c, struct json_object *o, const char *at,
			    const char *shown)
{
	json_object_object_foreach(o, key, value)
	{
		const char *path = mem_printf(c->mem, "%s/%s", at, key);
		const char *any = mem_printf(c->mem, "%s/*", at);
		const char *now = mem_printf(c->mem, "%s%s%s", shown, *shown ? "." : "", key);

		if (!exact(c, path) && !leads_on(c, path) && (exact(c, any) || leads_on(c, any)))
			path = any;
		if (value_is_wrong(c, value, path, now))
			return true;
	}
	return lacks(c, o, at, shown);
}

static bool value_is_wrong(struct check *c, struct json_object *v, const char *at,
			   const char *shown)
{
	const struct body_rule *r = exact(c, at);
	const bool on = leads_on(c, at);

	if (!r && !on)
		return is_wrong(c, BODY_UNKNOWN, shown);
	if (r && is_wrong(c, wrong_of(r, v), shown))
		return true;
	if (!on || !v)
		return false;
	if (json_object_is_type(v, json_type_object))
		return object_is_wrong(c, v, at, shown);
	if (!json_object_is_type(v, json_type_array))
		return is_wrong(c, BODY_WRONG, shown);
	const char *each = mem_printf(c->mem, "%s/*", at);
	for (size_t i = 0; i < json_object_array_length(v); i++)
		if (value_is_wrong(c, json_object_array_get_idx(v, i), each,
				   mem_printf(c->mem, "%s[%zu]", shown, i)))
			return true;
	return false;
}

struct body_fault body_check(void *mem, const struct body_rule *rules, size_t n, unsigned kind,
			     struct json_object *body)
{
	struct check c = {.mem = mem, .rules = rules, .n = n, .kind = kind};

	(void)object_is_wrong(&c, body, "", "");
	return c.fault;
}
