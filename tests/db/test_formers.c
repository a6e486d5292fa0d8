/* Ids of parameters and values that Allegro changed: kept for good, and over more than one change.
 */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/categories/category_store.h"
#include "domain/mapping/category_cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HOME "simulator"

static void *mem;
static struct db *db;

struct told {
	const char *params; /* as Allegro has them */
	int64_t at;
};

static enum rc save(struct db *to, void *arg, struct err *e)
{
	const struct told *t = arg;
	struct category_param p;
	const struct category_params all = {&p, 1};

	if (category_param_parse(mem, t->params, &p, e) ||
	    params_save(to, mem, HOME, "10", &all, t->at, e))
		return e->rc;
	return formers_save(to, mem, HOME, "10", &all, t->at, e);
}

/* Allegro tells the one parameter of category 10. */
static void tell(const char *params)
{
	struct told t = {params, 1000};
	struct err e = {0};

	if (tx_run(db, save, &t, &e))
		fail_msg("%s", e.msg);
}

#define BRAND(id, former, values)                                                                  \
	"{\"id\":\"" id "\",\"name\":\"Marka\",\"type\":\"dictionary\",\"required\":true," former  \
	"\"dictionary\":[" values "]}"
#define WAS(id) "\"formerData\":{\"ids\":[\"" id "\"]}"

static void empty(void)
{
	static const char *const tables[] = {"category", "category_used", "category_param",
					     "category_former"};

	for (size_t i = 0; i < COUNT_OF(tables); i++)
		db_test_run(db, mem_printf(mem, "DELETE FROM %s", tables[i]));
	db_test_run(db, "INSERT INTO category (environment, category_id, name, leaf,"
			" makes_products, seen_at) VALUES ('" HOME
			"', '10', 'Lampy', 1, 1, '2026-1-1')");
	db_test_run(db, "INSERT INTO category_used (environment, category_id, wanted_at, read_at,"
			" next_at) VALUES ('" HOME "', '10', '2026-1-1', '2026-1-1', '2026-1-1')");
}

static const struct category_param *cached(void)
{
	struct category_cache *cache = category_cache_new(mem, db, HOME, NULL);
	const struct ready_category *category;
	struct err e = {0};

	if (category_cache_get(cache, "10", &category, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(category->n_params, 1);
	return &category->params[0];
}

static bool knows(const struct param_word *list, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].text, id))
			return true;
	return false;
}

static void an_id_that_was_is_known_when_allegro_has_forgotten_it(void **state)
{
	(void)state;
	empty();
	tell(BRAND("1", WAS("0") ",", "{\"id\":\"1_b\",\"value\":\"Bosch\"," WAS("1_a") "}"));
	tell(BRAND("1", "", "{\"id\":\"1_b\",\"value\":\"Bosch\"}"));
	const struct category_param *p = cached();
	assert_true(knows(p->former_ids, p->n_former_ids, "0"));
	assert_true(knows(p->values[0].former_ids, p->values[0].n_former_ids, "1_a"));
}

static void what_changed_twice_leads_to_what_is_there(void **state)
{
	struct former_id *formers;
	struct err e = {0};
	size_t n;

	(void)state;
	empty();
	tell(BRAND("1", WAS("0") ",", "{\"id\":\"a\",\"value\":\"Bosch\"}"));
	tell(BRAND("2", WAS("1") ",", "{\"id\":\"b\",\"value\":\"Bosch\"," WAS("a") "}"));
	tell(BRAND("2", "", "{\"id\":\"c\",\"value\":\"Bosch\"," WAS("b") "}"));
	const struct category_param *p = cached();
	assert_int_equal(p->n_former_ids, 2);
	assert_true(knows(p->former_ids, 2, "0") && knows(p->former_ids, 2, "1"));
	assert_int_equal(p->values[0].n_former_ids, 2);
	assert_true(knows(p->values[0].former_ids, 2, "a") &&
		    knows(p->values[0].former_ids, 2, "b"));
	assert_int_equal(category_formers(db, mem, HOME, "10", &formers, &n, &e), RC_OK);
	assert_int_equal(n, 6); /* three changes of each, the steps among them */
	assert_int_equal(category_formers(db, mem, HOME, "11", &formers, &n, &e), RC_OK);
	assert_int_equal(n, 0);
}

/* An id that comes back is itself, not what it had become. */
static void a_change_that_is_taken_back_is_no_circle(void **state)
{
	(void)state;
	empty();
	tell(BRAND("2", WAS("1") ",", "{\"id\":\"a\",\"value\":\"Bosch\"}"));
	tell(BRAND("1", WAS("2") ",", "{\"id\":\"a\",\"value\":\"Bosch\"}"));
	const struct category_param *p = cached();
	assert_int_equal(p->n_former_ids, 1);
	assert_string_equal(p->former_ids[0].text, "2");
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "formers");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_id_that_was_is_known_when_allegro_has_forgotten_it),
	    cmocka_unit_test(what_changed_twice_leads_to_what_is_there),
	    cmocka_unit_test(a_change_that_is_taken_back_is_no_circle),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
