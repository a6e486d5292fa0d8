/* Decisions: one holds at a time, the others are its history, and each says what it touches. */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/mapping/decision.h"
#include "domain/mapping/history.h"
#include "domain/mapping/ready.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HOME "simulator"
#define LIVE "SELECT COUNT(*) FROM mapping_decision WHERE live = 1"

static void *mem;
static uint64_t seen; /* the decision that its author saw */
static struct db *db;

static struct decision lamps(const char *value)
{
	return (struct decision){.environment = HOME,
				 .kind = "category",
				 .subject = "0123456789abcdef0123456789abcdef",
				 .applies_if = "",
				 .value = value,
				 .made_by = "ania"};
}

static struct decision holding(void)
{
	struct decision *all;
	struct err e = {0};
	size_t n;

	if (decisions_live(db, mem, HOME, &all, &n, &e))
		fail_msg("%s", e.msg);
	return n == 1 ? all[0] : (struct decision){0};
}

static void make(struct decision d)
{
	struct err e = {0};

	if (decisions_make(db, &d, 1, &e))
		fail_msg("%s", e.msg);
}

static void empty(void *arg)
{
	static const char *const tables[] = {"mapping_decision", "ready_touch", "category_param"};

	(void)arg;
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		db_test_run(db, mem_printf(mem, "DELETE FROM %s", tables[i]));
}

static void one_holds_and_what_it_replaced_comes_back(void **state)
{
	struct decision d = lamps("100");
	struct err e = {0};

	(void)state;
	empty(NULL);
	make(d);
	make(d); /* it is so already */
	const struct decision first = holding();
	assert_string_equal(first.value, "100");
	d.value = "200";
	assert_int_equal(decisions_make(db, &d, 1, &e), RC_CONFLICT); /* who sees none, is late */
	err_clear(&e);
	d.replaces = first.id;
	make(d);
	const struct decision second = holding();
	assert_string_equal(second.value, "200");
	assert_int_equal(second.replaces, first.id);
	assert_int_equal(decision_undo(db, first.id, "ola", &e), RC_CONFLICT); /* it had ended */
	err_clear(&e);
	assert_int_equal(decision_undo(db, second.id, "ola", &e), RC_OK);
	assert_string_equal(holding().value, "100");
	assert_string_equal(holding().made_by, "ola");
	assert_int_equal(decision_undo(db, holding().id, "ola", &e), RC_OK);
	assert_int_equal(world_number(db, LIVE), 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM mapping_decision"), 3);
	make(lamps(NULL)); /* not for sale is a decision too */
	assert_null(holding().value);
	assert_int_equal(decision_end(db, holding().id, "ola", &e), RC_OK);
	assert_int_equal(world_number(db, LIVE), 0);
}

static void rules_come_in_the_order_in_which_they_count(void **state)
{
	static const struct decision given[] = {
	    {.account_id = 0, .applies_if = "", .value = "4"},
	    {.account_id = 1, .applies_if = "", .value = "3"},
	    {.account_id = 0, .applies_if = "NAME\tled", .place = 2, .value = "2"},
	    {.account_id = 0, .applies_if = "NAME\te27", .place = 1, .value = "1"},
	};
	struct decision *all;
	struct err e = {0};
	size_t n;

	(void)state;
	empty(NULL);
	for (size_t i = 0; i < COUNT_OF(given); i++) {
		struct decision d = given[i];
		d.environment = HOME;
		d.kind = "param";
		d.subject = "10\t11323";
		d.made_by = "ania";
		make(d);
	}
	assert_int_equal(decisions_live(db, mem, HOME, &all, &n, &e), RC_OK);
	assert_int_equal(n, 4);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(all[i].value, mem_printf(mem, "%zu", i + 1));
}

static void each_says_what_is_to_be_judged_anew(void **state)
{
	struct decision d = lamps("1");

	(void)state;
	empty(NULL);
	db_test_run(db,
		    "INSERT INTO category_param (environment, category_id, param_id, place,"
		    " name, type, required, required_for_product, describes_product, raw,"
		    " seen_at) VALUES ('" HOME "', '10', 'p', 1, 'Kolor', 'dictionary', 0, 0, 0,"
		    " '{}', NOW()), ('" HOME "', '20', 'p', 1, 'Kolor', 'dictionary', 0, 0, 0,"
		    " '{}', NOW())");
	make(d);
	d.kind = "param";
	d.subject = "10\tp";
	make(d);
	d.subject = "\tp";
	make(d);
	d.kind = "value";
	d.subject = "p\tkolor\tecru";
	make(d); /* in each category that has it */
	d.kind = "product";
	d.product_id = 7;
	d.subject = DECIDES_CATEGORY;
	make(d);
	d.kind = "offer";
	d.product_id = 0;
	d.subject = "stock_unit";
	make(d); /* every product */
	const int64_t accounts = world_number(db, "SELECT COUNT(*) FROM account"
						  " WHERE environment = '" HOME "'");
	assert_true(accounts > 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM ready_touch"), 5 * accounts);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM ready_touch WHERE (kind, subject)"
					  " IN (('SHOP', '0123456789abcdef0123456789abcdef'),"
					  " ('CATEGORY', '10'), ('ALL', ''), ('CATEGORY', '20'),"
					  " ('PRODUCT', '7'))"),
			 5 * accounts);
	assert_int_equal(world_number(db, "SELECT MAX(version) FROM ready_touch"), 2);
}

