/*
 * Categories with each statement refused in turn, each request failed, each fence lost and each
 * beat stopped: the reason comes out, half a tree is never whole, and the next turns end in the
 * same rows as one to which nothing happened. Allegro is a tree of six.
 */
#include "canned_categories.h"
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/stmt.h"
#include "domain/categories/category.h"
#include "domain/categories/category_sync.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HOME "simulator"

static void *mem;
static struct db *db;

/* ---- Allegro --------------------------------------------------------------------------------- */

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	(void)a;
	if (refuse_strikes(AT_REQUEST))
		return faulty_outage(e);
	const char *text = canned_category(owner, call);
	if (!text)
		return faulty_answer(e, RC_REMOTE, MEANING_REFUSED, call->id ? 404 : 422);
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e);
enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		results[i] = (struct allegro_result){.rc = e->rc, .asked = !e->rc, .err = *e};
		if (e->rc)
			continue; /* after an outage nothing is sent */
		results[i].rc =
		    __wrap_allegro_call(a, owner, &calls[i], &results[i].doc, &results[i].err);
		if (results[i].rc == RC_RETRY)
			*e = results[i].err;
	}
	return e->rc;
}

/* ---- Turns ----------------------------------------------------------------------------------- */

static enum rc take_turn(struct err *e)
{
	struct account account = {.id = 1, .environment = HOME};
	struct turn turn = {.db = db,
			    .account = &account,
			    .actor = "test",
			    .fence = faulty_fence,
			    .beat = faulty_beat};
	bool due = false;

	return category_is_due(&turn, &due, e) || !due ? e->rc : category_sync(&turn, e);
}

static void must_turn(void)
{
	struct err e = {0};

	if (take_turn(&e))
		fail_msg("%s", e.msg);
}

static int64_t digest(void)
{
	return world_number(
	    db,
	    "SELECT CAST((SELECT COALESCE(SUM(CRC32(CONCAT_WS(',', category_id, parent_id, name,"
	    " leaf, gone_at IS NULL, redirect_id, reread_at IS NULL))), 0) FROM category) + 3 *"
	    " (SELECT COUNT(*) FROM category_tree WHERE filled_at IS NOT NULL AND began_at IS NULL)"
	    " + 5 * (SELECT COALESCE(SUM(CRC32(CONCAT_WS(',', category_id, param_id, place, name,"
	    " required))), 0) FROM category_param) + 7 * (SELECT COUNT(*) FROM"
	    " category_param_change WHERE param_id = '2') + 11 * (SELECT COALESCE(SUM(CRC32("
	    "event_id)), 0) FROM category_tree) AS SIGNED)");
}

/* An hour has passed. */
static void pass(void)
{
	db_test_run(db, "UPDATE category SET retry_at = '1970-1-1', reread_at ="
			" IF(reread_at IS NULL, NULL, '2020-1-1')");
	db_test_run(db, "UPDATE category_used SET next_at = '2020-1-1'");
	db_test_run(db, "UPDATE category_tree SET events_at = events_at - INTERVAL 1 HOUR,"
			" changes_at = changes_at - INTERVAL 1 DAY");
}

static void empty(void)
{
	static const char *const tables[] = {"category", "category_tree", "category_used",
					     "category_param", "category_param_change"};

	for (size_t i = 0; i < COUNT_OF(tables); i++)
		db_test_run(db, mem_printf(mem, "DELETE FROM %s", tables[i]));
	canned_later = canned_many = false;
	canned_refused = NULL;
	canned_journal = CANNED_FOLLOWED;
}

/* All are here, one is used, and since then the journal has gone on. */
static void full(void)
{
	empty();
	must_turn();
	db_test_run(db, "INSERT INTO category_used (environment, category_id, wanted_at, next_at)"
			" VALUES ('" HOME "', 'a1', '2020-1-1', '2020-1-1')");
	must_turn();
	pass();
	canned_later = true;
}

/* The same, but the journal cannot be followed from where it was left. */
static void stale(void)
{
	full();
	db_test_run(db, "UPDATE category_tree SET events_at = '2020-1-1'");
}

/* ---- Faults ---------------------------------------------------------------------------------- */

/* A tree that calls itself whole has everything Allegro has. */
static void whole_is_whole(const char *told)
{
	int64_t whole = world_number(db, "SELECT COUNT(filled_at) FROM category_tree");
	int64_t here = world_number(db, "SELECT COUNT(*) FROM category WHERE gone_at IS NULL");

	if (whole && here < 5)
		fail_msg("%s: whole with %d", told, (int)here);
}

static void settle(void)
{
	for (int i = 0; i < 2; i++) {
		pass();
		must_turn();
	}
}

