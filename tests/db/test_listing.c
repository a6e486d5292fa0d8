/* What list-offers writes while push-outbox moves other products of the same run. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/offers/listing_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;	/* as the migrations */
static struct db *jobs; /* the one that is looked at */
static uint64_t account;

/* Three products on their way; the intent of the first has failed, that of the second is held. */
static int setup(void **state)
{
	*state = mem = mem_context(NULL, "listing");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	jobs = db_test_open(mem, DB_ROLE_JOBS);
	account = world_account(db, "listing");
	for (int i = 1; i <= 4; i++)
		db_test_run(
		    db, mem_printf(mem,
				   "INSERT INTO outbox (account_id, intent_key, command_id, kind,"
				   " class, subject, batch, after_sha, state, reason, actor,"
				   " next_at, deadline, ended_at) VALUES (%llu, 'k%d', 'c%d',"
				   " 'offer-new', 60, '%d', 'batch', UNHEX(SHA2('', 256)), '%s',"
				   " 'refused', 'test', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), %s)",
				   (unsigned long long)account, i, i, i,
				   i == 1   ? "FAILED"
				   : i == 2 ? "HELD"
					    : "SENT",
				   i == 1 ? "UTC_TIMESTAMP(3)" : "NULL"));
	db_test_run(db, mem_printf(mem,
				   "INSERT INTO listing_run (id, account_id, status, state, actor)"
				   " VALUES (1, %llu, 'INACTIVE', 'running', 'test')",
				   (unsigned long long)account));
	db_test_run(db,
		    "INSERT INTO listing (account_id, product_id, run_id, state, sku, outbox_id)"
		    " SELECT account_id, subject, 1, 'sent', subject, IF(subject = '4', NULL, id)"
		    " FROM outbox");
	return 0;
}

static int teardown(void **state)
{
	mem_free(*state);
	return 0;
}

struct writing {
	enum rc (*act)(struct db *db, struct err *e);
	int tries;
};

/* A look that fixes what this transaction sees; then others move on; then the write. */
static enum rc beside_others(struct db *at, void *arg, struct err *e)
{
	struct writing *w = arg;
	struct listing_planned *rows;
	size_t n;

	if (listing_planned(at, mem, 1, 5, &rows, &n, e))
		return e->rc;
	if (!w->tries++) {
		db_test_run(db, "UPDATE listing SET problem = 'x' WHERE product_id = 3");
		db_test_run(db, "UPDATE outbox SET asks = asks + 1 WHERE subject = '3'");
	}
	return w->act(at, e);
}

static int tries_of(enum rc (*act)(struct db *db, struct err *e))
{
	struct writing w = {act, 0};
	struct err e = {0};

	if (tx_run(jobs, beside_others, &w, &e))
		fail_msg("%s", e.msg);
	return w.tries;
}

static enum rc harvest(struct db *at, struct err *e)
{
	return listing_harvest(at, 1, e);
}

static enum rc tie(struct db *at, struct err *e)
{
	const struct listing_tied row = {"batch", "4", account, 4};

	return listing_tie(at, &row, 1, e);
}

/* 1: the first is refused, 10: the second is held, 100 for each on its way. */
static int64_t states(void)
{
	return world_number(
	    db, "SELECT CAST(SUM(product_id = 1 AND state = 'refused' AND why = 'refused')"
		" + 10 * SUM(product_id = 2 AND state = 'held') + 100 * SUM(state ="
		" 'sent') AS SIGNED) FROM listing");
}

static void what_is_over_is_found_while_others_move(void **state)
{
	(void)state;
	assert_int_equal(tries_of(harvest), 1);
	assert_int_equal(states(), 211);
	assert_int_equal(tries_of(harvest), 1);
	assert_int_equal(states(), 211);
}

static void an_intent_finds_its_product_while_others_move(void **state)
{
	(void)state;
	assert_int_equal(tries_of(tie), 1);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM listing l JOIN outbox o ON o.id ="
					  " l.outbox_id AND o.subject = l.product_id"),
			 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_over_is_found_while_others_move),
	    cmocka_unit_test(an_intent_finds_its_product_while_others_move),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
