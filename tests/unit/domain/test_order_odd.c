/* Oddities: one name for all elements of a list, once a document, sorted. */
#include "domain/orders/order_odd.h"

#include "allegro/checkout_form.h"
#include "base/mem.h"
#include "domain/orders/order_allow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void elements_of_lists_are_all_the_same(void **state)
{
	(void)state;
	void *mem = mem_context(NULL, "odds");
	struct odds odds = {0};
	struct json_notes notes = {.n = 4,
				   .names = {"/lineItems/0/new", "/lineItems/12/new",
					     "/status=LATER", "/lineItems/3/tax/4"}};

	odds_add(mem, &odds, &notes);
	odds_add(mem, &odds, &notes);
	assert_int_equal(odds.n, 3);
	assert_string_equal(odds.names[0].name, "/lineItems/*/new");
	assert_int_equal(odds.names[0].n, 2);
	assert_string_equal(odds.names[1].name, "/lineItems/*/tax/*");
	assert_string_equal(odds.names[2].name, "/status=LATER");
	mem_free(mem);
}

static void names_with_digits_stay_themselves(void **state)
{
	(void)state;
	void *mem = mem_context(NULL, "odds");
	struct odds odds = {0};
	struct json_notes notes = {.n = 2, .names = {"/a1/2b", "/type=3"}};

	odds_add(mem, &odds, &notes);
	assert_string_equal(odds.names[0].name, "/a1/2b");
	assert_string_equal(odds.names[1].name, "/type=3");
	mem_free(mem);
}

static void what_is_no_word_is_not_repeated(void **state)
{
	(void)state;
	void *mem = mem_context(NULL, "odds");
	struct odds odds = {0};
	struct json_notes notes = {.n = 3, .names = {"/a=Jan Kowalski", "/b=jan@x.pl", "/c="}};

	odds_add(mem, &odds, &notes);
	assert_string_equal(odds.names[0].name, "/a=?");
	assert_string_equal(odds.names[1].name, "/b=?");
	assert_string_equal(odds.names[2].name, "/c=");
	mem_free(mem);
}

static void a_flood_of_names_is_bounded(void **state)
{
	(void)state;
	void *mem = mem_context(NULL, "odds");
	struct odds odds = {0};

	for (int i = 0; i < 2 * ODD_NAMES_MAX; i++) {
		struct json_notes notes = {.n = 1, .names = {mem_printf(mem, "/new%d", i)}};
		odds_add(mem, &odds, &notes);
	}
	assert_int_equal(odds.n, ODD_NAMES_MAX);
	mem_free(mem);
}

/* F7: what an order cannot do without. */
static void money_quantities_ids_and_states_are_never_left_out(void **state)
{
	(void)state;
	static const char *const never[] = {
	    NULL,
	    "",
	    "/",
	    "/id",
	    "/status",
	    "/revision",
	    "/summary/totalToPay",
	    "/summary/totalToPay/amount",
	    "/payment/finishedAt",
	    "/payment/paidAmount",
	    "/payment/type",
	    "/buyer/id",
	    "/delivery/cost",
	    "/delivery/address",
	    "/delivery/address/street",
	    "/delivery/time/dispatch/to",
	    "/delivery/pickupPoint/id",
	    "/delivery/cancellation/date",
	    "/fulfillment/status",
	    "/lineItems",
	    "/lineItems/0/id",
	    "/lineItems/0/quantity",
	    "/lineItems/0/price",
	    "/lineItems/0/boughtAt",
	    "/lineItems/0/tax/rate",
	    "/surcharges",
	};

	for (size_t i = 0; i < COUNT_OF(never); i++)
		assert_false(order_path_may_be_left(never[i]));
	assert_true(order_path_may_be_left("/delivery/pickupPoint/description"));
	assert_true(order_path_may_be_left("/updatedAt"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(elements_of_lists_are_all_the_same),
	    cmocka_unit_test(names_with_digits_stay_themselves),
	    cmocka_unit_test(what_is_no_word_is_not_repeated),
	    cmocka_unit_test(a_flood_of_names_is_bounded),
	    cmocka_unit_test(money_quantities_ids_and_states_are_never_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
