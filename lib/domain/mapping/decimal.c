/* Digits are added up with their overflow watched: what is too large is no number here. */
#include "domain/mapping/decimal.h"

#include "base/str.h"

#include <ctype.h>
#include <stddef.h>

static bool add_digit(int64_t *n, char c)
{
	return !__builtin_mul_overflow(*n, 10, n) && !__builtin_add_overflow(*n, c - '0', n);
}

/* Up to six decimals and any number of zeros behind them. */
static bool read_decimals(const char *s, int64_t *n)
{
	int places = 0;

	if (*s && !isdigit((unsigned char)*s))
		return false;
	for (; isdigit((unsigned char)*s); s++) {
		if (places < DECIMAL_PLACES ? !add_digit(n, *s) : *s != '0')
			return false;
		places += places < DECIMAL_PLACES;
	}
	for (; places < DECIMAL_PLACES; places++)
		if (!add_digit(n, '0'))
			return false;
	return !*s;
}

bool decimal_read(const char *text, int64_t *millionths)
{
	const char *s = text ? text : "";
	const bool negative = *s == '-';
	int64_t n = 0;

	s += negative;
	if (!isdigit((unsigned char)*s))
		return false;
	for (; isdigit((unsigned char)*s); s++)
		if (!add_digit(&n, *s))
			return false;
	if (*s == '.' && !isdigit((unsigned char)s[1]))
		return false;
	if (!read_decimals(*s == '.' ? s + 1 : s, &n))
		return false;
	*millionths = negative ? -n : n;
	return true;
}

int decimal_places(int64_t millionths)
{
	int64_t rest = millionths % DECIMAL_ONE;
	int places = rest ? DECIMAL_PLACES : 0;

	for (; rest && rest % 10 == 0; rest /= 10)
		places--;
	return places;
}

void decimal_print(int64_t millionths, char out[DECIMAL_SIZE])
{
	char reversed[DECIMAL_SIZE];
	const int places = decimal_places(millionths);
	uint64_t n = millionths < 0 ? -(uint64_t)millionths : (uint64_t)millionths;
	size_t len = 0;

	for (int i = places; i < DECIMAL_PLACES; i++)
		n /= 10;
	for (int i = 0; i < places; i++, n /= 10)
		reversed[len++] = (char)('0' + n % 10);
	if (places)
		reversed[len++] = '.';
	do {
		reversed[len++] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	if (millionths < 0)
		*out++ = '-';
	while (len)
		*out++ = reversed[--len];
	*out = '\0';
}
