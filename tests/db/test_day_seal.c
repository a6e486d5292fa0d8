/* The seal of a day: what proves equality moves it, what is merely under way does not. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/days/day_audit_step.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define FORM_A "5ea10000-0000-4000-8000-000000000001"
#define FORM_B "5ea10000-0000-4000-8000-000000000002"

static void *mem;
static struct db *db;
static struct turn way;

/* The list of the day, read once, is that of the stored documents. */
static int setup(void **state)
{
	const struct form_spec specs[] = {
	    {.id = FORM_A, .bought_at = "2026-11-20T08:00:00.000Z"},
	    {.id = FORM_B, .bought_at = "2026-11-20T09:00:00.000Z"},
	};

	*state = mem = mem_context(NULL, "seal");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	way = world_turn(db, world_account(db, "seal"));
	world_apply(&way, specs, COUNT_OF(specs));
	db_test_run(
	    db,
	    mem_printf(mem,
		       "INSERT INTO order_day (account_id, day_at, until_at, pass, next_check_at)"
		       " VALUES (%llu, '2026-11-19 23:00:00', '2026-11-20 23:00:00', 1,"
		       " '2026-11-21')",
		       (unsigned long long)way.account->id));
	db_test_run(
	    db,
	    mem_printf(
		mem,
		"INSERT INTO order_day_form (account_id, day_at, form_id, pass, revision,"
		" doc_hash, seen_at) SELECT account_id, '2026-11-19 23:00:00', form_id, 1, 'r1',"
		" doc_hash, UTC_TIMESTAMP(3) FROM order_form WHERE account_id = %llu",
		(unsigned long long)way.account->id));
	return 0;
}

enum { TOLD = 2 }; /* what Allegro counts: the orders of the world */

/* Judges the reading as it stands in the table; returns the day as it stood before. */
static void judge(void)
{
	struct day_audit audit = {.turn = &way, .hour = 3};
	struct day_audit_day *due;
	size_t n;
	struct err e = {0};

	if (day_audit_due(db, mem, way.account->id, 0, &due, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 1);
	struct day_audit_step step = {.audit = &audit, .mem = mem, .day = due[0], .told = TOLD};
	if (day_audit_judge(&step, &e))
		fail_msg("%s", e.msg);
}

static int64_t count(const char *what)
{
	return world_number(db, mem_printf(mem, "SELECT COUNT(*) FROM %s AND account_id = %llu",
					   what, (unsigned long long)way.account->id));
}

static void a_day_in_motion_keeps_the_seal_that_was_proved(void **state)
{
	(void)state;
	judge();
	assert_int_equal(count("order_day WHERE state = 'SEALED' AND equal = 2"), 1);
	db_test_run(db,
		    mem_printf(mem,
			       "CREATE TEMPORARY TABLE first_seal SELECT seal_hash FROM order_day"
			       " WHERE account_id = %llu",
			       (unsigned long long)way.account->id));
	/* The list shows a change of which the journal has told, and which is not read yet. */
	db_test_run(db, "UPDATE order_day_form SET revision = 'r2' WHERE form_id = '" FORM_A "'");
	db_test_run(db,
		    "UPDATE order_form SET dirty_gen = dirty_gen + 1 WHERE form_id = '" FORM_A "'");
	judge();
	assert_int_equal(count("order_day WHERE state = 'SEALED' AND waiting = 1"
			       " AND unsettled_since IS NOT NULL"
			       " AND seal_hash = (SELECT seal_hash FROM first_seal)"),
			 1);
	assert_int_equal(count("order_day_seal WHERE action = 'RESEALED'"), 0);
	db_test_run(db, "UPDATE order_form SET clean_gen = dirty_gen WHERE form_id = '" FORM_A "'");
	judge();
	assert_int_equal(count("order_day WHERE state = 'SEALED' AND unsettled_since IS NULL"
			       " AND seal_hash <> (SELECT seal_hash FROM first_seal)"),
			 1);
	assert_int_equal(count("order_day_seal WHERE action = 'RESEALED' AND equal = theirs"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_day_in_motion_keeps_the_seal_that_was_proved),
	};

	time_init();
	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
