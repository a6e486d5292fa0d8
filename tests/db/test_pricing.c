/* Price rules: one at a time for the same offers, never changed, and each change can be undone;
 * rates and fees: the newest counts. */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/pricing/price_terms.h"
#include "domain/pricing/pricing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HOME  "simulator"
#define LIVE  "SELECT COUNT(*) FROM price_rule WHERE live = 1"
#define ARMED "SELECT COUNT(*) FROM price_rule WHERE live = 1 AND armed = 1"
#define AUDIT "SELECT COUNT(*) FROM audit WHERE action = 'pricing.rule'"

static void *mem;
static struct db *db;
static uint64_t seen; /* the version that its author saw */

static struct price_version lamps(int64_t rate)
{
	return (struct price_version){
	    .environment = HOME,
	    .name = "Lampy",
	    .scope = {.account_id = 1,
		      .offer_id = "",
		      .brand = "philips",
		      .shop_category = "Dom > Łazienka",
		      .category_id = "100",
		      .market = "allegro-pl"},
	    .rule = {.currency = "PLN",
		     .base = PRICE_OF_COST,
		     .way = PRICE_MARKUP,
		     .rate = rate,
		     .add = -50,
		     .fixed = 3,
		     .ending = PRICE_90,
		     .direction = PRICE_DOWN,
		     .floor = 1000,
		     .ceiling = PRICE_NONE,
		     .min_margin = 500},
	    .auto_offers = 7,
	    .auto_change = 900,
	    .made_by = "ania",
	};
}

static struct price_version holding(void)
{
	struct price_version *all;
	struct err e = {0};
	size_t n;

	if (price_rules_live(db, mem, HOME, &all, &n, &e))
		fail_msg("%s", e.msg);
	return n == 1 ? all[0] : (struct price_version){0};
}

static uint64_t keep(struct price_version v)
{
	struct err e = {0};
	uint64_t number = 0;

	if (price_rule_keep(db, &v, &number, &e))
		fail_msg("%s", e.msg);
	return number;
}

static void empty(void *arg)
{
	(void)arg;
	db_test_run(db, "DELETE FROM price_rule");
}

static void a_rule_comes_back_as_it_was_kept(void **state)
{
	const struct price_version given = lamps(3000);

	(void)state;
	empty(NULL);
	const uint64_t number = keep(given);
	const struct price_version got = holding();
	assert_int_equal(got.number, number);
	assert_int_equal(got.id, number);
	assert_memory_equal(&got.rule, &given.rule, sizeof(got.rule));
	assert_string_equal(got.name, given.name);
	assert_int_equal(got.scope.account_id, 1);
	assert_string_equal(got.scope.brand, "philips");
	assert_string_equal(got.scope.shop_category, "Dom > Łazienka");
	assert_string_equal(got.scope.category_id, "100");
	assert_string_equal(got.scope.market, "allegro-pl");
	assert_string_equal(got.scope.currency, "PLN");
	assert_int_equal(got.auto_offers, 7);
	assert_int_equal(got.auto_change, 900);
	assert_int_equal(got.armed, 0);
	assert_false(got.is_broken);
}

static void each_change_switches_off_and_can_be_undone(void **state)
{
	struct err e = {0};
	struct price_version *all;
	size_t n;

	(void)state;
	empty(NULL);
	const uint64_t number = keep(lamps(1000));
	assert_int_equal(price_rule_switch(db, number, PRICE_ARMED, "ola", &e), RC_OK);
	assert_int_equal(world_number(db, ARMED), 1);
	struct price_version v = lamps(2000);
	v.replaces = number; /* what he saw holds no more */
	uint64_t again = 0;
	assert_int_equal(price_rule_keep(db, &v, &again, &e), RC_CONFLICT);
	err_clear(&e);
	v.replaces = holding().id;
	assert_int_equal(keep(v), number);
	assert_int_equal(holding().armed, 0);
	assert_int_equal(holding().rule.rate, 2000);
	assert_int_equal(price_rule_undo(db, holding().id, "ewa", &e), RC_OK);
	assert_int_equal(holding().rule.rate, 1000);
	assert_int_equal(holding().armed, 1);
	assert_string_equal(holding().made_by, "ewa");
	assert_int_equal(price_rule_undo(db, holding().id, "ewa", &e), RC_OK);
	assert_int_equal(holding().armed, 0);
	assert_int_equal(price_rule_versions(db, mem, number, &all, &n, &e), RC_OK);
	assert_int_equal(n, 5);
	assert_int_equal(all[4].id, number);
	assert_true(all[0].id > all[1].id);
	assert_int_equal(price_rule_end(db, holding().id, "ewa", &e), RC_OK);
	assert_int_equal(world_number(db, LIVE), 0);
	assert_int_equal(price_rule_end(db, all[0].id, "ewa", &e), RC_CONFLICT);
}

