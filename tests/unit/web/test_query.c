/* The state of a list as addresses, and forms that become structs. */
#include "web/query.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum tab { TAB_OPEN, TAB_OVER, TAB_COUNT };
static const char *const tabs[] = {"open", "over", NULL};

struct wanted {
	enum tab tab;
	const char *word;
	uint64_t account;
	int64_t points;
	int64_t from;
	int64_t until;
	bool late;
	uint64_t before;
};

static const struct field fields[] = {
    {"view", .type = FIELD_ENUM, .values = tabs, .part = QUERY_TAB, INTO(struct wanted, tab)},
    {"q", .type = FIELD_TEXT, .max = 20, .part = QUERY_FILTER, INTO(struct wanted, word)},
    {"account", .type = FIELD_INT, .min = 1, .max = 9, .part = QUERY_FILTER,
     INTO(struct wanted, account)},
    {"points", .type = FIELD_INT, .min = -5, .max = 5, INTO(struct wanted, points)},
    {"from", .type = FIELD_DATE, .part = QUERY_FILTER, INTO(struct wanted, from)},
    {"until", .type = FIELD_DATE, .part = QUERY_FILTER, .flags = FIELD_DAY_AFTER,
     INTO(struct wanted, until)},
    {"late", .type = FIELD_FLAG, .part = QUERY_FILTER, INTO(struct wanted, late)},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR,
     INTO(struct wanted, before)},
    {"seen", .type = FIELD_INT, .min = 0, .max = 9},
    {0},
};

static struct form *parse(void *mem, const char *text, enum rc want)
{
	struct form *form;
	struct err e = {0};

	assert_int_equal(form_parse(mem, text, strlen(text), &form, &e), RC_OK);
	assert_int_equal(form_check(form, fields, &e), want);
	return form;
}

static struct query state_of(void *mem, const char *text)
{
	return query_of(mem, "/list", parse(mem, text, RC_OK));
}

static void changes_one_part_and_begins_anew(void **state)
{
	struct query q = state_of(*state, "view=over&q=a+b&before=77&seen=3");

	assert_string_equal(query_with(&q, "view", "open"), "/list?view=open&q=a%20b");
	assert_string_equal(query_with(&q, "q", ""), "/list?view=over");
	assert_string_equal(query_with(&q, "account", "4"), "/list?view=over&q=a%20b&account=4");
	assert_string_equal(query_with(&q, "before", "50"), "/list?view=over&q=a%20b&before=50");
	assert_string_equal(query_with(&q, "before", NULL), "/list?view=over&q=a%20b");
	assert_string_equal(query_with(&q, "seen", "9"), "/list?view=over&q=a%20b&seen=9");
}

static void clears_filters_but_not_the_tab(void **state)
{
	struct query q = state_of(*state, "view=over&q=a&late=1&before=77");

	assert_true(query_is_narrow(&q));
	assert_true(query_is_later(&q));
	assert_string_equal(query_without_filters(&q), "/list?view=over");
	assert_string_equal(query_under(&q, "/news/list"),
			    "/news/list?view=over&q=a&late=1&before=77");
	assert_string_equal(query_tail(&q), "?view=over&q=a&late=1&before=77");
	q = state_of(*state, "");
	assert_string_equal(query_tail(&q), "");
	q = state_of(*state, "view=over&seen=3");
	assert_false(query_is_narrow(&q));
	assert_false(query_is_later(&q));
}

static void keeps_what_was_chosen_for_the_reader(void **state)
{
	struct query q = state_of(*state, "q=a");

	assert_string_equal(query_value(&q, "view"), "");
	query_choose(&q, "view", "open");
	assert_string_equal(query_value(&q, "view"), "open");
	assert_string_equal(query_with(&q, "q", NULL), "/list?view=open");
	assert_string_equal(query_part(&q, QUERY_TAB)->name, "view");
	assert_string_equal(query_part(&q, QUERY_CURSOR)->name, "before");
}

static void cuts_the_row_that_tells_of_another_page(void **state)
{
	size_t n = 51;

	(void)state;
	assert_true(query_cut(&n, 50));
	assert_int_equal(n, 50);
	assert_false(query_cut(&n, 50));
	assert_int_equal(n, 50);
}

static void fills_a_struct_from_its_table(void **state)
{
	struct wanted w = {0};

	form_into(parse(*state,
			"view=over&q=z%C5%82oto&account=4&points=-3&from=2026-03-28"
			"&until=2026-03-29&late=on&before=9223372036854775807&seen=1",
			RC_OK),
		  &w);
	assert_int_equal(w.tab, TAB_OVER);
	assert_string_equal(w.word, "złoto");
	assert_int_equal(w.account, 4);
	assert_int_equal(w.points, -3);
	assert_int_equal(w.from, time_day_of("2026-03-28"));
	assert_int_equal(w.until - w.from, TIME_DAY_MS + 23 * TIME_HOUR_MS); /* spring */
	assert_true(w.late);
	assert_int_equal(w.before, INT64_MAX);
}

static void leaves_alone_what_is_absent_or_wrong(void **state)
{
	struct wanted w = {TAB_COUNT, "kept", 7, -1, TIME_NONE, TIME_NONE, false, 8};

	form_into(parse(*state, "view=neither&q=&account=10&points=x&from=2026-02-31&until=1",
			RC_INVALID),
		  &w);
	assert_int_equal(w.tab, TAB_COUNT);
	assert_string_equal(w.word, "kept");
	assert_int_equal(w.account, 7);
	assert_int_equal(w.points, -1);
	assert_int_equal(w.from, TIME_NONE);
	assert_int_equal(w.until, TIME_NONE);
	assert_false(w.late);
	assert_int_equal(w.before, 8);
}

static int make(void **state)
{
	*state = mem_context(NULL, "test");
	return 0;
}

static int drop(void **state)
{
	mem_free(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(changes_one_part_and_begins_anew),
	    TEST(clears_filters_but_not_the_tab),
	    TEST(keeps_what_was_chosen_for_the_reader),
	    TEST(cuts_the_row_that_tells_of_another_page),
	    TEST(fills_a_struct_from_its_table),
	    TEST(leaves_alone_what_is_absent_or_wrong),
	};

	time_init();
	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
