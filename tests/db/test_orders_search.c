/* The cleaning of older rows of words. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "domain/orders/order_search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;

static const struct form_spec few[] = {
    {.id = "00000000-0000-4000-8000-00000000000a", .last_name = "Kowalski"},
    {.id = "00000000-0000-4000-8000-00000000000b", .last_name = "Kowalski"},
};

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "test_orders_search");
	db = db_test_open(mem, DB_ROLE_JOBS);
	struct turn way = world_turn(db, world_account(db, "search"));
	world_apply(&way, few, COUNT_OF(few));
	return 0;
}

static struct order_page list(const struct order_filter *filter)
{
	struct order_page page;
	struct err e = {0};

	if (order_list(db, mem, filter, &page, &e))
		fail_msg("%s", e.msg);
	return page;
}

static size_t found(const struct order_filter *filter)
{
	return list(filter).n;
}

static void older_rows_lose_their_domains_in_pieces(void **state)
{
	struct db *owner = db_test_open(mem, DB_ROLE_MIGRATE);
	struct db *job = db_test_open(mem, DB_ROLE_JOBS);
	struct err e = {0};
	bool more = true;
	int pieces = 0;
	struct order_filter filter = ORDER_FILTER;

	(void)state;
	filter.query = "olddomain";
	db_test_run(owner, "UPDATE order_search_cleaning SET done_id = 0, ended_at = NULL");
	db_test_run(owner, "UPDATE order_search SET words = CONCAT('x.y@olddomain.pl xyolddomainpl "
			   "', words, ' @alone a@olddomain.pl 𝓢𝓽𝔂𝓵𝓮𝓭')");
	assert_true(found(&filter) > 0);
	for (; more; pieces++)
		if (order_search_clean(job, &more, &e))
			fail_msg("%s", e.msg);
	assert_true(pieces >= 2);
	assert_int_equal(found(&filter), 0);
	filter.query = "xyolddomainpl"; /* the whole address still finds */
	assert_true(found(&filter) > 0);
	filter.query = "styled";
	assert_int_equal(found(&filter), COUNT_OF(few));
	/* Once: what is written since is clean. */
	assert_int_equal(order_search_clean(job, &more, &e), RC_OK);
	assert_false(more);
	mem_free(owner);
	mem_free(job);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(older_rows_lose_their_domains_in_pieces),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
