/* Sentences that say how things stand: what a day is missing, why a document cannot be read. */
#include "base/mem.h"
#include "days/certificate_view.h"
#include "orders/order_view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const int64_t noon = 1795258800000; /* 21 November 2026, 11:00 in Warsaw */

static int set_up(void **state)
{
	time_init();
	i18n_use(LANG_PL);
	*state = mem_context(NULL, "test");
	return 0;
}

static int tear_down(void **state)
{
	mem_free(*state);
	return 0;
}

static void a_day_says_what_it_lacks(void **state)
{
	const struct fmt f = {.mem = *state, .lang = LANG_PL, .now = noon};
	struct day day = {
	    .day_at = noon, .state = "DIFFERENT", .checked_at = noon, .theirs = 11, .here = 11};

	day.verdicts[DAY_VERDICT_EQUAL] = 9;
	day.verdicts[DAY_VERDICT_UNREADABLE] = 2;
	assert_string_equal(certificate_sentence(&f, &day),
			    "21 listopada: Allegro 11, w Kramie 11, do wyjaśnienia: 2");
	day.found = 2;
	assert_string_equal(certificate_sentence(&f, &day),
			    "21 listopada: Allegro 11, w Kramie 11, 2 "
			    "znalezione dopiero w kontroli");
	day = (struct day){
	    .day_at = noon, .state = "SEALED", .checked_at = noon, .theirs = 11, .here = 11};
	day.verdicts[DAY_VERDICT_EQUAL] = 11;
	assert_string_equal(certificate_sentence(&f, &day),
			    "21 listopada: Allegro 11, w Kramie 11, niczego nie brakowało");
}

static void a_reason_is_in_the_language_of_its_reader(void **state)
{
	const struct fmt f = {.mem = *state, .lang = LANG_PL, .now = noon};

	assert_string_equal(order_view_reason("/updatedAt: must be a date and time (RFC 3339)",
					      "/updatedAt", "SHAPE"),
			    "powinna tu być data i godzina (RFC 3339)");
	assert_string_equal(order_view_problem(&f, "/lineItems/0: is missing"),
			    "/lineItems/0: brakuje tego pola");
	assert_string_equal(order_view_reason("404 not there", NULL, NULL), "404 not there");
	assert_string_equal(order_view_reason("GET /x: 503 trouble at Allegro", NULL, "OUTAGE"),
			    "Allegro ma chwilowe problemy i go nie udostępniło.");
	assert_string_equal(order_view_problem(&f, "404 not there"), "404 not there");
	assert_null(order_view_problem(&f, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_day_says_what_it_lacks),
	    cmocka_unit_test(a_reason_is_in_the_language_of_its_reader),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
