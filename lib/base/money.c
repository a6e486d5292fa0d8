/* Exact amounts: strict parsing, checked arithmetic, two ways to show them. */
#include "base/money.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define NBSP "\xc2\xa0"

enum { DIGITS_MAX = 15 }; /* 10^15 minor units: far above any order, far below int64 */

/* Marketplaces of Allegro (FACTS 2.5) and the currencies around them. */
static const struct currency {
	char code[4];
	int decimals;
	const char *sign; /* after the amount in Polish text */
} currencies[] = {
    {"PLN", 2, "zł"},  {"EUR", 2, "€"},	  {"CZK", 2, "Kč"},  {"HUF", 2, "Ft"},	{"USD", 2, "USD"},
    {"GBP", 2, "GBP"}, {"UAH", 2, "UAH"}, {"RON", 2, "RON"}, {"BGN", 2, "BGN"}, {"SEK", 2, "SEK"},
    {"DKK", 2, "DKK"}, {"NOK", 2, "NOK"}, {"CHF", 2, "CHF"},
};

static const struct currency *currency_find(const char *code)
{
	for (size_t i = 0; i < COUNT_OF(currencies); i++)
		if (str_eq(code, currencies[i].code))
			return &currencies[i];
	return NULL;
}

static const char *currency_sign(const char *code)
{
	const struct currency *c = currency_find(code);

	return c ? c->sign : code;
}

bool money_is_none(struct money m)
{
	return m.minor == MONEY_NULL;
}

/* Digits before the dot, then at most `decimals` after it; pads to minor units. */
static bool parse_minor(const char *s, int decimals, int64_t *minor)
{
	bool negative = *s == '-';
	int64_t v = 0;
	int whole = 0;
	int frac = 0;

	s += negative;
	for (; isdigit((unsigned char)*s) && whole < DIGITS_MAX; s++, whole++)
		v = v * 10 + (*s - '0');
	if (!whole)
		return false;
	if (*s == '.') {
		for (s++; isdigit((unsigned char)*s) && frac < decimals; s++, frac++)
			v = v * 10 + (*s - '0');
		if (!frac)
			return false;
	}
	if (*s)
		return false;
	for (; frac < decimals; frac++)
		v *= 10;
	*minor = negative ? -v : v;
	return true;
}

enum rc money_parse(const char *amount, const char *currency, struct money *out, struct err *e)
{
	if (!amount)
		return err_set(e, RC_INVALID, "amount is missing");
	if (!currency)
		return err_set(e, RC_INVALID, "currency is missing");
	const struct currency *c = currency_find(currency);
	if (!c)
		return err_set(e, RC_INVALID, "unknown currency \"%.8s\"", currency);
	if (!parse_minor(amount, c->decimals, &out->minor))
		return err_set(e, RC_INVALID, "\"%.32s\" is not an amount in %s", amount, c->code);
	memcpy(out->currency, c->code, sizeof(out->currency));
	return RC_OK;
}

static int64_t scale_of(const struct currency *c)
{
	int64_t scale = 1;

	for (int i = 0; i < c->decimals; i++)
		scale *= 10;
	return scale;
}

/* Splits into sign, whole and fraction without overflowing on INT64_MIN neighbours. */
static void split(struct money m, const char **sign, uint64_t *whole, uint64_t *frac, int *decimals)
{
	const struct currency *c = currency_find(m.currency);

	if (!c)
		BUG("money with currency \"%.3s\"", m.currency);
	uint64_t abs = m.minor < 0 ? (uint64_t)(-(m.minor + 1)) + 1 : (uint64_t)m.minor;
	uint64_t scale = (uint64_t)scale_of(c);
	*sign = m.minor < 0 ? "-" : "";
	*whole = abs / scale;
	*frac = abs % scale;
	*decimals = c->decimals;
}

char *money_to_decimal(void *owner, struct money m)
{
	const char *sign;
	uint64_t whole;
	uint64_t frac;
	int decimals;

	if (money_is_none(m))
		return mem_strdup(owner, "");
	split(m, &sign, &whole, &frac, &decimals);
	return mem_printf(owner, "%s%" PRIu64 ".%0*" PRIu64, sign, whole, decimals, frac);
}

bool money_add(struct money a, struct money b, struct money *out)
{
	if (money_is_none(a) || money_is_none(b) || !str_eq(a.currency, b.currency))
		return false;
	*out = a;
	return !__builtin_add_overflow(a.minor, b.minor, &out->minor);
}

bool money_times(struct money a, int64_t n, struct money *out)
{
	if (money_is_none(a))
		return false;
	*out = a;
	return !__builtin_mul_overflow(a.minor, n, &out->minor);
}

/* Thousands apart: Polish only from five digits (CLDR pl), English always. */
static char *group(void *owner, uint64_t whole, const char *separator, size_t from_digits)
{
	char *digits = mem_printf(owner, "%" PRIu64, whole);
	size_t n = strlen(digits);
	struct str out;

	if (n < from_digits)
		return digits;
	str_init(&out, owner, 64);
	for (size_t i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			str_add(&out, separator);
		str_add_bytes(&out, digits + i, 1);
	}
	return out.text;
}

char *money_format(void *owner, struct money m, enum money_style style)
{
	const char *sign;
	uint64_t whole;
	uint64_t frac;
	int decimals;

	if (money_is_none(m))
		return mem_strdup(owner, "");
	split(m, &sign, &whole, &frac, &decimals);
	if (style == MONEY_EN)
		return mem_printf(owner, "%s" NBSP "%s%s.%0*" PRIu64, m.currency, sign,
				  group(owner, whole, ",", 4), decimals, frac);
	return mem_printf(owner, "%s%s,%0*" PRIu64 NBSP "%s", sign, group(owner, whole, NBSP, 5),
			  decimals, frac, currency_sign(m.currency));
}
