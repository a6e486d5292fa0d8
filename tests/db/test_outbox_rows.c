/* What the engine and the grants hold of the outbox, whatever the programs do. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"

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
	    "after_sha, state, reason, actor, next_at, deadline, ended_at) VALUES (%llu, 'k%d', "
	    "'%s',"
	    " 'order-status', 20, '%s', 'b', UNHEX(SHA2('', 256)), '%s', 'clash', 'test',"
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
	static const char *const columns[] = {"after_sha",  "subject",	  "actor", "kind",
					      "intent_key", "command_id", "batch", "created_at"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		const char *sql = mem_printf(mem, "UPDATE outbox SET %s = %s WHERE id = 0",
					     columns[i], columns[i]);
		refused(panel, sql, "1143");
		refused(jobs, sql, "1143");
	}
	/* A text goes when its time is over; one that is not after_sha is not sent. */
	refused(panel, "UPDATE outbox SET after_value = after_value WHERE id = 0", "1143");
	refused(panel, "DELETE FROM outbox", "1142");
	refused(jobs, "DELETE FROM outbox", "1142");
	refused(panel, "UPDATE outbox_step SET actor = 'x'", "1142");
	refused(jobs, "UPDATE outbox_step SET actor = 'x'", "1142");
	refused(jobs, "DELETE FROM outbox_step", "1142");
	refused(jobs, "DELETE FROM outbox_command", "1142");
	/* Its bytes go when their time is over; the uuid that is made of them stays. */
	refused(jobs, "UPDATE outbox_command SET uuid = uuid WHERE id = 0", "1143");
	refused(jobs, "UPDATE outbox_command SET request = request WHERE id = 0", "1143");
	refused(panel, "UPDATE outbox_command SET status = 200", "1142");
	refused(panel, "UPDATE outbox SET sent_in = 1 WHERE id = 0", "1143");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(f19_one_intent_of_a_subject_is_in_flight),
	    cmocka_unit_test(states_that_are_none_are_refused),
	    cmocka_unit_test(a_command_and_an_intent_are_written_once),
	    cmocka_unit_test(nobody_rewrites_what_was_decided),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
