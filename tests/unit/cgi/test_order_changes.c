/* Changes of fields become entries a person can read, without a personal value in them. */
#include "orders/order_changes_view.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct fmt fmt_of(void *mem, enum lang lang)
{
	int64_t now = TIME_NONE;

	i18n_use(lang);
	assert_true(time_parse_rfc3339("2026-11-21T10:00:00Z", &now));
	return (struct fmt){.mem = mem, .lang = lang, .now = now};
}

static int set_up(void **state)
{
	time_init();
	*state = mem_context(NULL, "test");
	return 0;
}

static int tear_down(void **state)
{
	mem_free(*state);
	return 0;
}

static struct order_change change(const char *field, const char *before, const char *after)
{
	return (struct order_change){
	    .at = 1000, .actor = "poll-orders", .field = field, .before = before, .after = after};
}

static void one_moment_and_one_hand_are_one_entry(void **state)
{
	struct order_change c[] = {
	    change("status", "A", "B"),
	    change("paid", NULL, "1.00 PLN"),
	    {.at = 1000, .actor = "anna", .field = "note"},
	    {.at = 2000, .actor = "anna", .field = "note"},
	};

	(void)state;
	assert_int_equal(order_changes_together(c, 4), 2);
	assert_int_equal(order_changes_together(c + 2, 2), 1);
	assert_int_equal(order_changes_together(c + 3, 1), 1);
	assert_int_equal(order_changes_together(c, 0), 0);
}

static void values_are_words_money_and_warsaw_time(void **state)
{
	const struct fmt f = fmt_of(*state, LANG_PL);
	const struct order_change c[] = {
	    change("invoice_required", "0", "1"),
	    change("ship_by", NULL, "2026-11-21T12:00:00.000Z"),
	    change("total", "10.00 PLN", "1299.50 PLN"),
	    change("fulfillment", "NEW", "PROCESSING"),
	};
	const struct order_change_entry e = order_changes_entry(&f, c, COUNT_OF(c));

	assert_string_equal(e.actor, "Allegro");
	assert_string_equal(e.text, "Zmiana zamówienia");
	assert_int_equal(e.n_lines, 4);
	assert_string_equal(e.lines[0].before, "nowe");
	assert_string_equal(e.lines[1].after, "1299,50\xc2\xa0zł");
	assert_string_equal(e.lines[2].before, "");
	assert_non_null(strstr(e.lines[2].after, "13:00"));
	assert_string_equal(e.lines[3].after, "tak");
}

static void a_single_value_is_its_own_sentence(void **state)
{
	const struct fmt f = fmt_of(*state, LANG_EN);
	const struct order_change c = change("line_items_sent", "NONE", "SOME");
	const struct order_change_entry e = order_changes_entry(&f, &c, 1);

	assert_string_equal(e.text, "Items sent");
	assert_string_equal(e.lines[0].after, "some of them");
}

static void a_value_that_went_away_says_so(void **state)
{
	const struct fmt f = fmt_of(*state, LANG_EN);
	const struct order_change c = change("ship_by", "2026-11-21T12:00:00.000Z", NULL);

	assert_string_equal(order_changes_entry(&f, &c, 1).lines[0].after, "nothing");
}

static void the_purchase_is_completed_by_the_buyer(void **state)
{
	const struct fmt f = fmt_of(*state, LANG_EN);
	const struct order_change c[] = {
	    change("status", "BOUGHT", "READY_FOR_PROCESSING"),
	    change("ship_street", NULL, NULL),
	    change("payment_type", NULL, "ONLINE"),
	};
	const struct order_change cancelled = change("status", "BOUGHT", "CANCELLED");

	assert_string_equal(order_changes_entry(&f, c, 3).text,
			    "The buyer completed the purchase: delivery address, payment");
	assert_string_equal(order_changes_entry(&f, &cancelled, 1).text, "Order status");
}

/* The diff stores none; were one stored all the same, the page still would not show it. */
static void personal_fields_are_named_not_shown(void **state)
{
	static const char *const personal[] = {"ship_street", "first_name", "email", "phone",
					       "inv_tax_id",  "message",    "note",  "pickup_city"};
	const struct fmt f = fmt_of(*state, LANG_EN);

	for (size_t i = 0; i < COUNT_OF(personal); i++) {
		const struct order_change c = change(personal[i], "Kowalska", "Nowak");
		const struct order_change_entry e = order_changes_entry(&f, &c, 1);

		assert_int_equal(e.n_lines, 0);
		assert_true(str_starts(e.text, "Order changed: "));
		assert_null(strstr(e.text, "Nowak"));
	}
}

static void an_unknown_field_is_a_change_without_details(void **state)
{
	const struct fmt f = fmt_of(*state, LANG_EN);
	const struct order_change c = change("tomorrow", "1", "2");
	const struct order_change_entry e = order_changes_entry(&f, &c, 1);

	assert_string_equal(e.text, "Order changed");
	assert_int_equal(e.n_lines, 0);
}

static void odd_stored_values_are_shown_as_they_are(void **state)
{
	const struct fmt f = fmt_of(*state, LANG_EN);
	const struct order_change c[] = {change("ship_by", "soon", "later"),
					 change("total", "many", "1.234 PLN")};
	const struct order_change_entry e = order_changes_entry(&f, c, 2);

	assert_string_equal(e.lines[0].before, "many");
	assert_string_equal(e.lines[0].after, "1.234 PLN");
	assert_string_equal(e.lines[1].before, "soon");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_moment_and_one_hand_are_one_entry),
	    cmocka_unit_test(values_are_words_money_and_warsaw_time),
	    cmocka_unit_test(a_single_value_is_its_own_sentence),
	    cmocka_unit_test(a_value_that_went_away_says_so),
	    cmocka_unit_test(the_purchase_is_completed_by_the_buyer),
	    cmocka_unit_test(personal_fields_are_named_not_shown),
	    cmocka_unit_test(an_unknown_field_is_a_change_without_details),
	    cmocka_unit_test(odd_stored_values_are_shown_as_they_are),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
