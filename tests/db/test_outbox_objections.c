/* What is objected to a change when it is decided and released: an obstacle ends it, a doubt is
 * accepted by who was shown it, and another one is another one. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "domain/outbox/order_status.h"

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
	struct err e = {0};

	*state = mem = mem_context(NULL, "objections");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	panel = db_test_open(mem, DB_ROLE_PANEL);
	jobs = db_test_open(mem, DB_ROLE_JOBS);
	account = world_account(db, "objections");
	const struct outbox_switching on = {account, OUTBOX_ORDER_STATUS, OUTBOX_ARMED, 0};
	return (int)outbox_switch(panel, &on, "anna", &e);
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

/* Decided before the order is here, and held. */
static struct outbox_intent hold(const char *id)
{
	struct outbox_draft one = draft(id);
	const struct outbox_decision d = {
	    .kind = OUTBOX_ORDER_STATUS, .batch = id, .actor = "anna", .drafts = &one, .n = 1};
	const struct outbox_filter about = {.view = OUTBOX_VIEW_ALL, .subject = id};
	struct outbox_intent *rows;
	struct err e = {0};
	size_t n;

	assert_int_equal(outbox_post(panel, &d, &n, &e), RC_OK);
	db_test_run(db, mem_printf(mem,
				   "UPDATE outbox SET state = 'HELD', reason = 'changed'"
				   " WHERE subject = '%s'",
				   id));
	assert_int_equal(outbox_list(panel, mem, &about, &rows, &n, &e), RC_OK);
	return rows[0];
}

