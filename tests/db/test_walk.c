/*
 * Walks through lists by time and by offset: what comes in, leaves or stands still between two
 * pages is there in the end, a turn is bounded, and two lists of one account know nothing of each
 * other. What fails in the middle is proved with ratings (test_ratings.c). Allegro is a list here.
 */
#include "canned_things.h"
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "domain/feed/walk_store.h"
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;
static uint64_t account_id;

/* ---- Allegro --------------------------------------------------------------------------------- */

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	const char *text = canned_thing(owner, call);

	(void)a;
	if (!text)
		return faulty_answer(e, RC_REMOTE, MEANING_GONE, 404);
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

/* ---- An area --------------------------------------------------------------------------------- */

struct item {
	const char *id;
	int64_t at;
	uint64_t account_id;
	int64_t seen_at;
};
static const struct json_field item_fields[] = {
    JF_STR(struct item, id, "/id", JF_REQUIRED),
    JF_TIME(struct item, at, "/at", JF_REQUIRED),
};

static const struct stmt_def save_stmt = {
    "INSERT INTO thing (id, at, account_id, seen_at) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " at = VALUES(at), seen_at = VALUES(seen_at), gone_at = NULL,"
    " reread_at = IF(reread_at >= VALUES(seen_at), reread_at, NULL)",
    BULK(struct item, STR(id), TIME(at), U64(account_id), TIME(seen_at))};

static enum rc save(struct db *in, uint64_t account, const void *items, size_t n, int64_t asked_at,
		    struct err *e)
{
	struct item *rows = mem_dup(mem, items, sizeof(struct item) * n);

	for (size_t i = 0; i < n; i++) {
		rows[i].account_id = account;
		rows[i].seen_at = asked_at;
	}
	return n ? stmt_bulk(in, &save_stmt, rows, n, NULL, e) : RC_OK;
}

WALK_TABLE(thing_table, "thing", "id", "at");

#define THINGS(...)                                                                                \
	{                                                                                          \
		.noun = "thing", .list = OP_RATINGS, .items = "/things", .most = CANNED_PAGE,      \
		RESOURCE_ITEM(struct item, id, at, item_fields), __VA_ARGS__                       \
	}
static const struct resource by_time = THINGS(.one = OP_RATING, .from = "from", .to = "to");
static const struct resource by_offset = THINGS(.one = OP_RATING);
static const struct resource listed_only = THINGS(.one = OP_COUNT, .from = "from", .to = "to");

static struct walk_def def_of(const char *name, const struct resource *r)
{
	return (struct walk_def){.name = name,
				 .resource = r,
				 .pause_ms = TIME_HOUR_MS,
				 .overlap_ms = 90 * TIME_MINUTE_MS,
				 .first_days = 30,
				 .sweep_days = 10,
				 .save = save,
				 .table = thing_table};
}

static void take_turn_with(const char *scopes, const struct walk_def *def)
{
	const struct account account = {.id = account_id, .scopes = scopes};
	struct turn turn = {
	    .db = db, .account = &account, .fence = faulty_fence, .beat = faulty_beat};
	struct err e = {0};
	bool due = false;

	/* What was marked in the very millisecond in which it is asked about stays marked. */
	db_test_run(db, "UPDATE thing SET reread_at = reread_at - INTERVAL 1 SECOND");
	if (walk_is_due(&turn, def, &due, &e) || (due && walk_take(&turn, def, &e)))
		fail_msg("%s", e.msg);
}

static void take_turn(const struct walk_def *def)
{
	take_turn_with("allegro:api:orders:read allegro:api:ratings", def);
}

static void empty(int n)
{
	db_test_run(db, "DELETE FROM thing");
	db_test_run(db, "DELETE FROM walk");
	canned_things.n = n;
	canned_things.pages = canned_things.singles = 0;
	canned_things.between = NULL;
	for (int i = 0; i < n; i++)
		canned_things.things[i] =
		    (struct thing){i, 1 + i / 5, 0}; /* more at once than a page has */
}

static int64_t count(const char *where)
{
	return world_number(db, mem_printf(mem, "SELECT COUNT(*) FROM thing WHERE %s", where));
}

