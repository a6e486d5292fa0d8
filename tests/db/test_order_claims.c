/* Purchases paid together, whatever the order their documents come in: each line is in one order.
 */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "json/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ID_A   "aaaaaaaa-0000-4000-8000-000000000001"
#define ID_B   "bbbbbbbb-0000-4000-8000-000000000002"
#define ID_C   "00000000-0000-4000-8000-000000000003"
#define ID_D   "dddddddd-0000-4000-8000-000000000004"
#define LINE_1 "11111111-0000-4000-8000-00000000000a"
#define LINE_2 "22222222-0000-4000-8000-00000000000b"
#define LINE_3 "33333333-0000-4000-8000-00000000000c"
#define PAID   "2026-11-20T10:05:00.000Z"

static void *mem;
static struct db *db;
static struct turn way;
static int accounts;

static int setup_group(void **state)
{
	*state = mem = mem_context(NULL, "claims");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

static void fresh_account(void)
{
	way = world_turn(db, world_account(db, mem_printf(mem, "claims %d", ++accounts)));
}

static int setup(void **state)
{
	(void)state;
	fresh_account();
	return 0;
}

static int64_t count(const char *what)
{
	return world_number(db, mem_printf(mem, "SELECT COUNT(*) FROM %s AND account_id = %llu",
					   what, (unsigned long long)way.account->id));
}

/* A and B are bought, C is both paid together, D is C merged once more. */
static struct form_spec spec_of(char which)
{
	static const struct form_spec specs[] = {
	    {.id = ID_A,
	     .line_ids = LINE_1,
	     .status = "BOUGHT",
	     .updated_at = "2026-11-20T10:00:00.000Z"},
	    {.id = ID_B,
	     .line_ids = LINE_2,
	     .status = "BOUGHT",
	     .updated_at = "2026-11-20T10:01:00.000Z"},
	    {.id = ID_C,
	     .line_ids = LINE_1 " " LINE_2,
	     .finished_at = PAID,
	     .updated_at = "2026-11-20T10:05:00.000Z"},
	    {.id = ID_D,
	     .line_ids = LINE_1 " " LINE_2 " " LINE_3,
	     .finished_at = PAID,
	     .updated_at = "2026-11-20T10:06:00.000Z"},
	};

	return specs[which - 'A'];
}

/* Documents as they come: a blank begins another answer. */
static void arrive(const char *forms)
{
	while (*forms) {
		struct form_spec specs[8];
		size_t n = 0;
		while (*forms && *forms != ' ')
			specs[n++] = spec_of(*forms++);
		forms += *forms == ' ';
		world_apply(&way, specs, n);
	}
}

static void assert_tallies_are_true(void)
{
	assert_int_equal(count("order_tally t WHERE place <> 'merged' AND n <> (SELECT COUNT(*)"
			       " FROM orders o WHERE o.account_id = t.account_id"
			       " AND o.place = t.place)"),
			 0);
}

static void the_merged_order_has_the_lines_however_they_arrive(void **state)
{
	static const char *const arrivals[] = {
	    "AB C", "A B C", "C AB", "C A B",	   "ABC", "CBA",   "BCA",	 "A C B",   "B CA",
	    "C",    "CA B",  "A BC", "AB AB C AB", "AC",  "C C A", "AB C C B A", "CAB ABC",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(arrivals); i++) {
		fresh_account();
		arrive(arrivals[i]);
		assert_int_equal(count("orders WHERE place <> 'merged'"), 1);
		assert_int_equal(count("orders WHERE place <> 'merged' AND form_id = '" ID_C "'"),
				 1);
		assert_int_equal(count("order_line l WHERE order_id = (SELECT id FROM orders o"
				       " WHERE o.form_id = '" ID_C
				       "' AND o.account_id = l.account_id)"),
				 2);
		assert_int_equal(count("order_line WHERE 1 = 1"), 2);
		assert_int_equal(count("order_form WHERE form_id <> '" ID_C "' AND NOT (state ="
				       " 'SUPERSEDED' AND superseded_by = '" ID_C
				       "' AND is_dirty = 0)"),
				 0);
		assert_tallies_are_true();
	}
}

static void merged_twice_the_last_one_has_them_all(void **state)
{
	static const char *const arrivals[] = {"AB C D", "D C AB", "ABCD",
					       "DCBA",	 "C D AB", "AD C B"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(arrivals); i++) {
		fresh_account();
		arrive(arrivals[i]);
		assert_int_equal(count("orders WHERE place <> 'merged'"), 1);
		assert_int_equal(count("order_line l WHERE order_id = (SELECT id FROM orders o"
				       " WHERE o.form_id = '" ID_D
				       "' AND o.account_id = l.account_id)"),
				 3);
		assert_tallies_are_true();
	}
}

static void an_order_shows_what_was_merged_into_it_with_its_history(void **state)
{
	struct order_detail detail;
	struct err e = {0};

	(void)state;
	/* The account of the test is the only one with these forms that was made last. */
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM orders WHERE form_id LIKE 'eeeeeeee%'"), 0);
	const struct form_spec old[] = {
	    {.id = "eeeeeeee-0000-4000-8000-000000000001", .line_ids = LINE_1, .status = "BOUGHT"},
	    {.id = "eeeeeeee-0000-4000-8000-000000000002", .line_ids = LINE_2, .status = "BOUGHT"},
	};
	const struct form_spec merged = {.id = "eeeeeeee-0000-4000-8000-000000000003",
					 .line_ids = LINE_1 " " LINE_2,
					 .finished_at = PAID};
	world_apply(&way, old, 2);
	world_apply(&way, &merged, 1);
	if (order_load(db, mem, merged.id, &detail, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(detail.n_merged, 2);
	assert_string_equal(detail.merged[0].form_id, old[0].id);
	assert_string_equal(detail.merged[1].form_id, old[1].id);
	assert_int_equal(detail.n_changes, 2); /* both were superseded */
	if (order_load(db, mem, old[0].id, &detail, &e))
		fail_msg("%s", e.msg);
	assert_string_equal(detail.document.superseded_by, merged.id);
}

static void list_apply(const struct form_spec *spec)
{
	const char *text = world_form(mem, spec);
	struct feed_doc doc = {.thing_id = spec->id, .raw = text, .listed = true};
	struct err e = {0};

	if (json_parse(mem, (struct bytes){text, strlen(text)}, &doc.doc, &e) ||
	    order_apply(&way, &doc, 1, (struct feed_also){0}, &e))
		fail_msg("%s", e.msg);
}

static void the_list_does_not_put_an_order_back(void **state)
{
	struct form_spec spec = spec_of('C');

	(void)state;
	spec.fulfillment = "SENT";
	world_apply(&way, &spec, 1);
	spec.fulfillment = "NEW";
	spec.updated_at = "2026-11-20T10:04:59.999Z";
	list_apply(&spec);
	assert_int_equal(count("orders WHERE fulfillment = 'SENT' AND version = 1"), 1);
	/* The document itself, asked for by its id, does. */
	world_apply(&way, &spec, 1);
	assert_int_equal(count("orders WHERE fulfillment = 'NEW'"), 1);
	spec.fulfillment = "PROCESSING";
	list_apply(&spec);
	assert_int_equal(count("orders WHERE fulfillment = 'PROCESSING'"), 1);
}

#define TEST(f) cmocka_unit_test_setup(f, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_merged_order_has_the_lines_however_they_arrive),
	    TEST(merged_twice_the_last_one_has_them_all),
	    TEST(an_order_shows_what_was_merged_into_it_with_its_history),
	    TEST(the_list_does_not_put_an_order_back),
	};

	return cmocka_run_group_tests(tests, setup_group, db_test_teardown);
}
