/* Searches that are not let through, and the cleaning of older rows. */
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

static enum order_search_end end_of(struct order_filter filter, size_t *n)
{
	struct order_page page = list(&filter);

	*n = page.n;
	return page.search;
}

static void one_searcher_searches_once_at_a_time(void **state)
{
	struct order_filter filter = ORDER_FILTER;
	struct db *other = db_test_open(mem, DB_ROLE_PANEL);
	struct err e = {0};
	bool taken;
	size_t n;

	(void)state;
	filter.query = "kowalski";
	filter.searcher = "kram-search-test";
	assert_int_equal(end_of(filter, &n), ORDER_SEARCH_ENDED);
	assert_true(n > 0);
	assert_int_equal(order_search_begin(other, filter.searcher, &taken, &e), RC_OK);
	assert_true(taken);
	assert_int_equal(end_of(filter, &n), ORDER_SEARCH_BUSY);
	assert_int_equal(n, 0);
	filter.query = NULL; /* what is no search waits for none */
	assert_int_equal(end_of(filter, &n), ORDER_SEARCH_ENDED);
	filter.query = "kowalski";
	filter.searcher = "kram-search-somebody-else";
	assert_int_equal(end_of(filter, &n), ORDER_SEARCH_ENDED);
	filter.searcher = "kram-search-test";
	assert_int_equal(order_search_end(other, filter.searcher, &e), RC_OK);
	assert_int_equal(end_of(filter, &n), ORDER_SEARCH_ENDED);
	mem_free(other);
}

static void older_rows_lose_their_domains_in_pieces(void **state)
{
	struct db *owner = db_test_open(mem, DB_ROLE_MIGRATE);
	struct db *job = db_test_open(mem, DB_ROLE_JOBS);
	struct err e = {0};
	bool more = true;
	size_t n;
	int pieces = 0;
	struct order_filter filter = ORDER_FILTER;

	(void)state;
	filter.query = "olddomain";
	db_test_run(owner, "UPDATE order_search_cleaning SET done_id = 0, ended_at = NULL");
	db_test_run(owner, "UPDATE order_search SET words = CONCAT('x.y@olddomain.pl xyolddomainpl "
			   "', words, ' @alone a@olddomain.pl')");
	assert_int_equal(end_of(filter, &n), ORDER_SEARCH_ENDED);
	assert_true(n > 0);
	for (; more; pieces++)
		if (order_search_clean(job, &more, &e))
			fail_msg("%s", e.msg);
	assert_true(pieces >= 2);
	assert_int_equal(end_of(filter, &n), ORDER_SEARCH_ENDED);
	assert_int_equal(n, 0);
	filter.query = "xyolddomainpl"; /* the whole address still finds */
	(void)end_of(filter, &n);
	assert_true(n > 0);
	/* Once: what is written since is clean. */
	assert_int_equal(order_search_clean(job, &more, &e), RC_OK);
	assert_false(more);
	mem_free(owner);
	mem_free(job);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_searcher_searches_once_at_a_time),
	    cmocka_unit_test(older_rows_lose_their_domains_in_pieces),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
