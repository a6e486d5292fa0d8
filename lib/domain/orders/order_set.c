/* The list of products of a line, read from its end of each word. */
#include "domain/orders/order_set.h"

#include "base/str.h"

#include <string.h>

enum { DIGITS_MAX = 20 };

static bool read_quantity(const char *text, size_t len, int64_t *out)
{
	char digits[DIGITS_MAX + 1] = "";

	if (len > DIGITS_MAX)
		return false;
	memcpy(digits, text, len);
	return str_to_i64(digits, 1, INT64_MAX, out);
}

bool order_set_next(const char **products, int64_t *quantity)
{
	const char *text = *products;

	if (!text)
		return false;
	text += strspn(text, " ");
	size_t len = strcspn(text, " ");
	if (!len)
		return false;
	const char *star = memchr(text, '*', len);
	*products = text + len;
	if (!star || !read_quantity(star + 1, (size_t)(text + len - star - 1), quantity))
		*quantity = 1;
	return true;
}

int64_t order_set_pieces(const char *products)
{
	int64_t sum = 0;
	int64_t n;

	while (order_set_next(&products, &n))
		if (__builtin_add_overflow(sum, n, &sum))
			return INT64_MIN;
	return sum ? sum : 1;
}

int64_t order_set_count(const struct order_line *lines, size_t n)
{
	int64_t sum = 0;
	int64_t more;

	for (size_t i = 0; i < n; i++) {
		int64_t pieces = order_set_pieces(lines[i].products);
		if (pieces == INT64_MIN ||
		    __builtin_mul_overflow(lines[i].quantity, pieces, &more) ||
		    __builtin_add_overflow(sum, more, &sum))
			return INT64_MIN;
	}
	return sum;
}
