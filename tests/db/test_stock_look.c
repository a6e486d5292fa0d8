/* Looks at offers since the last one: whatever moves a number is found by the time it moved, and
 * what concerns all of them asks for a look at all. */
#include "db_test.h"
#include "order_world.h"
#include "plan_world.h"
#include "stock_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/offers/stock_push_store.h"
#include "domain/outbox/outbox.h"
#include "domain/stock/stock_lease.h"
#include "domain/stock/stock_look.h"
#include "domain/stock/stock_place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int worlds;
static uint64_t mug, jug;
static uint64_t other; /* another account, which sells mugs too */

/* The id ends the statement. */
static void run(const char *sql, uint64_t id)
{
	db_test_run(plans.db, mem_printf(plans.mem, "%s%llu", sql, (unsigned long long)id));
}

static void link_offer(uint64_t account, const char *offer_id, uint64_t product)
{
	const struct stock_link part = {.product_id = product, .pieces = 1};
	struct err e = {0};

	if (stock_world_link(plans.db, account, offer_id, &part, 1, &e))
		fail_msg("%s", e.msg);
}

/* Nothing has moved for a month. Two offers of this account sell mugs, a third one jugs. */
static void still(void)
{
	plan_world_fresh();
	worlds++;
	mug = stock_world_product(plans.db, mem_printf(plans.mem, "M-%d", worlds));
	jug = stock_world_product(plans.db, mem_printf(plans.mem, "J-%d", worlds));
	other = world_account(plans.db, mem_printf(plans.mem, "other %d", worlds));
	stock_world_count(plans.db, mug, 3);
	stock_world_count(plans.db, jug, 3);
	link_offer(plans.account, plan_offer(0), mug);
	link_offer(plans.account, plan_offer(1), mug);
	link_offer(plans.account, plan_offer(2), jug);
	link_offer(other, plan_offer(9), mug);
	db_test_run(plans.db,
		    mem_printf(plans.mem,
			       "INSERT INTO offer (account_id, offer_id, status, words, changed_at,"
			       " seen_at) VALUES (%llu, '%s', 'ACTIVE', '', '2026-01-01',"
			       " '2026-01-01')",
			       (unsigned long long)other, plan_offer(9)));
}

static void rest(void)
{
	db_test_run(plans.db,
		    "UPDATE stock_total SET moved_at = UTC_TIMESTAMP(3) - INTERVAL 30 DAY");
	db_test_run(plans.db, "UPDATE stock_offer SET touched_at = UTC_TIMESTAMP(3) - INTERVAL 30"
			      " DAY");
	db_test_run(plans.db, "UPDATE stock_lease SET since = UTC_TIMESTAMP(3) - INTERVAL 30 DAY");
	db_test_run(plans.db, "UPDATE offer SET changed_at = UTC_TIMESTAMP(3) - INTERVAL 30 DAY");
	db_test_run(plans.db, "UPDATE outbox SET ended_at = UTC_TIMESTAMP(3) - INTERVAL 30 DAY"
			      " WHERE ended_at IS NOT NULL");
}

static size_t moved(void)
{
	const int64_t since =
	    world_number(plans.db, "SELECT CAST(UNIX_TIMESTAMP(UTC_TIMESTAMP(3) - INTERVAL 1 DAY)"
				   " * 1000 AS SIGNED)");
	const char **ids;
	struct err e = {0};
	size_t n;

	if (stock_offers_moved(plans.db, plans.mem, plans.account, since, &ids, &n, &e))
		fail_msg("%s", e.msg);
	for (size_t i = 1; i < n; i++)
		assert_true(strcmp(ids[i - 1], ids[i]) < 0);
	return n;
}

/* ---- What moves an offer --------------------------------------------------------------------- */

static void count_mugs(void)
{
	stock_world_count(plans.db, mug, 5);
}

static void reserve_a_mug(void)
{
	const struct stock_line line = {.line_item_id = mem_printf(plans.mem, "l-%d", worlds),
					.offer_id = plan_offer(0),
					.quantity = 1,
					.bought_at = 0,
					.state = "open"};
	struct err e = {0};

	if (stock_world_book(plans.db, plans.account, &line, 1, &e))
		fail_msg("%s", e.msg);
}

static void write_past_the_ledger(void)
{
	run("UPDATE stock_total SET on_hand = 1 WHERE product_id = ", mug);
}

static void allegro_shows_another_number(void)
{
	plan_offer_set(2, "available = 1, changed_at = UTC_TIMESTAMP(3)");
}