static void one_rule_at_a_time_is_for_the_same_offers(void **state)
{
	struct price_version other = lamps(1);
	struct err e = {0};
	uint64_t number;

	(void)state;
	empty(NULL);
	const uint64_t first = keep(lamps(1000));
	assert_int_equal(price_rule_keep(db, &other, &number, &e), RC_CONFLICT);
	err_clear(&e);
	other.scope.market = "";
	assert_true(keep(other) != first);
	assert_int_equal(world_number(db, LIVE), 2);
	other = lamps(1);
	other.replaces = first; /* it goes over to other offers */
	other.scope.brand = "osram";
	assert_int_equal(keep(other), first);
	keep(lamps(5));
	assert_int_equal(world_number(db, LIVE), 3);
	db_test_run(db, "SET @changed = (SELECT MAX(id) FROM price_rule WHERE brand = 'osram')");
	assert_int_equal(
	    price_rule_undo(db, (uint64_t)world_number(db, "SELECT @changed"), "ola", &e),
	    RC_CONFLICT); /* its place is taken */
	err_clear(&e);
	assert_int_equal(world_number(db, LIVE), 3);
}

static void what_makes_no_sense_is_not_kept(void **state)
{
	struct price_version v = lamps(1);
	struct err e = {0};
	uint64_t number;

	(void)state;
	v.rule.floor = 1;
	assert_int_equal(price_rule_keep(db, &v, &number, &e), RC_INVALID);
	err_clear(&e);
	v = lamps(1);
	v.name = "";
	assert_int_equal(price_rule_keep(db, &v, &number, &e), RC_INVALID);
	err_clear(&e);
	v = lamps(1);
	v.auto_change = PRICE_AUTO_CHANGE_MAX + 1;
	assert_int_equal(price_rule_keep(db, &v, &number, &e), RC_INVALID);
}

/* A row of a later release, or of a hand in the database. */
static void a_word_nobody_knows_prices_nothing(void **state)
{
	struct err e = {0};

	(void)state;
	empty(NULL);
	const uint64_t number = keep(lamps(1));
	db_test_run(db, "UPDATE price_rule SET way = 'astro', armed = 1");
	assert_true(holding().is_broken);
	assert_int_equal(holding().armed, 0);
	assert_int_equal(price_rule_switch(db, number, PRICE_ARMED, "ola", &e), RC_CONFLICT);
}

/* ---- Rates and fees -------------------------------------------------------------------------- */

