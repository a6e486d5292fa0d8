/* Comparison by the column lists. */
#include "domain/orders/order_diff.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_columns.h"

#include <string.h>

struct column {
	const char *name;
	char kind; /* s, i, t, m */
	size_t offset;
};

#define OF_S(f, w)	 {#f, 's', offsetof(ROW, f)},
#define OF_I(f, w)	 {#f, 'i', offsetof(ROW, f)},
#define OF_T(f, w)	 {#f, 't', offsetof(ROW, f)},
#define OF_M(f, a, c, w) {#f, 'm', offsetof(ROW, f)},

#define ROW struct order
static const struct column order_columns[] = {ORDER_COLUMNS(OF_S, OF_I, OF_T, OF_M, )};
#undef ROW
#define ROW struct order_person
static const struct column person_columns[] = {PERSON_COLUMNS(OF_S, OF_I, OF_T, OF_M, )};
#undef ROW

_Static_assert(COUNT_OF(order_columns) + COUNT_OF(person_columns) <= ORDER_DIFF_MAX,
	       "room for every column");

static const char *const quiet[] = {
    "revision", "updated_at_remote", "place",	  "payment_state", "problem",
    "flags",	"first_line",	     "first_sku", "line_count",
};

static bool is_quiet(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(quiet); i++)
		if (str_eq(quiet[i], name))
			return true;
	return false;
}

static const void *field(const void *row, const struct column *c)
{
	return (const char *)row + c->offset;
}

static const char *text_field(const void *row, const struct column *c)
{
	const char *text;

	memcpy(&text, field(row, c), sizeof(text));
	return text;
}

static int64_t number_field(const void *row, const struct column *c)
{
	int64_t number;

	memcpy(&number, field(row, c), sizeof(number));
	return number;
}

static struct money money_field(const void *row, const struct column *c)
{
	struct money money;

	memcpy(&money, field(row, c), sizeof(money));
	return money;
}

static bool differs(const void *a, const void *b, const struct column *c)
{
	if (c->kind == 's') {
		const char *x = text_field(a, c);
		const char *y = text_field(b, c);
		return !x != !y || !str_eq(x, y);
	}
	if (c->kind == 'm') {
		struct money x = money_field(a, c);
		struct money y = money_field(b, c);
		return x.minor != y.minor || (!money_is_none(x) && !str_eq(x.currency, y.currency));
	}
	return number_field(a, c) != number_field(b, c);
}

static const char *value(void *owner, const void *row, const struct column *c)
{
	char when[TIME_RFC3339_SIZE];
	struct money money;
	int64_t number;

	if (c->kind == 's')
		return str_head(owner, text_field(row, c), ORDER_VALUE_CHARS);
	if (c->kind == 'm') {
		money = money_field(row, c);
		return money_is_none(money)
			   ? NULL
			   : mem_printf(owner, "%s %s", money_to_decimal(owner, money),
					money.currency);
	}
	number = number_field(row, c);
	if (number == INT64_MIN)
		return NULL;
	if (c->kind == 'i')
		return mem_printf(owner, "%lld", (long long)number);
	time_format_rfc3339(number, when);
	return mem_strdup(owner, when);
}

size_t order_diff(void *owner, const struct order *old, const struct order *now,
		  struct order_difference *out)
{
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(order_columns); i++) {
		const struct column *c = &order_columns[i];
		if (is_quiet(c->name) || !differs(old, now, c))
			continue;
		out[n++] =
		    (struct order_difference){c->name, value(owner, old, c), value(owner, now, c)};
	}
	return n;
}

size_t order_diff_person(const struct order_person *old, const struct order_person *now,
			 struct order_difference *out)
{
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(person_columns); i++)
		if (differs(old, now, &person_columns[i]))
			out[n++] = (struct order_difference){.field = person_columns[i].name};
	return n;
}
