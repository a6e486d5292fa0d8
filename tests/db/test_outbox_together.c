/*
 * Intents of a kind that takes several at once: one request, one receipt, and an end for each. The
 * kind and Allegro are many_world.h.
 */
#include "db_test.h"
#include "many_world.h"
#include "order_world.h"
#include "refuse.h"

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/outbox/outbox_kind.h"
#include "domain/outbox/outbox_remote.h"
#include "domain/outbox/outbox_send.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define STEPS "SELECT COUNT(*) FROM outbox_step"

enum { POINTS_MAX = 80 };

/* ---- Cases ----------------------------------------------------------------------------------- */

static void several_travel_together_and_each_has_its_end(void **state)
{
	(void)state;
	many_decide(3);
	many.shelf[1].says = OUTBOX_REFUSED;
	many.shelf[2].says = OUTBOX_UNCLEAR;
	many_turn();
	assert_int_equal(many.requests, 1);
	assert_int_equal(many.travelled, 3);
	assert_string_equal(many.last_body, "[\"s0\",\"2\"][\"s1\",\"2\"][\"s2\",\"2\"]");
	assert_true(is("s0", "DONE"));
	assert_true(is("s1", "FAILED"));
	assert_true(is("s2", "SENT"));
	assert_int_equal(world_number(many.db, "SELECT COUNT(*) FROM outbox" MINE " AND reason ="
					       " 'refused' AND problem = 'too many of these'"),
			 1);
	assert_int_equal(world_number(many.db,
				      "SELECT COUNT(*) FROM outbox_command" MINE
				      " AND intents = 3 AND status = 202 AND trace = 't-1'"
				      " AND body = '[\"s0\",\"2\"][\"s1\",\"2\"][\"s2\",\"2\"]'"),
			 1);
	many.shelf[2].says = OUTBOX_CONFIRMED;
	many_turn();
	assert_true(is("s2", "DONE"));
	assert_int_equal(many.requests, 1);
	assert_int_equal(many.questions, 2);
}

static void more_than_fit_travel_in_two(void **state)
{
	(void)state;
	many_decide(SUBJECTS);
	many_turn();
	assert_int_equal(many.requests, 2);
	assert_int_equal(many.travelled, SUBJECTS - AT_ONCE);
	assert_int_equal(in_state("DONE"), SUBJECTS);
	assert_int_equal(world_number(many.db, "SELECT COUNT(*) FROM outbox_command" MINE), 2);
}

/* Whatever waits between them. */
static void where_a_request_sets_one_value_only_equal_ones_travel_together(void **state)
{
	(void)state;
	many.one_value = true;
	for (size_t i = 0; i < SUBJECTS; i++)
		many.values[i] = i % 2 ? "a" : "A";
	many_decide(SUBJECTS);
	many_turn();
	assert_int_equal(many.requests, 2);
	assert_int_equal(many.travelled, SUBJECTS / 2);
	assert_string_equal(many.last_body, "[\"s1\",\"a\"][\"s3\",\"a\"][\"s5\",\"a\"]");
	assert_int_equal(in_state("DONE"), SUBJECTS);
	many.one_value = false;
	memset(many.values, 0, sizeof(many.values));
}

/* Allegro takes the request, and says of its intents that the account may not. */
static void a_blocked_account_gets_no_further_request(void **state)
{
	struct turn turn;
	struct err e = {0};

	(void)state;
	many_decide(SUBJECTS);
	for (size_t i = 0; i < SUBJECTS; i++)
		many.shelf[i].says = OUTBOX_BLOCKED;
	turn = world_turn(many.db, many.account);
	struct outbox_push p = {.turn = &turn, .lease_s = MANY_LEASE_S};
	assert_int_equal(outbox_push(&p, &e), RC_OK);
	assert_int_equal(turn.trouble.meaning, MEANING_BLOCKED);
	assert_int_equal(many.requests, 1);
	assert_int_equal(in_state("HELD"), AT_ONCE);
	assert_int_equal(in_state("NEW"), SUBJECTS - AT_ONCE);
	assert_int_equal(world_number(many.db,
				      "SELECT COUNT(*) FROM outbox" MINE " AND reason = 'blocked'"
				      " AND problem = 'too many of these'"),
			 AT_ONCE);
}

static void a_lost_receipt_is_asked_about_and_a_rerun_changes_nothing(void **state)
{
	(void)state;
	many_decide(3);
	many.way = LOST_BACK;
	many_turn();
	assert_int_equal(in_state("UNKNOWN"), 3);
	many_turn();
	assert_int_equal(in_state("DONE"), 3);
	int64_t steps = world_number(many.db, STEPS);
	many_turn();
	assert_int_equal(world_number(many.db, STEPS), steps);
	assert_int_equal(many.requests, 1);
	assert_int_equal(many.questions, 1);
	assert_int_equal(many.shelf[0].effects + many.shelf[1].effects + many.shelf[2].effects, 3);
}

