/* What counts as a change, and what of it is written down. */
#include "domain/orders/order_diff.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "diff");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

static struct order plain(void)
{
	return (struct order){.status = "READY_FOR_PROCESSING",
			      .fulfillment = "NEW",
			      .total = {10000, "PLN"},
			      .paid = MONEY_NONE,
			      .payment_finished_at = TIME_NONE,
			      .packages = INT64_MIN};
}

static void equal_orders_do_not_differ(void **state)
{
	struct order a = plain();
	struct order b = plain();
	struct order_difference out[ORDER_DIFF_MAX];

	(void)state;
	b.revision = "other";
	b.updated_at_remote = 5;
	b.flags = 3;
	assert_int_equal(order_diff(mem, &a, &b, out), 0);
}

static void each_kind_of_field_is_told_as_text(void **state)
{
	struct order a = plain();
	struct order b = plain();
	struct order_difference out[ORDER_DIFF_MAX];

	(void)state;
	b.fulfillment = "SENT";
	b.paid = (struct money){9950, "PLN"};
	b.payment_finished_at = 0;
	b.packages = 2;
	assert_int_equal(order_diff(mem, &a, &b, out), 4);
	assert_string_equal(out[0].field, "fulfillment");
	assert_string_equal(out[0].before, "NEW");
	assert_string_equal(out[0].after, "SENT");
	assert_string_equal(out[1].after, "1970-01-01T00:00:00.000Z");
	assert_string_equal(out[2].field, "paid");
	assert_null(out[2].before);
	assert_string_equal(out[2].after, "99.50 PLN");
	assert_string_equal(out[3].after, "2");
}

static void nothing_and_the_empty_text_differ(void **state)
{
	struct order a = plain();
	struct order b = plain();
	struct order_difference out[ORDER_DIFF_MAX];

	(void)state;
	a.pickup_name = "";
	assert_int_equal(order_diff(mem, &a, &b, out), 1);
}

static void the_same_amount_in_another_currency_differs(void **state)
{
	struct order a = plain();
	struct order b = plain();
	struct order_difference out[ORDER_DIFF_MAX];

	(void)state;
	b.total = (struct money){10000, "CZK"};
	assert_int_equal(order_diff(mem, &a, &b, out), 1);
}

static void personal_values_are_not_kept(void **state)
{
	struct order_person a = {.email = "a@example.pl", .ship_city = "Łódź"};
	struct order_person b = {.email = "b@example.pl", .ship_city = "Łódź"};
	struct order_difference out[ORDER_DIFF_MAX];

	(void)state;
	assert_int_equal(order_diff_person(&a, &b, out), 1);
	assert_string_equal(out[0].field, "email");
	assert_null(out[0].before);
	assert_null(out[0].after);
}

static void long_values_are_cut_between_characters(void **state)
{
	char text[2 * ORDER_VALUE_CHARS + 100];
	struct order a = plain();
	struct order b = plain();
	struct order_difference out[ORDER_DIFF_MAX];

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "ą", 2);
	text[sizeof(text) - 2] = '\0';
	b.delivery_method = text;
	assert_int_equal(order_diff(mem, &a, &b, out), 1);
	assert_int_equal(strlen(out[0].after), 2 * ORDER_VALUE_CHARS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_orders_do_not_differ),
	    cmocka_unit_test(each_kind_of_field_is_told_as_text),
	    cmocka_unit_test(nothing_and_the_empty_text_differ),
	    cmocka_unit_test(the_same_amount_in_another_currency_differs),
	    cmocka_unit_test(personal_values_are_not_kept),
	    cmocka_unit_test(long_values_are_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
