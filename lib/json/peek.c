/*
 * A value out of a text that cannot be parsed as a whole: too large, too deep, or broken further
 * on. Nothing is allocated but what is returned; what looks wrong on the way ends the search.
 */
#include "json/field.h"

#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

struct cursor {
	const char *p;
	const char *end;
};

static bool at_end(const struct cursor *c)
{
	return c->p >= c->end;
}

static void skip_blanks(struct cursor *c)
{
	while (!at_end(c) && strchr(" \t\r\n", *c->p) && *c->p)
		c->p++;
}

/* Is this the next character that is no blank? Then it is passed. */
static bool take(struct cursor *c, char wanted)
{
	skip_blanks(c);
	if (at_end(c) || *c->p != wanted)
		return false;
	c->p++;
	return true;
}

/* From behind the opening quote to behind the closing one. */
static bool skip_text(struct cursor *c)
{
	for (; !at_end(c); c->p++) {
		if (*c->p == '\\')
			c->p++;
		else if (*c->p == '"') {
			c->p++;
			return true;
		}
	}
	return false;
}

static bool skip_value(struct cursor *c)
{
	size_t depth = 0;

	skip_blanks(c);
	while (!at_end(c)) {
		const char now = *c->p;
		if (!depth && strchr(",]} \t\r\n", now))
			return true; /* behind a number or a word */
		c->p++;
		if (now == '"' && !skip_text(c))
			return false;
		if (now == '{' || now == '[')
			depth++;
		if (now == '}' || now == ']')
			depth--;
		if (!depth && strchr("}]\"", now))
			return true;
	}
	return !depth;
}

/* Stand on the value of a member; the object's brace is passed already. */
static bool enter_member(struct cursor *c, const char *name, size_t len)
{
	while (take(c, '"')) {
		const char *key = c->p;
		if (!skip_text(c))
			return false;
		size_t n = (size_t)(c->p - key) - 1;
		if (!take(c, ':'))
			return false;
		if (n == len && memcmp(key, name, len) == 0)
			return true;
		if (!skip_value(c) || !take(c, ','))
			return false;
	}
	return false;
}

static bool enter_element(struct cursor *c, int64_t index)
{
	for (; index > 0; index--)
		if (!skip_value(c) || !take(c, ','))
			return false;
	skip_blanks(c);
	return !at_end(c) && *c->p != ']';
}

static bool enter(struct cursor *c, const char *part, size_t len)
{
	char digits[8];
	int64_t index;

	if (take(c, '{'))
		return enter_member(c, part, len);
	if (!take(c, '[') || len >= sizeof(digits))
		return false;
	memcpy(digits, part, len);
	digits[len] = '\0';
	return str_to_i64(digits, 0, JSON_ARRAY_MAX, &index) && enter_element(c, index);
}

bool json_peek(struct bytes text, const char *path, struct bytes *out)
{
	struct cursor c = {.p = text.data, .end = (const char *)text.data + text.len};

	while (*path == '/') {
		size_t len = strcspn(++path, "/");
		if (!enter(&c, path, len))
			return false;
		path += len;
	}
	skip_blanks(&c);
	*out = (struct bytes){c.p, 0};
	if (at_end(&c) || !skip_value(&c))
		return false;
	out->len = (size_t)(c.p - (const char *)out->data);
	return out->len > 0;
}

const char *json_peek_id(void *owner, struct bytes text, const char *path)
{
	struct bytes value;

	if (!json_peek(text, path, &value) || value.len < 3)
		return NULL;
	const char *quoted = value.data;
	if (quoted[0] != '"' || quoted[value.len - 1] != '"')
		return NULL;
	const char *id = mem_strndup(owner, quoted + 1, value.len - 2);
	return str_id(id);
}
