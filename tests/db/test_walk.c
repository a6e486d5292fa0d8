/*
 * Walks through lists by time and by offset: what comes in, leaves or stands still between two
 * pages is there in the end, a turn is bounded, and two lists of one account know nothing of each
 * other. What fails in the middle is proved with ratings (test_ratings.c). Allegro is a list here.
 */
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

enum { THINGS_MAX = 400, PAGE = 2, ADDED = 900 };

static void *mem;
static struct db *db;
static uint64_t account_id;

/* ---- Allegro --------------------------------------------------------------------------------- */

struct thing {
	int id;
	int hours; /* ago */
};

/* Newest first. */
static struct {
	int64_t began;
	struct thing things[THINGS_MAX];
	int n;
	int pages;			   /* asked for so far */
	int singles;			   /* and things by themselves */
	void (*between)(int pages_so_far); /* after each; NULL: nothing happens */
} canned;

static const char *one(void *owner, const struct thing *t)
{
	char at[TIME_RFC3339_SIZE];

	time_format_rfc3339(canned.began - t->hours * TIME_HOUR_MS, at);
	return mem_printf(owner, "{\"id\":\"t%d\",\"at\":\"%s\"}", t->id, at);
}

static int64_t asked(const struct allegro_call *call, const char *name, int64_t n)
{
	for (const struct http_pair *p = call->query; p && p->name; p++)
		if (str_eq(p->name, name) && p->value && !str_to_i64(p->value, 0, INT64_MAX, &n))
			(void)time_parse_rfc3339(p->value, &n);
	return n;
}

