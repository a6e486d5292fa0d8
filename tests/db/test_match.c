/*
 * The catalogue asked with each statement refused in turn, each request failed, each fence lost and
 * each beat stopped: the reason comes out, and the next turns end in the same rows as one to which
 * nothing happened. Allegro has six cards.
 */
#include "canned_catalogue.h"
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/stmt.h"
#include "domain/mapping/match.h"
#include "domain/mapping/match_sync.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HOME "simulator"

static void *mem;
static struct db *db;
static uint64_t account_id;

/* ---- Allegro --------------------------------------------------------------------------------- */

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	(void)a;
	canned_catalogue.asked++;
	if (refuse_strikes(AT_REQUEST))
		return faulty_outage(e);
	const char *text = canned_catalogue_text(owner, call);
	if (!text)
		return faulty_answer(e, RC_REMOTE, MEANING_REFUSED, call->id ? 404 : 422);
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e);
enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		results[i] = (struct allegro_result){.asked = true};
		results[i].rc =
		    __wrap_allegro_call(a, owner, &calls[i], &results[i].doc, &results[i].err);
	}
	return e->rc;
}

/* ---- Turns ----------------------------------------------------------------------------------- */

static enum rc take_turn(struct err *e)
{
	struct account account = {
	    .id = account_id, .environment = HOME, .scopes = "allegro:api:sale:offers:read"};
	struct turn turn = {.db = db,
			    .account = &account,
			    .actor = "test",
			    .fence = faulty_fence,
			    .beat = faulty_beat};
	bool due = false;

	return match_is_due(&turn, &due, e) || !due ? e->rc : match_sync(&turn, e);
}

static void must_turn(void)
{
	struct err e = {0};

	if (take_turn(&e))
		fail_msg("%s", e.msg);
}

#define SUM_OF(columns, table)                                                                     \
	"SELECT CAST(IFNULL(SUM(CRC32(CONCAT_WS(',', " columns "))), 0) AS SIGNED) FROM " table

static int64_t digest(void)
{
	static const char *const parts[] = {
	    SUM_OF("product_id, asked_ean, asked_mpn, shop_key, mode, found, IFNULL(card_id, '-'),"
		   " problem",
		   "catalogue_answer"),
	    SUM_OF("product_id, place, card_id", "catalogue_candidate"),
	    SUM_OF("card_id, category_id, similar_ids, requirements, safety, gone_at IS NULL,"
		   " next_at IS NULL",
		   "catalogue_card"),
	    SUM_OF("shop_key, category_id, origin, votes, of_products, place", "category_proposal"),
	    SUM_OF("shop_key, recount", "category_evidence"),
	    SUM_OF("card_id, digest", "catalogue_safety"),
	    SUM_OF("category_id", "category_used"),
	    SUM_OF("done", "catalogue_sweep")};
	int64_t sum = 0;

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		sum = sum * 31 % 1000000007 + world_number(db, parts[i]);
	return sum;
}

/* A day has passed. */
static void pass(void)
{
	db_test_run(db, "UPDATE catalogue_answer SET next_at = '2020-1-1' WHERE problem IS NOT "
			"NULL");
	db_test_run(db, "UPDATE category_evidence SET next_at = '2020-1-1' WHERE problem IS NOT "
			"NULL");
	db_test_run(db, "UPDATE catalogue_card SET next_at = '2020-1-1' WHERE next_at IS NOT NULL"
			" AND next_at < UTC_TIMESTAMP(3) + INTERVAL 2 HOUR");
}

static void settle(void)
{
	for (int i = 0; i < 2; i++) {
		pass();
		must_turn();
	}
}

static void empty(void)
{
	static const char *const tables[] = {
	    "DELETE FROM catalogue_answer",  "DELETE FROM catalogue_candidate",
	    "DELETE FROM catalogue_card",    "DELETE FROM catalogue_safety",
	    "DELETE FROM category_proposal", "DELETE FROM category_evidence",
	    "DELETE FROM catalogue_sweep",   "DELETE FROM category_used",
	    "DELETE FROM ready_touch",	     "DELETE FROM product"};

	for (size_t i = 0; i < COUNT_OF(tables); i++)
		db_test_run(db, tables[i]);
	memset(&canned_catalogue, 0, sizeof(canned_catalogue));
	db_test_run(
	    db, "INSERT INTO product (id, sku, ean, mpn, brand, name, category, words, gone_since)"
		" VALUES (1, 'A', '5900000000017', NULL, NULL, 'Kubek', 'Kubki', '', NULL),"
		" (2, 'B', '5900000000024', 'M-2', 'Trio', 'Kubek', 'Kubki', '', NULL),"
		" (3, 'C', '5900000000048', 'm-3', 'TRIO', 'Kubek', 'Kubki', '', NULL),"
		" (4, 'D', NULL, 'M-4', 'Trio', 'Wazon', 'Ceramika', '', NULL),"
		" (5, 'E', NULL, 'M-1', NULL, 'Wazon', 'Ceramika', '', NULL),"
		" (6, 'F', NULL, NULL, NULL, 'Wazon', 'Ceramika', '', NULL),"
		" (7, 'G', '5900000000079', NULL, NULL, 'Kubek', 'Kubki', '', NULL),"
		" (8, 'H', '5900000000031', NULL, NULL, 'Kubek', 'Kubki', '', '2026-01-01')");
}

