/* A pattern is read part by part, for its bounds and for what people write that POSIX has not. */
#include "domain/mapping/pattern_check.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>

enum { DEPTH_MAX = 10, WRITTEN_MAX = 8 * PATTERN_MAX };

/* What an atom, or all of a group, may repeat inside it. */
struct repeats {
	bool is_endless;
	long times;
};

struct checker {
	const char *at;
	struct str out;
	struct repeats groups[DEPTH_MAX]; /* open ones, the outermost first */
	size_t depth;
	struct repeats last; /* of the atom before */
	bool can_repeat;     /* there is an atom before */
	size_t n_repeats;
};

static void atom(struct checker *c, struct repeats r)
{
	struct repeats *group = &c->groups[c->depth];

	group->is_endless = group->is_endless || r.is_endless;
	group->times = r.times > group->times ? r.times : group->times;
	c->last = r;
	c->can_repeat = true;
}

static void copy(struct checker *c, size_t len)
{
	str_add_bytes(&c->out, c->at, len);
	c->at += len;
}

static const char *class_of(char letter, bool in_set)
{
	switch (letter) {
	case 'd':
		return in_set ? "0-9" : "[0-9]";
	case 's':
		return in_set ? "[:space:]" : "[[:space:]]";
	case 'w':
		return in_set ? "[:alnum:]_" : "[[:alnum:]_]";
	default:
		return NULL;
	}
}

static enum pattern_fault take_escape(struct checker *c)
{
	const char letter = c->at[1];
	const char *class = class_of(letter, false);

	if (letter >= '1' && letter <= '9')
		return PATTERN_BACK_REFERENCE;
	if (class) {
		str_add(&c->out, class);
		c->at += 2;
		atom(c, (struct repeats){false, 1});
		return PATTERN_FINE;
	}
	if (letter == 'b') { /* the edge of a word, no atom */
		copy(c, 2);
		c->can_repeat = false;
		return PATTERN_FINE;
	}
	if (!ispunct((unsigned char)letter) || strchr("<>`'", letter))
		return PATTERN_ESCAPE;
	copy(c, 2);
	atom(c, (struct repeats){false, 1});
	return PATTERN_FINE;
}

/* "[:digit:]" inside a set. */
static size_t class_len(const char *s)
{
	const char *end = s[0] == '[' && s[1] == ':' ? strstr(s, ":]") : NULL;

	return end ? (size_t)(end + 2 - s) : 0;
}

static enum pattern_fault take_escape_in_set(struct checker *c)
{
	const char *class = class_of(c->at[1], true);

	if (!class && (!ispunct((unsigned char)c->at[1]) || strchr("]^-[", c->at[1])))
		return PATTERN_ESCAPE;
	if (class)
		str_add(&c->out, class);
	else
		str_add_bytes(&c->out, c->at + 1, 1);
	c->at += 2;
	return PATTERN_FINE;
}

static enum pattern_fault take_set(struct checker *c)
{
	copy(c, 1);
	copy(c, *c->at == '^');
	copy(c, *c->at == ']');
	while (*c->at && *c->at != ']') {
		const size_t class = class_len(c->at);

		if (*c->at == '[' && !class)
			return PATTERN_RANGE;
		if (*c->at != '\\') {
			copy(c, class ? class : 1);
			continue;
		}
		const enum pattern_fault fault = take_escape_in_set(c);
		if (fault)
			return fault;
	}
	if (!*c->at)
		return PATTERN_BRACKET;
	copy(c, 1);
	atom(c, (struct repeats){false, 1});
	return PATTERN_FINE;
}

static long number(const char **s)
{
	long n = 0;

	for (; isdigit((unsigned char)**s); ++*s)
		n = n > PATTERN_TIMES ? n : n * 10 + (**s - '0');
	return n;
}

/* "{2}", "{1,3}", "{2,}"; false: it is none. */
static bool read_braces(const char **at, struct repeats *out)
{
	const char *s = *at + 1;

	if (!isdigit((unsigned char)*s))
		return false;
	out->times = number(&s);
	if (*s == ',') {
		s++;
		out->is_endless = *s == '}';
		if (!out->is_endless && !isdigit((unsigned char)*s))
			return false;
		const long most = out->is_endless ? out->times : number(&s);
		if (most < out->times)
			return false;
		out->times = most;
	}
	*at = s + 1;
	return *s == '}';
}

static bool can_hold(const struct repeats *outer, const struct repeats *inner)
{
	return !inner->is_endless || (!outer->is_endless && outer->times <= 1);
}

static enum pattern_fault take_repeat(struct checker *c)
{
	struct repeats r = {*c->at == '*' || *c->at == '+', 1};
	const char *end = c->at + 1;

	if (!c->can_repeat)
		return PATTERN_REPETITION;
	if (*c->at == '{' && (end = c->at, !read_braces(&end, &r)))
		return PATTERN_BRACE;
	if (!can_hold(&r, &c->last))
		return PATTERN_NESTED;
	if (++c->n_repeats > PATTERN_REPEATS)
		return PATTERN_TOO_MANY;
	r.times *= c->last.times;
	r.is_endless = r.is_endless || c->last.is_endless;
	if (r.times > PATTERN_TIMES)
		return PATTERN_TOO_OFTEN;
	copy(c, (size_t)(end - c->at));
	atom(c, r);
	c->can_repeat = false;
	return PATTERN_FINE;
}

static enum pattern_fault take_group(struct checker *c)
{
	if (*c->at == '(') {
		if (++c->depth == DEPTH_MAX)
			return PATTERN_TOO_LONG;
		c->groups[c->depth] = (struct repeats){false, 1};
		c->can_repeat = false;
	} else {
		if (!c->depth)
			return PATTERN_PARENTHESIS;
		c->depth--;
		atom(c, c->groups[c->depth + 1]);
	}
	copy(c, 1);
	return PATTERN_FINE;
}

static size_t character_len(const char *s)
{
	size_t len = 1;

	while (((unsigned char)s[len] & 0xc0) == 0x80)
		len++;
	return len;
}

static enum pattern_fault take_part(struct checker *c)
{
	switch (*c->at) {
	case '\\':
		return take_escape(c);
	case '[':
		return take_set(c);
	case '(':
	case ')':
		return take_group(c);
	case '*':
	case '+':
	case '?':
	case '{':
		return take_repeat(c);
	case '|':
	case '^':
	case '$':
		c->can_repeat = false;
		copy(c, 1);
		return PATTERN_FINE;
	default:
		copy(c, character_len(c->at));
		atom(c, (struct repeats){false, 1});
		return PATTERN_FINE;
	}
}

enum pattern_fault pattern_check(void *owner, const char *text, char **out)
{
	struct checker c = {.at = text, .groups = {{false, 1}}};
	enum pattern_fault fault = PATTERN_FINE;

	if (str_empty(text))
		return PATTERN_EMPTY;
	if (strlen(text) > PATTERN_MAX)
		return PATTERN_TOO_LONG;
	if (!str_is_utf8(text, strlen(text)))
		return PATTERN_BAD_TEXT;
	str_init(&c.out, owner, WRITTEN_MAX);
	while (*c.at && !fault)
		fault = take_part(&c);
	*out = c.out.text;
	return fault ? fault : c.depth ? PATTERN_PARENTHESIS : PATTERN_FINE;
}