static void of_rates_the_newest_day_that_has_come_counts(void **state)
{
	static const struct currency_rate given[] = {
	    {.currency = "EUR", .day = "2026-11-20", .units = 1, .rate = 42000},
	    {.currency = "EUR", .day = "2026-11-21", .units = 1, .rate = 42100},
	    {.currency = "EUR", .day = "2026-11-19", .units = 1, .rate = 42200},
	    {.currency = "EUR", .day = "2999-01-01", .units = 1, .rate = 99999},
	    {.currency = "HUF", .day = "2026-11-20", .units = 100, .rate = 10900},
	    {.currency = "HUF", .day = "2026-11-20", .units = 100, .rate = 10923},
	};
	const struct currency_rate bad = {
	    .currency = "PLN", .day = "2026-11-20", .units = 1, .rate = 1};
	struct currency_rate *now = NULL;
	struct err e = {0};
	size_t n = 0;

	(void)state;
	if (currency_rates_add(db, given, COUNT_OF(given), "ania", &e) ||
	    currency_rates_now(db, mem, &now, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 2);
	assert_string_equal(now[0].currency, "EUR");
	assert_int_equal(now[0].rate, 42100);
	assert_string_equal(now[0].day, "2026-11-21");
	assert_string_equal(now[0].made_by, "ania");
	assert_int_equal(now[1].rate, 10923);
	assert_int_equal(now[1].units, 100);
	assert_int_equal(currency_rates_add(db, &bad, 1, "ania", &e), RC_INVALID);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM audit WHERE action = 'pricing.rate'"), 6);
}

static void of_fees_of_one_category_the_last_counts(void **state)
{
	struct price_fee fee = {.environment = HOME,
				.market = "",
				.category_id = "100",
				.rate = 1000,
				.origin = PRICE_FEE_TYPED,
				.made_by = "ania"};
	struct price_fee *now;
	struct err e = {0};
	size_t n;

	(void)state;
	assert_int_equal(price_fee_add(db, &fee, &e), RC_OK);
	fee.rate = 1200;
	assert_int_equal(price_fee_add(db, &fee, &e), RC_OK);
	fee.category_id = "";
	assert_int_equal(price_fee_add(db, &fee, &e), RC_OK);
	fee.rate = PRICE_NONE;
	assert_int_equal(price_fee_add(db, &fee, &e), RC_OK);
	fee.rate = PRICE_FEE_MAX + 1;
	assert_int_equal(price_fee_add(db, &fee, &e), RC_INVALID);
	err_clear(&e);
	assert_int_equal(price_fees_now(db, mem, HOME, &now, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(now[0].category_id, "100");
	assert_int_equal(now[0].rate, 1200);
	assert_int_equal(price_fees_now(db, mem, "sandbox", &now, &n, &e), RC_OK);
	assert_int_equal(n, 0);
}

/* ---- Refused --------------------------------------------------------------------------------- */

static enum rc change(void *arg, struct err *e)
{
	struct price_version v = lamps(2000);
	uint64_t number;

	(void)arg;
	v.replaces = seen;
	return price_rule_keep(db, &v, &number, e);
}

static void fresh(void *arg)
{
	empty(arg);
	keep(lamps(1000));
	seen = holding().id;
}

static int64_t told; /* rows of the trail before */

static void all_or_nothing(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const bool is_new = holding().rule.rate == 2000;

	(void)arg;
	(void)n;
	(void)e;
	assert_int_equal(world_number(db, LIVE), 1);
	assert_true(is_new || rc != RC_OK);
	assert_true(was_hit || is_new);
	assert_int_equal(world_number(db, AUDIT) - told, 1 + is_new);
	told = world_number(db, AUDIT);
}

static void a_rule_is_changed_whole_or_not_at_all(void **state)
{
	const struct refuse_trial trial = {.what = "change a price rule",
					   .place = AT_STATEMENT,
					   .less_than = 20,
					   .fresh = fresh,
					   .act = change,
					   .check = all_or_nothing};

	(void)state;
	told = world_number(db, AUDIT);
	assert_true(refuse_each(&trial) > 3);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "pricing");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_rule_comes_back_as_it_was_kept),
	    cmocka_unit_test(each_change_switches_off_and_can_be_undone),
	    cmocka_unit_test(one_rule_at_a_time_is_for_the_same_offers),
	    cmocka_unit_test(what_makes_no_sense_is_not_kept),
	    cmocka_unit_test(a_word_nobody_knows_prices_nothing),
	    cmocka_unit_test(of_rates_the_newest_day_that_has_come_counts),
	    cmocka_unit_test(of_fees_of_one_category_the_last_counts),
	    cmocka_unit_test(a_rule_is_changed_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
