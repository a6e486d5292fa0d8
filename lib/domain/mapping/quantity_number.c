/* Numbers as people write them: their thousands and decimals by figure.h, their fractions here. */
#include "domain/mapping/quantity_number.h"

#include "base/fold.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"

#include <ctype.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

enum { NUMBER_BYTES = 40, PLAIN_BYTES = 2000 };
#define SLASH '\x01' /* of a fraction that has a character of its own */

static bool is_digit(char c)
{
	return isdigit((unsigned char)c);
}

/* A blank or an apostrophe between digits that groups thousands. */
static bool groups(const char *p)
{
	return (*p == ' ' || *p == '\'') && is_digit(p[1]) && is_digit(p[2]) && is_digit(p[3]) &&
	       !is_digit(p[4]) && p[4] != '/' && p[4] != SLASH;
}

static size_t number_len(const char *s)
{
	const char *p = s;

	while (is_digit(*p) || ((*p == '.' || *p == ',') && is_digit(p[1])) || (p > s && groups(p)))
		p++;
	return (size_t)(p - s);
}

/* Decimals that millionths do not hold: reading would cut them off. */
static bool is_cut(const char *s)
{
	const char *mark = strpbrk(s, ".,");

	for (const char *p = mark; p; p = strpbrk(p + 1, ".,"))
		mark = p;
	if (!mark || strlen(mark + 1) <= FIGURE_PLACES)
		return false;
	return mark[1 + FIGURE_PLACES + strspn(mark + 1 + FIGURE_PLACES, "0")] != '\0';
}

static enum quantity_why why_not(enum figure_result result)
{
	switch (result) {
	case FIGURE_AMBIGUOUS:
		return QUANTITY_DECIMAL_MARK;
	case FIGURE_TOO_LARGE:
		return QUANTITY_TOO_LARGE;
	default:
		return result == FIGURE_OK ? QUANTITY_FINE : QUANTITY_UNREADABLE;
	}
}

static enum quantity_why read_plain(const char *s, size_t len, enum decimal_mark mark, int64_t *out)
{
	char text[NUMBER_BYTES];
	struct figure f = {0};

	if (len >= sizeof(text))
		return QUANTITY_TOO_LARGE;
	memcpy(text, s, len);
	text[len] = '\0';
	const enum figure_result result = figure_read(text, mark, &f);
	*out = f.millionths;
	return !result && is_cut(text) ? QUANTITY_INEXACT : why_not(result);
}

/* Digits alone, few of them; 0: it is no such number. */
static int64_t small(const char *s, size_t *len)
{
	int64_t n = 0;

	for (*len = 0; is_digit(s[*len]) && *len < 3; ++*len)
		n = n * 10 + (s[*len] - '0');
	return is_digit(s[*len]) ? 0 : n;
}

/* Is what stands behind it an inch? */
static bool is_inch(const char *s)
{
	static const char *const inches[] = {"\"", "''", "cal", "in", "′′"};

	s += *s == ' ';
	for (size_t i = 0; i < COUNT_OF(inches); i++)
		if (str_starts(s, inches[i]))
			return true;
	return false;
}

/* "1/2", "3/4" and what has a character of its own are parts of one; "7/8" is that of an inch, and
 * elsewhere rather two ages or sizes. */
static bool is_part(const char *slash, int64_t below, const char *rest)
{
	if (*slash == SLASH || below == 2 || below == 4)
		return true;
	return below <= 64 && (below & (below - 1)) == 0 && is_inch(rest);
}

/* 0: no fraction with an end stands here. */
static size_t fraction_len(const char *s, int64_t *out)
{
	size_t len;
	size_t below_len;
	const int64_t above = small(s, &len);
	const char *slash = s + len;

	if (!above || (*slash != '/' && *slash != SLASH))
		return 0;
	const int64_t below = small(slash + 1, &below_len);
	len += 1 + below_len;
	if (below <= above || DECIMAL_ONE % below || !is_part(slash, below, s + len))
		return 0;
	*out = DECIMAL_ONE / below * above;
	return len;
}

size_t quantity_number(const char *s, enum decimal_mark mark, int64_t *out, enum quantity_why *why)
{
	size_t len = fraction_len(s, out);
	int64_t part;

	if (len)
		return len;
	len = number_len(s);
	const enum quantity_why problem = read_plain(s, len, mark, out);
	const size_t part_len = s[len] == ' ' ? fraction_len(s + len + 1, &part) : 0;

	if (problem)
		*why = problem;
	if (!part_len)
		return len;
	*out += part;
	return len + 1 + part_len;
}

/* Characters that are numbers by themselves: "1½" is not eleven halves, "10²" no hundred and two.
 */
static bool add_plain(struct str *out, ucs4_t c, ucs4_t before)
{
	const uc_fraction_t value = uc_numeric_value(c);

	if (c < 0x80 || !value.denominator)
		return true;
	if (value.denominator > 1) {
		str_addf(out, " %d%c%d ", (int)value.numerator, SLASH, (int)value.denominator);
		return true;
	}
	return uc_is_alpha(before); /* "m²" */
}

char *quantity_plain(void *owner, const char *text)
{
	struct str out;
	const size_t len = strlen(text);
	ucs4_t before = ' ';

	str_init(&out, owner, PLAIN_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < len;) {
		const size_t had = out.len;
		ucs4_t c;
		const int n = u8_mbtouc(&c, (const uint8_t *)text + i, len - i);

		if (!add_plain(&out, c, before))
			return NULL;
		if (out.len == had)
			str_add_bytes(&out, text + i, (size_t)n);
		i += (size_t)n;
		before = c;
	}
	return out.overflow ? NULL : text_fold(owner, out.text);
}
