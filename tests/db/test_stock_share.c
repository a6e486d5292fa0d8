/* The last pieces on a real server: one offer of all accounts keeps them, the others show nothing,
 * and they move on when that one ends. */
#include "db_test.h"
#include "order_world.h"
#include "plan_world.h"
#include "refuse.h"
#include "stock_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/stock_walk.h"
#include "domain/outbox/outbox.h"
#include "domain/stock/stock_lease.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int worlds;
static uint64_t mug;
static uint64_t other; /* another account */

static void run(const char *sql, uint64_t id)
{
	db_test_run(plans.db, mem_printf(plans.mem, "%s%llu", sql, (unsigned long long)id));
}

static void link_offer(uint64_t account, int offer, int64_t pieces)
{
	const struct stock_link part = {.product_id = mug, .pieces = pieces};
	struct err e = {0};

	if (stock_world_link(plans.db, account, plan_offer(offer), &part, 1, &e))
		fail_msg("%s", e.msg);
	db_test_run(plans.db,
		    mem_printf(plans.mem,
			       "UPDATE offer SET matching = 'linked' WHERE offer_id = '%s'",
			       plan_offer(offer)));
}

/* Two offers of one account and one of another sell mugs, of which there are so many. */
static void fresh(int64_t mugs)
{
	const struct outbox_switching on = {.kind = OUTBOX_OFFER_STATUS, .to = OUTBOX_ARMED};
	struct outbox_switching there = on;
	struct err e = {0};

	plan_world_fresh();
	worlds++;
	mug = stock_world_product(plans.db, mem_printf(plans.mem, "L-%d", worlds));
	other = world_account(plans.db, mem_printf(plans.mem, "rival %d", worlds));
	there.account_id = other;
	if (outbox_switch(plans.db, &there, "anna", &e))
		fail_msg("%s", e.msg);
	run(mem_printf(plans.mem, "UPDATE offer SET account_id = %llu WHERE offer_id = ",
		       (unsigned long long)other),
	    (uint64_t)strtoull(plan_offer(2), NULL, 10));
	stock_world_count(plans.db, mug, mugs);
	link_offer(plans.account, 0, 1);
	link_offer(plans.account, 1, 1);
	link_offer(other, 2, 1);
}

/* ---- What they show ---------------------------------------------------------------------------
 */

struct seen {
	const char *text; /* "3 0 0", by id */
};

static enum rc note(void *arg, void *mem, const struct stock_offer_row *rows, size_t n,
		    struct err *e)
{
	struct seen *seen = arg;

	(void)mem;
	(void)e;
	for (size_t i = 0; i < n; i++)
		seen->text = mem_printf(plans.mem, "%s%s%lld", seen->text, *seen->text ? " " : "",
					(long long)rows[i].shows);
	return RC_OK;
}

static enum rc walk(uint64_t account, struct seen *seen, struct err *e)
{
	struct turn turn = world_turn(plans.db, account);

	seen->text = "";
	return stock_walk(&turn, note, seen, e);
}

/* What the offers of both accounts show, the other account first. */
static void shows(const char *want)
{
	struct seen here, there;
	struct err e = {0};

	if (walk(other, &there, &e) || walk(plans.account, &here, &e))
		fail_msg("%s", e.msg);
	assert_string_equal(mem_printf(plans.mem, "%s | %s", there.text, here.text), want);
}

static void while_there_are_enough_all_show_them(void **state)
{
	(void)state;
	fresh(3);
	shows("3 | 3 3");
	assert_int_equal(world_number(plans.db, "SELECT COUNT(*) FROM stock_lease"), 0);
}

static void the_last_ones_are_kept_by_one_and_move_on(void **state)
{
	(void)state;
	fresh(2);
	shows("0 | 2 0");
	stock_world_count(plans.db, mug, 1);
	shows("0 | 1 0");
	/* Ended by a person: it is none of those any more. */
	plan_offer_set(0, "status = 'ENDED', ended_by = 'USER'");
	shows("0 | 0 1");
	/* The others could not show it anyway, and nobody has to rest. */
	plan_offer_set(1, "gone_at = UTC_TIMESTAMP(3)");
	shows("1 | 1 1");
	/* It was the first before, and is not again: what keeps them keeps them. */
	plan_offer_set(0, "status = 'ACTIVE', ended_by = NULL");
	shows("1 | 0 0");
	/* One that ended for want of stock is in the race. */
	plan_offer_set(2, "status = 'ENDED', ended_by = 'EMPTY_STOCK'");
	shows("1 | 0 0");
	stock_world_count(plans.db, mug, 0);
	shows("0 | 0 0");
	stock_world_count(plans.db, mug, 1);
	shows("1 | 0 0");
	/* But not where nobody may make it active again. */
	run("UPDATE outbox_writer SET armed = 0 WHERE account_id = ", other);
	shows("1 | 1 1");
	run("UPDATE outbox_writer SET armed = 1 WHERE account_id = ", other);
	shows("0 | 1 0");
	stock_world_count(plans.db, mug, 9);
	shows("9 | 9 9");
	run("DELETE FROM stock_link WHERE product_id = ", mug);
}

static void one_that_takes_more_than_there_is_does_not_keep_them(void **state)
{
	(void)state;
	fresh(2);
	link_offer(plans.account, 0, 3);
	shows("2 | 0 2");
	stock_world_count(plans.db, mug, 1);
	shows("0 | 0 1");
}

/* The one that comes first would sell from a place where there is nothing. */
static void who_cannot_reach_them_does_not_keep_them(void **state)
{
	(void)state;
	fresh(1);
	db_test_run(plans.db, "INSERT INTO stock_place (id, kind, name) VALUES (2, 'shop', 'x')"
			      " ON DUPLICATE KEY UPDATE id = stock_place.id");
	run("INSERT INTO stock_feed (position, place_id, account_id) SELECT 0, 2, id FROM account"
	    " WHERE id = ",
	    plans.account);
	shows("1 | 0 0");
	run("DELETE FROM stock_feed WHERE account_id = ", plans.account);
	shows("1 | 0 0");
	run("INSERT INTO stock_feed (position, place_id, account_id) SELECT 0, 2, id FROM account"
	    " WHERE id = ",
	    other);
	shows("0 | 1 0");
	run("DELETE FROM stock_feed WHERE account_id = ", other);
}

/* ---- At once, and without room ------------------------------------------------------------------
 */

static enum rc walk_here(void *arg, struct err *e)
{
	return walk(plans.account, arg, e);
}

static void refused_at(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg;
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("statement %d: %d %s", n, (int)rc, e->msg);
}

static void a_refused_statement_leaves_a_keeper_or_none(void **state)
{
	struct seen seen;

	(void)state;
	fresh(1);
	const int points = refuse_each(&(struct refuse_trial){
	    .what = "share", .less_than = 40, .act = walk_here, .check = refused_at, .arg = &seen});
	print_message("%d statements\n", points);
	shows("0 | 1 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(while_there_are_enough_all_show_them),
	    cmocka_unit_test(the_last_ones_are_kept_by_one_and_move_on),
	    cmocka_unit_test(one_that_takes_more_than_there_is_does_not_keep_them),
	    cmocka_unit_test(who_cannot_reach_them_does_not_keep_them),
	    cmocka_unit_test(a_refused_statement_leaves_a_keeper_or_none),
	};

	return cmocka_run_group_tests_name("last pieces", tests, plan_world_setup,
					   db_test_teardown);
}
