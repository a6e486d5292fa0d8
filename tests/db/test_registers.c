/*
 * Entering a producer, and choosing who answers for a brand, with each statement refused in turn:
 * nothing is half kept, and the reason comes out.
 */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "domain/mapping/brand.h"
#include "domain/mapping/brand_key.h"
#include "domain/registers/register.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS_MAX = 200 };

static void *mem;
static struct db *db;
static uint64_t account_id;
static int batches;

static void check_deed(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("statement %d: %d %s", n, (int)rc, e->msg);
	if (was_hit)
		assert_int_equal(world_number(db, arg), 0);
}

/* ---- Entering -------------------------------------------------------------------------------- */

static enum rc enter(const char *name, struct err *e)
{
	const struct term t = {.name = name,
			       .title = "Polar sp. z o.o.",
			       .street = "Fabryczna 3",
			       .post_code = "90-001",
			       .city = "Łódź",
			       .country = "PL",
			       .email = "gpsr@polar.example"};
	const struct act_decision d = {
	    .kind = OUTBOX_PRODUCER_NEW,
	    .text = register_text(mem, &t),
	    .batch = mem_printf(mem, "00000000-0000-4000-8000-%012d", ++batches),
	    .actor = "anna",
	};

	return act_decide(db, mem, register_look, register_subject(mem, account_id, name), &d, e);
}

static enum rc enter_one(void *arg, struct err *e)
{
	(void)arg;
	return enter("Polar", e);
}

static void a_refused_statement_enters_nothing(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(enter("Polar", &e), RC_CONFLICT); /* the register was never read */
	err_clear(&e);
	db_test_run(db, "INSERT INTO term_list (account_id, kind, read_at, next_at)"
			" SELECT id, 'PRODUCER', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM account");
	db_test_run(
	    db, "INSERT INTO term (account_id, kind, term_id, name, raw, seen_at)"
		" SELECT id, 'PRODUCER', 'p-1', 'Ceramika', '{}', UTC_TIMESTAMP(3) FROM account");
	assert_int_equal(enter("Polar", &e), RC_CONFLICT); /* the switch is off */
	err_clear(&e);
	db_test_run(db, "INSERT INTO outbox_writer (account_id, kind, armed, actor)"
			" SELECT id, 'producer-new', 1, 'test' FROM account");
	assert_int_equal(enter("Ceramika", &e), RC_CONFLICT); /* it is there */
	err_clear(&e);
	assert_true(refuse_each(&(struct refuse_trial){
			.what = "entering",
			.less_than = POINTS_MAX,
			.act = enter_one,
			.check = check_deed,
			.arg = (void *)(uintptr_t) "SELECT COUNT(*) FROM outbox"}) > 5);
	assert_int_equal(enter("Polar", &e), RC_CONFLICT); /* one is on its way */
}

/* ---- Choosing -------------------------------------------------------------------------------- */

static enum rc choose(void *arg, struct err *e)
{
	const struct brand_choice c = {.producer_id = "p-1", .producer = "Ceramika"};
	const struct decision d = {.environment = "simulator",
				   .account_id = account_id,
				   .kind = decision_kind_names[DECISION_BRAND],
				   .subject = "polar",
				   .applies_if = "",
				   .value = brand_value(mem, &c),
				   .made_by = "anna"};

	(void)arg;
	return decisions_make(db, &d, 1, e);
}

static enum rc look(void *arg, struct err *e)
{
	const struct account account = {.id = account_id, .environment = "simulator"};
	struct brand_evidence evidence[BRAND_EVIDENCE];
	struct brand_row *rows;
	struct brand_row row;
	struct rules rules;
	struct brands brands;
	size_t n;

	(void)arg;
	for (unsigned view = 0; view < BRAND_VIEWS; view++) {
		const struct brand_filter f = {.view = view, .account_id = account_id};
		if (brand_list(db, mem, "simulator", &f, &rows, &n, e))
			return e->rc;
	}
	if (brand_load(db, mem, "simulator", account_id, "polar", &row, e) ||
	    brand_evidence(db, mem, &account, &row, evidence, &n, e) ||
	    rules_load(db, mem, "simulator", account_id, &rules, e))
		return e->rc;
	return brands_load(db, mem, account_id, &rules, &brands, e);
}

