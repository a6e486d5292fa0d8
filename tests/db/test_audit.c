/* The audit trail: append-only by grant, sealed in batches, and whoever changes it is named. */
#include "db_test.h"
#include "order_world.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/audit/chain.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;	/* as the jobs are */
static struct db *root; /* may do everything */
static struct lease lease;

static int setup(void **state)
{
	struct err e = {0};

	*state = mem = mem_context(NULL, "audit");
	root = db_test_open(mem, DB_ROLE_MIGRATE);
	db = db_test_open(mem, DB_ROLE_JOBS);
	return lease_take(db, "audit-test", 0, 60, &lease, &e) != RC_OK;
}

static enum rc sql(struct db *with, const char *text, struct err *e)
{
	const struct stmt_def def = {mem_strdup(with, text), "", NO_ROWS};

	return stmt_run(with, &def, NO_PARAMS, NULL, e);
}

static void must(struct db *with, const char *text)
{
	struct err e = {0};

	if (sql(with, text, &e))
		fail_msg("%s: %s", text, e.msg);
}

static enum rc add_body(struct db *with, void *arg, struct err *e)
{
	const char *after = arg;

	if (audit_add(with,
		      &(struct audit_entry){.actor = "tester",
					    .action = "test.change",
					    .subject = "thing:1",
					    .after = after},
		      e))
		return e->rc;
	return str_eq(after, "rolled back") ? err_set(e, RC_INVALID, "not this one") : RC_OK;
}

static uint64_t add(const char *after)
{
	struct err e = {0};

	if (tx_run(db, add_body, mem_strdup(mem, after), &e) && e.rc != RC_INVALID)
		fail_msg("%s", e.msg);
	return (uint64_t)world_number(db, "SELECT MAX(id) FROM audit");
}

static size_t seal_all(void)
{
	struct err e = {0};
	size_t all = 0;
	size_t n = 1;

	for (; n; all += n)
		if (chain_seal(db, &lease, &n, &e))
			fail_msg("%s", e.msg);
	return all;
}

static int beats;

static enum rc beat(void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	beats++;
	return RC_OK;
}

static struct chain_report verify(const char *head)
{
	const struct chain_reading how = {.head = head, .beat = beat};
	struct chain_report r;
	struct err e = {0};

	beats = 0;
	if (chain_verify(db, mem, &how, &r, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(beats, r.seals);
	return r;
}

static void assert_clean(void)
{
	struct chain_report r = verify(NULL);

	if (r.faults)
		fail_msg("%s", r.fault_texts[0]);
}

/* Exactly one sentence of the report begins like this. */
static void assert_named(const char *sentence)
{
	struct chain_report r = verify(NULL);
	int found = 0;

	for (size_t i = 0; i < r.faults && i < CHAIN_FAULTS_MAX; i++)
		found += str_starts(r.fault_texts[i], sentence);
	if (found != 1)
		fail_msg("%d times \"%s\" in %" PRIu64 " faults, first: %s", found, sentence,
			 r.faults, r.faults ? r.fault_texts[0] : "none");
}

static void an_entry_keeps_who_what_and_the_running_request(void **state)
{
	(void)state;
	log_unit("req", "a1b2c3");
	add("kept");
	log_unit("req", NULL);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM audit WHERE actor = 'tester'"
					  " AND action = 'test.change' AND subject = 'thing:1'"
					  " AND before_value IS NULL AND after_value = 'kept'"
					  " AND request_id = 'req=a1b2c3'"),
			 1);
}

static void a_long_or_odd_value_is_cut_not_refused(void **state)
{
	char *text = mem_array(mem, char, 2 * AUDIT_VALUE_MAX + 1);

	(void)state;
	memset(text, 'x', 2 * AUDIT_VALUE_MAX);
	add(text);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM audit WHERE CHAR_LENGTH(after_value) = 1000"),
	    1);
}

static void sealed_rows_verify_and_nothing_is_sealed_twice(void **state)
{
	(void)state;
	add("one");
	add("two");
	assert_true(seal_all() >= 2);
	assert_int_equal(seal_all(), 0);
	assert_clean();
	assert_true(verify(NULL).rows >= 2);
}

static void a_transaction_rolled_back_leaves_a_gap_that_is_no_deletion(void **state)
{
	uint64_t before = add("before the gap");
	(void)add("rolled back");
	uint64_t after = add("after the gap");

	(void)state;
	assert_true(after > before + 1);
	seal_all();
	assert_clean();
}

static void a_row_that_commits_late_is_sealed_later(void **state)
{
	uint64_t id;

	(void)state;
	/* Its id was given out before those of rows that are sealed by now. */
	id = add("early id") + 1000;
	must(root, mem_printf(mem,
			      "INSERT INTO audit (id, actor, action, subject)"
			      " VALUES (%" PRIu64 ", 'tester', 'test.change', 'thing:2')",
			      id));
	seal_all();
	must(root, mem_printf(mem,
			      "INSERT INTO audit (id, actor, action, subject)"
			      " VALUES (%" PRIu64 ", 'tester', 'test.late', 'thing:2')",
			      id - 500));
	assert_int_equal(seal_all(), 1);
	assert_clean();
}

static void S16_an_altered_row_is_named(void **state)
{
	uint64_t id = add("true");

	(void)state;
	seal_all();
	must(root,
	     mem_printf(mem, "UPDATE audit SET after_value = 'false' WHERE id = %" PRIu64, id));
	assert_named(mem_printf(
	    mem, "row %" PRIu64 " (now: test.change thing:1 by tester) was altered", id));
	must(root,
	     mem_printf(mem, "UPDATE audit SET after_value = 'true' WHERE id = %" PRIu64, id));
	assert_clean();
}

