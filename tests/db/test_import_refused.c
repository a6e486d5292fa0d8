/*
 * A run with each of its statements refused in turn: the catalogue is as it was, or as it should
 * be. No transaction of it runs without its lease.
 */
#include "db_test.h"
#include "import_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/catalog/catalog.h"
#include "domain/catalog/import_file.h"
#include "domain/catalog/import_stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

enum { POINTS_MAX = 100 };

static struct {
	uint64_t run;
	int64_t before;
	int64_t after;
} trial;

static void fresh_run(void *arg)
{
	(void)arg;
	import_with_first();
	trial.before = import_digest();
	trial.run = import_started();
}

static enum rc whole_way(void *arg, struct err *e)
{
	bool again;

	(void)arg;
	if (import_read_rows(trial.run, import_second, IMPORT_ROWS_OF_FILE, e) ||
	    import_run_move(import_db, trial.run, RUN_READ, RUN_APPROVED, "", e) ||
	    import_apply(import_db, trial.run, RUN_APPROVED, NULL, &again, e))
		return e->rc;
	return RC_OK;
}

static void check_all_or_nothing(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	int64_t now = import_digest();

	(void)arg;
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("at %d: %s", n, e->msg);
	if (now != (was_hit ? trial.before : trial.after))
		fail_msg("at %d: the catalogue is half of both", n);
	assert_int_equal(str_eq(import_run_of(trial.run).state, "applied"), !was_hit);
}

static void each_statement_refused_changes_all_or_nothing(void **state)
{
	struct err e = {0};

	(void)state;
	fresh_run(NULL);
	import_must(whole_way(NULL, &e), &e);
	trial.after = import_digest();
	int points = refuse_each(&(struct refuse_trial){.what = "a run",
							.place = AT_STATEMENT,
							.less_than = POINTS_MAX,
							.fresh = fresh_run,
							.act = whole_way,
							.check = check_all_or_nothing});
	assert_true(points > 15);
}

static void applied_run(void *arg)
{
	struct err e = {0};

	fresh_run(arg);
	import_must(whole_way(arg, &e), &e);
	import_must(import_run_move(import_db, trial.run, RUN_APPLIED, RUN_TO_UNDO, "", &e), &e);
}

static enum rc way_back(void *arg, struct err *e)
{
	(void)arg;
	return import_undo(import_db, trial.run, RUN_TO_UNDO, NULL, e);
}

static void check_back(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg;
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("at %d: %s", n, e->msg);
	if (import_digest() != (was_hit ? trial.after : trial.before))
		fail_msg("at %d: the catalogue is half of both", n);
}

static void each_statement_of_taking_back_takes_all_or_nothing(void **state)
{
	(void)state;
	int points = refuse_each(&(struct refuse_trial){.what = "taking back",
							.place = AT_STATEMENT,
							.less_than = POINTS_MAX,
							.fresh = applied_run,
							.act = way_back,
							.check = check_back});
	assert_true(points > 5);
}

/* ---- Its lease --------------------------------------------------------------------------------
 */

static struct {
	bool counts; /* of the transactions that run now */
	bool is_held;
	int n;
} lease;

static enum rc hold(struct db *db, void *arg, struct err *e)
{
	(void)db, (void)arg, (void)e;
	lease.is_held = true;
	return RC_OK;
}

enum rc __real_tx_run(struct db *db, tx_body body, void *arg, struct err *e);
enum rc __wrap_tx_run(struct db *db, tx_body body, void *arg, struct err *e);
enum rc __wrap_tx_run(struct db *db, tx_body body, void *arg, struct err *e)
{
	lease.is_held = false;
	enum rc rc = __real_tx_run(db, body, arg, e);

	if (lease.counts && !lease.is_held)
		fail_msg("transaction %d asks nobody whether the lease is still held", lease.n);
	lease.n += lease.counts;
	return rc;
}

static void read_held(uint64_t run, const char *text)
{
	int fd = memfd_create("file", MFD_CLOEXEC);
	const struct import_source src = {.run_id = run, .fd = fd, .fence = {hold, NULL}};
	struct err e = {0};

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	lease.counts = true;
	import_must(import_file_read(import_db, &src, &e), &e);
	lease.counts = false;
	close(fd);
}

/* Who lost it commits nothing: what is read, told, applied and taken back. */
static void every_transaction_holds_the_lease(void **state)
{
	static const char file[] = "Type;SKU;Name;Parent;Regular price\nvariable;S;Sofa;;\n"
				   "variation;S-1;;S;10.00\nsimple;T;Taca;;5.00\n";
	const struct stage_fence fence = {hold, NULL};
	struct err e = {0};
	bool again;

	(void)state;
	import_empty();
	import_of.format = "";
	import_must(import_profile_save(import_db, &import_of, &e), &e);
	lease.n = 0;
	read_held(import_started(), "sku;name\nA;\"b\n");
	const uint64_t run = import_started();
	read_held(run, file);
	/* Once more: its rows are forgotten first. */
	import_must(import_run_move(import_db, run, RUN_READ, RUN_WAITING, "", &e), &e);
	read_held(run, file);
	import_must(import_run_move(import_db, run, RUN_READ, RUN_APPROVED, "", &e), &e);
	lease.counts = true;
	import_must(import_apply(import_db, run, RUN_APPROVED, &fence, &again, &e), &e);
	lease.counts = false;
	import_must(import_run_move(import_db, run, RUN_APPLIED, RUN_TO_UNDO, "", &e), &e);
	lease.counts = true;
	import_must(import_undo(import_db, run, RUN_TO_UNDO, &fence, &e), &e);
	lease.counts = false;
	assert_in_range(lease.n, 10, 40);
}

/* kramctl does at once what it was told to: no job meets the run half way and takes it. */
static void what_is_done_at_once_is_no_work_for_a_job(void **state)
{
	struct err e = {0};
	bool again;

	(void)state;
	const uint64_t id = import_read_file(import_first, IMPORT_ROWS_OF_FILE);
	assert_int_equal(import_apply(import_db, id, RUN_APPROVED, NULL, &again, &e), RC_CONFLICT);
	err_clear(&e);
	import_must(import_apply(import_db, id, RUN_READ, NULL, &again, &e), &e);
	assert_false(again);
	assert_int_equal(import_apply(import_db, id, RUN_READ, NULL, &again, &e), RC_CONFLICT);
	err_clear(&e);
	import_must(import_undo(import_db, id, RUN_APPLIED, NULL, &e), &e);
	assert_string_equal(import_run_of(id).state, "undone");
	/* A report that is old by now is not applied, and nobody has its file. */
	import_with_first();
	const uint64_t old = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	db_test_run(import_db, "UPDATE product SET version = version + 1 WHERE sku = 'K-1'");
	import_must(import_apply(import_db, old, RUN_READ, NULL, &again, &e), &e);
	assert_true(again);
	assert_string_equal(import_run_of(old).state, "dropped");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_done_at_once_is_no_work_for_a_job),
	    cmocka_unit_test(each_statement_refused_changes_all_or_nothing),
	    cmocka_unit_test(each_statement_of_taking_back_takes_all_or_nothing),
	    cmocka_unit_test(every_transaction_holds_the_lease),
	};

	return cmocka_run_group_tests(tests, import_setup, db_test_teardown);
}