static void the_rival_of_another_account_ends(void)
{
	run("UPDATE offer SET status = 'ENDED', changed_at = UTC_TIMESTAMP(3) WHERE account_id = ",
	    other);
}

static void link_a_third_mug(void)
{
	link_offer(plans.account, plan_offer(3), mug);
}

static void a_person_agrees_to_a_link_that_is_there(void)
{
	link_offer(plans.account, plan_offer(2), jug);
}

static void a_change_fails(void)
{
	struct err e = {0};
	struct outbox_draft draft = {
	    .account_id = plans.account, .subject = plan_offer(2), .after = "1"};
	const struct outbox_decision d = {.kind = OUTBOX_OFFER_STOCK,
					  .batch = mem_printf(plans.mem, "look-%d", worlds),
					  .actor = "anna",
					  .drafts = &draft,
					  .n = 1};
	size_t posted;

	if (outbox_post(plans.db, &d, &posted, &e) || !posted)
		fail_msg("%s", e.msg);
	rest();
	assert_int_equal(moved(), 0);
	plan_allegro("FAILED", "refused");
}

static void another_offer_keeps_the_last_mug(void)
{
	const struct stock_rival keeper = {other, plan_offer(9), 1, true};
	struct stock_lease lease;
	struct err e = {0};

	if (stock_lease_find(plans.db, plans.mem, mug, &lease, &e) ||
	    stock_lease_set(plans.db, &lease, &keeper, &e))
		fail_msg("%s", e.msg);
}

static void nothing(void)
{
}

static void what_moves_a_number_is_looked_at(void **state)
{
	static const struct {
		const char *what;
		void (*act)(void);
		size_t offers;
	} cases[] = {
	    {"nothing", nothing, 0},
	    {"a count", count_mugs, 2},
	    {"an order", reserve_a_mug, 2},
	    {"a sum that no movement moved", write_past_the_ledger, 2},
	    {"another number at Allegro", allegro_shows_another_number, 1},
	    {"the end of a rival", the_rival_of_another_account_ends, 2},
	    {"a link", link_a_third_mug, 3},
	    {"a link that was in doubt", a_person_agrees_to_a_link_that_is_there, 1},
	    {"the end of a change", a_change_fails, 1},
	    {"another keeper", another_offer_keeps_the_last_mug, 2},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		still();
		rest();
		cases[i].act();
		const size_t n = moved();
		if (n != cases[i].offers)
			fail_msg("%s: %zu offers, not %zu", cases[i].what, n, cases[i].offers);
	}
}

/* ---- A look at all of them ------------------------------------------------------------------- */

static struct stock_look begin(void)
{
	struct stock_look l;
	struct err e = {0};

	if (stock_look_begin(plans.db, plans.account, &l, &e))
		fail_msg("%s", e.msg);
	return l;
}

static void save(const struct stock_look *l)
{
	struct err e = {0};

	if (stock_look_save(plans.db, l, &e))
		fail_msg("%s", e.msg);
}

static void all_are_looked_at_first_in_time_and_when_it_concerns_all(void **state)
{
	const struct stock_buffer buffer = {STOCK_BUFFER_ALL, "", 0, 1};
	const struct stock_buffer none = {STOCK_BUFFER_ALL, "", 0, INT64_MIN};
	struct stock_look l, early;
	struct err e = {0};

	(void)state;
	plan_world_fresh();
	l = begin();
	assert_true(l.is_whole && l.since == TIME_NONE);
	save(&l);
	l = begin();
	assert_false(l.is_whole);
	assert_true(l.since < l.at && l.since > l.at - 2 * STOCK_LOOK_BACK_S * TIME_SECOND_MS);

	/* Said while a look is made: the next one is at all of them. */
	early = begin();
	early.is_whole = 1;
	assert_int_equal(stock_buffer_set(plans.db, &buffer, "anna", &e), RC_OK);
	save(&early);
	l = begin();
	assert_true(l.is_whole);
	save(&l);
	assert_false(begin().is_whole);
	assert_int_equal(stock_buffer_set(plans.db, &none, "anna", &e), RC_OK);
	l = begin();
	assert_true(l.is_whole);
	l.is_whole = 0; /* it was at some of them only */
	save(&l);
	l = begin();
	assert_true(l.is_whole);
	save(&l);
	db_test_run(plans.db, "UPDATE stock_look SET whole_at = whole_at - INTERVAL 16 MINUTE");
	assert_true(begin().is_whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_moves_a_number_is_looked_at),
	    cmocka_unit_test(all_are_looked_at_first_in_time_and_when_it_concerns_all),
	};

	return cmocka_run_group_tests_name("looks", tests, plan_world_setup, db_test_teardown);
}
