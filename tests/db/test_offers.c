/*
 * Offers with each statement refused in turn, each request failed, each fence lost and each beat
 * stopped: the reason comes out, nothing is half kept, and the next turn ends in the same rows as
 * one to which nothing happened. Allegro is a list of canned offers.
 */
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"
#include "walk_world.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/stmt.h"
#include "domain/offers/offer.h"
#include "domain/offers/offer_sync.h"
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS_MAX = 200, CANNED = 5, PAGE = 2 };

/* ---- Allegro --------------------------------------------------------------------------------- */

static struct {
	bool hides_last; /* it is in no list, and by itself not found */
	bool breaks_off; /* the second page is empty */
	int price;	 /* of the first */
} canned;

static const char *one(void *owner, int i, const char *more)
{
	return mem_printf(
	    owner,
	    "{\"id\":\"77%d\",\"name\":\"Kubek %d\",\"category\":{\"id\":\"257933\"},"
	    "\"sellingMode\":{\"format\":\"BUY_NOW\",\"price\":{\"amount\":\"%d.00\","
	    "\"currency\":\"PLN\"}},\"stock\":{\"available\":3,\"sold\":1},"
	    "\"external\":{\"id\":\"SKU-%d\"},\"publication\":{\"status\":\"ACTIVE\"}%s}",
	    i, i, i ? 10 : canned.price, i, more);
}

static const char *page(void *owner, const struct allegro_call *call)
{
	const int total = CANNED - canned.hides_last;
	const int from = (int)walk_asked(call, "offset", 0);
	const char *text = "{\"offers\":[";

	for (int i = from; i < total && i < from + PAGE && !(canned.breaks_off && from); i++)
		text = mem_printf(owner, "%s%s%s", text, i == from ? "" : ",", one(owner, i, ""));
	return mem_printf(owner, "%s],\"totalCount\":%d}", text, total);
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	(void)a;
	if (refuse_strikes(AT_REQUEST))
		return faulty_outage(e);
	if (call->op == OP_OFFER && canned.hides_last)
		return faulty_answer(e, RC_REMOTE, MEANING_REFUSED, 404);
	const char *text = call->op == OP_OFFERS
			       ? page(owner, call)
			       : one(owner, call->id[2] - '0',
				     ",\"createdAt\":\"2026-01-01T00:00:00Z\",\"productSet\":[{"
				     "\"product\":{\"id\":"
				     "\"aa-1\",\"parameters\":[{\"id\":\"225693\",\"values\":["
				     "\"5902719471797\"]}]}}]");
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

/* ---- Coming in ------------------------------------------------------------------------------- */

static int64_t digest(void)
{
	return world_number(
	    walks.db,
	    "SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS(',', offer_id, price_minor, version, ean,"
	    " words, gone_at IS NULL, reread_at IS NULL))), 0) + 7 * (SELECT COUNT(*) FROM walk"
	    " WHERE walk_from IS NULL AND read_to IS NOT NULL) + (SELECT COALESCE(SUM(CRC32("
	    "CONCAT_WS(',', offer_id, field, before_value, after_value))), 0) FROM"
	    " offer_change) AS SIGNED) FROM offer");
}

static void empty(void)
{
	db_test_run(walks.db, "DELETE FROM offer");
	db_test_run(walks.db, "DELETE FROM offer_doc");
	db_test_run(walks.db, "DELETE FROM offer_change");
	db_test_run(walks.db, "DELETE FROM walk");
	canned.hides_last = false;
	canned.breaks_off = false;
	canned.price = 10;
}

/* All are here; since then the first has another price, and the last is gone. */
static void full(void)
{
	empty();
	walk_must_turn();
	canned.hides_last = true;
	canned.price = 12;
	walk_long_after();
}

static void whatever_fails_the_next_turns_bring_all(void **state)
{
	(void)state;
	turn_faults(&(struct turn_faults){.ways = {{"first scan", empty}, {"price and gone", full}},
					  .act = walk_two_turns,
					  .settle = walk_settle,
					  .digest = digest,
					  .points = 80});
}

static void a_scan_meets_all_and_knows_what_changed(void **state)
{
	(void)state;

	empty();
	walk_must_turn();
	assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM offer"), CANNED);
	assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM offer_change"), 0);
	full();
	walk_must_turn();
	walk_must_turn();
	assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM offer WHERE gone_at IS NULL"),
			 CANNED - 1);
	assert_int_equal(world_number(walks.db,
				      "SELECT COUNT(*) FROM offer_change WHERE offer_id = '770'"
				      " AND field = 'price' AND before_value = '10.00 PLN'"
				      " AND after_value = '12.00 PLN' AND author = 'nobody'"),
			 1);
	assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM offer_change"), 1);
	assert_int_equal(world_number(walks.db, "SELECT version FROM offer WHERE offer_id = '770'"),
			 2);
}

static int64_t writes_of_a_night(void)
{
	walk_long_after();
	db_test_run(walks.db, "SET @writes = 0");
	walk_must_turn();
	return world_number(walks.db, "SELECT CAST(@writes AS SIGNED)");
}

