/* What comes through the panel: a file that is sent and settled, and one field of many products;
 * all of it or nothing, wherever a statement is refused. */
#include "db_test.h"
#include "import_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/catalog_change.h"
#include "domain/catalog/import_upload.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS_MAX = 60 };

static uint64_t draft;

static enum rc send_file(struct err *e)
{
	return import_upload_add(
	    import_db,
	    &(struct import_run){
		.file_name = "plik.csv", .host = "tu", .file_bytes = 100, .actor = "ola"},
	    &draft, e);
}

static int64_t trail(void)
{
	return import_count("SELECT COUNT(*) FROM audit");
}

/* ---- A file -----------------------------------------------------------------------------------
 */

static struct {
	int64_t runs;
	int64_t profiles;
	int64_t trail;
} before;

static void remember(void)
{
	before.runs = import_count("SELECT COUNT(*) FROM import_run");
	before.profiles = import_count("SELECT COUNT(*) FROM import_profile");
	before.trail = trail();
}

static void nothing_sent(void *arg)
{
	(void)arg;
	remember();
}

static enum rc sending(void *arg, struct err *e)
{
	(void)arg;
	return send_file(e);
}

static void check_sent(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg;
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("at %d: %s", n, e->msg);
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_run"), before.runs + !was_hit);
	assert_int_equal(trail(), before.trail + !was_hit);
}

static void sent(void *arg)
{
	struct err e = {0};

	(void)arg;
	import_must(send_file(&e), &e);
	remember();
}

static struct import_profile fresh_profile(void)
{
	struct import_profile p = IMPORT_PROFILE;

	p.name = mem_printf(import_mem, "Profil %" PRIu64, draft);
	p.format = "csv";
	return p;
}

static enum rc settling(void *arg, struct err *e)
{
	struct import_profile p = fresh_profile();

	(void)arg;
	return import_upload_settle(import_db, draft, &p, "ola", e);
}

static void check_settled(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg;
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("at %d: %s", n, e->msg);
	assert_string_equal(import_run_of(draft).state, was_hit ? "draft" : "waiting");
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_profile"),
			 before.profiles + !was_hit);
	assert_int_equal(trail(), before.trail + !was_hit);
}

static void a_file_is_sent_and_settled_whole_or_not_at_all(void **state)
{
	(void)state;
	assert_true(refuse_each(&(struct refuse_trial){.what = "sending",
						       .place = AT_STATEMENT,
						       .less_than = POINTS_MAX,
						       .fresh = nothing_sent,
						       .act = sending,
						       .check = check_sent}) > 1);
	assert_true(refuse_each(&(struct refuse_trial){.what = "settling",
						       .place = AT_STATEMENT,
						       .less_than = POINTS_MAX,
						       .fresh = sent,
						       .act = settling,
						       .check = check_settled}) > 3);
}

/* No job meets a draft until two days have gone by; who settles it twice is told. */
static void a_draft_is_no_work_for_a_job(void **state)
{
	struct import_run *due;
	struct err e = {0};
	size_t n;

	(void)state;
	db_test_run(import_db, "UPDATE import_run SET state = 'dropped', tidied = 1");
	sent(NULL);
	import_must(import_runs_due(import_db, import_mem, 0, &due, &n, &e), &e);
	assert_int_equal(n, 0);
	db_test_run(import_db, "UPDATE import_run SET created_at = created_at - INTERVAL 3 DAY"
			       " WHERE state = 'draft'");
	import_must(import_runs_due(import_db, import_mem, 0, &due, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_string_equal(due[0].host, "tu");
	assert_int_equal(due[0].profile_id, 0);
	import_must(settling(NULL, &e), &e);
	assert_int_equal(settling(NULL, &e), RC_CONFLICT);
	assert_int_equal(import_count("SELECT profile_id > 0 FROM import_run WHERE state ="
				      " 'waiting'"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_is_sent_and_settled_whole_or_not_at_all),
	    cmocka_unit_test(a_draft_is_no_work_for_a_job),
	};

	return cmocka_run_group_tests(tests, import_setup, db_test_teardown);
}
