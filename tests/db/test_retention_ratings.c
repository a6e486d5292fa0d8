/* Ratings are forgotten with their order, and those of orders that were never here by themselves:
 * when their time is over, and when their buyer asks. What was answered goes with them. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/ratings/rating.h"
#include "domain/retention/buyer.h"
#include "domain/retention/retention.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define NAME "Kanarkowska"

static void *mem;
static struct db *db;	/* as the jobs are: what they may not do fails */
static struct db *root; /* may do everything */
static struct conf *conf;

static int64_t number(const char *sql)
{
	return world_number(root, sql);
}

/* What a buyer said of an order that was never here, and what was answered. */
static void add_foreign_rating(const char *id, const char *login, const char *day)
{
	static const char rating[] =
	    "INSERT INTO rating (account_id, rating_id, form_id, rated_at, changed_at, recommended,"
	    " excluded, words, seen_at, login, comment, answer) VALUES (@account, '%s', 'x-%s', "
	    "'%s', "
	    "'%s', 0,"
	    " 0, '" NAME "', NOW(), '%s" NAME "', 'Ja, " NAME "', 'Dear " NAME "')";
	static const char answer[] =
	    "INSERT INTO outbox SET account_id = @account, intent_key = UUID(), command_id = "
	    "UUID(),"
	    " kind = 'rating-answer', class = 80, subject = '%s', batch = 'a-%s',"
	    " after_sha = UNHEX(SHA2('Dear " NAME "', 256)),"
	    " actor = 'x', next_at = NOW(), deadline = NOW(), ended_at = '%s', state = 'DONE',"
	    " after_value = 'Dear " NAME "', found_value = 'Dear " NAME "'";

	db_test_run(root, mem_printf(mem, rating, id, id, day, day, login));
	db_test_run(root, mem_printf(mem, answer, id, id, day));
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "ratings");
	root = db_test_open(mem, DB_ROLE_MIGRATE);
	db = db_test_open(mem, DB_ROLE_JOBS);
	conf = db_test_conf(mem);
	db_test_run(root,
		    mem_printf(mem, "SET @account = %" PRIu64, world_account(root, "ratings")));
	add_foreign_rating("old", "obca_", "2018-02-11");
	add_foreign_rating("asked", "nieobecna_", "2026-11-03");
	add_foreign_rating("fresh", "inna_", "2026-11-03");
	return 0;
}

static int64_t words_of_rating(const char *id)
{
	return number(
	    mem_printf(mem,
		       "SELECT COUNT(*) FROM rating r JOIN outbox b ON b.subject = r.rating_id"
		       " WHERE r.rating_id = '%s' AND r.login IS NOT NULL AND r.comment IS NOT NULL"
		       " AND r.answer IS NOT NULL AND b.after_value IS NOT NULL",
		       id));
}

static int64_t traces_of_rating(const char *id)
{
	return number(
	    mem_printf(mem,
		       "SELECT COUNT(*) FROM rating r JOIN outbox b ON b.subject = r.rating_id"
		       " WHERE r.rating_id = '%s' AND (r.login IS NOT NULL OR r.comment IS NOT NULL"
		       " OR r.answer IS NOT NULL OR r.words <> '' OR b.after_value IS NOT NULL"
		       " OR b.found_value IS NOT NULL)",
		       id));
}

static void ratings_of_orders_that_are_not_here_are_reached_as_well(void **state)
{
	const struct retention_work night = {
	    .conf = conf, .actor = "keep-house", .now = time_now_ms()};
	int64_t limit = retention_limit(RETAIN_CONTACT, conf, night.now);
	int64_t erased[RETAIN_CLASSES];
	int64_t left;
	struct err e = {0};
	struct buyer buyer;
	uint64_t id;
	size_t n;

	(void)state;
	assert_int_equal(retention_count(db, RETAIN_CONTACT, limit, &left, &e), RC_OK);
	assert_int_equal(left, 1);
	assert_int_equal(retention_run(db, &night, erased, &e), RC_OK);
	assert_int_equal(erased[RETAIN_CONTACT], 1);
	assert_int_equal(traces_of_rating("old"), 0);
	assert_int_equal(buyer_find(db, mem, conf, "nieobecna_" NAME, &buyer, &e), RC_OK);
	assert_int_equal(buyer.n, 0);
	assert_int_equal(buyer.n_ratings, 1);
	assert_int_equal(words_of_rating("asked"), 1);
	assert_int_equal(buyer_ask(db, &buyer, "anna", &id, &e), RC_OK);
	assert_int_equal(buyer_erase_asked(db, conf, &n, &e), RC_OK);
	assert_int_equal(traces_of_rating("asked"), 0);
	/* It is read again. */
	db_test_run(root, "UPDATE rating SET login = '" NAME "' WHERE rating_id = 'asked'");
	assert_int_equal(rating_forget(db, &e), RC_OK);
	assert_int_equal(traces_of_rating("asked"), 0);
	assert_int_equal(words_of_rating("fresh"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ratings_of_orders_that_are_not_here_are_reached_as_well),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
