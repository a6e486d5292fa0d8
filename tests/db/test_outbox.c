/* What the engine and the grants hold of the outbox, whatever the programs do; and that undoing and
 * sending cannot both win. */
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
	const struct stmt_def def = {sql, "", ""};

	*e = (struct err){0};
	return stmt_run(as, &def, NO_PARAMS, NULL, e);
}

static void must(struct db *as, const char *sql)
{
	struct err e;

	if (run(as, sql, &e))
		fail_msg("%s: %s", sql, e.msg);
}

/* Refused with this number of MariaDB. */
static void refused(struct db *as, const char *sql, const char *number)
{
	struct err e;

	if (!run(as, sql, &e))
		fail_msg("%s: not refused", sql);
	if (!strstr(e.msg, number))
		fail_msg("%s: %s, not %s", sql, e.msg, number);
}

static int made;

/* A row in this state; subject and key are its own unless given. */
static const char *row(const char *state, const char *subject, const char *command)
{
	bool over = str_eq(state, "DONE") || str_eq(state, "FAILED");
	int n = made++;

	return mem_printf(
	    mem,
	    "INSERT INTO outbox (account_id, intent_key, command_id, kind, class, subject, batch, "
	    "body,"
	    " body_sha, state, reason, actor, next_at, deadline, ended_at) VALUES (%llu, 'k%d', "
	    "'%s',"
	    " 'order-status', 20, '%s', 'b', 'x', UNHEX(SHA2('x', 256)), '%s', 'clash', 'test',"
	    " UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), %s)",
	    (unsigned long long)account, n, command ? command : mem_printf(mem, "c%d", n), subject,
	    state, over ? "UTC_TIMESTAMP(3)" : "NULL");
}

/* ---- The engine ------------------------------------------------------------------------------ */

static void f19_one_intent_of_a_subject_is_in_flight(void **state)
{
	(void)state;
	must(db, row("SENT", "s1", NULL));
	refused(db, row("SENT", "s1", NULL), "1062");
	refused(db, row("UNKNOWN", "s1", NULL), "1062");
	must(db, row("SENT", "s2", NULL));
	must(db, row("NEW", "s1", NULL));
	refused(db, row("NEW", "s1", NULL), "1062");
	refused(db, "UPDATE outbox SET state = 'SENT' WHERE subject = 's1' AND state = 'NEW'",
		"1062");
	must(db,
	     "UPDATE outbox SET state = 'DONE', ended_at = UTC_TIMESTAMP(3) WHERE subject = 's1'"
	     " AND state = 'SENT'");
	must(db, "UPDATE outbox SET state = 'SENT' WHERE subject = 's1' AND state = 'NEW'");
}

static void states_that_are_none_are_refused(void **state)
{
	(void)state;
	refused(db, row("SHIPPED", "s3", NULL), "4025");
	refused(db, row("NEW", "s3", ""), "4025");
	must(db, row("NEW", "s3", NULL));
	refused(db, "UPDATE outbox SET state = 'DONE' WHERE subject = 's3'", "4025");
	refused(db, "UPDATE outbox SET ended_at = UTC_TIMESTAMP(3) WHERE subject = 's3'", "4025");
	refused(db, "UPDATE outbox SET state = 'HELD', reason = NULL WHERE subject = 's3'", "4025");
}

static void a_command_and_an_intent_are_written_once(void **state)
{
	(void)state;
	must(db, row("DONE", "s4", "same"));
	refused(db, row("DONE", "s4", "same"), "1062");
	made -= 2;
	refused(db, row("DONE", "s4", "other"), "1062");
	made += 2;
}

static void nobody_rewrites_what_was_decided(void **state)
{
	static const char *const columns[] = {"body",  "body_sha",  "after_value", "subject",
					      "actor", "kind",	    "intent_key",  "command_id",
					      "batch", "created_at"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		const char *sql = mem_printf(mem, "UPDATE outbox SET %s = %s WHERE id = 0",
					     columns[i], columns[i]);
		refused(panel, sql, "1143");
		refused(jobs, sql, "1143");
	}
	refused(panel, "DELETE FROM outbox", "1142");
	refused(jobs, "DELETE FROM outbox", "1142");
	refused(panel, "UPDATE outbox_step SET actor = 'x'", "1142");
	refused(jobs, "UPDATE outbox_step SET actor = 'x'", "1142");
	refused(jobs, "DELETE FROM outbox_step", "1142");
	/* The panel cannot pretend to have sent, the jobs cannot arm themselves. */
	refused(panel, "UPDATE outbox SET sent_at = UTC_TIMESTAMP(3) WHERE id = 0", "1143");
	refused(jobs, "UPDATE outbox SET guard = 'x' WHERE id = 0", "1143");
	refused(jobs, "UPDATE outbox_writer SET armed = 1", "1142");
	refused(
	    jobs,
	    "INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'x', 1, 'x')",
	    "1142");
}

