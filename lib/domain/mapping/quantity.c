/* A text becomes tokens, a letter each, and these letters are looked up as a word. */
#include "domain/mapping/quantity.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"
#include "domain/mapping/quantity_number.h"
#include "domain/mapping/unit.h"

#include <ctype.h>
#include <string.h>

const char *const quantity_why_names[QUANTITY_WHYS + 1] = {
    [QUANTITY_FINE] = "",
    [QUANTITY_EMPTY] = "EMPTY",
    [QUANTITY_UNREADABLE] = "UNREADABLE",
    [QUANTITY_TOO_LARGE] = "TOO_LARGE",
    [QUANTITY_DECIMAL_MARK] = "DECIMAL_MARK",
    [QUANTITY_AT_MOST] = "AT_MOST",
    [QUANTITY_AT_LEAST] = "AT_LEAST",
    [QUANTITY_ABOUT] = "ABOUT",
    [QUANTITY_SEVERAL] = "SEVERAL",
    [QUANTITY_BACKWARDS] = "BACKWARDS",
    [QUANTITY_OTHER_UNIT] = "OTHER_UNIT",
    [QUANTITY_INEXACT] = "INEXACT",
    [QUANTITY_TOO_PRECISE] = "TOO_PRECISE",
    [QUANTITY_ONE_WANTED] = "ONE_WANTED",
    [QUANTITY_RANGE_WANTED] = "RANGE_WANTED",
};

enum { TEXT_BYTES = 200, TOKENS = 8 };

/* Letters of tokens. */
#define NUMBER 'N'
#define UNIT   'U'
#define DASH   'D'
#define FROM   'F'
#define TO     'T'
#define ABOUT  'A'
#define TIMES  'X'
#define AND    'S'
#define PLUS   'P'

struct reader {
	const char *at;
	enum decimal_mark mark;
	enum quantity_why why; /* of a number that is none */
	char letters[TOKENS + 1];
	size_t n;
	int64_t numbers[2];
	size_t n_numbers;
	char units[2][QUANTITY_UNIT_SIZE]; /* behind the first number and behind the second */
};

static bool add(struct reader *r, char letter, size_t len)
{
	r->at += len;
	if (r->n == TOKENS)
		return false;
	r->letters[r->n++] = letter;
	return true;
}

static char previous(const struct reader *r)
{
	return r->n ? r->letters[r->n - 1] : '\0';
}

static bool add_number(struct reader *r, bool is_negative, size_t sign)
{
	enum quantity_why why = QUANTITY_FINE;
	int64_t n = 0;
	const size_t len = quantity_number(r->at + sign, r->mark, &n, &why);

	if (!r->why)
		r->why = why;
	if (r->n_numbers < COUNT_OF(r->numbers))
		r->numbers[r->n_numbers] = is_negative ? -n : n;
	r->n_numbers++;
	return add(r, NUMBER, sign + len);
}

static bool is_digit(char c)
{
	return isdigit((unsigned char)c);
}

/* ---- Signs, words and units ------------------------------------------------------------------ */

static const struct sign {
	const char *text;
	char letter;
} signs[] = {
    {"-", DASH},  {"–", DASH},	{"—", DASH},  {"−", DASH}, {"÷", DASH}, {"~", ABOUT}, {"≈", ABOUT},
    {"±", TIMES}, {"×", TIMES}, {"*", TIMES}, {"<=", TO},  {"<", TO},	{"≤", TO},    {">=", FROM},
    {">", FROM},  {"≥", FROM},	{",", AND},   {";", AND},  {"|", AND},	{"/", AND},   {"+", PLUS},
};

static const struct word {
	const char *words;
	char letter;
} words[] = {
    {"od from min minimum najmniej powyzej ponad", FROM},
    {"do to max maks maksymalnie maksimum maximum najwyzej ponizej", TO},
    {"ok okolo ca circa about approx", ABOUT},
    {"x razy", TIMES},
    {"i oraz lub albo and or", AND},
};

static const struct sign *sign_at(const char *s)
{
	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (str_starts(s, signs[i].text))
			return &signs[i];
	return NULL;
}

/* Dots in a row between two ends. */
static size_t dots_len(const char *s)
{
	const size_t len = strspn(s, ".");

	return len > 1 ? len : 0;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || strchr("\"'%", c);
}

