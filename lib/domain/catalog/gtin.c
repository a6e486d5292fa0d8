/* Check digits: weights of 3 and 1 from the right; ISBN-10 of 10 to 1, modulo 11. */
#include "domain/catalog/gtin.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>

enum { ISBN10 = 10, EAN8 = 8, UPC = 12, EAN13 = 13, GTIN14 = 14, TEXT_MAX = 40 };

const char *gtin_problem(enum gtin result)
{
	static const char *const words[GTIN_RESULTS] = {
	    [GTIN_OK] = "is right",
	    [GTIN_NONE] = "is empty",
	    [GTIN_SCIENTIFIC] = ("was shortened by a spreadsheet: format the column as text there,"
				 " and save the file again"),
	    [GTIN_NOT_DIGITS] = "holds other characters than digits",
	    [GTIN_LENGTH] = "has neither 8, 12, 13 nor 14 digits",
	    [GTIN_CHECK_DIGIT] = "has a wrong check digit",
	    [GTIN_INTERNAL] = "is a number of a shop's own, which nobody else knows",
	};

	return words[result];
}

static bool is_right(const char *digits, size_t len)
{
	int sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += (digits[i] - '0') * ((len - i) % 2 ? 1 : 3);
	return sum % 10 == 0;
}

static bool is_isbn10(const char *s)
{
	int sum = 0;

	for (int i = 0; i < ISBN10; i++) {
		if (!isdigit((unsigned char)s[i]) && !(i == ISBN10 - 1 && s[i] == 'X'))
			return false;
		sum += (ISBN10 - i) * (s[i] == 'X' ? 10 : s[i] - '0');
	}
	return sum % 11 == 0;
}

static void isbn13_of(const char *isbn10, char out[GTIN_SIZE])
{
	char digits[EAN13 + 1] = "978";
	int sum = 0;

	memcpy(digits + 3, isbn10, ISBN10 - 1);
	for (int i = 0; i < EAN13 - 1; i++)
		sum += (digits[i] - '0') * (i % 2 ? 3 : 1);
	digits[EAN13 - 1] = (char)('0' + (10 - sum % 10) % 10);
	memcpy(out, digits, EAN13 + 1);
}

/* Without what people and spreadsheets put around and between digits; 0: it does not fit. */
static size_t bare(const char *text, char out[TEXT_MAX])
{
	size_t n = 0;

	for (const char *p = text; *p; p++) {
		if (strchr(" -\t'=\"", *p))
			continue;
		if (n == TEXT_MAX - 1)
			return 0;
		out[n++] = (char)toupper((unsigned char)*p);
	}
	out[n] = '\0';
	return n;
}

/* Digits with a mark, then E, then digits. */
static bool is_scientific(const char *s)
{
	size_t n = strspn(s, "0123456789.,");

	return n && s[n] == 'E' && s[n + 1 + strspn(s + n + 1, "+")] &&
	       !s[n + 1 + strspn(s + n + 1, "+0123456789")];
}

/* Digits alone. */
static enum gtin judge(const char *s, size_t len)
{
	if (!s[strspn(s, "0")])
		return GTIN_NONE;
	if (len != EAN8 && len != UPC && len != EAN13 && len != GTIN14)
		return GTIN_LENGTH;
	if (!is_right(s, len))
		return GTIN_CHECK_DIGIT;
	return len == EAN13 && s[0] == '2' ? GTIN_INTERNAL : GTIN_OK;
}

enum gtin gtin_read(const char *text, char out[GTIN_SIZE])
{
	char s[TEXT_MAX];

	if (str_empty(text) || !text[strspn(text, " \t'\"=-")])
		return GTIN_NONE;
	size_t len = bare(text, s);
	if (!len)
		return GTIN_LENGTH;
	if (is_scientific(s))
		return GTIN_SCIENTIFIC;
	if (len == ISBN10 && is_isbn10(s)) {
		isbn13_of(s, out);
		return GTIN_OK;
	}
	if (s[strspn(s, "0123456789")])
		return GTIN_NOT_DIGITS;
	enum gtin result = judge(s, len);
	if (result == GTIN_OK)
		memcpy(out, s, len + 1);
	return result;
}
