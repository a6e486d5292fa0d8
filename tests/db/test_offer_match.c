/*
 * Offers get their products and changes their authors, with each statement refused in turn: what
 * cannot be told for certain waits for a person, and what he decides happens whole or not at all.
 */
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/offers/change_judge.h"
#include "domain/offers/offer_match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS_MAX = 200 };

static void *mem;
static struct db *db;
static uint64_t account_id;

static void product(int id, const char *sku, const char *ean)
{
	db_test_run(db, mem_printf(mem,
				   "INSERT INTO product (id, sku, ean, name, words) VALUES (%d, "
				   "'%s', NULLIF('%s', ''), 'Kubek', '')",
				   id, sku, ean));
}

static void offer(const char *id, const char *sku, const char *ean)
{
	db_test_run(db,
		    mem_printf(mem,
			       "INSERT INTO offer (account_id, offer_id, external_id, ean, name, "
			       "status, format, available, words, changed_at, seen_at) VALUES"
			       " (%llu, '%s', NULLIF('%s', ''), NULLIF('%s', ''), 'Kubek', "
			       "'ACTIVE', 'BUY_NOW', 5, '', '2026-1-1', '2026-1-1')",
			       (unsigned long long)account_id, id, sku, ean));
}

static void fresh(void)
{
	for (const char *const *t =
		 (const char *const[]){"stock_link", "stock_offer", "offer_change", "offer",
				       "product", "outbox_step", "outbox", NULL};
	     *t; t++)
		db_test_run(db, mem_printf(mem, "DELETE FROM %s", *t));
	product(1, "A", "5902719471797");
	product(2, "B", "");
	product(3, "C", "5901234123457");
	product(4, "D", "5901234123457");
	offer("101", "A", "");
	offer("102", "B", "");
	offer("103", "B", "");
	offer("104", "", "5902719471797");
	offer("105", "", "5901234123457");
	offer("106", "NIKT", "");
}

static enum rc take_turn(struct err *e)
{
	struct account account = {.id = account_id};
	struct turn turn = {.db = db,
			    .account = &account,
			    .actor = "test",
			    .fence = faulty_fence,
			    .beat = faulty_beat};

	return offers_match(&turn, e) ? e->rc : offer_changes_judge(&turn, e);
}

static void must_turn(void)
{
	struct err e = {0};

	if (take_turn(&e))
		fail_msg("%s", e.msg);
}

static const char *matching(const char *id)
{
	struct offer_row row;
	struct err e = {0};

	assert_int_equal(offer_find(db, mem, 0, id, &row, &e), RC_OK);
	return mem_printf(mem, "%s %s", row.matching, str_or(row.matching_why, ""));
}

static int64_t linked(const char *id)
{
	return world_number(db, mem_printf(mem,
					   "SELECT CAST(COALESCE(SUM(product_id), 0) AS SIGNED) "
					   "FROM stock_link WHERE offer_id = '%s'",
					   id));
}

static void clean_ones_link_themselves(void **state)
{
	(void)state;
	fresh();
	must_turn();
	assert_string_equal(matching("101"), "linked ");
	assert_int_equal(linked("101"), 1);
	assert_string_equal(matching("102"), "conflict twins");
	assert_string_equal(matching("104"), "linked ");
	assert_int_equal(linked("104"), 1);
	assert_string_equal(matching("105"), "conflict many-eans");
	assert_string_equal(matching("106"), "none ");
	assert_int_equal(linked("106"), 0);
}

static void a_product_that_comes_later_finds_its_offer(void **state)
{
	(void)state;
	fresh();
	must_turn();
	product(5, "NIKT", "");
	must_turn();
	assert_string_equal(matching("106"), "linked ");
	assert_int_equal(linked("106"), 5);
}

static enum rc decide(const char *id, uint64_t product_id, int64_t version, struct err *e)
{
	const struct stock_link part = {.product_id = product_id, .pieces = 4};
	const struct offer_match_decision d = {account_id,	   id,	  version, &part,
					       product_id ? 1 : 0, "anna"};

