/* Decisions about the outbox: undoing and sending cannot both win, a switch counts at once, and
 * what was decided about is looked at again. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/outbox/order_status.h"
#include "domain/outbox/outbox_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;	 /* as the migrations */
static struct db *panel; /* as the panel */
static struct db *jobs;
static uint64_t account;

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "outbox");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	panel = db_test_open(mem, DB_ROLE_PANEL);
	jobs = db_test_open(mem, DB_ROLE_JOBS);
	account = world_account(db, "outbox");
	return 0;
}

/* ---- Statements of the test ------------------------------------------------------------------ */

static enum rc run(struct db *as, const char *sql, struct err *e)
{
	const struct stmt_def def = {sql, "", NO_ROWS};

	*e = (struct err){0};
	return stmt_run(as, &def, NO_PARAMS, NULL, e);
}

static void must(struct db *as, const char *sql)
{
	struct err e;

	if (run(as, sql, &e))
		fail_msg("%s: %s", sql, e.msg);
}

static void arm(void)
{
	struct outbox_switching s = {account, OUTBOX_ORDER_STATUS, OUTBOX_ARMED, 0};
	struct outbox_writer *rows;
	struct err e = {0};
	size_t n;

	assert_int_equal(outbox_writers(panel, mem, account, &rows, &n, &e), RC_OK);
	if (rows->armed)
		return;
	s.version = rows->version;
	assert_int_equal(outbox_switch(panel, &s, "anna", &e), RC_OK);
}

static struct outbox_draft draft(const char *subject)
{
	return (struct outbox_draft){
	    .account_id = account,
	    .subject = subject,
	    .guard = "r1",
	    .before = "NEW",
	    .after = "SENT",
	};
}

static enum rc post(const char *batch, const char *subject, int64_t delay_s, size_t *posted,
		    struct err *e)
{
	struct outbox_draft one = draft(subject);
	const struct outbox_decision d = {
	    .kind = OUTBOX_ORDER_STATUS,
	    .batch = batch,
	    .actor = "anna",
	    .delay_s = delay_s,
	    .drafts = &one,
	    .n = 1,
	};

	*e = (struct err){0};
	return outbox_post(panel, &d, posted, e);
}

static struct outbox_intent next(void)
{
	struct outbox_intent i;
	struct err e = {0};

	if (intent_next(jobs, mem, account, &i, &e))
		fail_msg("%s", e.msg);
	return i;
}

/* Nothing else of this account is due. */
static void clear(void)
{
	must(db, "UPDATE outbox SET state = 'FAILED', reason = 'dropped',"
		 " ended_at = IFNULL(ended_at, UTC_TIMESTAMP(3))");
	arm();
}

static void the_same_form_twice_is_one_decision(void **state)
{
	struct err e;
	size_t n;

	(void)state;
	clear();
	assert_int_equal(post("b1", "o1", 60, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(post("b1", "o1", 60, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE subject = 'o1'"), 1);
	assert_int_equal(world_number(db,
				      "SELECT COUNT(*) FROM audit WHERE subject = 'order:o1'"
				      " AND action = 'order-status.decided' AND actor = 'anna'"),
			 1);
}

static void a_newer_decision_takes_the_place_of_a_waiting_one(void **state)
{
	struct err e;
	size_t n;

	(void)state;
	assert_int_equal(post("b2", "o1", 60, &n, &e), RC_OK);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE subject = 'o1'"
					  " AND reason = 'replaced' AND state = 'FAILED'"),
			 1);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE subject = 'o1'"
					  " AND state = 'NEW'"),
			 1);
}

