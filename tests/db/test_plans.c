/* Plans from their making to their end. */
#include "db_test.h"
#include "order_world.h"
#include "plan_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/plan_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static enum rc rc_of(plan_act_fn *act, uint64_t id, int64_t typed)
{
	const struct plan_act a = {.id = id, .actor = "anna", .typed = typed};
	struct err e = {0};

	return act(plans.db, &a, &e);
}

/* ---- Making ---------------------------------------------------------------------------------- */

static void a_plan_keeps_what_changes_and_says_why_the_rest_is_left_out(void **state)
{
	struct plan_item_filter all = {.view = PLAN_ITEMS_ALL};
	struct plan_item *items;
	struct plan_head plan;
	struct err e = {0};
	uint64_t id;
	size_t n;

	(void)state;
	plan_world_fresh();
	plan_offer_set(0, "rule_id = 'r'");
	db_test_run(plans.db,
		    mem_printf(plans.mem,
			       "UPDATE offer SET price_minor = 10000 WHERE offer_id = '%s'",
			       plan_offer(1)));
	plan_offer_set(2, "price_minor = 1050");
	id = plan_must_make(5, OUTBOX_OFFER_PRICE, "10.50 PLN");
	plan = plan_head_of(id);
	assert_string_equal(plan.state, "DRAFT");
	assert_int_equal(plan.items, 3);
	assert_int_equal(plan.values, 1);
	assert_int_equal(plan.counts.outliers, 1);
	assert_int_equal(plan.counts.left, 1);
	assert_string_equal(plan.brakes, "jump");
	if (plan_items(plans.db, plans.mem, &plan, &all, &items, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 4); /* one is so already */
	assert_string_equal(items[0].subject, plan_offer(1));
	assert_string_equal(items[0].outlier, "jump");
	assert_string_equal(items[1].note, "price-rule");
	assert_string_equal(items[1].before, "10.00 PLN");
	assert_string_equal(items[1].name, "Kubek");
	all.after_place = items[1].place;
	all.after_id = items[1].id;
	if (plan_items(plans.db, plans.mem, &plan, &all, &items, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 2);
	all = (struct plan_item_filter){.view = PLAN_ITEMS_LEFT};
	if (plan_items(plans.db, plans.mem, &plan, &all, &items, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 1);
}

static void assert_views_count_their_rows(uint64_t id)
{
	const struct plan_head plan = plan_head_of(id);
	int64_t counts[PLAN_ITEM_VIEWS];

	plan_view_counts(&plan.counts, counts);
	for (int v = 0; v < PLAN_ITEM_VIEWS; v++) {
		const struct plan_item_filter f = {.view = (enum plan_item_view)v};
		struct plan_item *items;
		struct err e = {0};
		size_t n = 0;

		if (plan_items(plans.db, plans.mem, &plan, &f, &items, &n, &e))
			fail_msg("%s", e.msg);
		if ((int64_t)n != counts[v])
			fail_msg("%s: %zu rows, %lld told", plan_item_view_names[v], n,
				 (long long)counts[v]);
	}
}

/* One is left out as it is made, though its price stands out; one as it is to be sent. */
static void what_a_view_counts_is_what_it_shows(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	plan_offer_set(0, "rule_id = 'r'");
	id = plan_must_make(4, OUTBOX_OFFER_PRICE, "14.00 PLN");
	assert_views_count_their_rows(id);
	plan_offer_set(1, "rule_id = 'r'");
	assert_int_equal(rc_of(plan_approve, id, 3), RC_OK);
	plan_must(plan_start, id);
	plan_must_advance();
	assert_int_equal(plan_head_of(id).counts.left, 2);
	assert_views_count_their_rows(id);
	plan_allegro("DONE", NULL);
	plan_must_advance();
	assert_views_count_their_rows(id);
}

static void a_brake_holds_it_until_somebody_agrees_by_its_number(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	id = plan_must_make(7, OUTBOX_OFFER_PRICE, "1000.00 PLN");
	assert_string_equal(plan_head_of(id).brakes, "unit");
	assert_int_equal(rc_of(plan_start, id, 0), RC_CONFLICT);
	assert_int_equal(rc_of(plan_approve, id, 6), RC_INVALID);
	assert_int_equal(rc_of(plan_approve, id, 7), RC_OK);
	assert_string_equal(plan_head_of(id).approved_by, "anna");
	plan_must(plan_start, id);
	assert_plan(id, "TRIAL");
}

static void what_is_switched_off_cannot_be_started(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	id = plan_must_make(3, OUTBOX_OFFER_PRICE, "10.50 PLN");
	db_test_run(plans.db,
		    mem_printf(plans.mem,
			       "UPDATE outbox_writer SET armed = 0 WHERE account_id = %llu",
			       (unsigned long long)plans.account));
	assert_int_equal(rc_of(plan_start, id, 0), RC_DENIED);
	assert_int_equal(
	    plan_head_of(plan_must_make(0, OUTBOX_OFFER_PRICE, "1.00 PLN")).counts.waiting, 0);
}

/* ---- Carrying out ---------------------------------------------------------------------------- */

static void five_go_first_and_the_rest_when_they_come_back_good(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	id = plan_must_make(12, OUTBOX_OFFER_PRICE, "10.50 PLN");
	plan_must(plan_start, id);
	plan_must_advance();
	plan_must_advance();
	assert_int_equal(plan_head_of(id).counts.posted, 5);
	plan_allegro("DONE", NULL);
	plan_must_advance();
	assert_plan(id, "RUNNING");
	plan_must_advance();
	plan_must_advance();
	assert_int_equal(plan_head_of(id).counts.posted, 7);
	plan_allegro("DONE", NULL);
	plan_must_advance();
	assert_plan(id, "DONE");
	assert_int_equal(plan_head_of(id).counts.done, 12);
}

static void a_trial_that_fails_stops_it_and_a_person_may_go_on(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	id = plan_must_make(12, OUTBOX_OFFER_PRICE, "10.50 PLN");
	plan_must(plan_start, id);
	plan_must_advance();
	plan_allegro("FAILED", "refused");
	plan_must_advance();
	assert_plan(id, "STOPPED");
	assert_string_equal(plan_head_of(id).reason, "trial");
	plan_must(plan_resume, id);
	plan_must_advance();
	plan_allegro("DONE", NULL);
	plan_must_advance();
	assert_plan(id, "DONE");
	assert_int_equal(plan_head_of(id).counts.done, 7);
	assert_int_equal(plan_head_of(id).counts.failed, 5);
}

static void a_blocked_account_stops_it_at_once(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	id = plan_must_make(12, OUTBOX_OFFER_PRICE, "10.50 PLN");
	plan_must(plan_start, id);
	plan_must_advance();
	plan_allegro("HELD", "blocked");
	plan_must_advance();
	assert_string_equal(plan_head_of(id).reason, "blocked");
	assert_int_equal(plan_head_of(id).counts.waiting, 7);
	plan_must_advance();
	assert_int_equal(plan_head_of(id).counts.posted, 0);
}

/* And goes again, in another batch, when it is taken up. */
static void what_has_not_left_is_taken_back_when_it_is_stopped(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	id = plan_must_make(12, OUTBOX_OFFER_PRICE, "10.50 PLN");
	plan_must(plan_start, id);
	plan_must_advance();
	plan_must(plan_stop, id);
	assert_int_equal(plan_head_of(id).counts.waiting, 12);
	plan_must_advance();
	assert_int_equal(plan_head_of(id).counts.posted, 0);
	plan_must(plan_resume, id);
	plan_must_advance();
	plan_must_advance();
	plan_allegro("DONE", NULL);
	plan_must_advance();
	assert_plan(id, "DONE");
	assert_int_equal(plan_head_of(id).counts.done, 12);
}

static void what_failed_is_repeated_and_what_was_done_is_taken_back(void **state)
{
	const struct plan_act a = {.actor = "jan"};
	struct plan_act of = a;
	struct plan_item_filter all = {.view = PLAN_ITEMS_ALL};
	struct plan_item *items;
	struct plan_head plan;
	struct err e = {0};
	uint64_t made;
	size_t n;

	(void)state;
	plan_world_fresh();
	of.id = plan_must_make(3, OUTBOX_OFFER_PRICE, "10.50 PLN");
	plan_must(plan_start, of.id);
	plan_must_advance();
	db_test_run(plans.db,
		    mem_printf(plans.mem,
			       "UPDATE outbox SET state = 'FAILED', reason = 'refused', ended_at"
			       " = UTC_TIMESTAMP(3) WHERE account_id = %llu AND subject = '%s'",
			       (unsigned long long)plans.account, plan_offer(1)));
	plan_allegro("DONE", NULL);
	db_test_run(plans.db,
		    mem_printf(plans.mem,
			       "UPDATE offer SET price_minor = 1050 WHERE account_id = %llu AND"
			       " offer_id <> '%s'",
			       (unsigned long long)plans.account, plan_offer(1)));
	plan_must_advance();
	if (plan_retry(plans.db, &of, &made, &e))
		fail_msg("%s", e.msg);
	plan = plan_head_of(made);
	assert_int_equal(plan.items, 1);
	assert_string_equal(plan.origin, "retry");
	if (plan_undo(plans.db, &of, &made, &e))
		fail_msg("%s", e.msg);
	plan = plan_head_of(made);
	assert_int_equal(plan.parent_id, of.id);
	if (plan_items(plans.db, plans.mem, &plan, &all, &items, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 2);
	assert_string_equal(items[0].before, "10.50 PLN");
	assert_string_equal(items[0].after, "10.00 PLN");
}

static void what_changed_since_it_was_made_is_left_out(void **state)
{
	uint64_t id;

	(void)state;
	plan_world_fresh();
	id = plan_must_make(4, OUTBOX_OFFER_STOCK, "8");
	plan_offer_set(2, "available = 2");
	plan_must(plan_start, id);
	plan_must_advance();
	plan_must_advance();
	assert_int_equal(plan_head_of(id).counts.posted, 3);
	assert_int_equal(plan_head_of(id).counts.left, 1);
	plan_allegro("DONE", NULL);
	plan_must_advance();
	assert_plan(id, "DONE");
}

static void ending_too_many_is_held(void **state)
{
	(void)state;
	plan_world_fresh();
	assert_string_equal(
	    plan_head_of(plan_must_make(20, OUTBOX_OFFER_STATUS, OFFER_EMPTIED)).brakes, "");
	assert_string_equal(
	    plan_head_of(plan_must_make(21, OUTBOX_OFFER_STATUS, OFFER_EMPTIED)).brakes,
	    "emptying");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_plan_keeps_what_changes_and_says_why_the_rest_is_left_out),
	    cmocka_unit_test(what_a_view_counts_is_what_it_shows),
	    cmocka_unit_test(a_brake_holds_it_until_somebody_agrees_by_its_number),
	    cmocka_unit_test(what_is_switched_off_cannot_be_started),
	    cmocka_unit_test(five_go_first_and_the_rest_when_they_come_back_good),
	    cmocka_unit_test(a_trial_that_fails_stops_it_and_a_person_may_go_on),
	    cmocka_unit_test(a_blocked_account_stops_it_at_once),
	    cmocka_unit_test(what_has_not_left_is_taken_back_when_it_is_stopped),
	    cmocka_unit_test(what_failed_is_repeated_and_what_was_done_is_taken_back),
	    cmocka_unit_test(what_changed_since_it_was_made_is_left_out),
	    cmocka_unit_test(ending_too_many_is_held),
	};

	return cmocka_run_group_tests_name("plans", tests, plan_world_setup, db_test_teardown);
}