/* Up to a sign, a blank or the number behind "x". */
static size_t word_len(const char *s)
{
	size_t len = 0;

	if (*s == 'x' && (is_digit(s[1]) || s[1] == ' '))
		return 1;
	while (s[len] && (s[len] == '/' ? len && isalpha((unsigned char)s[len + 1])
					: is_word_byte(s[len]) && !sign_at(s + len)))
		for (len++; ((unsigned char)s[len] & 0xc0) == 0x80;)
			len++;
	return len;
}

static char letter_of(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_has_word(words[i].words, word))
			return words[i].letter;
	return UNIT;
}

/* "e3", a power of ten, is none; "m2" and "g/m2" are. */
static bool can_be_unit(const char *word)
{
	const char *digits = word + strcspn(word, "0123456789");

	return !*digits || unit_is_known(word) || strchr(word, '/');
}

static bool add_word(struct reader *r)
{
	const size_t len = word_len(r->at);
	const size_t dot = r->at[len] == '.' && !is_digit(r->at[len + 1]);
	char word[QUANTITY_UNIT_SIZE];

	if (!len || len >= sizeof(word))
		return false;
	memcpy(word, r->at, len);
	word[len] = '\0';
	char letter = letter_of(word);
	if (previous(r) == NUMBER && unit_is_known(word))
		letter = UNIT; /* "5 min" */
	if (letter == UNIT) {
		if (previous(r) != NUMBER || r->n_numbers > COUNT_OF(r->units) ||
		    !can_be_unit(word))
			return false;
		memcpy(r->units[r->n_numbers - 1], word, len + 1);
	}
	return add(r, letter, len + dot);
}

/* Is a sign here one of a number: nothing before it could be the other end of a range? */
static bool is_of_number(const struct reader *r, const struct sign *sign)
{
	const char before = previous(r);

	return (sign->letter == DASH || sign->letter == PLUS) && before != NUMBER &&
	       before != UNIT && is_digit(r->at[strlen(sign->text)]);
}

static bool add_token(struct reader *r)
{
	const size_t dots = dots_len(r->at);
	const struct sign *sign = sign_at(r->at);

	if (dots)
		return add(r, DASH, dots);
	if (is_digit(*r->at) || ((*r->at == '.' || *r->at == ',') && is_digit(r->at[1])))
		return add_number(r, false, 0);
	if (sign && is_of_number(r, sign))
		return add_number(r, sign->letter == DASH, strlen(sign->text));
	return sign ? add(r, sign->letter, strlen(sign->text)) : add_word(r);
}

/* ---- The whole text -------------------------------------------------------------------------- */

static const struct sentence {
	const char *letters;
	enum quantity_why why;
	bool is_range;
} sentences[] = {
    {"N", QUANTITY_FINE, false},       {"NU", QUANTITY_FINE, false},
    {"NDN", QUANTITY_FINE, true},      {"NDNU", QUANTITY_FINE, true},
    {"NUDN", QUANTITY_FINE, true},     {"NUDNU", QUANTITY_FINE, true},
    {"NTN", QUANTITY_FINE, true},      {"NTNU", QUANTITY_FINE, true},
    {"NUTNU", QUANTITY_FINE, true},    {"FNTN", QUANTITY_FINE, true},
    {"FNTNU", QUANTITY_FINE, true},    {"FNUTNU", QUANTITY_FINE, true},
    {"TN", QUANTITY_AT_MOST, false},   {"TNU", QUANTITY_AT_MOST, false},
    {"FN", QUANTITY_AT_LEAST, false},  {"FNU", QUANTITY_AT_LEAST, false},
    {"NP", QUANTITY_AT_LEAST, false},  {"NUP", QUANTITY_AT_LEAST, false},
    {"NPU", QUANTITY_AT_LEAST, false},
};

static const struct sentence *sentence_of(const struct reader *r)
{
	static const struct sentence several = {"", QUANTITY_SEVERAL, false};
	static const struct sentence about = {"", QUANTITY_ABOUT, false};

	if (!r->n_numbers)
		return NULL;
	if (strpbrk(r->letters, "XS"))
		return &several;
	if (strchr(r->letters, ABOUT))
		return &about;
	for (size_t i = 0; i < COUNT_OF(sentences); i++)
		if (str_eq(sentences[i].letters, r->letters))
			return &sentences[i];
	return NULL;
}