static int64_t count_walks(const char *where)
{
	return world_number(db, mem_printf(mem, "SELECT COUNT(*) FROM walk WHERE %s", where));
}

static void in_an_hour(void)
{
	canned_things.pages = 0;
	db_test_run(db,
		    "UPDATE walk SET next_at = '2020-1-1', swept_at = swept_at - INTERVAL 1 HOUR");
}

static void tomorrow(void)
{
	canned_things.pages = canned_things.singles = 0;
	db_test_run(db, "UPDATE walk SET next_at = '2020-1-1', swept_at = '2020-1-1'");
	db_test_run(db, "UPDATE thing SET seen_at = '2020-1-1'");
}

/* ---- What holds ------------------------------------------------------------------------------ */

static void whatever_moves_between_two_pages_all_are_there(void **state)
{
	static const struct {
		const struct resource *resource;
		void (*between)(int pages);
		int n, want;
		int singles; /* asked for by themselves: what was not met */
	} cases[] = {{&by_time, NULL, 9, 9, 0},
		     {&by_offset, NULL, 9, 9, 0},
		     {&by_time, NULL, 0, 0, 0},
		     {&by_offset, NULL, 0, 0, 0},
		     {&by_time, canned_drop_first, 9, 8, 1},
		     {&by_time, canned_add_first, 9, 10, 0},
		     {&by_offset, canned_drop_first, 9, 8, 1},
		     {&by_offset, canned_add_first, 9, 10, 0}};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct walk_def def = def_of("things", cases[i].resource);

		empty(cases[i].n);
		take_turn(&def);
		canned_things.between = cases[i].between;
		tomorrow();
		take_turn(&def);
		take_turn(&def); /* what was not met is asked for by itself */
		assert_int_equal(count("reread_at IS NOT NULL"), 0);
		if (canned_things.singles != cases[i].singles)
			fail_msg("case %zu: %d asked for", i, canned_things.singles);
		tomorrow();
		take_turn(&def); /* what left when it had been met */
		take_turn(&def);
		if (count("gone_at IS NULL AND reread_at IS NULL") != cases[i].want)
			fail_msg("case %zu: %d", i, (int)count("gone_at IS NULL"));
		assert_int_equal(count("1"), cases[i].n + (cases[i].between == canned_add_first));
	}
}

/* Thirty days at first, then what may be listed late, and ten days once a day. */
static void a_walk_goes_no_further_back_than_it_says(void **state)
{
	static const struct {
		const struct resource *resource;
		int first, again, swept; /* things that are here; by offset the page is whole */
		int pages;		 /* of the walk that is no sweep */
	} cases[] = {{&by_time, 8, 9, 10, 4}, {&by_offset, 10, 12, 12, 4}};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct walk_def def = def_of("things", cases[i].resource);

		empty(12);
		for (int k = 6; k < 12; k++)
			canned_things.things[k].hours = (k < 8 ? 3 + k : 23 + k) * 24;
		take_turn(&def);
		assert_int_equal(count("1"), cases[i].first);
		canned_add_at(5, (struct thing){CANNED_ADDED, 1, 0}); /* listed late */
		canned_add_at(7, (struct thing){CANNED_ADDED + 1, 3, 0});
		in_an_hour();
		take_turn(&def);
		assert_int_equal(canned_things.pages, cases[i].pages);
		assert_int_equal(count("1"), cases[i].again);
		assert_int_equal(count_walks("swept_at < read_to"), 1);
		assert_int_equal(count("reread_at IS NOT NULL"), 0); /* older ones are not missed */
		tomorrow();
		take_turn(&def);
		assert_int_equal(count("1"), cases[i].swept);
		assert_int_equal(count_walks("swept_at = read_to"), 1);
	}
}

static void a_turn_is_bounded_and_the_next_goes_on(void **state)
{
	const struct walk_def def = def_of("things", &by_offset);
	(void)state;

	empty(2 * WALK_PAGES + 20);
	take_turn(&def);
	assert_int_equal(canned_things.pages, WALK_PAGES);
	assert_int_equal(count("1"), 2 * WALK_PAGES);
	db_test_run(db, "UPDATE walk SET walk_began = walk_began - INTERVAL 1 HOUR");
	take_turn(&def);
	assert_int_equal(canned_things.pages, WALK_PAGES + 11);
	assert_int_equal(count("1"), 2 * WALK_PAGES + 20);
	/* What changes while it walks is read by the next one. */
	assert_int_equal(count_walks("read_to < UTC_TIMESTAMP(3) - INTERVAL 59 MINUTE"), 1);
	take_turn(&def);
	assert_int_equal(canned_things.pages, WALK_PAGES + 11); /* not due */
}

