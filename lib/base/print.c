/* One pass over the format. */
#include "base/print.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS_MAX = 20 }; /* of 2^64 */

struct out {
	char *at;
	char *end; /* where its NUL still fits */
};

/* "%", what follows it up to the letter of its type. */
struct directive {
	char fill; /* a zero or a blank */
	size_t width;
	char size; /* 'l' (also of "ll"), 'z', 0: int */
	char type;
};

static bool add(struct out *o, const char *text, size_t len)
{
	if (len > (size_t)(o->end - o->at))
		return false;
	memcpy(o->at, text, len);
	o->at += len;
	return true;
}

static bool pad(struct out *o, char fill, size_t width, size_t len)
{
	for (; len < width; len++)
		if (!add(o, &fill, 1))
			return false;
	return true;
}

/* A sign stands before zeros and behind blanks. */
static bool add_number(struct out *o, const struct directive *d, uint64_t n, bool negative)
{
	char digits[DIGITS_MAX];
	size_t i = DIGITS_MAX;

	do
		digits[--i] = (char)('0' + n % 10);
	while (n /= 10);
	size_t len = DIGITS_MAX - i + negative;
	if (d->fill == ' ' && !pad(o, ' ', d->width, len))
		return false;
	if (negative && !add(o, "-", 1))
		return false;
	if (d->fill == '0' && !pad(o, '0', d->width, len))
		return false;
	return add(o, digits + i, DIGITS_MAX - i);
}

/* Moves behind it. */
static struct directive read_directive(const char **fmt, va_list *ap)
{
	struct directive d = {.fill = **fmt == '0' ? '0' : ' '};

	*fmt += d.fill == '0';
	if (**fmt == '*') {
		int width = va_arg(*ap, int);
		d.width = width < 0 ? SIZE_MAX : (size_t)width; /* to the left: does not fit */
		(*fmt)++;
	}
	for (; isdigit((unsigned char)**fmt); (*fmt)++)
		d.width = d.width * 10 + (size_t)(**fmt - '0');
	if (**fmt == 'l' || **fmt == 'z')
		d.size = *(*fmt)++;
	if (d.size == 'l' && **fmt == 'l')
		(*fmt)++;
	d.type = **fmt;
	*fmt += d.type != '\0';
	return d;
}

_Static_assert(sizeof(long) == sizeof(long long) && sizeof(long) == sizeof(size_t),
	       "long numbers are read as one type");

static bool add_value(struct out *o, const struct directive *d, va_list *ap)
{
	const char *text;
	int64_t n;

	switch (d->type) {
	case 's':
		text = va_arg(*ap, const char *);
		return text && !d->width && !d->size && add(o, text, strlen(text));
	case 'c': {
		char c = (char)va_arg(*ap, int);
		return !d->width && !d->size && add(o, &c, 1);
	}
	case 'd':
		n = d->size ? va_arg(*ap, long) : va_arg(*ap, int);
		return add_number(o, d, n < 0 ? -(uint64_t)n : (uint64_t)n, n < 0);
	case 'u':
		return add_number(
		    o, d, d->size ? va_arg(*ap, unsigned long) : va_arg(*ap, unsigned), false);
	case '%':
		return !d->width && add(o, "%", 1);
	default:
		return false;
	}
}

size_t print_short(char *out, size_t room, const char *fmt, va_list ap)
{
	struct out o = {out, out + room - 1};
	va_list values;
	bool fits = true;

	va_copy(values, ap);
	while (fits && *fmt) {
		size_t plain = strcspn(fmt, "%");
		fits = add(&o, fmt, plain);
		fmt += plain;
		if (!fits || !*fmt++)
			break;
		const struct directive d = read_directive(&fmt, &values);
		fits = add_value(&o, &d, &values);
	}
	va_end(values);
	if (!fits)
		return SIZE_MAX;
	*o.at = '\0';
	return (size_t)(o.at - out);
}
