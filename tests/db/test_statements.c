/*
 * Every statement of every store is prepared on a real server with the whole schema, and its
 * parameters and results are compared with its signature. The binary is linked with whole layers,
 * so that no store can be forgotten.
 */
#include "db_test.h"

#include "base/mem.h"
#include "db/stmt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;

static int open_database(void **state)
{
	(void)state;
	mem = mem_context(NULL, "statements");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

static int close_database(void **state)
{
	(void)state;
	mem_free(mem);
	db_end();
	return 0;
}

static void every_statement_fits_its_signature(void **state)
{
	size_t n_sets;
	size_t n = 0;
	size_t bad = 0;
	const struct stmt_set *const *sets = stmt_sets(&n_sets);

	(void)state;
	for (size_t i = 0; i < n_sets; i++)
		for (size_t k = 0; k < sets[i]->n; k++, n++) {
			struct err e = {0};
			if (!stmt_verify(db, &sets[i]->defs[k], &e))
				continue;
			print_error("%s[%zu]: %s\n", sets[i]->name, k, e.msg);
			bad++;
		}
	print_message("%zu statements of %zu stores\n", n, n_sets);
	assert_true(n > 100);
	assert_int_equal(bad, 0);
}

static bool is_registered(const char *name)
{
	size_t n;
	const struct stmt_set *const *sets = stmt_sets(&n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(sets[i]->name, name) == 0)
			return true;
	return false;
}

static void stores_of_all_layers_are_linked(void **state)
{
	static const char *const names[] = {"tx",	  "lease",	"runlog",
					    "order_save", "order_list", "order_journal"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (!is_registered(names[i]))
			fail_msg("the statements of %s are not linked", names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stores_of_all_layers_are_linked),
	    cmocka_unit_test(every_statement_fits_its_signature),
	};

	return cmocka_run_group_tests(tests, open_database, close_database);
}
