/* One number: its parts are found first (what stands before, digits with their marks, what stands
 * behind), then which mark is which is decided, then it is added up. */
#include "domain/catalog/figure.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>

enum { GROUP = 3, TEXT_MAX = 64, WHOLE_DIGITS_MAX = 12 };
#define NO_MARK '\0'

const char *figure_problem(enum figure_result result)
{
	static const char *const words[FIGURE_RESULTS] = {
	    [FIGURE_OK] = "is right",
	    [FIGURE_NONE] = "is empty",
	    [FIGURE_NOT_NUMBER] = "is no number",
	    [FIGURE_SCIENTIFIC] =
		("was shortened by a spreadsheet: format the column as text there,"
		 " and save the file again"),
	    [FIGURE_AMBIGUOUS] =
		"may be thousands or decimals: choose the decimal mark of the file",
	    [FIGURE_TOO_LARGE] = "is too large",
	};

	return words[result];
}

/* Blanks, narrow and hard ones too, become ' '; outer ones are left out. false: it is too long. */
static bool plain(const char *text, char out[TEXT_MAX])
{
	static const char *const blanks[] = {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\t"};
	size_t n = 0;

	while (*text) {
		size_t skip = *text == ' ';
		for (size_t i = 0; i < COUNT_OF(blanks) && !skip; i++)
			if (str_starts(text, blanks[i]))
				skip = strlen(blanks[i]);
		if (n == TEXT_MAX - 1)
			return false;
		if (!skip || n)
			out[n++] = skip ? ' ' : *text;
		text += skip ? skip : 1;
	}
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return true;
}

/* The parts of a text. */
struct parts {
	bool negative;
	const char *digits; /* digits and marks */
	size_t len;
	const char *unit;
	size_t unit_len;
};

static bool is_number_char(char c)
{
	return isdigit((unsigned char)c) || c == '.' || c == ',';
}

static size_t trimmed(const char *s, size_t len)
{
	while (len && s[len - 1] == ' ')
		len--;
	return len;
}

/* A blank or an apostrophe between a digit and three digits groups. */
static bool groups(const char *p)
{
	return (*p == ' ' || *p == '\'') && isdigit((unsigned char)p[1]) &&
	       isdigit((unsigned char)p[2]) && isdigit((unsigned char)p[3]) &&
	       !isdigit((unsigned char)p[4]);
}

/* Digits and marks from here on, without the dot of an abbreviation or the comma of "12,-". */
static size_t number_len(const char *from)
{
	const char *p = from;

	while (is_number_char(*p) || (p > from && groups(p)))
		p++;
	size_t len = (size_t)(p - from);
	return len > 1 && !isdigit((unsigned char)p[-1]) ? len - 1 : len;
}

static bool has_digit(const struct parts *p)
{
	return strcspn(p->digits, "0123456789") < p->len;
}

static bool split(const char *s, struct parts *out)
{
	const char *p = s;

	while (*p && !is_number_char(*p) && *p != '-')
		p++;
	out->unit = s;
	out->unit_len = trimmed(s, (size_t)(p - s));
	out->negative = *p == '-';
	p += out->negative;
	out->digits = p + strspn(p, " ");
	out->len = number_len(out->digits);
	const char *rest = out->digits + out->len;
	if (!strcmp(rest, ",-") || !strcmp(rest, "."))
		rest += strlen(rest);
	rest += strspn(rest, " ");
	if (out->unit_len && *rest)
		return false;
	if (!out->unit_len) {
		out->unit = rest;
		out->unit_len = strlen(rest);
	}
	return has_digit(out) && out->unit_len < FIGURE_UNIT_MAX && !strpbrk(rest, "0123456789,-");
}

static bool is_scientific(const char *s)
{
	size_t n = strspn(s, "-0123456789.,");

	return n && (s[n] == 'E' || s[n] == 'e') && s[n + 1 + strspn(s + n + 1, "+-")] &&
	       !s[n + 1 + strspn(s + n + 1, "+-0123456789")];
}

static size_t count(const struct parts *p, char mark)
{
	size_t n = 0;

	for (size_t i = 0; i < p->len; i++)
		n += p->digits[i] == mark;
	return n;
}

static size_t last(const struct parts *p, char mark)
{
	size_t at = p->len;

	for (size_t i = 0; i < p->len; i++)
		if (p->digits[i] == mark)
			at = i;
	return at;
}

/* One mark, once: as many digits behind it as only decimals can have, or a group? */
static bool is_plainly_decimal(const struct parts *p, char mark)
{
	size_t at = last(p, mark);

	return p->len - at - 1 != GROUP || at == 0 || at > GROUP || p->digits[0] == '0';
}

/* Which mark begins the decimals, as far as the text alone tells. */
static enum figure_result find_mark(const struct parts *p, char *decimal)
{
	size_t dots = count(p, '.');
	size_t commas = count(p, ',');

	*decimal = NO_MARK;
	if (dots && commas) {
		*decimal = last(p, '.') > last(p, ',') ? '.' : ',';
		return count(p, *decimal) == 1 ? FIGURE_OK : FIGURE_NOT_NUMBER;
	}
	if (dots + commas != 1)
		return FIGURE_OK;
	char mark = dots ? '.' : ',';
	if (!is_plainly_decimal(p, mark))
		return FIGURE_AMBIGUOUS;
	*decimal = mark;
	return FIGURE_OK;
}

/* Every mark before the decimals has three digits behind it, and up to three before the first. */
static bool is_grouped(const struct parts *p, size_t end)
{
	size_t run = 0;
	bool any = false;

	for (size_t i = 0; i < end; i++) {
		if (isdigit((unsigned char)p->digits[i])) {
			run++;
			continue;
		}
		if (any ? run != GROUP : run == 0 || run > GROUP)
			return false;
		any = true;
		run = 0;
	}
	return !any || run == GROUP;
}

static enum figure_result add_up(const struct parts *p, char decimal, int64_t *out)
{
	size_t end = decimal ? last(p, decimal) : p->len;
	int64_t n = 0;
	int whole = 0;
	int places = 0;

	if (!is_grouped(p, end) || (end == p->len && !isdigit((unsigned char)p->digits[0])))
		return FIGURE_NOT_NUMBER;
	for (size_t i = 0; i < end; i++) {
		if (!isdigit((unsigned char)p->digits[i]))
			continue;
		n = n * 10 + (p->digits[i] - '0');
		whole += n > 0;
		if (whole > WHOLE_DIGITS_MAX)
			return FIGURE_TOO_LARGE;
	}
	for (size_t i = end + 1; i < p->len && places < FIGURE_PLACES; i++, places++)
		n = n * 10 + (p->digits[i] - '0');
	/* What a millionth cannot hold says nothing about money, weight or size. */
	for (; places < FIGURE_PLACES; places++)
		n *= 10;
	*out = p->negative ? -n : n;
	return FIGURE_OK;
}

static enum figure_result take_apart(const char *text, char room[TEXT_MAX], struct parts *out)
{
	if (!text)
		return FIGURE_NONE;
	if (!plain(text, room))
		return FIGURE_NOT_NUMBER;
	if (!room[0])
		return FIGURE_NONE;
	if (is_scientific(room))
		return FIGURE_SCIENTIFIC;
	return split(room, out) ? FIGURE_OK : FIGURE_NOT_NUMBER;
}

enum figure_result figure_read(const char *text, enum decimal_mark mark, struct figure *out)
{
	char room[TEXT_MAX];
	struct parts parts;
	char decimal;
	enum figure_result result = take_apart(text, room, &parts);

	if (result)
		return result;
	result = find_mark(&parts, &decimal);
	if (result == FIGURE_AMBIGUOUS && mark != DECIMAL_UNKNOWN) {
		char known = mark == DECIMAL_DOT ? '.' : ',';
		decimal = count(&parts, known) ? known : NO_MARK;
		result = FIGURE_OK;
	}
	if (result)
		return result;
	memcpy(out->unit, parts.unit, parts.unit_len);
	out->unit[parts.unit_len] = '\0';
	return add_up(&parts, decimal, &out->millionths);
}

enum decimal_mark figure_proves(const char *text)
{
	char room[TEXT_MAX];
	struct parts parts;
	char decimal = NO_MARK;
	int64_t n;

	if (take_apart(text, room, &parts) || find_mark(&parts, &decimal) ||
	    add_up(&parts, decimal, &n))
		return DECIMAL_UNKNOWN;
	if (decimal)
		return decimal == '.' ? DECIMAL_DOT : DECIMAL_COMMA;
	if (count(&parts, '.'))
		return DECIMAL_COMMA;
	return count(&parts, ',') ? DECIMAL_DOT : DECIMAL_UNKNOWN;
}

int64_t figure_in(const struct figure *f, int decimals, bool *exact)
{
	int64_t step = 1;

	for (int i = decimals; i < FIGURE_PLACES; i++)
		step *= 10;
	int64_t rest = f->millionths % step;
	int64_t n = f->millionths / step;
	if (exact)
		*exact = rest == 0;
	if (rest >= (step + 1) / 2 && step > 1)
		n++;
	if (-rest >= (step + 1) / 2 && step > 1)
		n--;
	return n;
}