	return offer_match_decide(db, &d, e);
}

static void a_person_decides_once_about_what_was_seen(void **state)
{
	struct err e = {0};
	(void)state;

	fresh();
	must_turn();
	assert_int_equal(decide("102", 2, 9, &e), RC_CONFLICT);
	err_clear(&e);
	assert_int_equal(linked("102"), 0);
	assert_int_equal(decide("102", 2, 1, &e), RC_OK);
	assert_string_equal(matching("102"), "linked ");
	assert_int_equal(decide("102", 3, 1, &e), RC_CONFLICT);
	err_clear(&e);
	assert_int_equal(decide("103", 0, 1, &e), RC_OK);
	assert_string_equal(matching("103"), "left ");
	assert_int_equal(
	    world_number(
		db, "SELECT COUNT(*) FROM audit WHERE action = 'offer.linked' AND actor = 'anna'"),
	    2);
	/* Another signature: it is matched again, and what it is linked to stays until then. */
	db_test_run(db, "UPDATE offer SET external_id = 'A', matching = 'new', version = version + "
			"1 WHERE offer_id = '102'");
	must_turn();
	assert_string_equal(matching("102"), "conflict sku-changed");
	assert_int_equal(linked("102"), 2);
}

static int64_t digest(void)
{
	return world_number(db, "SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS(',', offer_id, matching, "
				"matching_why, foreign_open))), 0) +"
				" (SELECT COALESCE(SUM(CRC32(CONCAT_WS(',', offer_id, product_id, "
				"pieces))), 0) FROM stock_link) +"
				" (SELECT COALESCE(SUM(CRC32(CONCAT_WS(',', field, author, why, "
				"settled))), 0) FROM offer_change) AS SIGNED) FROM offer");
}

static void change(const char *id, const char *field, const char *before, const char *after)
{
	db_test_run(db, mem_printf(mem,
				   "INSERT INTO offer_change (account_id, offer_id, field, "
				   "before_value, after_value, author, at, since) VALUES"
				   " (%llu, '%s', '%s', '%s', '%s', 'nobody', UTC_TIMESTAMP(3) - "
				   "INTERVAL 1 HOUR, UTC_TIMESTAMP(3) - INTERVAL 2 HOUR)",
				   (unsigned long long)account_id, id, field, before, after));
}

static void with_changes(void)
{
	fresh();
	db_test_run(db, "DELETE FROM offer_change");
	change("101", "price", "10.00 PLN", "12.00 PLN");
	change("101", "stock", "5", "4");
	change("104", "name", "a", "b");
}

static void whatever_fails_the_next_turns_end_alike(void **state)
{
	(void)state;
	turn_faults(&(struct turn_faults){.ways = {{"matching", fresh}, {"changes", with_changes}},
					  .act = take_turn,
					  .settle = must_turn,
					  .digest = digest,
					  .points = 40});
}

static void what_others_changed_waits_for_a_person(void **state)
{
	struct offer_settle s = {.how = OFFER_MUTED, .actor = "anna"};
	struct err e = {0};
	(void)state;

	with_changes();
	must_turn();
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM offer_change WHERE author = 'others'"), 3);
	assert_int_equal(
	    world_number(db,
			 "SELECT CAST(foreign_open AS SIGNED) FROM offer WHERE offer_id = '101'"),
	    2);
	assert_int_equal(
	    world_number(db,
			 "SELECT CAST(foreign_open AS SIGNED) FROM offer WHERE offer_id = '104'"),
	    0);
	s.change_id = (uint64_t)world_number(
	    db, "SELECT CAST(id AS SIGNED) FROM offer_change WHERE field = 'price'");
	assert_int_equal(offer_change_settle(db, &s, &e), RC_OK);
	assert_int_equal(offer_change_settle(db, &s, &e), RC_CONFLICT);
	err_clear(&e);
	assert_int_equal(
	    world_number(db,
			 "SELECT CAST(foreign_open AS SIGNED) FROM offer WHERE offer_id = '101'"),
	    1);
	change("101", "price", "12.00 PLN", "13.00 PLN");
	must_turn();
	assert_int_equal(
	    world_number(db,
			 "SELECT CAST(foreign_open AS SIGNED) FROM offer WHERE offer_id = '101'"),
	    1); /* muted */
}

