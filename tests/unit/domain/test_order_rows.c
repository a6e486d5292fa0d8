/* Sets counted in pieces, and what an invoice needs. */
#include "domain/orders/order_invoice.h"
#include "domain/orders/order_set.h"

#include "base/compiler.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void a_set_is_counted_in_pieces(void **state)
{
	static const struct {
		const char *products;
		int64_t pieces;
	} cases[] = {
	    {NULL, 1},
	    {"", 1},
	    {"a", 1},
	    {"a*1", 1},
	    {"a*3", 3},
	    {"a*4 b*4 c*1", 9},
	    {"a b", 2},
	    {"a*0 b*x", 2}, /* what cannot be read counts as one */
	    {"a*9223372036854775807 b*1", INT64_MIN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (order_set_pieces(cases[i].products) != cases[i].pieces)
			fail_msg("%s", cases[i].products);
}

static void two_sets_of_nine_are_eighteen_pieces(void **state)
{
	const struct order_line lines[] = {{.quantity = 2, .products = "a*4 b*4 c*1"},
					   {.quantity = 3}};
	const struct order_line many = {.quantity = 2, .products = "a*9223372036854775807"};

	(void)state;
	assert_int_equal(order_set_count(lines, 1), 18);
	assert_int_equal(order_set_count(lines, 2), 21);
	assert_int_equal(order_set_count(&many, 1), INT64_MIN);
}

static void a_nip_has_a_checksum(void **state)
{
	(void)state;
	assert_true(order_nip_is_valid("5260250274"));
	assert_true(order_nip_is_valid("526-025-02-74"));
	assert_true(order_nip_is_valid("PL 526 025 02 74"));
	assert_false(order_nip_is_valid("5260250275"));
	assert_false(order_nip_is_valid("526025027"));
	assert_false(order_nip_is_valid("52602502740"));
	assert_false(order_nip_is_valid("526025027A"));
	assert_false(order_nip_is_valid(""));
	assert_false(order_nip_is_valid(NULL));
}

static void an_invoice_needs_address_and_tax_number(void **state)
{
	struct checkout_tax_id id = {"PL_NIP", "5260250274"};
	const struct checkout_invoice full = {
	    .address = {.street = "Krótka 2", .city = "Gdynia", .zip = "81-001", .country = "PL"},
	    .company_name = "Kowalski sp. z o.o.",
	    .company_ids = &id,
	    .n_company_ids = 1,
	    .required = TRI_TRUE,
	};
	struct checkout_invoice i = full;

	(void)state;
	assert_true(order_invoice_is_complete(&i));
	i.address.street = NULL;
	assert_false(order_invoice_is_complete(&i));
	i.required = TRI_FALSE;
	assert_true(order_invoice_is_complete(&i));
	i = full;
	id.value = "5260250275";
	assert_false(order_invoice_is_complete(&i));
	id = (struct checkout_tax_id){"VAT_EU", "CZ123"};
	assert_true(order_invoice_is_complete(&i));
	i.n_company_ids = 0;
	assert_false(order_invoice_is_complete(&i));
	i.company_tax_id = "5260250274";
	assert_true(order_invoice_is_complete(&i));
	i.company_name = NULL;
	assert_false(order_invoice_is_complete(&i));
	i.last_name = "Kowalska";
	assert_true(order_invoice_is_complete(&i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_set_is_counted_in_pieces),
	    cmocka_unit_test(two_sets_of_nine_are_eighteen_pieces),
	    cmocka_unit_test(a_nip_has_a_checksum),
	    cmocka_unit_test(an_invoice_needs_address_and_tax_number),
	};

	return cmocka_run_group_tests_name("order_rows", tests, NULL, NULL);
}