static const char *page(void *owner, const struct allegro_call *call)
{
	int64_t skip = asked(call, "offset", 0);
	const char *text = "{\"things\":[";
	int n = 0;

	for (int i = 0; i < canned.n && n < PAGE; i++) {
		int64_t at = canned.began - canned.things[i].hours * TIME_HOUR_MS;
		if (at > asked(call, "to", INT64_MAX) || at < asked(call, "from", 0) || skip-- > 0)
			continue;
		text = mem_printf(owner, "%s%s%s", text, n++ ? "," : "",
				  one(owner, &canned.things[i]));
	}
	canned.pages++;
	if (canned.between)
		canned.between(canned.pages);
	return mem_printf(owner, "%s]}", text);
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	const char *text = NULL;

	(void)a;
	for (int i = 0; call->id && i < canned.n; i++)
		if (str_eq(call->id, mem_printf(owner, "t%d", canned.things[i].id)))
			text = one(owner, &canned.things[i]);
	canned.singles += call->id != NULL;
	if (!call->id)
		text = page(owner, call);
	if (!text) {
		err_set(e, RC_REMOTE, "there is no %s", call->id);
		e->meaning = MEANING_GONE;
		return e->rc;
	}
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

static void drop_first(int pages)
{
	if (pages == 1 && !canned.things[0].id)
		memmove(canned.things, canned.things + 1,
			sizeof(struct thing) * (size_t)--canned.n);
}

static void add_at(int i, struct thing t)
{
	memmove(canned.things + i + 1, canned.things + i,
		sizeof(struct thing) * (size_t)(canned.n++ - i));
	canned.things[i] = t;
}

static void add_first(int pages)
{
	if (pages == 1 && canned.things[0].id != ADDED)
		add_at(0, (struct thing){ADDED, 0});
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
		.noun = "thing", .list = OP_RATINGS, .items = "/things", .most = PAGE,             \
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
	canned.n = n;
	canned.pages = canned.singles = 0;
	canned.between = NULL;
	for (int i = 0; i < n; i++)
		canned.things[i] = (struct thing){i, 1 + i / 5}; /* more at once than a page has */
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
	canned.pages = 0;
	db_test_run(db,
		    "UPDATE walk SET next_at = '2020-1-1', swept_at = swept_at - INTERVAL 1 HOUR");
}

static void tomorrow(void)
{
	canned.pages = canned.singles = 0;
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
	} cases[] = {{&by_time, NULL, 9, 9, 0},		{&by_offset, NULL, 9, 9, 0},
		     {&by_time, NULL, 0, 0, 0},		{&by_offset, NULL, 0, 0, 0},
		     {&by_time, drop_first, 9, 8, 1},	{&by_time, add_first, 9, 10, 0},
		     {&by_offset, drop_first, 9, 8, 1}, {&by_offset, add_first, 9, 10, 0}};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct walk_def def = def_of("things", cases[i].resource);

		empty(cases[i].n);
		take_turn(&def);
		canned.between = cases[i].between;
		tomorrow();
		take_turn(&def);
		take_turn(&def); /* what was not met is asked for by itself */
		assert_int_equal(count("reread_at IS NOT NULL"), 0);
		if (canned.singles != cases[i].singles)
			fail_msg("case %zu: %d asked for", i, canned.singles);
		tomorrow();
		take_turn(&def); /* what left when it had been met */
		take_turn(&def);
		if (count("gone_at IS NULL AND reread_at IS NULL") != cases[i].want)
			fail_msg("case %zu: %d", i, (int)count("gone_at IS NULL"));
		assert_int_equal(count("1"), cases[i].n + (cases[i].between == add_first));
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
			canned.things[k].hours = (k < 8 ? 3 + k : 23 + k) * 24;
		take_turn(&def);
		assert_int_equal(count("1"), cases[i].first);
		add_at(5, (struct thing){ADDED, 1}); /* listed late */
		add_at(7, (struct thing){ADDED + 1, 3});
		in_an_hour();
		take_turn(&def);
		assert_int_equal(canned.pages, cases[i].pages);
		assert_int_equal(count("1"), cases[i].again);
		assert_int_equal(count_walks("swept_at < read_to"), 1);
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
	assert_int_equal(canned.pages, WALK_PAGES);
	assert_int_equal(count("1"), 2 * WALK_PAGES);
	db_test_run(db, "UPDATE walk SET walk_began = walk_began - INTERVAL 1 HOUR");
	take_turn(&def);
	assert_int_equal(canned.pages, WALK_PAGES + 11);
	assert_int_equal(count("1"), 2 * WALK_PAGES + 20);
	/* What changes while it walks is read by the next one. */
	assert_int_equal(count_walks("read_to < UTC_TIMESTAMP(3) - INTERVAL 59 MINUTE"), 1);
	take_turn(&def);
	assert_int_equal(canned.pages, WALK_PAGES + 11); /* not due */
}

static void two_lists_of_an_account_walk_apart(void **state)
{
	const struct walk_def one_def = def_of("things", &by_time);
	const struct walk_def other = def_of("others", &by_offset);
	(void)state;

	empty(4);
	take_turn(&one_def);
	int pages = canned.pages;
	take_turn(&other);
	assert_true(canned.pages > pages);
	pages = canned.pages;
	take_turn(&one_def);
	take_turn(&other);
	assert_int_equal(canned.pages, pages);
	assert_int_equal(count_walks("walk_from IS NULL"), 2);
}

static void without_the_permission_nothing_is_asked(void **state)
{
	const struct walk_def def = def_of("things", &by_time);
	(void)state;

	empty(2);
	take_turn_with("allegro:api:orders:read", &def);
	assert_int_equal(canned.pages, 0);
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
	canned.n = 4;
	take_turn(&def);
	take_turn(&def);
	assert_int_equal(count("gone_at IS NULL AND reread_at IS NULL"), 6);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "walks");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "walks");
	canned.began = time_now_ms() / TIME_SECOND_MS * TIME_SECOND_MS;
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
	    cmocka_unit_test(without_the_permission_nothing_is_asked),
	    cmocka_unit_test(what_is_listed_only_is_never_asked_for),
	};

	return cmocka_run_group_tests_name("walks", tests, setup, db_test_teardown);
}
