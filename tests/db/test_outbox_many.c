/* Decisions about many things at once: few statements, each kept and told as if it were alone. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/outbox/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void *mem;
static struct db *db;	 /* as the migrations */
static struct db *panel; /* as the panel */
static uint64_t account;

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "outbox");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	panel = db_test_open(mem, DB_ROLE_PANEL);
	account = world_account(db, "outbox of many");
	return 0;
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

enum { MANY = 2500 }; /* more than fit into one statement twice */

static size_t post_many(const char *batch, size_t n, size_t *posted)
{
	struct outbox_draft *drafts = mem_array(mem, struct outbox_draft, n);
	const struct outbox_decision d = {
	    .kind = OUTBOX_ORDER_STATUS, .batch = batch, .actor = "anna", .drafts = drafts, .n = n};
	const char *const count = "SELECT CAST(variable_value AS SIGNED) FROM"
				  " information_schema.session_status WHERE variable_name ="
				  " 'Questions'";
	struct err e = {0};

	for (size_t i = 0; i < n; i++)
		drafts[i] = draft(mem_printf(mem, "m%zu", i));
	int64_t before = world_number(panel, count);
	if (outbox_post(panel, &d, posted, &e))
		fail_msg("%s", e.msg);
	return (size_t)(world_number(panel, count) - before);
}

#define OF_MANY(batch) " FROM outbox WHERE batch = '" batch "' AND subject LIKE 'm%'"

static void many_are_decided_in_a_few_statements_and_each_is_told(void **state)
{
	const char *const steps = "SELECT COUNT(*) FROM outbox_step s JOIN outbox o ON o.id ="
				  " s.outbox_id AND o.batch = 'many1' AND s.event = 'decided'"
				  " AND s.detail = 'NEW -> SENT'";
	size_t posted, some, all;

	(void)state;
	some = post_many("many0", 2, &posted);
	all = post_many("many1", MANY, &posted);
	print_message("2 in %zu statements, %d in %zu\n", some, MANY, all);
	assert_int_equal(posted, MANY);
	assert_int_equal(world_number(db, "SELECT COUNT(*)" OF_MANY("many1")), MANY);
	assert_int_equal(world_number(db, steps), MANY);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM audit WHERE subject LIKE"
					  " 'order:m%' AND action = 'order-status.decided'"),
			 MANY + 2);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*)" OF_MANY("many0") " AND reason = 'replaced'"), 2);
	/* Objections aside, which a kind looks for in its own way. */
	assert_true(all < some + MANY / 20);
	(void)post_many("many1", MANY, &posted);
	assert_int_equal(posted, 0);
	assert_int_equal(world_number(db, steps), MANY);
}

static void of_a_subject_the_first_draft_counts(void **state)
{
	struct outbox_draft drafts[] = {draft("t1"), draft("t2"), draft("t1"), draft("t0")};
	const struct outbox_decision d = {.kind = OUTBOX_ORDER_STATUS,
					  .batch = "twice",
					  .actor = "anna",
					  .drafts = drafts,
					  .n = COUNT_OF(drafts)};
	struct err e = {0};
	size_t posted;

	(void)state;
	drafts[2].after = "CANCELLED";
	assert_int_equal(outbox_post(panel, &d, &posted, &e), RC_OK);
	assert_int_equal(posted, 3);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE batch = 'twice' AND"
					  " after_value = 'SENT'"),
			 3);
	/* In the order they were given. */
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox a JOIN outbox b ON b.batch ="
					  " 'twice' AND a.batch = 'twice' AND a.subject = 't2' AND"
					  " b.subject = 't0' AND a.id < b.id"),
			 1);
}

static void one_in_flight_keeps_all_of_them(void **state)
{
	struct outbox_draft drafts[] = {draft("f1"), draft("f2")};
	const struct outbox_decision d = {.kind = OUTBOX_ORDER_STATUS,
					  .batch = "flies",
					  .actor = "anna",
					  .drafts = drafts,
					  .n = COUNT_OF(drafts)};
	struct err e = {0};
	size_t posted;

	(void)state;
	const struct outbox_decision flown = {.kind = OUTBOX_ORDER_STATUS,
					      .batch = "flown",
					      .actor = "anna",
					      .drafts = &drafts[1],
					      .n = 1};
	assert_int_equal(outbox_post(panel, &flown, &posted, &e), RC_OK);
	db_test_run(db, "UPDATE outbox SET state = 'SENT' WHERE batch = 'flown'");
	assert_int_equal(outbox_post(panel, &d, &posted, &e), RC_CONFLICT);
	assert_int_equal(posted, 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE batch = 'flies'"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(many_are_decided_in_a_few_statements_and_each_is_told),
	    cmocka_unit_test(of_a_subject_the_first_draft_counts),
	    cmocka_unit_test(one_in_flight_keeps_all_of_them),
	};

	return cmocka_run_group_tests_name("outbox of many", tests, setup, db_test_teardown);
}