static void a_refused_statement_chooses_nothing(void **state)
{
	static const char count[] = "SELECT COUNT(*) FROM mapping_decision";
	struct refuse_trial t = {.what = "choosing",
				 .less_than = POINTS_MAX,
				 .act = choose,
				 .check = check_deed,
				 .arg = (void *)(uintptr_t)count};

	(void)state;
	assert_true(refuse_each(&t) > 3);
	t.what = "looking";
	t.act = look;
	t.arg = (void *)(uintptr_t) "SELECT 0";
	assert_true(refuse_each(&t) > 6);
}

static void the_accounts_own_choice_stands_before_that_of_all(void **state)
{
	struct err e = {0};
	struct rules rules;
	struct brands brands;
	const struct product polar = {.brand = "POLAR"};

	(void)state;
	db_test_run(db, "INSERT INTO mapping_decision (environment, kind, subject, value, made_by)"
			" VALUES ('simulator', 'brand', 'polar', 'x\t\t\t\n', 'jan'),"
			" ('simulator', 'brand', 'inna', 'x\tCeramika\t\t\nUwaga', 'jan')");
	assert_int_equal(rules_load(db, mem, "simulator", account_id, &rules, &e), RC_OK);
	assert_int_equal(brands_load(db, mem, account_id, &rules, &brands, &e), RC_OK);
	assert_int_equal(brands.n, 2);
	assert_string_equal(brand_of(&brands, mem, &polar)->decision->made_by, "anna");
	assert_string_equal(brand_of(&brands, mem, &polar)->producer_id, "p-1");
	assert_string_equal(brands.at[0].producer_id, "p-1"); /* by its name */
}

/* What its cards say of safety, once however many say it. */
static void the_catalogue_tells_of_a_brands_safety(void **state)
{
	const struct account account = {.id = account_id, .environment = "simulator"};
	struct brand_row row = {.brand = "luna"};
	struct brand_evidence evidence[BRAND_EVIDENCE];
	struct err e = {0};
	size_t n = 0;

	(void)state;
	for (int i = 1; i <= 3; i++) {
		db_test_run(db, mem_printf(mem,
					   "INSERT INTO product_ready (account_id, product_id,"
					   " product_version, state, brand_key, blockers, noted,"
					   " judged_at) VALUES (%llu, %d, 1, 'ready', '%s', '', '',"
					   " NOW())",
					   (unsigned long long)account_id, i,
					   brand_key(mem, i < 3 ? "luna" : "inna")));
		db_test_run(db, mem_printf(mem,
					   "INSERT INTO catalogue_answer (environment, product_id,"
					   " mode, found, card_id, asked_at, next_at) VALUES"
					   " ('simulator', %d, 'GTIN', 1, 'c', NOW(), NOW())",
					   i));
	}
	db_test_run(db, "INSERT INTO catalogue_card (environment, card_id, name, category_id,"
			" similar_ids, safety, seen_at) VALUES ('simulator', 'c', 'K', '1', '',"
			" MD5('x'), NOW())");
	db_test_run(db, "INSERT INTO catalogue_safety (environment, card_id, digest, raw, first_at)"
			" VALUES ('simulator', 'c', MD5('x'), '{\"safetyInformation\":{\"type\":"
			"\"TEXT\",\"description\":\"Uwaga: ostre\"}}', NOW())");
	assert_int_equal(brand_evidence(db, mem, &account, &row, evidence, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_null(evidence[0].attribute);
	assert_string_equal(evidence[0].value, "Uwaga: ostre");
	assert_int_equal(evidence[0].products, 2);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "registers");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "registers");
	db_test_run(db, "UPDATE account SET environment = 'simulator', state = 'CONNECTED',"
			" scopes = 'allegro:api:sale:settings:write'");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_refused_statement_enters_nothing),
	    cmocka_unit_test(a_refused_statement_chooses_nothing),
	    cmocka_unit_test(the_accounts_own_choice_stands_before_that_of_all),
	    cmocka_unit_test(the_catalogue_tells_of_a_brands_safety),
	};

	return cmocka_run_group_tests_name("registers", tests, setup, db_test_teardown);
}
