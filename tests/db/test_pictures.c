/*
 * Pictures to be fetched with each statement refused in turn, each fence lost and each beat
 * stopped: the reason comes out, nothing is half kept, and the next turns end in the same rows as
 * one to which nothing happened. What comes is canned.
 */
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "domain/pictures/picture_fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS = 20, OFFERS = 5 };

static void *mem;
static struct db *db;
static uint64_t account_id;

/* A GIF of one pixel in the colour of its address: of two with the same end, the same. */
static struct picture_content content_of(const struct picture_due *due)
{
	char gif[] = "GIF89a\1\0\1\0?";
	struct picture_content content;

	gif[sizeof(gif) - 2] = due->address[strlen(due->address) - 1];
	if (!picture_content_of(mem, (struct bytes){mem_dup(mem, gif, sizeof(gif)), sizeof(gif)},
				&content))
		fail_msg("no picture");
	return content;
}

/* Of the last address nothing comes. */
static enum rc take_one(struct turn *turn, const struct picture_due *due, struct err *e)
{
	if (strstr(due->address, "gone"))
		return picture_miss(turn, due, "gone", true, e);
	const struct picture_content content = content_of(due);
	return picture_keep(turn, due, &content, e);
}

static enum rc take_turn(struct err *e)
{
	struct account account = {.id = account_id, .environment = "simulator"};
	struct turn turn = {.db = db,
			    .account = &account,
			    .actor = "test",
			    .fence = faulty_fence,
			    .beat = faulty_beat};
	struct picture_due *due;
	size_t n;

	if (pictures_look(&turn, e) || pictures_due(&turn, mem, &due, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (take_one(&turn, &due[i], e))
			return e->rc;
	return RC_OK;
}

static void must_turn(void)
{
	struct err e = {0};

	if (take_turn(&e))
		fail_msg("%s", e.msg);
}

static void empty(void)
{
	db_test_run(db, "DELETE FROM picture");
	db_test_run(db, "DELETE FROM picture_content");
	db_test_run(db, "DELETE FROM picture_look");
}

/* Which picture each address has: numbers go by the clock, what they name does not. */
static int64_t digest(void)
{
	return world_number(db,
			    "SELECT CAST(SUM(CRC32(CONCAT_WS(',', p.address, p.fault,"
			    " p.failures, HEX(c.digest), p.next_at IS NULL))) AS SIGNED)"
			    " FROM picture p LEFT JOIN picture_content c ON c.id = p.content_id");
}

static void whatever_fails_the_next_turn_gets_there(void **state)
{
	(void)state;
	turn_faults(&(const struct turn_faults){.ways = {{"from nothing", empty}},
						.act = take_turn,
						.settle = must_turn,
						.digest = digest,
						.points = POINTS});
}

static void equal_pictures_are_kept_once_under_numbers_that_grow(void **state)
{
	(void)state;
	empty();
	must_turn();
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM picture"), OFFERS);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM picture_content"), 3);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM picture WHERE content_id IS NULL"),
			 1);
	const int64_t last =
	    world_number(db, "SELECT CAST(MAX(id) AS SIGNED) FROM picture_content");
	empty(); /* as a database that was restored */
	must_turn();
	assert_true(world_number(db, "SELECT CAST(MIN(id) AS SIGNED) FROM picture_content") >=
		    last - 2);
}

static void each_page_finds_what_it_shows(void **state)
{
	(void)state;
	struct picture_copies found;
	struct err e = {0};
	uint64_t ids[OFFERS];

	empty();
	must_turn();
	for (size_t i = 0; i < OFFERS; i++)
		ids[i] = (uint64_t)world_number(db, "SELECT MIN(id) FROM offer") + i;
	assert_int_equal(pictures_of(db, mem, PICTURE_OF_OFFER, ids, OFFERS, &found, &e), RC_OK);
	assert_int_equal(found.n, 3);
	const uint64_t copy = picture_copy_of(&found, ids[0]);
	assert_int_not_equal(copy, 0);
	assert_int_equal(picture_copy_of(&found, ids[1]), copy);
	assert_int_not_equal(picture_copy_of(&found, ids[2]), copy);
	assert_int_equal(picture_copy_of(&found, ids[3]), 0); /* gone */
	assert_int_equal(picture_copy_of(&found, ids[4]), 0); /* has none */

	struct picture_content content;
	assert_int_equal(picture_find(db, mem, copy, &content, &e), RC_OK);
	assert_string_equal(content.media, "image/gif");
	assert_int_equal(picture_find(db, mem, 1, &content, &e), RC_NOT_FOUND);
}

/* One that no offer sells looks like its card; one that an offer sells, like the offer. */
static void a_product_looks_like_its_offer_or_its_card(void **state)
{
	(void)state;
	struct picture_copies found;
	struct err e = {0};
	uint64_t ids[3];

	empty();
	must_turn();
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		ids[i] = (uint64_t)world_number(db, "SELECT MIN(id) FROM product") + i;
	assert_int_equal(pictures_of(db, mem, PICTURE_OF_PRODUCT, ids, COUNT_OF(ids), &found, &e),
			 RC_OK);
	assert_int_equal(found.n, 2);
	const uint64_t offered = picture_copy_of(&found, ids[0]);
	const uint64_t carded = picture_copy_of(&found, ids[1]);
	assert_int_not_equal(offered, 0);
	assert_int_not_equal(carded, 0);
	assert_int_not_equal(offered, carded);
	assert_int_equal(picture_copy_of(&found, ids[2]), 0);
}

static int setup(void **state)
{
	mem = mem_context(NULL, "test");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "pictures");
	db_test_run(
	    db,
	    "INSERT INTO offer (account_id, offer_id, image, words, changed_at, seen_at)"
	    " SELECT (SELECT id FROM account WHERE name = 'pictures'), 9000 + seq,"
	    " ELT(seq, 'https://a.allegroimg.com/original/11/a',"
	    " 'https://b.allegroimg.com/original/12/a', 'https://a.allegroimg.com/original/11/b',"
	    " 'https://a.allegroimg.com/original/11/gone', NULL), '', NOW(), NOW()"
	    " FROM seq_1_to_5");
	db_test_run(db, "INSERT INTO product (sku, name, words) SELECT seq, 'Rzecz', ''"
			" FROM seq_1_to_3");
	db_test_run(db, "INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor)"
			" SELECT account_id, '9001', (SELECT MIN(id) FROM product), 1, 'test'"
			" FROM offer WHERE offer_id = '9001'");
	db_test_run(db, "INSERT INTO catalogue_card (environment, card_id, name, category_id,"
			" similar_ids, images, seen_at) VALUES ('simulator', 'c', 'Rzecz', '1', '',"
			" '[{\"url\":\"https://c.allegroimg.com/original/11/c\"}]', NOW())");
	db_test_run(db,
		    "INSERT INTO catalogue_answer (environment, product_id, mode, found, card_id,"
		    " asked_at, next_at) SELECT 'simulator', id, 'GTIN', 1, 'c', NOW(), NOW()"
		    " FROM product WHERE sku < '3'");
	*state = mem;
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whatever_fails_the_next_turn_gets_there),
	    cmocka_unit_test(equal_pictures_are_kept_once_under_numbers_that_grow),
	    cmocka_unit_test(each_page_finds_what_it_shows),
	    cmocka_unit_test(a_product_looks_like_its_offer_or_its_card),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