static void what_kram_did_itself_is_known_as_such(void **state)
{
	(void)state;
	with_changes();
	db_test_run(
	    db, mem_printf(
		    mem,
		    "INSERT INTO outbox (account_id, intent_key, command_id, kind, class, subject, "
		    "batch, after_value, after_sha, state, actor, next_at, deadline, sent_at)"
		    " VALUES (%llu, 'k', UUID(), 'offer-price', 30, '101', UUID(), '12.00 PLN', "
		    "UNHEX(SHA2('x', 256)), 'SENT', 'anna', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), "
		    "UTC_TIMESTAMP(3) - INTERVAL 90 MINUTE)",
		    (unsigned long long)account_id));
	must_turn();
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM offer_change WHERE field = 'price' "
					  "AND author = 'kram' AND outbox_id > 0"),
			 1);
	assert_int_equal(
	    world_number(db,
			 "SELECT CAST(foreign_open AS SIGNED) FROM offer WHERE offer_id = '101'"),
	    1);
}

/* ---- Looking --------------------------------------------------------------------------------- */

static enum rc look(void *arg, struct err *e)
{
	int64_t counts[MATCH_VIEW_COUNT];
	struct offer_candidate *candidates;
	struct window_page page;
	uint64_t ids[WINDOW_PAGE];
	size_t n = 0;
	(void)arg;

	for (int v = 0; v < MATCH_VIEW_COUNT; v++) {
		struct window_filter f = WINDOW_FILTER;
		f.tab = (unsigned)v;
		if (offer_match_list(db, mem, &f, &page, e))
			return e->rc;
		const struct offer_row *rows = page.rows;
		for (size_t i = 0; i < page.n; i++)
			ids[n++] = rows[i].id;
	}
	assert_int_equal(n, 6);
	return offer_match_count(db, counts, e) ||
		       offer_candidates(db, mem, ids, n, &candidates, &n, e)
		   ? e->rc
		   : RC_OK;
}

static enum rc decide_one(void *arg, struct err *e)
{
	(void)arg;
	return decide("105", 3, 1, e);
}

static void check_deed(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("%s, statement %d: %d %s", (const char *)arg, n, (int)rc, e->msg);
	if (was_hit)
		assert_int_equal(linked("105"), 0);
}

static void a_refused_statement_decides_nothing(void **state)
{
	struct refuse_trial t = {.what = "look",
				 .less_than = POINTS_MAX,
				 .act = look,
				 .check = check_deed,
				 .arg = (void *)(uintptr_t) "look"};
	(void)state;

	fresh();
	must_turn();
	assert_true(refuse_each(&t) > 5);
	t.what = "decide";
	t.act = decide_one;
	assert_true(refuse_each(&t) > 5);
	assert_int_equal(linked("105"), 3);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "offer match");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "offers");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clean_ones_link_themselves),
	    cmocka_unit_test(a_product_that_comes_later_finds_its_offer),
	    cmocka_unit_test(a_person_decides_once_about_what_was_seen),
	    cmocka_unit_test(what_others_changed_waits_for_a_person),
	    cmocka_unit_test(what_kram_did_itself_is_known_as_such),
	    cmocka_unit_test(whatever_fails_the_next_turns_end_alike),
	    cmocka_unit_test(a_refused_statement_decides_nothing),
	};

	return cmocka_run_group_tests_name("offer match", tests, setup, db_test_teardown);
}