/* ---- Deciding, undoing, sending -------------------------------------------------------------- */

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
	    .body = "{\"status\":\"SENT\"}",
	};
}

static enum rc post(const char *batch, const char *subject, int64_t delay_s, size_t *posted,
		    struct err *e)
{
	const struct outbox_draft one = draft(subject);
	const struct outbox_decision d = {
	    .kind = OUTBOX_ORDER_STATUS,
	    .class = 20,
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
	assert_int_equal(intent_claim(jobs, &i, &e), RC_OK);
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
	assert_int_equal(intent_claim(jobs, &i, &e), RC_CONFLICT);
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
	assert_int_equal(intent_claim(jobs, &i, &e), RC_CONFLICT);
	/* Two people at the same switch: the second sees that the first was there (R26). */
	e = (struct err){0};
	assert_int_equal(outbox_switch(panel, &off, "jan", &e), RC_CONFLICT);
	arm();
}

static void a_held_intent_is_released_on_top_of_what_allegro_showed(void **state)
{
	enum outbox_reason obstacle;
	struct outbox_intent i;
	struct err e;
	size_t n;

	(void)state;
	clear();
	assert_int_equal(post("b7", "o5", 60, &n, &e), RC_OK);
	must(db, "UPDATE outbox SET state = 'HELD', reason = 'changed', found_value = 'PROCESSING',"
		 " found_guard = 'r9' WHERE subject = 'o5'");
	uint64_t id = (uint64_t)world_number(db, "SELECT id FROM outbox WHERE subject = 'o5'");
	assert_int_equal(outbox_find(panel, mem, id, &i, &e), RC_OK);
	assert_int_equal(outbox_release(panel, id, i.version + 7, "jan", &obstacle, &e),
			 RC_CONFLICT);
	e = (struct err){0};
	assert_int_equal(outbox_release(panel, id, i.version, "jan", &obstacle, &e), RC_OK);
	assert_int_equal(obstacle, OUTBOX_BECAUSE_NOTHING);
	i = next();
	assert_string_equal(i.guard, "r9");
	assert_string_equal(i.before, "PROCESSING");
	assert_string_equal(i.state, "NEW");
	assert_int_equal(i.id, id);
}

/* A change of an order that was cancelled since is dropped with the reason, not sent. */
static void what_is_cancelled_is_dropped_when_it_is_to_be_released(void **state)
{
	static const char id[] = "0be2ad5e-2d6c-4f25-9c8b-000000000001";
	struct order_sync way = world_sync(jobs, account);
	const struct form_spec spec = {.id = id, .status = "CANCELLED"};
	enum outbox_reason obstacle;
	struct outbox_intent i;
	struct err e;
	size_t n;

	(void)state;
	clear();
	world_apply(&way, &spec, 1);
	assert_int_equal(post("b8", id, 60, &n, &e), RC_OK);
	must(db, mem_printf(mem,
			    "UPDATE outbox SET state = 'HELD', reason = 'changed', found_value ="
			    " 'NEW', found_guard = 'r9' WHERE subject = '%s'",
			    id));
	uint64_t held = (uint64_t)world_number(
	    db, mem_printf(mem, "SELECT id FROM outbox WHERE subject = '%s'", id));
	assert_int_equal(outbox_find(panel, mem, held, &i, &e), RC_OK);
	assert_int_equal(outbox_release(panel, held, i.version, "jan", &obstacle, &e), RC_OK);
	assert_int_equal(obstacle, OUTBOX_BECAUSE_CANCELLED);
	assert_int_equal(outbox_find(panel, mem, held, &i, &e), RC_OK);
	assert_string_equal(i.state, "FAILED");
	assert_string_equal(i.reason, "cancelled");
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
	    cmocka_unit_test(f19_one_intent_of_a_subject_is_in_flight),
	    cmocka_unit_test(states_that_are_none_are_refused),
	    cmocka_unit_test(a_command_and_an_intent_are_written_once),
	    cmocka_unit_test(nobody_rewrites_what_was_decided),
	    cmocka_unit_test(the_same_form_twice_is_one_decision),
	    cmocka_unit_test(a_newer_decision_takes_the_place_of_a_waiting_one),
	    cmocka_unit_test(sending_wins_over_a_late_undo),
	    cmocka_unit_test(undo_wins_over_a_late_claim),
	    cmocka_unit_test(s23_a_switch_between_looking_and_taking_counts),
	    cmocka_unit_test(a_held_intent_is_released_on_top_of_what_allegro_showed),
	    cmocka_unit_test(what_is_cancelled_is_dropped_when_it_is_to_be_released),
	    cmocka_unit_test(what_is_in_flight_comes_first_and_one_subject_once),
	    cmocka_unit_test(a_batch_that_can_be_undone_is_found_by_its_maker),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