/* The trigger runs for each row that is written as a whole, new or known. */
static void a_night_without_changes_writes_that_all_were_seen(void **state)
{
	(void)state;

	empty();
	walk_must_turn();
	db_test_run(walks.db, "CREATE TRIGGER counts BEFORE INSERT ON offer FOR EACH ROW"
			      " SET @writes = @writes + 1");
	assert_int_equal(writes_of_a_night(), 0);
	assert_int_equal(world_number(walks.db,
				      "SELECT COUNT(*) FROM offer WHERE seen_at < '2021-1-1'"
				      " OR reread_at IS NOT NULL"),
			 0);
	canned.price = 12;
	assert_int_equal(writes_of_a_night(), 1);
	assert_int_equal(writes_of_a_night(), 0);
	db_test_run(walks.db, "UPDATE offer SET gone_at = '2020-1-1' WHERE offer_id = '771'");
	db_test_run(walks.db, "UPDATE offer SET sold = NULL WHERE offer_id = '772'");
	assert_int_equal(writes_of_a_night(), 2); /* it is back, and it had not been told */
	assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM offer WHERE gone_at IS NULL"
						" AND sold = 1"),
			 CANNED);
	db_test_run(walks.db, "DROP TRIGGER counts");
}

/* An empty page is no proof that offers are gone (FACTS 3.2). */
static void a_list_that_breaks_off_ends_no_scan(void **state)
{
	struct err e = {0};
	(void)state;

	empty();
	walk_must_turn();
	walk_long_after();
	canned.breaks_off = true;
	assert_int_equal(walk_turn(&e), RC_SHAPE);
	assert_int_equal(world_number(walks.db,
				      "SELECT COUNT(*) FROM offer WHERE reread_at IS NOT NULL"
				      " OR gone_at IS NOT NULL"),
			 0);
	canned.breaks_off = false;
	walk_must_turn();
	assert_int_equal(
	    world_number(walks.db, "SELECT COUNT(*) FROM offer WHERE seen_at < '2021-1-1'"), 0);
}

static void a_document_adds_what_the_list_does_not_tell(void **state)
{
	struct offer_doc doc;
	struct offer_row row;
	struct err e = {0};
	(void)state;

	empty();
	walk_must_turn();
	assert_int_equal(walk_renew(walks.db, &offer_walk, walks.account_id, "772", &e), RC_OK);
	walk_must_turn();
	assert_int_equal(offer_find(walks.db, walks.mem, 0, "772", &row, &e), RC_OK);
	assert_string_equal(row.s.ean, "5902719471797");
	assert_int_equal(row.s.cards, 1);
	assert_int_equal(row.s.version, 1); /* nothing has changed, more is known */
	assert_string_equal(row.matching, "new");
	assert_int_equal(offer_doc_find(walks.db, walks.mem, walks.account_id, "772", &doc, &e),
			 RC_OK);
	assert_non_null(strstr(doc.raw, "productSet"));
	walk_long_after();
	walk_must_turn();
	assert_int_equal(offer_find(walks.db, walks.mem, walks.account_id, "772", &row, &e), RC_OK);
	assert_string_equal(row.s.ean, "5902719471797"); /* the list takes nothing away */
}

/* ---- Looking --------------------------------------------------------------------------------- */

static enum rc look(void *arg, struct err *e)
{
	const char *const ids[] = {"770", "771", "nobody"};
	const struct offer_keys keys = {walks.account_id, ids, COUNT_OF(ids)};
	int64_t counts[OFFER_VIEW_ALL];
	struct offer_change *changes;
	struct window_page page;
	struct offer_row *rows;
	size_t n;
	(void)arg;

	for (int v = 0; v < OFFER_VIEW_COUNT; v++) {
		struct window_filter f = WINDOW_FILTER;
		f.tab = (unsigned)v;
		if (offer_list(walks.db, walks.mem, &f, &page, e))
			return e->rc;
		f.query = "SKU-1";
		if (offer_list(walks.db, walks.mem, &f, &page, e))
			return e->rc;
	}
	if (offers_find(walks.db, walks.mem, &keys, &rows, &n, e))
		return e->rc;
	assert_int_equal(n, 2);
	return offer_count(walks.db, counts, e) ||
		       offer_changes(walks.db, walks.mem, walks.account_id, "770", &changes, &n, e)
		   ? e->rc
		   : RC_OK;
}

static void check_look(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg;
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("statement %d: %d %s", n, (int)rc, e->msg);
}

static void a_refused_statement_is_told(void **state)
{
	struct refuse_trial t = {
	    .what = "look", .less_than = POINTS_MAX, .act = look, .check = check_look};
	(void)state;

	empty();
	walk_must_turn();
	assert_true(refuse_each(&t) > 10);
}

static void the_list_finds_by_sign_number_and_word(void **state)
{
	static const struct {
		const char *query;
		size_t want;
	} cases[] = {{"SKU-1", 1}, {"771", 1}, {"kubek", CANNED}, {"kubek SKU-3", 1}, {"nic", 0}};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct window_filter f = WINDOW_FILTER;
		struct window_page page;
		struct err e = {0};

		f.tab = OFFER_VIEW_ALL;
		f.query = cases[i].query;
		assert_int_equal(offer_list(walks.db, walks.mem, &f, &page, &e), RC_OK);
		if (page.n != cases[i].want)
			fail_msg("%s: %zu", cases[i].query, page.n);
	}
}

static int setup(void **state)
{
	walks = (struct walk_world){
	    .def = &offer_walk, .table = "offer", .scopes = "allegro:api:sale:offers:read"};
	return walk_world_setup(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_scan_meets_all_and_knows_what_changed),
	    cmocka_unit_test(a_night_without_changes_writes_that_all_were_seen),
	    cmocka_unit_test(a_list_that_breaks_off_ends_no_scan),
	    cmocka_unit_test(a_document_adds_what_the_list_does_not_tell),
	    cmocka_unit_test(whatever_fails_the_next_turns_bring_all),
	    cmocka_unit_test(a_refused_statement_is_told),
	    cmocka_unit_test(the_list_finds_by_sign_number_and_word),
	};

	return cmocka_run_group_tests_name("offers", tests, setup, db_test_teardown);
}