static void sending_wins_over_a_late_undo(void **state)
{
	struct err e;
	size_t n;

	(void)state;
	clear();
	assert_int_equal(post("b3", "o2", 0, &n, &e), RC_OK);
	struct outbox_intent i = next();
	assert_int_equal(intent_claim(jobs, &i, 0, &e), RC_OK);
	assert_int_equal(outbox_undo(panel, "b3", "anna", &n, &e), RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(outbox_drop(panel, i.id, i.version + 1, "anna", &e), RC_CONFLICT);
	/* And a new decision about it has to wait. */
	assert_int_equal(post("b4", "o2", 60, &n, &e), RC_CONFLICT);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE subject = 'o2'"), 1);
}

static void undo_wins_over_a_late_claim(void **state)
{
	struct err e;
	size_t n;

	(void)state;
	clear();
	assert_int_equal(post("b5", "o3", 0, &n, &e), RC_OK);
	struct outbox_intent i = next();
	assert_int_equal(outbox_undo(panel, "b5", "anna", &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(intent_claim(jobs, &i, 0, &e), RC_CONFLICT);
	e = (struct err){0};
	assert_int_equal(intent_next(jobs, mem, account, &i, &e), RC_NOT_FOUND);
}

static void s23_a_switch_between_looking_and_taking_counts(void **state)
{
	struct outbox_switching off = {account, OUTBOX_ORDER_STATUS, OUTBOX_OFF, 0};
	struct outbox_writer *rows;
	struct err e;
	size_t n;

	(void)state;
	clear();
	assert_int_equal(post("b6", "o4", 0, &n, &e), RC_OK);
	struct outbox_intent i = next();
	assert_int_equal(outbox_writers(panel, mem, account, &rows, &n, &e), RC_OK);
	off.version = rows->version;
	assert_int_equal(outbox_switch(panel, &off, "anna", &e), RC_OK);
	assert_int_equal(intent_claim(jobs, &i, 0, &e), RC_CONFLICT);
	/* Two people at the same switch: the second sees that the first was there (R26). */
	e = (struct err){0};
	assert_int_equal(outbox_switch(panel, &off, "jan", &e), RC_CONFLICT);
	arm();
}

/* A change that waits for a person: Allegro showed another value. */
static struct outbox_intent hold(const char *subject)
{
	static const char find[] = "SELECT id FROM outbox WHERE subject = '%s'";
	struct outbox_intent i;
	struct err e;
	size_t n;

	clear();
	assert_int_equal(post("b7", subject, 60, &n, &e), RC_OK);
	must(db, mem_printf(mem,
			    "UPDATE outbox SET state = 'HELD', reason = 'changed', found_value ="
			    " 'PROCESSING', found_guard = 'r9' WHERE subject = '%s'",
			    subject));
	int64_t id = world_number(db, mem_printf(mem, find, subject));
	assert_int_equal(outbox_find(panel, mem, (uint64_t)id, &i, &e), RC_OK);
	return i;
}

static void a_held_intent_is_released_on_top_of_what_allegro_showed(void **state)
{
	struct outbox_intent i = hold("o5");
	const uint64_t id = i.id;
	struct outbox_releasing r = {id, i.version + 7, NULL, "jan"};
	const char *obstacle;
	struct err e = {0};

	(void)state;
	assert_int_equal(outbox_release(panel, &r, &obstacle, &e), RC_CONFLICT);
	e = (struct err){0};
	r.version = i.version;
	assert_int_equal(outbox_release(panel, &r, &obstacle, &e), RC_OK);
	assert_null(obstacle);
	i = next();
	assert_string_equal(i.guard, "r9");
	assert_string_equal(i.before, "PROCESSING");
	assert_string_equal(i.state, "NEW");
	assert_int_equal(i.id, id);
}

static void what_is_in_flight_comes_first_and_one_subject_once(void **state)
{
	struct err e;
	size_t n;

	(void)state;
	clear();
	assert_int_equal(post("b8", "o6", 0, &n, &e), RC_OK);
	assert_int_equal(post("b8", "o7", 0, &n, &e), RC_OK);
	must(db, "UPDATE outbox SET state = 'UNKNOWN', attempts = 1 WHERE subject = 'o7'"
		 " AND state = 'NEW'");
	assert_string_equal(next().subject, "o7");
	must(db, "UPDATE outbox SET next_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"
		 " WHERE subject = 'o7' AND state = 'UNKNOWN'");
	assert_string_equal(next().subject, "o6");
}

/* A glance may promise what is not there, and never leaves out what is. */
static void a_glance_sees_what_may_be_shown(void **state)
{
	static const char *const ended = "'DONE', 'FAILED'";
	struct outbox_glance g;
	struct err e;
	size_t n;

	(void)state;
	clear();
	must(db, "UPDATE outbox SET state = 'DONE', reason = NULL, ended_at = UTC_TIMESTAMP(3)");
	for (int s = OUTBOX_NEW; s < OUTBOX_STATE_COUNT; s++) {
		const char *name = outbox_state_names[s];
		const char *subject = mem_printf(mem, "glance-%d", s);
		must(db, "UPDATE outbox SET state = 'DONE', ended_at = UTC_TIMESTAMP(3),"
			 " reason = NULL WHERE state <> 'DONE'");
		e = (struct err){0};
		assert_int_equal(outbox_glance(panel, &g, &e), RC_OK);
		assert_false(g.may_wait || g.may_matter);
		assert_int_equal(post(subject, subject, 60, &n, &e), RC_OK);
		must(db,
		     mem_printf(mem,
				"UPDATE outbox SET state = '%s', reason = 'dropped', ended_at ="
				" IF('%s' IN (%s), UTC_TIMESTAMP(3), NULL) WHERE subject = '%s'",
				name, name, ended, subject));
		assert_int_equal(outbox_glance(panel, &g, &e), RC_OK);
		assert_int_equal(g.may_matter, s != OUTBOX_DONE);
		assert_true(g.may_wait || s != OUTBOX_NEW);
		assert_true(!g.may_wait || s == OUTBOX_NEW || s == OUTBOX_SENT ||
			    s == OUTBOX_UNKNOWN);
	}
}

static void a_batch_that_can_be_undone_is_found_by_its_maker(void **state)
{
	struct outbox_batch batch;
	struct err e;
	size_t n;

	(void)state;
	clear();
	e = (struct err){0};
	assert_int_equal(outbox_undoable(panel, mem, "anna", &batch, &e), RC_NOT_FOUND);
	assert_int_equal(post("b9", "o8", 60, &n, &e), RC_OK);
	assert_int_equal(post("b9", "o9", 60, &n, &e), RC_OK);
	assert_int_equal(outbox_undoable(panel, mem, "anna", &batch, &e), RC_OK);
	assert_string_equal(batch.batch, "b9");
	assert_int_equal(batch.n, 2);
	e = (struct err){0};
	assert_int_equal(outbox_undoable(panel, mem, "jan", &batch, &e), RC_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_same_form_twice_is_one_decision),
	    cmocka_unit_test(a_newer_decision_takes_the_place_of_a_waiting_one),
	    cmocka_unit_test(sending_wins_over_a_late_undo),
	    cmocka_unit_test(undo_wins_over_a_late_claim),
	    cmocka_unit_test(s23_a_switch_between_looking_and_taking_counts),
	    cmocka_unit_test(a_held_intent_is_released_on_top_of_what_allegro_showed),
	    cmocka_unit_test(what_is_in_flight_comes_first_and_one_subject_once),
	    cmocka_unit_test(a_glance_sees_what_may_be_shown),
	    cmocka_unit_test(a_batch_that_can_be_undone_is_found_by_its_maker),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
