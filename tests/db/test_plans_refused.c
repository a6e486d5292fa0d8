/* Plans with each statement refused in turn: each offer is written once, and a plan that was not
 * finished is not shown. */
#include "db_test.h"
#include "order_world.h"
#include "plan_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/plan_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { POINTS_MAX = 250 };

/* ---- Each statement refused ------------------------------------------------------------------ */

static uint64_t plan_id;

static void fresh(void *arg)
{
	(void)arg;
	plan_world_fresh();
	plan_id = plan_must_make(8, OUTBOX_OFFER_PRICE, "10.50 PLN");
	plan_must(plan_start, plan_id);
}

static enum rc carry_out(void *arg, struct err *e)
{
	(void)arg;
	for (int i = 0; i < 6; i++) {
		if (plan_world_advance(e))
			return e->rc;
		refuse_spare(true);
		plan_allegro("DONE", NULL);
		refuse_spare(false);
	}
	return RC_OK;
}

static void each_once(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg, (void)n, (void)e;
	assert_int_equal(rc, was_hit ? RC_DB : RC_OK);
	for (int i = 0; i < 6; i++) {
		plan_must_advance();
		plan_allegro("DONE", NULL);
	}
	assert_plan(plan_id, "DONE");
	assert_int_equal(plan_head_of(plan_id).counts.done, 8);
	assert_int_equal(
	    world_number(plans.db, mem_printf(plans.mem,
					      "SELECT COUNT(*) FROM outbox WHERE account_id"
					      " = %llu",
					      (unsigned long long)plans.account)),
	    8);
}

static void whatever_is_refused_each_offer_is_written_once(void **state)
{
	(void)state;
	assert_true(refuse_each(&(struct refuse_trial){.what = "plan",
						       .place = AT_STATEMENT,
						       .less_than = POINTS_MAX,
						       .fresh = fresh,
						       .act = carry_out,
						       .check = each_once}) > 20);
}

static void fresh_only(void *arg)
{
	(void)arg;
	plan_world_fresh();
}

static enum rc make_one(void *arg, struct err *e)
{
	(void)arg;
	return plan_world_make(3, OUTBOX_OFFER_PRICE, "10.50 PLN", &plan_id, e);
}

static void whole_or_unseen(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const struct plan_filter f = {.account_id = plans.account};
	struct err mine = {0};
	struct plan_head *rows;
	size_t found;

	(void)arg, (void)n, (void)e;
	assert_int_equal(rc, was_hit ? RC_DB : RC_OK);
	if (plan_list(plans.db, plans.mem, &f, &rows, &found, &mine))
		fail_msg("%s", mine.msg);
	assert_int_equal(found, was_hit ? 0 : 1);
}

static void a_plan_that_was_not_finished_is_not_shown(void **state)
{
	(void)state;
	assert_true(refuse_each(&(struct refuse_trial){.what = "making",
						       .place = AT_STATEMENT,
						       .less_than = POINTS_MAX,
						       .fresh = fresh_only,
						       .act = make_one,
						       .check = whole_or_unseen}) > 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whatever_is_refused_each_offer_is_written_once),
	    cmocka_unit_test(a_plan_that_was_not_finished_is_not_shown),
	};

	return cmocka_run_group_tests_name("plans refused", tests, plan_world_setup,
					   db_test_teardown);
}
