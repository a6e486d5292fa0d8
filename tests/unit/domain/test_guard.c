/* Rules of kram-watch: told once, over once, a killed try repeated, memory that may be damaged. */
#include "domain/health/guard.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define START INT64_C(1795269600000)

static void *mem;
static struct guard_state state;
static int64_t now;

static int setup(void **unused)
{
	(void)unused;
	mem = mem_context(NULL, "guard");
	time_init();
	return 0;
}

static int teardown(void **unused)
{
	(void)unused;
	mem_free(mem);
	return 0;
}

static int fresh(void **unused)
{
	(void)unused;
	state = (struct guard_state){0};
	now = START;
	return 0;
}

/* One look a minute later: only the database is looked at. */
static struct guard_news look(enum guard_sign sign)
{
	const struct guard_look looks[GUARD_COUNT] = {[GUARD_DATABASE] = {sign, "why"}};
	struct guard_news news = guard_judge(&state, looks, now);

	now += TIME_MINUTE_MS;
	return news;
}

/* What a row of looks leads to: '.' nothing, 'R' raised, 'O' over; told at once. */
static const char *story(const char *signs)
{
	char *told = mem_strdup(mem, signs);

	for (size_t i = 0; signs[i]; i++) {
		struct guard_news news = look(signs[i] == 'b'	? GUARD_BAD
					      : signs[i] == 'w' ? GUARD_WELL
								: GUARD_UNSEEN);
		guard_told(&state, &news);
		told[i] = news.raised[GUARD_DATABASE] ? 'R' : news.over[GUARD_DATABASE] ? 'O' : '.';
	}
	return told;
}

static void each_trouble_is_told_once_and_over_once(void **unused)
{
	static const struct {
		const char *signs;
		const char *told;
	} rows[] = {
	    {"wwwww", "....."},	    {"bbbbb", ".R..."},	  {"bwbwb", "....."},
	    {"bbwww", ".R.O."},	    {"bbwbww", ".R...O"}, {"bb???ww", ".R....O"},
	    {"b?b", "..R"},	    {"?????", "....."},	  {"bbwwbbww", ".R.O.R.O"},
	    {"bbwbbbb", ".R....."},
	};

	(void)unused;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		(void)fresh(NULL);
		assert_string_equal(story(rows[i].signs), rows[i].told);
	}
}

static void a_try_nobody_ended_is_made_once_more_and_not_a_third_time(void **unused)
{
	(void)unused;
	(void)look(GUARD_BAD);
	assert_true(look(GUARD_BAD).raised[GUARD_DATABASE]);
	assert_true(look(GUARD_BAD).raised[GUARD_DATABASE]);
	assert_false(look(GUARD_BAD).any);
	assert_false(look(GUARD_BAD).any);
}

static void a_try_that_certainly_failed_is_made_again_and_again(void **unused)
{
	(void)unused;
	(void)look(GUARD_BAD);
	for (int i = 0; i < 10; i++) {
		struct guard_news news = look(GUARD_BAD);
		assert_true(news.raised[GUARD_DATABASE]);
		guard_not_told(&state, &news);
	}
	(void)look(GUARD_WELL);
	assert_string_equal(guard_write(mem, &state), "");
}

static void memory_comes_back_as_it_was(void **unused)
{
	struct guard_state back;

	(void)unused;
	assert_string_equal(story("bbw"), ".R.");
	guard_parse(guard_write(mem, &state), &back);
	assert_memory_equal(&back, &state, sizeof(back));
}

static void f43_damaged_memory_is_forgotten_not_obeyed(void **unused)
{
	static const char *const bad[] = {
	    "",
	    "\n\n\n",
	    "database",
	    "database ",
	    "database 1 2 3",
	    "database 1 2 3 4",
	    "database 1 2 3 4 5\n",
	    "database 1  2 3 4\n",
	    "database -1 2 3 4\n",
	    "database 1 2 3 99999999999999999999\n",
	    "databases 1 2 3 4\n",
	    "what 1 2 3 4\n",
	};
	const struct guard_state none = {0};
	struct guard_state out;

	(void)unused;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		guard_parse(bad[i], &out);
		assert_memory_equal(&out, &none, sizeof(out));
	}
	guard_parse("nonsense\ndatabase 1 2 3 4\npanel x\n", &out);
	assert_int_equal(out.entries[GUARD_DATABASE].tries, 4);
	assert_int_equal(out.entries[GUARD_PANEL].since, 0);
}

static void the_letter_names_the_first_trouble_and_holds_all(void **unused)
{
	const struct guard_look looks[GUARD_COUNT] = {
	    [GUARD_DATABASE] = {GUARD_BAD, "socket"}, [GUARD_PANEL] = {GUARD_BAD, "502"}};
	const struct alarm_mail_opts opts = {"kram-watch@h", "https://kram.example/status"};

	(void)unused;
	(void)guard_judge(&state, looks, START);
	struct guard_news news = guard_judge(&state, looks, START + TIME_MINUTE_MS);
	struct alarm_message letter = guard_message(mem, &state, &news, looks, &opts);
	assert_string_equal(letter.subject, "Kram: The database is not responding");
	assert_non_null(strstr(letter.body, "socket"));
	assert_non_null(strstr(letter.body, "The panel is not responding\n502\n"));
	assert_non_null(strstr(letter.body, "Since 21.11.2026, 15:00."));
	assert_non_null(strstr(letter.body, "https://kram.example/status"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_trouble_is_told_once_and_over_once),
	    cmocka_unit_test_setup(a_try_nobody_ended_is_made_once_more_and_not_a_third_time,
				   fresh),
	    cmocka_unit_test_setup(a_try_that_certainly_failed_is_made_again_and_again, fresh),
	    cmocka_unit_test_setup(memory_comes_back_as_it_was, fresh),
	    cmocka_unit_test(f43_damaged_memory_is_forgotten_not_obeyed),
	    cmocka_unit_test_setup(the_letter_names_the_first_trouble_and_holds_all, fresh),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