/* One unit for both ends: that of the second counts for a bare first, and the other way. */
static enum quantity_why join(struct reader *r, struct quantity *out)
{
	const char *unit = *r->units[1] ? r->units[1] : r->units[0];
	enum quantity_why why = QUANTITY_FINE;

	memcpy(out->unit, unit, sizeof(out->unit));
	if (*r->units[0] && *r->units[1]) {
		struct quantity first = {r->numbers[0], r->numbers[0], false, ""};

		memcpy(first.unit, r->units[0], sizeof(first.unit));
		why = quantity_in(&first, unit);
		r->numbers[0] = first.from;
	}
	out->from = r->numbers[0];
	out->to = r->numbers[1];
	return why ? why : out->from > out->to ? QUANTITY_BACKWARDS : QUANTITY_FINE;
}

static enum quantity_why take(struct reader *r, struct quantity *out)
{
	const struct sentence *s = sentence_of(r);

	if (!s)
		return QUANTITY_UNREADABLE;
	out->is_range = s->is_range;
	if (s->is_range)
		return r->why ? r->why : join(r, out);
	if (s->why == QUANTITY_SEVERAL || s->why == QUANTITY_ABOUT || r->why)
		return s->why ? s->why : r->why;
	memcpy(out->unit, r->units[0], sizeof(out->unit));
	if (s->why != QUANTITY_AT_MOST)
		out->from = r->numbers[0];
	if (s->why != QUANTITY_AT_LEAST)
		out->to = r->numbers[0];
	return s->why;
}

static enum quantity_why read_all(const char *text, enum decimal_mark mark, struct quantity *out)
{
	struct reader r = {.at = text, .mark = mark};

	if (!*text)
		return QUANTITY_EMPTY;
	while (*r.at)
		if (*r.at == ' ')
			r.at++;
		else if (!add_token(&r))
			return QUANTITY_UNREADABLE;
	return take(&r, out);
}

enum quantity_why quantity_read(const char *text, enum decimal_mark mark, struct quantity *out)
{
	*out = (struct quantity){INT64_MIN, INT64_MIN, false, ""};
	if (str_empty(text))
		return QUANTITY_EMPTY;
	if (strlen(text) > TEXT_BYTES)
		return QUANTITY_UNREADABLE;
	void *mem = mem_context(NULL, "quantity");
	const char *plain = quantity_plain(mem, text);
	const enum quantity_why why = plain ? read_all(plain, mark, out) : QUANTITY_UNREADABLE;
	mem_free(mem);
	return why;
}

/* ---- Units ----------------------------------------------------------------------------------- */

static enum quantity_why convert(int64_t *n, const char *from, const char *to)
{
	static const enum quantity_why whys[] = {
	    [UNIT_FINE] = QUANTITY_FINE,
	    [UNIT_FOREIGN] = QUANTITY_OTHER_UNIT,
	    [UNIT_INEXACT] = QUANTITY_INEXACT,
	    [UNIT_TOO_LARGE] = QUANTITY_TOO_LARGE,
	};
	int64_t out;
	const enum quantity_why why = whys[unit_convert(*n, from, to, &out)];

	if (!why)
		*n = out;
	return why;
}

static enum quantity_why change_unit(struct quantity *q, const char *to)
{
	struct quantity changed = *q;
	enum quantity_why why = convert(&changed.from, q->unit, to);

	if (!why)
		why = convert(&changed.to, q->unit, to);
	if (!why)
		*q = changed;
	return why;
}

enum quantity_why quantity_in(struct quantity *q, const char *unit)
{
	void *mem = mem_context(NULL, "unit");
	char *to = text_fold(mem, str_or(unit, ""));
	enum quantity_why why = QUANTITY_FINE;

	if (*to && to[strlen(to) - 1] == '.')
		to[strlen(to) - 1] = '\0';
	if (*q->unit)
		why = change_unit(q, to);
	if (!why) {
		const size_t len = strlen(to) < sizeof(q->unit) ? strlen(to) : 0;

		memcpy(q->unit, to, len);
		q->unit[len] = '\0';
	}
	mem_free(mem);
	return why;
}