static void whatever_fails_the_next_turns_bring_all(void **state)
{
	(void)state;
	turn_faults(&(struct turn_faults){
	    .ways = {{"first reading", empty}, {"the journal", full}, {"another reading", stale}},
	    .act = take_turn,
	    .check = whole_is_whole,
	    .settle = settle,
	    .digest = digest,
	    .points = 200});
}

static void what_happened_is_as_the_journal_tells(void **state)
{
	struct category_row row;
	struct category_use_row use;
	struct category_progress progress;
	struct param_row *params;
	struct err e = {0};
	size_t n;

	(void)state;
	full();
	must_turn();
	assert_int_equal(category_find(db, mem, HOME, "a1", &row, &e), RC_OK);
	assert_true(row.gone_at != TIME_NONE);
	assert_string_equal(row.redirect_id, "b");
	assert_int_equal(category_find(db, mem, HOME, "b", &row, &e), RC_OK);
	assert_string_equal(row.c.name, "Beta nowa");
	assert_int_equal(category_find(db, mem, HOME, "a3", &row, &e), RC_OK);
	assert_string_equal(row.c.parent_id, "a");
	assert_int_equal(category_find(db, mem, HOME, "a21", &row, &e), RC_OK);
	assert_string_equal(row.c.parent_id, "a");
	assert_int_equal(category_find(db, mem, HOME, "a2", &row, &e), RC_OK);
	assert_int_equal(row.c.leaf, 1); /* its last child left it */
	assert_int_equal(category_find(db, mem, HOME, "zz", &row, &e), RC_NOT_FOUND);
	err_clear(&e);
	assert_int_equal(category_progress(db, mem, HOME, &progress, &e), RC_OK);
	assert_int_equal(progress.known, 0); /* whole: nothing is counted */
	db_test_run(db, "UPDATE category_tree SET began_at = UTC_TIMESTAMP(3)");
	assert_int_equal(category_progress(db, mem, HOME, &progress, &e), RC_OK);
	assert_int_equal(progress.known, 5);
	assert_int_equal(progress.branches, 1);
	assert_int_equal(progress.to_read, 1);
	db_test_run(db, "UPDATE category_tree SET began_at = NULL");
	/* What stands for the one that is gone is used in its place, and has its parameters. */
	must_turn();
	assert_int_equal(category_use_find(db, mem, HOME, "b", &use, &e), RC_OK);
	db_test_run(db,
		    "INSERT INTO category_param_change (environment, category_id, param_id, type,"
		    " decided_at, due_at) VALUES ('" HOME "', 'b', '1', 'REQUIREMENT_CHANGE',"
		    " '2020-1-1', '2020-1-2')"); /* it has come */
	assert_int_equal(category_params(db, mem, HOME, "b", &params, &n, &e), RC_OK);
	assert_int_equal(n, 2); /* one of them came twice: the first counts */
	assert_string_equal(params[1].name, "Moc");
	assert_true(params[0].required && params[0].required_from == TIME_NONE);
	assert_true(params[1].required_from != TIME_NONE);
}

static int64_t version(void)
{
	return world_number(db, "SELECT CAST(version AS SIGNED) FROM category_tree");
}

static bool is_gone(const char *id)
{
	struct category_row row;
	struct err e = {0};

	assert_int_equal(category_find(db, mem, HOME, id, &row, &e), RC_OK);
	return row.gone_at != TIME_NONE;
}