static void S16_a_deleted_row_is_named(void **state)
{
	uint64_t id = add("gone");

	(void)state;
	seal_all();
	must(root, "CREATE TEMPORARY TABLE kept AS SELECT a.id, a.at, a.actor, a.action, a.subject,"
		   " a.before_value, a.after_value, a.request_id, a.trace_id FROM audit a ORDER BY"
		   " a.id DESC LIMIT 1");
	must(root, mem_printf(mem, "DELETE FROM audit WHERE id = %" PRIu64, id));
	assert_named(mem_printf(mem, "row %" PRIu64 " of seal", id));
	must(root, "INSERT INTO audit (id, at, actor, action, subject, before_value, after_value,"
		   " request_id, trace_id) SELECT id, at, actor, action, subject, before_value,"
		   " after_value, request_id, trace_id FROM kept");
	must(root, "DROP TEMPORARY TABLE kept");
	assert_clean();
}

static void S16_who_alters_the_leaf_too_breaks_the_seal(void **state)
{
	uint64_t id = add("leaf");
	const char *swap = mem_printf(
	    mem, "UPDATE audit_leaf SET hash = REVERSE(hash) WHERE audit_id = %" PRIu64, id);

	(void)state;
	seal_all();
	must(root, swap);
	assert_named("seal ");
	must(root, swap);
	assert_clean();
}

static void S16_a_row_slipped_in_with_an_old_date_is_named(void **state)
{
	(void)state;
	add("now");
	seal_all();
	must(root, "INSERT INTO audit (at, actor, action, subject)"
		   " VALUES ('2020-01-01', 'nobody', 'test.forged', 'thing:3')");
	seal_all();
	uint64_t id = (uint64_t)world_number(db, "SELECT MAX(id) FROM audit");
	assert_named(mem_printf(mem, "row %" PRIu64 " was slipped in later", id));
	must(root, "DELETE FROM audit WHERE action = 'test.forged'");
	assert_clean();
}

static void S16_a_head_kept_elsewhere_is_looked_for(void **state)
{
	struct chain_head head;
	struct err e = {0};

	(void)state;
	assert_int_equal(chain_head(db, &head, &e), RC_OK);
	assert_true(head.seal_id > 0);
	add("after the head");
	seal_all();
	assert_int_equal(verify(head.hash).faults, 0);
	head.hash[0] = head.hash[0] == '0' ? '1' : '0';
	assert_int_equal(verify(head.hash).faults, 1);
}

static void S16_seals_cut_off_since_the_last_check_are_missed(void **state)
{
	struct chain_report r = verify(NULL);
	struct chain_check last;
	struct err e = {0};

	(void)state;
	assert_int_equal(chain_check_save(db, &r, &e), RC_OK);
	assert_int_equal(chain_check_last(db, mem, &last, &e), RC_OK);
	assert_int_equal(last.seal_id, r.seals);
	assert_null(last.fault);
	r.seals += 3;
	assert_int_equal(chain_check_save(db, &r, &e), RC_OK);
	assert_named("seals ");
	must(root, "DELETE FROM audit_check ORDER BY id DESC LIMIT 1");
	assert_clean();
}

static void a_former_holder_seals_nothing(void **state)
{
	struct lease old = lease;
	struct err e = {0};
	size_t n;

	(void)state;
	old.gen--;
	add("for the holder");
	assert_int_equal(chain_seal(db, &old, &n, &e), RC_CONFLICT);
	assert_int_equal(n, 0);
	assert_true(seal_all() > 0);
}

static void S16_no_program_may_change_or_delete_an_entry(void **state)
{
	static const enum db_role roles[] = {DB_ROLE_PANEL, DB_ROLE_GATEWAY, DB_ROLE_JOBS};
	static const char *const attempts[] = {
	    "UPDATE audit SET actor = 'x'",	 "DELETE FROM audit",
	    "UPDATE audit_seal SET leaves = 0",	 "DELETE FROM audit_leaf",
	    "UPDATE audit_leaf SET seal_id = 1", "TRUNCATE TABLE audit"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(roles); i++) {
		struct db *as = db_test_open(mem, roles[i]);
		for (size_t k = 0; k < COUNT_OF(attempts); k++) {
			struct err e = {0};
			if (sql(as, attempts[k], &e) != RC_DB || !strstr(e.msg, "denied"))
				fail_msg("%s: %s", attempts[k], e.msg);
		}
		mem_free(as);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_entry_keeps_who_what_and_the_running_request),
	    cmocka_unit_test(a_long_or_odd_value_is_cut_not_refused),
	    cmocka_unit_test(sealed_rows_verify_and_nothing_is_sealed_twice),
	    cmocka_unit_test(a_transaction_rolled_back_leaves_a_gap_that_is_no_deletion),
	    cmocka_unit_test(a_row_that_commits_late_is_sealed_later),
	    cmocka_unit_test(S16_an_altered_row_is_named),
	    cmocka_unit_test(S16_a_deleted_row_is_named),
	    cmocka_unit_test(S16_who_alters_the_leaf_too_breaks_the_seal),
	    cmocka_unit_test(S16_a_row_slipped_in_with_an_old_date_is_named),
	    cmocka_unit_test(S16_a_head_kept_elsewhere_is_looked_for),
	    cmocka_unit_test(S16_seals_cut_off_since_the_last_check_are_missed),
	    cmocka_unit_test(a_former_holder_seals_nothing),
	    cmocka_unit_test(S16_no_program_may_change_or_delete_an_entry),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
