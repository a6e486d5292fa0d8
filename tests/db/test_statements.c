/*
 * Every statement of every store is prepared on a real server with the whole schema, and its
 * parameters and columns are compared with its row. The binary is linked with whole layers, so
 * that no store can be forgotten.
 */
#include "db_test.h"

#include "base/mem.h"
#include "base/str.h"
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

/*
 * The server does not tell the types of parameters, but those of the columns they go to: the
 * columns of an INSERT whose values are nothing but parameters are read with the same row.
 */
static bool reads_back(const struct stmt_def *def, struct stmt_def *out)
{
	static const char insert[] = "INSERT INTO ";
	const char *table = def->sql + sizeof(insert) - 1;
	const char *open = strchr(table, '(');
	const char *end = open ? strchr(open, ')') : NULL;
	const char *values = end ? strstr(end, " VALUES (") : NULL;

	if (def->params || !str_starts(def->sql, insert) || values != end + 1)
		return false;
	values += strlen(" VALUES (");
	if (values[strspn(values, "?, ")] != ')')
		return false;
	*out = (struct stmt_def){mem_printf(mem, "SELECT %.*s FROM %.*s", (int)(end - open - 1),
					    open + 1, (int)(open - table), table),
				 "", def->rows};
	return true;
}

static bool as_it_is(const struct stmt_def *def, struct stmt_def *out)
{
	*out = *def;
	return true;
}

/* How many statements there are in this view of them; each must fit the server. */
static size_t verify(bool (*view)(const struct stmt_def *, struct stmt_def *))
{
	size_t n_sets;
	size_t n = 0;
	size_t bad = 0;
	const struct stmt_set *const *sets = stmt_sets(&n_sets);

	for (size_t i = 0; i < n_sets; i++)
		for (size_t k = 0; k < sets[i]->n; k++) {
			struct stmt_def def;
			struct err e = {0};
			if (!view(&sets[i]->defs[k], &def))
				continue;
			n++;
			if (!stmt_verify(db, &def, &e))
				continue;
			print_error("%s[%zu]: %s\n", sets[i]->name, k, e.msg);
			bad++;
		}
	assert_int_equal(bad, 0);
	return n;
}

static void every_statement_fits_its_row(void **state)
{
	(void)state;
	assert_true(verify(as_it_is) > 100);
}

static void every_bulk_insert_fits_its_columns(void **state)
{
	(void)state;
	assert_true(verify(reads_back) >= 10);
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
					    "order_save", "order_list", "order_tables"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (!is_registered(names[i]))
			fail_msg("the statements of %s are not linked", names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stores_of_all_layers_are_linked),
	    cmocka_unit_test(every_statement_fits_its_row),
	    cmocka_unit_test(every_bulk_insert_fits_its_columns),
	};

	return cmocka_run_group_tests(tests, open_database, close_database);
}