/* All were asked for, and since then the shop and the catalogue are others. */
static void changed(void)
{
	empty();
	must_turn();
	canned_catalogue.later = true;
	db_test_run(db, "UPDATE product SET ean = '5900000000031', version = version + 1"
			" WHERE id = 4");
	db_test_run(db, "UPDATE product SET category = 'Inne', version = version + 1 WHERE id = 1");
	db_test_run(db, "UPDATE product SET gone_since = '2026-01-01', version = version + 1"
			" WHERE id = 2");
	db_test_run(db, "DELETE FROM product WHERE id = 7");
	db_test_run(db, "UPDATE catalogue_card SET next_at = '2020-1-1' WHERE next_at IS NOT NULL");
}

static void whatever_fails_the_next_turns_bring_all(void **state)
{
	(void)state;
	turn_faults(&(struct turn_faults){.ways = {{"first", empty}, {"changed", changed}},
					  .act = take_turn,
					  .settle = settle,
					  .digest = digest,
					  .points = 200});
}

static struct match_answer answer(uint64_t id)
{
	struct match_answer a = {0};
	struct err e = {0};

	if (match_answer_find(db, mem, HOME, id, &a, &e))
		fail_msg("product %d: %s", (int)id, e.msg);
	return a;
}

static void a_card_is_taken_when_it_is_the_only_one(void **state)
{
	static const struct {
		uint64_t product;
		const char *mode;
		const char *card;
		int found;
	} cases[] = {{1, "GTIN", "c1", 1}, {2, "GTIN", NULL, 2}, {3, "MPN", "c3", 1},
		     {4, "", NULL, 0},	   {5, "MPN", NULL, 1},	 {7, "GTIN", NULL, 2}};
	struct match_answer none;
	struct err e = {0};

	(void)state;
	empty();
	must_turn();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct match_answer a = answer(cases[i].product);

		if (!str_eq(a.mode, cases[i].mode) || !str_eq(a.card_id, cases[i].card) ||
		    a.found != cases[i].found)
			fail_msg("product %d: %s %s %d", (int)cases[i].product, a.mode,
				 str_or(a.card_id, "-"), (int)a.found);
	}
	assert_int_equal(match_answer_find(db, mem, HOME, 6, &none, &e), RC_NOT_FOUND);
	err_clear(&e);
	assert_int_equal(match_answer_find(db, mem, HOME, 8, &none, &e), RC_NOT_FOUND);
}

static void a_person_is_shown_the_cards_that_may_be_it(void **state)
{
	const uint64_t ids[] = {1, 2, 6};
	struct match_card *of;
	struct card_row *may;
	struct err e = {0};
	size_t n;

	(void)state;
	empty();
	must_turn();
	assert_int_equal(match_candidates(db, mem, HOME, 2, &may, &n, &e), RC_OK);
	assert_int_equal(n, 2);
	assert_string_equal(may[0].id, "c2a");
	assert_string_equal(may[1].category_id, "kat2");
	assert_int_equal(match_cards(db, mem, HOME, ids, 3, &of, &n, &e), RC_OK);
	assert_int_equal(n, 2);
	assert_string_equal(of[0].card.id, "c1");
	assert_string_equal(of[0].card.safety, CANNED_SAFETY);
	assert_string_equal(of[0].card.similar_ids, "kat9");
	assert_non_null(of[0].card.requirements); /* it was read whole */
	assert_null(of[1].card.id);
	assert_int_equal(of[1].found, 2);
}

/* As one that was found: read whole, refreshed, its product judged anew when it changes. */
static void a_card_that_a_person_named_is_read_whole(void **state)
{
	static const char due[] =
	    "SELECT IFNULL(next_at > NOW(), 0) FROM catalogue_card WHERE card_id = 'c2a'";

	(void)state;
	empty();
	must_turn();
	assert_int_equal(world_number(db, due), 0); /* one of two that may be it */
	db_test_run(db,
		    "INSERT INTO mapping_decision (environment, kind, product_id, subject,"
		    " value, made_by) VALUES ('" HOME "', 'product', 2, 'card', 'c2a', 'ania')");
	db_test_run(db, "UPDATE catalogue_card SET similar_ids = 'x' WHERE card_id = 'c2a'");
	db_test_run(db, "DELETE FROM ready_touch");
	must_turn();
	assert_int_equal(world_number(db, due), 1);
	assert_true(world_number(db, "SELECT COUNT(*) FROM ready_touch WHERE subject = '2'") > 0);
	db_test_run(db, "DELETE FROM mapping_decision");
}