/* Until each of its branches was read. */
static void half_a_tree_is_not_whole(void **state)
{
	static const char whole[] =
	    "SELECT COUNT(*) FROM category_tree WHERE filled_at IS NOT NULL";
	struct err e = {0};

	(void)state;
	empty();
	canned_refused = "a2";
	assert_int_equal(take_turn(&e), RC_REMOTE); /* it is told */
	assert_int_equal(world_number(db, whole), 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM category"), 4);
	canned_refused = NULL;
	pass();
	must_turn();
	assert_int_equal(world_number(db, whole), 1);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM category"), 5);
}

/* Of what no event tells, and of what none that can be read tells, in this environment alone. Who
 * shows the tree hears of it by its version. */
static void what_another_reading_does_not_meet_is_gone(void **state)
{
	static const struct {
		void (*fresh)(void);
		enum canned_journal journal;
		enum rc rc; /* of the first turn */
	} cases[] = {{stale, CANNED_FOLLOWED, RC_OK},
		     {full, CANNED_FORGOTTEN, RC_OK},
		     {full, CANNED_UNREAD, RC_SHAPE}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct category_list list;
		struct err e = {0};
		cases[i].fresh();
		db_test_run(db,
			    "INSERT INTO category (environment, category_id, parent_id, name, leaf,"
			    " makes_products, seen_at) VALUES ('" HOME
			    "', 'zz', 'a', 'Z', 1, 1, '2020-1-1'),"
			    " ('production', 'a2', NULL, 'Inna', 1, 1, '2020-1-1')");
		const int64_t before = version();
		canned_journal = cases[i].journal;
		assert_int_equal(take_turn(&e), cases[i].rc);
		canned_journal = CANNED_FOLLOWED;
		settle();
		if (!is_gone("zz") || !is_gone("a1") || is_gone("a3"))
			fail_msg("case %zu", i);
		assert_true(version() > before);
		assert_int_equal(category_list(db, mem, HOME, &list, &e), RC_OK);
		assert_int_equal(list.n, 5);
		assert_int_equal(world_number(db, "SELECT COUNT(*) FROM category WHERE environment"
						  " = 'production' AND name = 'Inna' AND leaf = 1"
						  " AND gone_at IS NULL AND reread_at IS NULL"
						  " AND read_at < '2000-1-1'"),
				 1);
	}
}

static void one_that_is_asked_for_by_itself_and_is_not_there_is_gone(void **state)
{
	(void)state;
	full();
	must_turn();
	db_test_run(db, "INSERT INTO category (environment, category_id, parent_id, name, leaf,"
			" makes_products, seen_at, reread_at) VALUES ('" HOME
			"', 'zz', 'a', 'Z', 1, 1, NOW(),"
			" '2020-1-1')");
	const int64_t before = version();
	must_turn();
	assert_true(is_gone("zz"));
	assert_true(version() > before);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM category WHERE reread_at IS NOT NULL"), 0);
}

static void whatever_changes_the_tree_makes_another_version(void **state)
{
	int64_t before = 0;

	(void)state;
	empty();
	/* An event does so at once, before what it names is asked for. */
	for (int n = 1;
	     !world_number(db, "SELECT COUNT(*) FROM category_tree WHERE event_id = 'e4'"); n++) {
		struct err e = {0};
		full();
		before = version();
		refuse_arm(AT_BEAT, n, true);
		(void)!take_turn(&e);
		refuse_disarm();
	}
	assert_true(version() > before);
	empty();
	must_turn();
	before = version();
	db_test_run(db, "UPDATE category_tree SET events_at = '2020-1-1'");
	must_turn(); /* all of it is read, and nothing asked for by itself */
	assert_true(version() > before);
}

/* Only what was read as a whole tells what is planned no more. */
static void what_is_planned_stays_while_it_cannot_be_read(void **state)
{
	static const char planned[] = "SELECT COUNT(*) FROM category_param_change";
	struct err e = {0};

	(void)state;
	empty();
	must_turn();
	assert_int_equal(world_number(db, planned), 1);
	canned_garbled = true;
	pass();
	assert_int_equal(take_turn(&e), RC_SHAPE); /* it is told */
	assert_int_equal(world_number(db, planned), 1);
	canned_garbled = false;
	db_test_run(db, "UPDATE category_param_change SET param_id = 'old'");
	pass();
	must_turn();
	assert_int_equal(world_number(db, "SELECT param_id FROM category_param_change"), 2);
	assert_int_equal(world_number(db, planned), 1);
	canned_many = true; /* two pages */
	pass();
	must_turn();
	assert_int_equal(world_number(db, planned), CATEGORY_CHANGES_MAX + 1);
}

static void a_seller_may_use_leaves_alone(void **state)
{
	struct err e = {0};

	(void)state;
	empty();
	must_turn();
	assert_int_equal(category_use(db, HOME, "b", "ania", &e), RC_OK);
	assert_int_equal(category_use(db, HOME, "b", "ania", &e), RC_OK);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM audit WHERE action ="
					  " 'category.used' AND subject = 'category:b'"),
			 2);
	assert_int_equal(category_use(db, HOME, "a", "ania", &e), RC_CONFLICT);
	err_clear(&e);
	assert_int_equal(category_use(db, HOME, "zz", "ania", &e), RC_NOT_FOUND);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM category_used"), 1);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "categories");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_happened_is_as_the_journal_tells),
	    cmocka_unit_test(half_a_tree_is_not_whole),
	    cmocka_unit_test(what_another_reading_does_not_meet_is_gone),
	    cmocka_unit_test(one_that_is_asked_for_by_itself_and_is_not_there_is_gone),
	    cmocka_unit_test(whatever_changes_the_tree_makes_another_version),
	    cmocka_unit_test(what_is_planned_stays_while_it_cannot_be_read),
	    cmocka_unit_test(a_seller_may_use_leaves_alone),
	    cmocka_unit_test(whatever_fails_the_next_turns_bring_all),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