static void what_is_cancelled_is_not_decided_about(void **state)
{
	static const char id[] = "0be2ad5e-2d6c-4f25-9c8b-000000000002";
	struct turn way = world_turn(jobs, account);
	struct outbox_draft drafts[] = {draft(id), draft("o10")};
	const struct outbox_decision d = {.kind = OUTBOX_ORDER_STATUS,
					  .batch = "b11",
					  .actor = "anna",
					  .drafts = drafts,
					  .n = COUNT_OF(drafts)};
	struct err e = {0};
	size_t n;

	(void)state;
	world_apply(&way, &(struct form_spec){.id = id, .status = "CANCELLED"}, 1);
	assert_int_equal(outbox_post(panel, &d, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(drafts[0].objection.obstacle, "cancelled");
	assert_true(outbox_is_clear(&drafts[1].objection));
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE batch = 'b11'"), 1);
}

static void what_is_cancelled_is_dropped_when_it_is_to_be_released(void **state)
{
	static const char id[] = "0be2ad5e-2d6c-4f25-9c8b-000000000001";
	struct turn way = world_turn(jobs, account);
	const char *obstacle;
	struct err e = {0};

	(void)state;
	struct outbox_intent i = hold(id);
	world_apply(&way, &(struct form_spec){.id = id, .status = "CANCELLED"}, 1);
	const struct outbox_releasing r = {i.id, i.version, NULL, "jan"};
	assert_int_equal(outbox_release(panel, &r, &obstacle, &e), RC_OK);
	assert_string_equal(obstacle, "cancelled");
	assert_int_equal(outbox_find(panel, mem, i.id, &i, &e), RC_OK);
	assert_string_equal(i.state, "FAILED");
	assert_string_equal(i.reason, "cancelled");
}

/* An order that is bought and not paid for. */
static void unpaid(const char *id)
{
	struct turn way = world_turn(jobs, account);

	world_apply(&way, &(struct form_spec){.id = id, .status = "BOUGHT"}, 1);
}

static void withdraw(const char *id)
{
	db_test_run(
	    db, mem_printf(
		    mem, "UPDATE orders SET cancelled_at = '2026-01-01' WHERE form_id = '%s'", id));
}

static void what_is_doubtful_is_decided_about_by_who_was_shown_the_doubt(void **state)
{
	static const char id[] = "0be2ad5e-2d6c-4f25-9c8b-000000000003";
	struct outbox_draft one = draft(id);
	struct outbox_decision d = {.kind = OUTBOX_ORDER_STATUS,
				    .batch = "b12",
				    .actor = "anna",
				    .delay_s = 60,
				    .drafts = &one,
				    .n = 1};
	struct err e = {0};
	size_t n;

	(void)state;
	unpaid(id);
	assert_int_equal(outbox_post(panel, &d, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	assert_string_equal(one.objection.doubt, "unpaid");
	assert_null(one.objection.obstacle);
	one.accepted = "withdrawn";
	assert_int_equal(outbox_post(panel, &d, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	one.accepted = "unpaid";
	assert_int_equal(outbox_post(panel, &d, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox WHERE batch = 'b12'"
					  " AND accepted = 'unpaid'"),
			 1);
	/* A status that carries nothing on raises no doubt. */
	one = draft(id);
	one.after = "SUSPENDED";
	d.batch = "b13";
	assert_int_equal(outbox_post(panel, &d, &n, &e), RC_OK);
	assert_int_equal(n, 1);
}

/* Between looking and ticking the buyer has withdrawn from the delivery: that was not accepted. */
static void another_doubt_than_the_one_accepted_counts_as_changed(void **state)
{
	static const char id[] = "0be2ad5e-2d6c-4f25-9c8b-000000000004";
	struct outbox_pick pick = {id, 1, "unpaid"};
	struct order_status_decision d = {
	    .word = "SENT", .batch = "b14", .actor = "anna", .picks = &pick, .n = 1};
	struct order_status_outcome outcome;
	struct err e = {0};
	size_t n;

	(void)state;
	unpaid(id);
	db_test_run(db, "UPDATE account SET scopes = 'allegro:api:orders:write'");
	pick.version = (uint64_t)world_number(
	    db,
	    mem_printf(mem, "SELECT CAST(version AS SIGNED) FROM orders WHERE form_id = '%s'", id));
	withdraw(id);
	assert_int_equal(order_status_decide(panel, mem, &d, &outcome, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	assert_true(outcome.changed);
	assert_string_equal(outcome.doubt, "withdrawn");
	pick.accepted = "withdrawn";
	assert_int_equal(order_status_decide(panel, mem, &d, &outcome, &n, &e), RC_OK);
	assert_int_equal(outcome.verdict, ORDER_STATUS_OK);
	assert_int_equal(n, 1);
	assert_false(outcome.changed);
}

static void a_doubt_nobody_was_shown_releases_nothing(void **state)
{
	static const char id[] = "0be2ad5e-2d6c-4f25-9c8b-000000000005";
	struct outbox_intent i = hold(id);
	struct outbox_releasing r = {i.id, i.version, NULL, "jan"};
	const char *obstacle;
	struct err e = {0};

	(void)state;
	unpaid(id);
	assert_int_equal(outbox_release(panel, &r, &obstacle, &e), RC_CONFLICT);
	err_clear(&e);
	r.accepted = "unpaid";
	withdraw(id);
	assert_int_equal(outbox_release(panel, &r, &obstacle, &e), RC_CONFLICT);
	err_clear(&e);
	r.accepted = "withdrawn";
	assert_int_equal(outbox_release(panel, &r, &obstacle, &e), RC_OK);
	assert_null(obstacle);
	assert_int_equal(outbox_find(panel, mem, i.id, &i, &e), RC_OK);
	assert_string_equal(i.state, "NEW");
	assert_string_equal(i.accepted, "withdrawn");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_cancelled_is_not_decided_about),
	    cmocka_unit_test(what_is_cancelled_is_dropped_when_it_is_to_be_released),
	    cmocka_unit_test(what_is_doubtful_is_decided_about_by_who_was_shown_the_doubt),
	    cmocka_unit_test(another_doubt_than_the_one_accepted_counts_as_changed),
	    cmocka_unit_test(a_doubt_nobody_was_shown_releases_nothing),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