static void what_changed_is_asked_again_and_nothing_else(void **state)
{
	struct card_row card;
	struct err e = {0};

	(void)state;
	empty();
	must_turn();
	canned_catalogue.asked = 0;
	must_turn();
	assert_int_equal(canned_catalogue.asked, 0);
	db_test_run(db, "UPDATE product SET vat = 800, version = version + 1");
	must_turn();
	assert_int_equal(canned_catalogue.asked, 0); /* looked through, and nobody was asked */
	changed();
	canned_catalogue.asked = 0;
	must_turn();
	settle();
	/* 4 by its new EAN and then by its MPN; both cards; 3, whose card is gone, again. */
	assert_true(canned_catalogue.asked <= 8);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM catalogue_answer"), 4);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM catalogue_candidate"), 1);
	assert_int_equal(answer(3).found, 0);
	assert_int_equal(card_find(db, mem, HOME, "c3", &card, &e), RC_OK);
	assert_true(card.gone_at != TIME_NONE);
	assert_int_equal(card_find(db, mem, HOME, "c1", &card, &e), RC_OK);
	assert_string_equal(card.category_id, "kat2");
	/* What it said of safety before is still there. */
	assert_string_not_equal(card.safety, CANNED_SAFETY);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM catalogue_safety"), 2);
	/* Where it was counted, it counts no more. */
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM category_proposal WHERE origin ="
					  " 'EAN' AND category_id = 'kat2' AND votes = 1 AND"
					  " shop_key = MD5('Inne')"),
			 1);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM category_proposal WHERE origin ="
					  " 'EAN' AND shop_key = MD5('Kubki')"),
			 0);
}

static void shop_categories_are_proposed_what_their_products_are(void **state)
{
	struct category_proposal *all;
	struct err e = {0};
	size_t n;

	(void)state;
	empty();
	db_test_run(db, "INSERT INTO category (environment, category_id, name, leaf,"
			" makes_products, seen_at, gone_at, redirect_id) VALUES ('" HOME
			"', 'kat1', 'K', 1, 1, NOW(), NOW(), 'kat8')");
	must_turn();
	assert_int_equal(category_proposals(db, mem, HOME, NULL, &all, &n, &e), RC_OK);
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++) {
		const bool by_ean = str_eq(all[i].origin, PROPOSAL_EAN);

		/* Of Kubki one is known by EAN, and what stands for its category gets the vote. */
		assert_int_equal(all[i].votes, by_ean ? 1 : 3);
		assert_int_equal(all[i].of_products, by_ean ? 4 : 3);
		assert_string_equal(all[i].category_id, by_ean ? "kat8"
							: str_eq(all[i].category_id, "kat5")
							    ? "kat5"
							    : "kat6");
	}
	db_test_run(db, "DELETE FROM category WHERE category_id = 'kat1'");
	assert_int_equal(category_proposals(db, mem, HOME, all[0].shop_key, &all, &n, &e), RC_OK);
	assert_true(n == 1 || n == 2);
}

/* What was known of the same numbers stays; of others nothing is known. */
static void one_that_cannot_be_asked_holds_up_nobody(void **state)
{
	struct err e = {0};

	(void)state;
	empty();
	canned_catalogue.refused = "5900000000017";
	canned_catalogue.unreadable = "5900000000024";
	assert_int_not_equal(take_turn(&e), RC_OK);
	assert_int_equal(answer(1).found, 0);
	assert_non_null(answer(1).problem);
	assert_non_null(answer(2).problem);
	assert_string_equal(answer(3).card_id, "c3");
	canned_catalogue.refused = canned_catalogue.unreadable = NULL;
	pass();
	must_turn();
	assert_string_equal(answer(1).card_id, "c1");
	assert_null(answer(1).problem);
	canned_catalogue.refused = "5900000000017";
	db_test_run(db, "UPDATE catalogue_answer SET next_at = '2020-1-1' WHERE product_id = 1");
	err_clear(&e);
	assert_int_not_equal(take_turn(&e), RC_OK);
	assert_string_equal(answer(1).card_id, "c1");
	assert_non_null(answer(1).problem);
	db_test_run(db, "UPDATE product SET ean = '5900000000093', version = version + 1"
			" WHERE id = 1");
	canned_catalogue.refused = "5900000000093";
	err_clear(&e);
	assert_int_not_equal(take_turn(&e), RC_OK);
	assert_null(answer(1).card_id);
}

static void who_may_not_read_offers_asks_nothing(void **state)
{
	const struct account account = {.environment = HOME, .scopes = "allegro:api:orders:read"};
	struct turn turn = {.db = db, .account = &account};
	struct err e = {0};
	bool due = true;

	(void)state;
	empty();
	assert_int_equal(match_is_due(&turn, &due, &e), RC_OK);
	assert_false(due);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "match");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "demo");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_card_is_taken_when_it_is_the_only_one),
	    cmocka_unit_test(a_person_is_shown_the_cards_that_may_be_it),
	    cmocka_unit_test(a_card_that_a_person_named_is_read_whole),
	    cmocka_unit_test(what_changed_is_asked_again_and_nothing_else),
	    cmocka_unit_test(shop_categories_are_proposed_what_their_products_are),
	    cmocka_unit_test(one_that_cannot_be_asked_holds_up_nobody),
	    cmocka_unit_test(who_may_not_read_offers_asks_nothing),
	    cmocka_unit_test(whatever_fails_the_next_turns_bring_all),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