static void what_never_arrived_is_the_same_command_again(void **state)
{
	char first[37];

	(void)state;
	many_decide(3);
	many.way = LOST_THERE;
	many_turn();
	memcpy(first, many.uuid, sizeof(first));
	many.way = ARRIVES;
	many_turn(); /* asked: nothing happened */
	many_turn();
	assert_int_equal(many.requests, 2);
	assert_string_equal(many.uuid, first);
	assert_int_equal(in_state("DONE"), 3);
	assert_int_equal(
	    world_number(many.db, "SELECT COUNT(*) FROM outbox_command" MINE " AND attempts = 2"),
	    1);
}

static void what_is_dropped_or_held_meanwhile_leaves_the_others(void **state)
{
	(void)state;
	many_decide(4);
	many.cancelled = "s1";
	many.doubtful = "s2";
	many_turn();
	assert_int_equal(many.travelled, 2);
	assert_true(is("s1", "FAILED"));
	assert_true(is("s2", "HELD"));
	assert_int_equal(many.shelf[1].effects + many.shelf[2].effects, 0);
	assert_int_equal(
	    world_number(many.db, "SELECT COUNT(*) FROM audit WHERE action = 'test-many.doubted'"),
	    1);
}

static void undone_together_before_they_leave(void **state)
{
	struct err e = {0};
	size_t n;

	(void)state;
	many_decide(3);
	assert_int_equal(outbox_undo(many.db, many.batch, "anna", &n, &e), RC_OK);
	assert_int_equal(n, 3);
	many_turn();
	assert_int_equal(many.requests, 0);
}

/* What a person sends all the same is another command, though the bytes are equal. */
static void what_is_released_is_another_command(void **state)
{
	struct err e = {0};
	const char *obstacle;
	char first[37];

	(void)state;
	many_decide(1);
	many.shelf[0].says = OUTBOX_CHANGED;
	many_turn();
	assert_int_equal(in_state("HELD"), 1);
	memcpy(first, many.uuid, sizeof(first));
	const struct outbox_releasing r = {THE("id"), THE("version"), NULL, "jan"};
	db_test_run(many.db, "UPDATE outbox SET deadline = deadline - INTERVAL 1 SECOND" MINE);
	assert_int_equal(outbox_release(many.db, &r, &obstacle, &e), RC_OK);
	many.shelf[0].says = OUTBOX_CONFIRMED;
	many_turn();
	assert_string_not_equal(many.uuid, first);
	assert_int_equal(in_state("DONE"), 1);
}

/* ---- Each statement refused ------------------------------------------------------------------ */

static void fresh(void *arg)
{
	many.way = ARRIVES;
	many_decide(3);
	many.cancelled = arg;
	many.doubtful = arg ? "s2" : NULL;
}

static enum rc act(void *arg, struct err *e)
{
	(void)arg;
	return many_push(e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)e;
	assert_int_equal(rc, was_hit ? RC_DB : RC_OK);
	for (int i = 0; i < 3; i++)
		many_turn();
	for (size_t i = 0; i < 3; i++)
		if (many.shelf[i].effects != (i && arg ? 0 : 1))
			fail_msg("refused at %d: s%zu took effect %d times", n, i,
				 many.shelf[i].effects);
	assert_int_equal(in_state("DONE"), arg ? 1 : 3);
}

static void whatever_is_refused_each_takes_effect_once(void **state)
{
	static char dropped[] = "s1";
	void *const worlds[] = {NULL, dropped};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(worlds); i++)
		assert_true(refuse_each(&(struct refuse_trial){.what = "together",
							       .place = AT_STATEMENT,
							       .less_than = POINTS_MAX,
							       .fresh = fresh,
							       .act = act,
							       .check = check,
							       .arg = worlds[i]}) > 10);
}

static int setup(void **state)
{
	*state = many.mem = mem_context(NULL, "together");
	many.db = db_test_open(many.mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(several_travel_together_and_each_has_its_end),
	    cmocka_unit_test(more_than_fit_travel_in_two),
	    cmocka_unit_test(where_a_request_sets_one_value_only_equal_ones_travel_together),
	    cmocka_unit_test(a_blocked_account_gets_no_further_request),
	    cmocka_unit_test(a_lost_receipt_is_asked_about_and_a_rerun_changes_nothing),
	    cmocka_unit_test(what_never_arrived_is_the_same_command_again),
	    cmocka_unit_test(what_is_dropped_or_held_meanwhile_leaves_the_others),
	    cmocka_unit_test(undone_together_before_they_leave),
	    cmocka_unit_test(what_is_released_is_another_command),
	    cmocka_unit_test(whatever_is_refused_each_takes_effect_once),
	};

	return cmocka_run_group_tests_name("outbox together", tests, setup, db_test_teardown);
}
