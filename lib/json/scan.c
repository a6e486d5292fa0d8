/*
 * A look at the text before json-c makes objects of it. Two things are judged here and not there:
 *
 * - What is JSON. json-c reads more than RFC 8259 (comments, 'a', NaN, 007, TRUE), and what its
 *   strict mode refuses differs by version: 0.18 refuses every character beyond ASCII.
 * - What would take too much memory, because a few megabytes of "[{},{},…" become a gigabyte
 *   (RELIABILITY F51).
 *
 * Nothing is allocated, and nothing calls itself.
 */
#include "json/doc.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What json-c 0.16 allocates on a 64-bit machine, measured and rounded up. */
enum {
	COST_OBJECT = 800, /* its table of 16 places comes with it */
	COST_ARRAY = 400,
	COST_VALUE = 160, /* a member or element: name, link, value */
};

/* What may stand next, blanks apart. */
enum want {
	WANT_VALUE,
	WANT_FIRST_VALUE, /* or the end of an array */
	WANT_NAME,
	WANT_FIRST_NAME, /* or the end of an object */
	WANT_MORE,	 /* a comma, or the end of what is open */
};

struct scan {
	const char *p;
	const char *end;
	enum want want;
	const char *fault;
	size_t cost;
	size_t depth;
	char closing[JSON_DEPTH_MAX + 1];  /* what ends the container of this depth */
	size_t values[JSON_DEPTH_MAX + 1]; /* commas seen at this depth */
};

static const char too_large[] = "the JSON document is nested too deep, too large, or has a text or "
				"an array that is too long";

/* False, so that it can be returned. */
static bool fault(struct scan *s, const char *what)
{
	s->fault = what;
	return false;
}

/* The character here; NUL at the end, which is no character of JSON either. */
static char now(const struct scan *s)
{
	return s->p < s->end ? *s->p : '\0';
}

static bool take(struct scan *s, char wanted)
{
	if (now(s) != wanted)
		return false;
	s->p++;
	return true;
}

static void skip_blanks(struct scan *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\r' || *s->p == '\t'))
		s->p++;
}

/* --- Values -------------------------------------------------------------------------------- */

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Behind the backslash. */
static bool take_escape(struct scan *s)
{
	const char c = now(s);

	if (!c || !strchr("\"\\/bfnrtu", c))
		return fault(s, "an escape that JSON does not have");
	s->p++;
	for (int i = 0; c == 'u' && i < 4; i++, s->p++)
		if (!is_hex(now(s)))
			return fault(s, "an escape of less than four hexadecimal digits");
	return true;
}

/* From behind the opening quote. An escape may count for more than it will be. */
static bool take_text(struct scan *s)
{
	const char *from = s->p;

	while (s->p < s->end && *s->p != '"') {
		const unsigned char c = (unsigned char)*s->p++;
		if (c < ' ')
			return fault(s, "a control character inside of a text");
		if (c == '\\' && !take_escape(s))
			return false;
	}
	size_t len = (size_t)(s->p - from);
	s->cost += len;
	if (!take(s, '"'))
		return fault(s, "a text without an end");
	return len <= JSON_TEXT_MAX || fault(s, too_large);
}

static bool take_digits(struct scan *s)
{
	const char *from = s->p;

	while (now(s) >= '0' && now(s) <= '9')
		s->p++;
	return s->p > from || fault(s, "a number that JSON does not have");
}

static bool take_exponent(struct scan *s)
{
	if (!take(s, 'e') && !take(s, 'E'))
		return true;
	if (!take(s, '+'))
		(void)take(s, '-');
	return take_digits(s);
}

static bool take_number(struct scan *s)
{
	const char *from = s->p;

	(void)take(s, '-');
	if (!take(s, '0') && !take_digits(s))
		return false;
	if ((take(s, '.') && !take_digits(s)) || !take_exponent(s))
		return false;
	size_t len = (size_t)(s->p - from);
	s->cost += len;
	return len <= JSON_TEXT_MAX || fault(s, too_large);
}

static bool take_word(struct scan *s, const char *word)
{
	const size_t len = strlen(word);

	if ((size_t)(s->end - s->p) < len || memcmp(s->p, word, len) != 0)
		return fault(s, "a word that JSON does not have");
	s->p += len;
	return true;
}

static bool open_container(struct scan *s, char closing)
{
	if (s->depth == JSON_DEPTH_MAX)
		return fault(s, too_large);
	s->p++;
	s->closing[++s->depth] = closing;
	s->values[s->depth] = 0;
	s->cost += COST_VALUE + (size_t)(closing == '}' ? COST_OBJECT : COST_ARRAY);
	s->want = closing == '}' ? WANT_FIRST_NAME : WANT_FIRST_VALUE;
	return true;
}

static bool take_value(struct scan *s)
{
	s->want = WANT_MORE;
	switch (now(s)) {
	case '{':
		return open_container(s, '}');
	case '[':
		return open_container(s, ']');
	case '"':
		s->p++;
		return take_text(s);
	case 't':
		return take_word(s, "true");
	case 'f':
		return take_word(s, "false");
	case 'n':
		return take_word(s, "null");
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return take_number(s);
	default:
		return fault(s, "no value where one must be");
	}
}

/* --- What stands between values ------------------------------------------------------------ */

static bool take_name(struct scan *s)
{
	if (!take(s, '"'))
		return fault(s, "no name where one must be");
	if (!take_text(s))
		return false;
	skip_blanks(s);
	s->want = WANT_VALUE;
	return take(s, ':') || fault(s, "no colon behind a name");
}

static bool take_end(struct scan *s)
{
	if (!take(s, s->closing[s->depth]))
		return false;
	s->depth--;
	s->want = WANT_MORE;
	return true;
}

static bool take_more(struct scan *s)
{
	if (!s->depth)
		return fault(s, "text after its end");
	if (take_end(s))
		return true;
	if (!take(s, ','))
		return fault(s, "neither a comma nor the end of what is open");
	s->cost += COST_VALUE;
	s->want = s->closing[s->depth] == '}' ? WANT_NAME : WANT_VALUE;
	return ++s->values[s->depth] < JSON_ARRAY_MAX || fault(s, too_large);
}

static bool step(struct scan *s)
{
	switch (s->want) {
	case WANT_FIRST_VALUE:
		return take_end(s) || take_value(s);
	case WANT_VALUE:
		return take_value(s);
	case WANT_FIRST_NAME:
		return take_end(s) || take_name(s);
	case WANT_NAME:
		return take_name(s);
	case WANT_MORE:
	default:
		return take_more(s);
	}
}

static bool whole(struct scan *s)
{
	for (skip_blanks(s); s->p < s->end; skip_blanks(s)) {
		if (!step(s))
			return false;
		if (s->cost > JSON_MEMORY_MAX)
			return fault(s, too_large);
	}
	if (s->depth || s->want != WANT_MORE)
		return fault(s, "it ends too early");
	return true;
}

struct json_scanned json_scan(struct bytes text)
{
	const char *from = text.len ? text.data : "";
	struct scan s = {.p = from, .end = from + text.len};
	struct json_scanned done = {0};

	/* The library counts in int. */
	if (text.len >= INT32_MAX)
		(void)fault(&s, too_large);
	else if (whole(&s) && !str_is_unicode(from, text.len))
		(void)fault(&s, "a text is not UTF-8");
	done.weight = s.fault ? SIZE_MAX : s.cost;
	done.fault = s.fault;
	done.is_large = s.fault == too_large;
	done.at = (size_t)(s.p - from);
	return done;
}

size_t json_weight(struct bytes text)
{
	return json_scan(text).weight;
}
