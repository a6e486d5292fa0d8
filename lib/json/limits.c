/*
 * A look at the text before json-c makes objects of it: what would take too much memory is refused
 * while it is still text, because a few megabytes of "[{},{},…" become a gigabyte (RELIABILITY
 * F51). Not a parser: text that is no JSON passes here and is refused by json-c.
 */
#include "json/doc.h"

#include "base/mem.h"

#include <stdbool.h>

/* What json-c 0.16 allocates on a 64-bit machine, measured and rounded up. */
enum {
	COST_OBJECT = 800, /* its table of 16 places comes with it */
	COST_ARRAY = 400,
	COST_VALUE = 160, /* a member or element: name, link, value */
};

struct scan {
	const char *p;
	const char *end;
	size_t cost;
	size_t depth;
	size_t values[JSON_DEPTH_MAX + 1]; /* commas seen at this depth */
};

/* Moves past a text; false when it is too long. An escape may count for more than it will be. */
static bool skip_text(struct scan *s)
{
	const char *from = ++s->p;

	while (s->p < s->end && *s->p != '"')
		s->p += *s->p == '\\' ? 2 : 1;
	size_t len = (size_t)(s->p - from);
	s->cost += len;
	return len <= JSON_TEXT_MAX;
}

static bool open_container(struct scan *s, size_t cost)
{
	if (s->depth == JSON_DEPTH_MAX)
		return false;
	s->values[++s->depth] = 0;
	s->cost += cost + COST_VALUE;
	return true;
}

static bool next_value(struct scan *s)
{
	s->cost += COST_VALUE;
	return ++s->values[s->depth] < JSON_ARRAY_MAX;
}

static bool step(struct scan *s)
{
	switch (*s->p) {
	case '"':
		return skip_text(s);
	case '{':
		return open_container(s, COST_OBJECT);
	case '[':
		return open_container(s, COST_ARRAY);
	case ',':
		return next_value(s);
	case '}':
	case ']':
		s->depth -= s->depth > 0;
		return true;
	default:
		return true;
	}
}

size_t json_weight(struct bytes text)
{
	const char *from = text.data;
	struct scan s = {.p = from, .end = from + text.len};

	for (; s.p < s.end; s.p++)
		if (!step(&s) || s.cost > JSON_MEMORY_MAX)
			return SIZE_MAX;
	return s.cost;
}
