/* How numbers, money, dates and identifiers are written, in both languages. */
#include "common/format.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NBSP "\xc2\xa0"

static int64_t at(const char *rfc3339)
{
	int64_t ms = TIME_NONE;

	assert_true(time_parse_rfc3339(rfc3339, &ms));
	return ms;
}

/* Saturday, 21 November 2026, 11:00 in Warsaw. */
static struct fmt fmt_in_language(void *mem, enum lang lang)
{
	i18n_use(lang);
	return (struct fmt){.mem = mem, .lang = lang, .now = at("2026-11-21T10:00:00Z")};
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

static void numbers_group_from_five_digits_on(void **state)
{
	struct fmt pl = fmt_in_language(*state, LANG_PL);
	struct fmt en = fmt_in_language(*state, LANG_EN);

	assert_string_equal(fmt_int(&pl, 0), "0");
	assert_string_equal(fmt_int(&pl, 1234), "1234");
	assert_string_equal(fmt_int(&pl, 12345), "12" NBSP "345");
	assert_string_equal(fmt_int(&pl, 1234567), "1" NBSP "234" NBSP "567");
	assert_string_equal(fmt_int(&en, 12345), "12,345");
	assert_string_equal(fmt_int(&pl, -5), "-5");
	assert_string_equal(fmt_count(&pl, 9999, 10000), "9999");
	assert_string_equal(fmt_count(&pl, 10000, 10000), "10" NBSP "000+");
}

static void money_follows_the_language(void **state)
{
	struct fmt pl = fmt_in_language(*state, LANG_PL);
	struct fmt en = fmt_in_language(*state, LANG_EN);
	struct money m = {1234567, "PLN"};

	assert_string_equal(fmt_money(&pl, m), "12" NBSP "345,67" NBSP "zł");
	assert_string_equal(fmt_money(&en, m), "PLN" NBSP "12,345.67");
	assert_string_equal(fmt_money(&pl, MONEY_NONE), "");
}

static void rates_lose_their_empty_end(void **state)
{
	struct fmt pl = fmt_in_language(*state, LANG_PL);
	struct fmt en = fmt_in_language(*state, LANG_EN);

	assert_string_equal(fmt_rate(&pl, "23.00"), "23");
	assert_string_equal(fmt_rate(&pl, "5.50"), "5,5");
	assert_string_equal(fmt_rate(&en, "5.50"), "5.5");
	assert_string_equal(fmt_rate(&pl, "0.00"), "0");
	assert_string_equal(fmt_rate(&pl, "8"), "8");
	assert_string_equal(fmt_rate(&pl, ""), "");
	assert_string_equal(fmt_rate(&pl, NULL), "");
}

static void days_have_names_when_near(void **state)
{
	struct fmt f = fmt_in_language(*state, LANG_PL);

	assert_string_equal(fmt_when(&f, at("2026-11-21T07:15:00Z")), "dziś" NBSP "08:15");
	assert_string_equal(fmt_when(&f, at("2026-11-20T22:59:00Z")), "wczoraj" NBSP "23:59");
	assert_string_equal(fmt_when(&f, at("2026-11-20T23:00:00Z")), "dziś" NBSP "00:00");
	assert_string_equal(fmt_when(&f, at("2026-11-19T10:00:00Z")), "19.11, 11:00");
	assert_string_equal(fmt_when(&f, at("2025-12-31T23:30:00Z")), "1.01, 00:30");
	assert_string_equal(fmt_when(&f, at("2025-12-31T22:30:00Z")), "31.12.2025, 23:30");
	assert_string_equal(fmt_when(&f, TIME_NONE), "");
}

static void full_dates_follow_summer_time(void **state)
{
	struct fmt pl = fmt_in_language(*state, LANG_PL);
	struct fmt en = fmt_in_language(*state, LANG_EN);

	assert_string_equal(fmt_full(&pl, at("2026-07-01T06:15:00Z")), "1.07.2026, 08:15");
	assert_string_equal(fmt_full(&en, at("2026-11-21T07:15:00Z")), "21 Nov 2026, 08:15");
	/* The hour that comes twice: 25 October 2026, 3:00 becomes 2:00. */
	assert_string_equal(fmt_full(&pl, at("2026-10-25T00:30:00Z")), "25.10.2026, 02:30");
	assert_string_equal(fmt_full(&pl, at("2026-10-25T01:30:00Z")), "25.10.2026, 02:30");
	i18n_use(LANG_PL);
	assert_string_equal(fmt_long_day(&pl, pl.now), "sobota, 21 listopada");
}

static void deadlines_say_how_late(void **state)
{
	struct fmt f = fmt_in_language(*state, LANG_PL);

	assert_string_equal(fmt_deadline(&f, at("2026-11-21T13:00:00Z")), "dziś do 14:00");
	assert_string_equal(fmt_deadline(&f, at("2026-11-22T11:00:00Z")), "jutro do 12:00");
	assert_string_equal(fmt_deadline(&f, at("2026-11-24T11:00:00Z")), "do 24.11, 12:00");
	assert_string_equal(fmt_deadline(&f, at("2026-11-21T08:00:00Z")), "po terminie 2" NBSP "h");
	assert_string_equal(fmt_deadline(&f, at("2026-11-21T04:28:00Z")), "po terminie 5" NBSP "h");
	assert_string_equal(fmt_deadline(&f, at("2026-11-21T09:30:00Z")), "po terminie 30 min");
	assert_string_equal(fmt_deadline(&f, at("2026-11-18T10:00:00Z")), "po terminie 3 dni");
	assert_string_equal(fmt_deadline(&f, TIME_NONE), "");
}

static void ages_are_relative_within_a_day(void **state)
{
	struct fmt f = fmt_in_language(*state, LANG_PL);

	assert_string_equal(fmt_ago(&f, f.now - 12 * TIME_SECOND_MS), "przed chwilą");
	assert_string_equal(fmt_ago(&f, f.now - 12 * TIME_MINUTE_MS), "12 min temu");
	assert_string_equal(fmt_ago(&f, f.now - 90 * TIME_MINUTE_MS), "1 h 30 min temu");
	assert_string_equal(fmt_ago(&f, f.now - TIME_DAY_MS), "wczoraj" NBSP "11:00");
	assert_string_equal(fmt_ago(&f, TIME_NONE), "nigdy");
	assert_string_equal(fmt_ago(&f, f.now + TIME_SECOND_MS), "przed chwilą");
	assert_string_equal(fmt_in(&f, f.now + 12 * TIME_SECOND_MS), "za 12 s");
	assert_string_equal(fmt_in(&f, f.now), "lada chwila");
	assert_string_equal(fmt_left(&f, f.now + 89 * TIME_DAY_MS), "jeszcze 89 dni");
	assert_string_equal(fmt_span(&f, 400), "0,4 s");
}

static void plurals_have_three_forms(void **state)
{
	struct fmt f = fmt_in_language(*state, LANG_PL);
	static const struct {
		int64_t days;
		const char *text;
	} cases[] = {{2, "2 dni"}, {5, "5 dni"}, {22, "22 dni"}};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(fmt_span(&f, cases[i].days * TIME_DAY_MS), cases[i].text);
	assert_string_equal(ngettext("%s order", "%s orders", 1), "%s zamówienie");
	assert_string_equal(ngettext("%s order", "%s orders", 22), "%s zamówienia");
	assert_string_equal(ngettext("%s order", "%s orders", 112), "%s zamówień");
}

static void identifiers_are_spaced_only_in_their_shape(void **state)
{
	struct fmt f = fmt_in_language(*state, LANG_PL);

	assert_string_equal(fmt_nip(&f, "5252445767"), "525-244-57-67");
	assert_string_equal(fmt_nip(&f, "525-244-57-67"), "525-244-57-67");
	assert_string_equal(fmt_nip(&f, "CZ12345678"), "CZ12345678");
	assert_string_equal(fmt_nip(&f, NULL), "");
	assert_string_equal(fmt_phone(&f, "501502503"), "+48" NBSP "501" NBSP "502" NBSP "503");
	assert_string_equal(fmt_phone(&f, "+48 501-502-503"),
			    "+48" NBSP "501" NBSP "502" NBSP "503");
	assert_string_equal(fmt_phone(&f, "+420 601 123 456"), "+420 601 123 456");
	assert_string_equal(fmt_phone(&f, "+501502503"), "+501502503");
	assert_string_equal(fmt_phone(&f, "call me"), "call me");
	assert_string_equal(fmt_join(&f, "", "Kowal"), "Kowal");
	assert_string_equal(fmt_join(&f, "Jan", NULL), "Jan");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_group_from_five_digits_on),
	    cmocka_unit_test(money_follows_the_language),
	    cmocka_unit_test(rates_lose_their_empty_end),
	    cmocka_unit_test(days_have_names_when_near),
	    cmocka_unit_test(full_dates_follow_summer_time),
	    cmocka_unit_test(deadlines_say_how_late),
	    cmocka_unit_test(ages_are_relative_within_a_day),
	    cmocka_unit_test(plurals_have_three_forms),
	    cmocka_unit_test(identifiers_are_spaced_only_in_their_shape),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