static void two_lists_of_an_account_walk_apart(void **state)
{
	const struct walk_def one_def = def_of("things", &by_time);
	const struct walk_def other = def_of("others", &by_offset);
	(void)state;

	empty(4);
	take_turn(&one_def);
	int pages = canned_things.pages;
	take_turn(&other);
	assert_true(canned_things.pages > pages);
	pages = canned_things.pages;
	take_turn(&one_def);
	take_turn(&other);
	assert_int_equal(canned_things.pages, pages);
	assert_int_equal(count_walks("walk_from IS NULL"), 2);
}

static void what_another_account_has_is_left_alone(void **state)
{
	const struct walk_def def = def_of("things", &by_time);
	(void)state;

	empty(4);
	take_turn(&def);
	db_test_run(db,
		    "INSERT INTO thing (id, at, account_id, seen_at, reread_at) VALUES"
		    " ('other', UTC_TIMESTAMP(3) - INTERVAL 1 HOUR, 9, '2020-1-1', NULL),"
		    " ('asked', UTC_TIMESTAMP(3) - INTERVAL 1 HOUR, 9, '2020-1-1', '2020-1-1')");
	tomorrow();
	take_turn(&def);
	take_turn(&def);
	assert_int_equal(canned_things.singles, 0);
	assert_int_equal(count("account_id = 9 AND gone_at IS NULL AND (id = 'asked') ="
			       " (reread_at IS NOT NULL)"),
			 2);
}

static void an_answer_about_another_thing_is_none(void **state)
{
	struct item item;
	struct err e = {0};
	(void)state;

	empty(2);
	assert_int_equal(resource_find(NULL, mem, &by_time, "t1", &item, &e), RC_OK);
	canned_things.things[1].says = 2;
	assert_int_equal(resource_find(NULL, mem, &by_time, "t1", &item, &e), RC_SHAPE);
}

static void without_the_permission_nothing_is_asked(void **state)
{
	const struct walk_def def = def_of("things", &by_time);
	(void)state;

	empty(2);
	take_turn_with("allegro:api:orders:read", &def);
	assert_int_equal(canned_things.pages, 0);
	take_turn(&def);
	assert_int_equal(count("1"), 2);
}

static void what_is_listed_only_is_never_asked_for(void **state)
{
	const struct walk_def def = def_of("things", &listed_only);
	(void)state;

	empty(6);
	take_turn(&def);
	tomorrow();
	canned_things.n = 4;
	take_turn(&def);
	take_turn(&def);
	assert_int_equal(count("gone_at IS NULL AND reread_at IS NULL"), 6);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "walks");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "walks");
	canned_things.began = time_now_ms() / TIME_SECOND_MS * TIME_SECOND_MS;
	db_test_run(db, "CREATE TABLE thing (id VARCHAR(64) PRIMARY KEY, at DATETIME(3) NOT NULL,"
			" account_id INT UNSIGNED NOT NULL, seen_at DATETIME(3) NOT NULL,"
			" reread_at DATETIME(3) NULL, gone_at DATETIME(3) NULL)");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whatever_moves_between_two_pages_all_are_there),
	    cmocka_unit_test(a_walk_goes_no_further_back_than_it_says),
	    cmocka_unit_test(a_turn_is_bounded_and_the_next_goes_on),
	    cmocka_unit_test(two_lists_of_an_account_walk_apart),
	    cmocka_unit_test(what_another_account_has_is_left_alone),
	    cmocka_unit_test(an_answer_about_another_thing_is_none),
	    cmocka_unit_test(without_the_permission_nothing_is_asked),
	    cmocka_unit_test(what_is_listed_only_is_never_asked_for),
	};

	return cmocka_run_group_tests_name("walks", tests, setup, db_test_teardown);
}
