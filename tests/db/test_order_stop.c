/* A parcel to be stopped: a problem until a person has seen to it, once, and for good. */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "domain/health/watch.h"
#include "domain/orders/order_stop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { STATEMENTS_MAX = 20 };

#define PACKED	  "0be2ad5e-2d6c-4f25-9c8b-000000000001"
#define SENT	  "0be2ad5e-2d6c-4f25-9c8b-000000000002"
#define PICKED	  "0be2ad5e-2d6c-4f25-9c8b-000000000003"
#define NOT_BEGUN "0be2ad5e-2d6c-4f25-9c8b-000000000004"
#define OLD	  "0be2ad5e-2d6c-4f25-9c8b-000000000009"
#define OPEN	  "SELECT COUNT(*) FROM orders WHERE problem = 'to-stop'"

static void *mem;
static struct db *db;
static struct db *panel;
static struct db *jobs;
static uint64_t account;

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "stop");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	panel = db_test_open(mem, DB_ROLE_PANEL);
	jobs = db_test_open(mem, DB_ROLE_JOBS);
	account = world_account(db, "stop");
	return 0;
}

/* An order as it was while it stood. */
static void apply_before(const char *id)
{
	struct turn way = world_turn(jobs, account);

	world_apply(&way, &(struct form_spec){.id = id}, 1);
}

static void apply(const char *id, const char *fulfillment, const char *city)
{
	struct turn way = world_turn(jobs, account);

	world_apply(&way,
		    &(struct form_spec){
			.id = id, .status = "CANCELLED", .fulfillment = fulfillment, .city = city},
		    1);
}

static struct order_stopping stopping(const char *id)
{
	struct order_detail d;
	struct err e = {0};

	if (order_load(panel, mem, id, &d, &e))
		fail_msg("%s", e.msg);
	return (struct order_stopping){.form_id = id, .revision = d.order.revision, .actor = "jan"};
}

static int64_t watched(void)
{
	struct watch_account *rows;
	struct err e = {0};
	size_t n;

	db_test_run(db, "UPDATE orders SET updated_at_remote = UTC_TIMESTAMP(3)");
	if (watch_account_list(jobs, mem, &rows, &n, &e) || n != 1)
		fail_msg("%s", e.msg);
	return rows->to_stop;
}

static void whoever_had_begun_is_told(void **state)
{
	(void)state;
	apply_before(PACKED);
	apply_before(SENT);
	apply(PACKED, "PROCESSING", NULL);
	apply(SENT, "SENT", NULL);
	apply(PICKED, "PICKED_UP", NULL);
	apply(NOT_BEGUN, "NEW", NULL);
	assert_int_equal(world_number(db, OPEN), 2);
	assert_int_equal(watched(), 2);
	db_test_run(db, "UPDATE orders SET updated_at_remote = UTC_TIMESTAMP(3) - INTERVAL 15 DAY"
			" WHERE form_id = '" SENT "'");
	struct watch_account *rows;
	struct err e = {0};
	size_t n;
	assert_int_equal(watch_account_list(jobs, mem, &rows, &n, &e), RC_OK);
	assert_int_equal(rows->to_stop, 1);
}

static void what_was_over_when_it_was_first_seen_is_no_news(void **state)
{
	(void)state;
	apply(OLD, "PROCESSING", NULL);
	assert_int_equal(world_number(db, OPEN " AND form_id = '" OLD "'"), 1);
	assert_int_equal(watched(), 2);
	db_test_run(db, "UPDATE orders SET problem = NULL WHERE form_id = '" OLD "'");
}

static void what_a_person_has_said_stays_said(void **state)
{
	struct order_stopping s = stopping(PACKED);
	struct err e = {0};

	(void)state;
	s.revision = "another";
	assert_int_equal(order_stop(panel, &s, &e), RC_CONFLICT);
	err_clear(&e);
	s = stopping(PACKED);
	if (order_stop(panel, &s, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(world_number(db, OPEN), 1);
	assert_int_equal(watched(), 1);
	assert_int_equal(order_stop(panel, &s, &e), RC_CONFLICT);
	err_clear(&e);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM audit WHERE actor = 'jan'"
			     " AND action = 'order.stopped' AND subject = 'order:" PACKED "'"),
	    1);
	/* Its document comes again, with another address. */
	apply(PACKED, "PROCESSING", "Gdynia");
	assert_int_equal(world_number(db, OPEN), 1);
	s = stopping(NOT_BEGUN);
	assert_int_equal(order_stop(panel, &s, &e), RC_CONFLICT);
}

/* Not the cancel that somebody has seen to. */
static void a_cancel_taken_back_and_repeated_is_another_one(void **state)
{
	(void)state;
	apply_before(PACKED);
	apply(PACKED, "PROCESSING", NULL);
	assert_int_equal(world_number(db, OPEN " AND form_id = '" PACKED "'"), 1);
	struct order_stopping s = stopping(PACKED);
	struct err e = {0};
	if (order_stop(panel, &s, &e))
		fail_msg("%s", e.msg);
	apply(PACKED, "SENT", "Gdynia");
	assert_int_equal(world_number(db, OPEN " AND form_id = '" PACKED "'"), 0);
}

/* ---- F43: each statement refused ------------------------------------------------------------- */

static enum rc act(void *arg, struct err *e)
{
	return order_stop(db, arg, e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg;
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("statement %d: %d %s", n, (int)rc, e->msg);
	assert_int_equal(world_number(db, OPEN), was_hit ? 1 : 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM order_stop"), was_hit ? 1 : 2);
}

static void a_refused_statement_keeps_nothing(void **state)
{
	struct order_stopping s = stopping(SENT);

	(void)state;
	assert_true(refuse_each(&(struct refuse_trial){.what = "stop",
						       .less_than = STATEMENTS_MAX,
						       .act = act,
						       .check = check,
						       .arg = &s}) >= 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whoever_had_begun_is_told),
	    cmocka_unit_test(what_was_over_when_it_was_first_seen_is_no_news),
	    cmocka_unit_test(what_a_person_has_said_stays_said),
	    cmocka_unit_test(a_cancel_taken_back_and_repeated_is_another_one),
	    cmocka_unit_test(a_refused_statement_keeps_nothing),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