/* Of all of them, of a kind, and of one question; with the names of what they are about. */
static void the_history_tells_what_was_decided(void **state)
{
	struct history_filter f = {0};
	struct history_row *rows;
	struct err e = {0};
	bool more;
	size_t n;

	(void)state;
	empty(NULL);
	db_test_run(db, "INSERT INTO product (sku, name, category, words) VALUES"
			" ('H-1', 'Kinkiet', 'Lampy', '')");
	const int64_t id = world_number(db, "SELECT MAX(id) FROM product");
	db_test_run(db, "INSERT INTO category_param (environment, category_id, param_id, place,"
			" name, type, required, required_for_product, describes_product, raw,"
			" seen_at) VALUES ('" HOME "', '10', 'p', 1, 'Kolor', 'dictionary', 0, 0,"
			" 0, '{}', NOW())");
	struct decision d = lamps("100");
	d.subject = "7c81340c2e596831886c0cde2d519e28"; /* MD5 of the shop category */
	make(d);
	struct decision other = d;
	other.value = "200";
	other.replaces = holding().id;
	make(other);
	d.kind = "value";
	d.subject = "p\tkolor\tecru";
	make(d);
	d.kind = "product";
	d.product_id = (uint64_t)id;
	d.subject = "param\tp";
	make(d);
	assert_int_equal(decisions_history(db, mem, HOME, &f, &rows, &n, &more, &e), RC_OK);
	assert_int_equal(n, 4);
	assert_false(more);
	assert_string_equal(rows[0].product, "Kinkiet");
	assert_string_equal(rows[0].param, "Kolor");
	assert_string_equal(rows[1].param, "Kolor");
	assert_string_equal(rows[1].home, "10");
	assert_string_equal(rows[2].d.value, "200");
	assert_null(rows[2].param);
	assert_string_equal(rows[2].shop, "Lampy");
	assert_int_equal(rows[2].d.ended_at, TIME_NONE);
	assert_int_not_equal(rows[3].d.ended_at, TIME_NONE);
	const uint64_t first = rows[3].d.id;
	f.kind = 1 + DECISION_VALUE;
	assert_int_equal(decisions_history(db, mem, HOME, &f, &rows, &n, &more, &e), RC_OK);
	assert_int_equal(n, 1);
	f = (struct history_filter){.like = first};
	assert_int_equal(decisions_history(db, mem, HOME, &f, &rows, &n, &more, &e), RC_OK);
	assert_int_equal(n, 2);
	f.before = rows[0].d.id;
	assert_int_equal(decisions_history(db, mem, HOME, &f, &rows, &n, &more, &e), RC_OK);
	assert_int_equal(n, 1);
	for (unsigned kind = 0; kind < DECISION_KINDS; kind++)
		assert_string_equal(history_view_names[1 + kind], decision_kind_names[kind]);
}

static enum rc decide(void *arg, struct err *e)
{
	struct decision d = lamps("200");

	(void)arg;
	d.replaces = seen;
	return decisions_make(db, &d, 1, e);
}

static void fresh(void *arg)
{
	empty(arg);
	make(lamps("100"));
	seen = holding().id;
	db_test_run(db, "DELETE FROM ready_touch");
}

static void all_or_nothing(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const bool is_new = holding().value && str_eq(holding().value, "200");

	(void)arg;
	(void)n;
	(void)e;
	assert_int_equal(world_number(db, LIVE), 1);
	assert_true(is_new || rc != RC_OK);
	assert_int_equal(is_new, world_number(db, "SELECT COUNT(*) > 0 FROM ready_touch"));
	assert_true(was_hit || is_new);
}

static void a_decision_is_made_whole_or_not_at_all(void **state)
{
	const struct refuse_trial trial = {.what = "decide",
					   .place = AT_STATEMENT,
					   .less_than = 20,
					   .fresh = fresh,
					   .act = decide,
					   .check = all_or_nothing};

	(void)state;
	assert_true(refuse_each(&trial) > 4);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "decisions");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	db_test_run(db, "INSERT IGNORE INTO account (name, environment, state)"
			" VALUES ('decisions', '" HOME "', 'CONNECTED')");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_holds_and_what_it_replaced_comes_back),
	    cmocka_unit_test(rules_come_in_the_order_in_which_they_count),
	    cmocka_unit_test(each_says_what_is_to_be_judged_anew),
	    cmocka_unit_test(the_history_tells_what_was_decided),
	    cmocka_unit_test(a_decision_is_made_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
