/* Personal data: erased when its time is over or the buyer asks, while everything adds up. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/audit/chain.h"
#include "domain/retention/buyer.h"
#include "domain/retention/retention.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PAID "2018-02-10T10:05:00.000Z"
#define NAME "Kanarkowska" /* of everybody here, so that a trace of one is found anywhere */

enum { OLD, MIDDLE, FRESH, INVOICED, ORDERS };

static void *mem;
static struct db *db;	/* as the jobs are: what they may not do fails */
static struct db *root; /* may do everything */
static struct conf *conf;
static struct turn way;

static const struct form_spec specs[ORDERS] = {
    [OLD] = {.id = "e0000000-0000-4000-8000-000000000001",
	     .bought_at = "2018-02-10T10:00:00.000Z",
	     .finished_at = PAID,
	     .last_name = NAME,
	     .login = "stara_" NAME,
	     .tax_id = "1111111111",
	     .total = "123.45"},
    [MIDDLE] = {.id = "e0000000-0000-4000-8000-000000000002",
		.bought_at = "2024-01-10T10:00:00.000Z",
		.finished_at = PAID,
		.last_name = NAME,
		.login = "srednia_" NAME,
		.tax_id = "2222222222",
		.total = "67.89"},
    [FRESH] = {.id = "e0000000-0000-4000-8000-000000000003",
	       .bought_at = "2026-11-01T10:00:00.000Z",
	       .finished_at = PAID,
	       .last_name = NAME,
	       .login = "nowa_" NAME,
	       .total = "10.01"},
    [INVOICED] = {.id = "e0000000-0000-4000-8000-000000000004",
		  .bought_at = "2026-11-02T10:00:00.000Z",
		  .finished_at = PAID,
		  .last_name = NAME,
		  .login = "nowa_" NAME,
		  .tax_id = "7799558866",
		  .total = "20.02"},
};

static int64_t at(const char *rfc3339)
{
	int64_t ms = TIME_NONE;

	assert_true(time_parse_rfc3339(rfc3339, &ms));
	return ms;
}

static void must(const char *text)
{
	const struct stmt_def def = {mem_strdup(mem, text), "", NO_ROWS};
	struct err e = {0};

	if (stmt_run(root, &def, NO_PARAMS, NULL, &e))
		fail_msg("%s: %s", text, e.msg);
}

static int64_t number(const char *sql)
{
	return world_number(root, sql);
}

#define REQUESTS "SELECT COUNT(*) FROM outbox_command WHERE body = '" NAME "'"

static void add_command(const struct form_spec *spec, const char *subject)
{
	static const char command[] =
	    "INSERT INTO outbox_command SET account_id = 1, uuid = UUID(), kind = 'x', intents = 1,"
	    " body = '" NAME "', actor = 'test', created_at = '%.10s'";
	static const char intent[] =
	    "INSERT INTO outbox SET account_id = 1, intent_key = UUID(), command_id = UUID(),"
	    " kind = 'x', class = 20, subject = '%s', batch = '%s', after_sha = '', actor = 'x',"
	    " next_at = NOW(), deadline = NOW(), ended_at = NOW(), state = 'DONE', sent_in = "
	    "@@identity";

	must(mem_printf(mem, command, spec->bought_at));
	must(mem_printf(mem, intent, subject, spec->id));
}

static void add_traces(const struct form_spec *spec)
{
	static const char rating[] =
	    "INSERT INTO rating (account_id, rating_id, form_id, rated_at, changed_at, recommended,"
	    " excluded, words, seen_at) VALUES (1, 'r-%s', '%s', NOW(), NOW(), 1, 0, '', NOW())";

	must(mem_printf(mem, rating, spec->id, spec->id));
	add_command(spec, spec->id);
	add_command(spec, mem_printf(mem, "r-%s", spec->id));
	must(mem_printf(
	    mem,
	    "INSERT INTO order_event (account_id, event_id, form_id, type, seen_at, raw)"
	    " VALUES (%" PRIu64 ", 'ev-%s', '%s', 'BOUGHT', '%.10s', COMPRESS('{\"buyer\":"
	    "{\"login\":\"" NAME "\"}}'))",
	    way.account->id, spec->id, spec->id, spec->bought_at));
	must(mem_printf(mem,
			"UPDATE orders SET pickup_id = 'LOD1', pickup_name = '" NAME
			"' WHERE form_id = '%s'",
			spec->id));
	must(mem_printf(
	    mem,
	    "INSERT INTO order_change (order_id, at, actor, field, before_value, after_value)"
	    " SELECT id, '%.10s', 'test', 'pickup_name', NULL, '" NAME "' FROM orders"
	    " WHERE form_id = '%s'",
	    spec->bought_at, spec->id));
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "retention");
	root = db_test_open(mem, DB_ROLE_MIGRATE);
	db = db_test_open(mem, DB_ROLE_JOBS);
	conf = db_test_conf(mem);
	way = world_turn(db, world_account(root, "retention"));
	world_apply(&way, specs, ORDERS);
	for (int i = 0; i < ORDERS; i++)
		add_traces(&specs[i]);
	return 0;
}

struct column {
	const char *table;
	const char *name;
};

/* Every text of every table: the name of a person may hide where nobody thought of. */
static int64_t places_with(const char *what, const char *of_form)
{
	const struct stmt_def texts = {
	    "SELECT table_name, column_name FROM information_schema.columns"
	    " WHERE table_schema = DATABASE() AND (data_type LIKE '%char' OR data_type LIKE "
	    "'%text')"
	    " AND table_name IN (SELECT table_name FROM information_schema.tables"
	    " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE')",
	    "", ROWS(struct column, STR(table), STR(name))};
	struct err e = {0};
	int64_t found = 0;
	struct column *c;
	size_t n;

	if (stmt_list(root, mem, &texts, NO_PARAMS, &c, &n, &e))
		fail_msg("%s", e.msg);
	assert_true(n > 100);
	for (size_t i = 0; i < n; i++)
		found +=
		    number(mem_printf(mem, "SELECT COUNT(*) FROM `%s` WHERE `%s` LIKE '%%%s%%'",
				      c[i].table, c[i].name, what));
	found += number(mem_printf(mem,
				   "SELECT COUNT(*) FROM order_raw WHERE form_id LIKE '%s' AND"
				   " CONVERT(UNCOMPRESS(doc) USING utf8mb4) LIKE '%%%s%%'",
				   of_form, what));
	return found +
	       number(mem_printf(mem,
				 "SELECT COUNT(*) FROM order_event WHERE form_id LIKE '%s' AND"
				 " CONVERT(UNCOMPRESS(raw) USING utf8mb4) LIKE '%%%s%%'",
				 of_form, what));
}

/* What books and worklists are made of. */
static int64_t fingerprint(void)
{
	return number(
	    "SELECT CAST(CRC32(GROUP_CONCAT(CONCAT_WS('|', o.form_id, o.total_minor, o.currency,"
	    " o.paid_minor, o.status, o.fulfillment, o.place, o.payment_state, o.bought_at,"
	    " o.payment_finished_at, o.line_count, o.item_count, p.country, p.ship_country,"
	    " p.inv_country, l.line_item_id, l.price_minor, l.quantity) ORDER BY l.line_item_id)) "
	    "AS"
	    " SIGNED) FROM orders o JOIN order_person p ON p.order_id = o.id"
	    " JOIN order_line l ON l.order_id = o.id WHERE p.order_id > 0");
}

static int64_t found_by(const char *word)
{
	return number(mem_printf(mem,
				 "SELECT COUNT(*) FROM order_search WHERE MATCH(words) AGAINST"
				 " ('+%s*' IN BOOLEAN MODE)",
				 word));
}

static const char *blank_of(const char *form_id)
{
	return mem_printf(
	    mem,
	    "SELECT CAST(SUM(p.last_name IS NULL AND p.email IS NULL AND p.phone IS NULL AND"
	    " p.ship_street IS NULL AND p.login IS NULL AND o.pickup_name IS NULL) AS SIGNED)"
	    " FROM orders o JOIN order_person p ON p.order_id = o.id WHERE o.form_id = '%s'",
	    form_id);
}

static void run(const char *now, int64_t erased[RETAIN_CLASSES])
{
	const struct retention_work work = {.conf = conf, .actor = "keep-house", .now = at(now)};
	struct err e = {0};

	if (retention_run(db, &work, erased, &e))
		fail_msg("%s", e.msg);
}

static void a_dry_run_counts_and_changes_nothing(void **state)
{
	int64_t before = places_with(NAME, "%");
	struct err e = {0};
	int64_t n;

	(void)state;
	assert_true(before > 20);
	assert_int_equal(
	    retention_count(db, RETAIN_CONTACT,
			    retention_limit(RETAIN_CONTACT, conf, at("2026-11-21T00:00:00Z")), &n,
			    &e),
	    RC_OK);
	assert_int_equal(n, 2);
	assert_int_equal(retention_count(db, RETAIN_CONTACT, TIME_NONE, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(places_with(NAME, "%"), before);
}

static void F64_S17_what_is_over_its_time_is_gone_and_sums_are_unchanged(void **state)
{
	int64_t erased[RETAIN_CLASSES];
	int64_t books = fingerprint();

	(void)state;
	assert_true(found_by("stara") == 1 && found_by(NAME) == ORDERS);
	run("2026-11-21T00:00:00Z", erased);
	assert_int_equal(erased[RETAIN_CONTACT], 2);
	assert_int_equal(erased[RETAIN_INVOICE], 1);
	assert_int_equal(number(blank_of(specs[OLD].id)), 1);
	assert_int_equal(number(blank_of(specs[MIDDLE].id)), 1);
	assert_int_equal(number(blank_of(specs[FRESH].id)), 0);
	/* The invoice of 2024 stays five tax years, that of 2018 does not. */
	assert_int_equal(
	    number("SELECT COUNT(*) FROM order_person WHERE inv_tax_id = '1111111111'"), 0);
	assert_int_equal(number("SELECT COUNT(*) FROM order_invoice_id WHERE value = '1111111111'"),
			 0);
	assert_int_equal(
	    number("SELECT COUNT(*) FROM order_person WHERE inv_tax_id = '2222222222'"), 1);
	assert_int_equal(found_by("stara"), 0);
	assert_int_equal(found_by(NAME), 2);
	assert_int_equal(found_by("e0000000000040008000000000000001"), 1);
	assert_int_equal(fingerprint(), books);
}

static void F64_erasing_again_erases_nothing(void **state)
{
	int64_t erased[RETAIN_CLASSES];

	(void)state;
	run("2026-11-21T00:00:00Z", erased);
	for (int c = 0; c < RETAIN_CLASSES; c++)
		assert_int_equal(erased[c], 0);
}

static void F64_a_document_read_again_brings_nothing_back(void **state)
{
	struct form_spec again = specs[MIDDLE];
	int64_t changes = number("SELECT COUNT(*) FROM order_change");

	(void)state;
	again.fulfillment = "SENT";
	again.city = "Wrocław";
	world_apply(&way, &again, 1);
	assert_int_equal(number(blank_of(again.id)), 1);
	assert_int_equal(number(mem_printf(mem,
					   "SELECT COUNT(*) FROM orders WHERE form_id = '%s' AND"
					   " fulfillment = 'SENT' AND erased = 1",
					   again.id)),
			 1);
	assert_int_equal(found_by("srednia"), 0);
	assert_int_equal(number(mem_printf(
			     mem, "SELECT COUNT(*) FROM order_raw WHERE form_id = '%s'", again.id)),
			 0);
	/* Only the status changed; nobody's address did. */
	assert_int_equal(number("SELECT COUNT(*) FROM order_change"), changes + 1);
}

static void a_buyer_who_asks_is_forgotten_but_for_the_invoice(void **state)
{
	int64_t books = fingerprint();
	struct err e = {0};
	struct buyer buyer;
	uint64_t id;
	size_t n;

	(void)state;
	assert_int_equal(buyer_find(db, mem, conf, "nowa_" NAME, &buyer, &e), RC_OK);
	assert_int_equal(buyer.n, 2);
	assert_int_equal(buyer.invoices, 1);
	assert_int_equal(number(blank_of(specs[FRESH].id)), 0);
	assert_int_equal(buyer_ask(db, &buyer, "anna", &id, &e), RC_OK);
	assert_int_equal(number(blank_of(specs[FRESH].id)), 0);
	assert_int_equal(number(REQUESTS), 4);
	assert_int_equal(buyer_erase_asked(db, conf, &n, &e), RC_OK);
	assert_int_equal(n, 2);
	assert_int_equal(number(REQUESTS), 0);
	assert_int_equal(number(blank_of(specs[FRESH].id)), 1);
	assert_int_equal(number(blank_of(specs[INVOICED].id)), 1);
	assert_int_equal(
	    number("SELECT COUNT(*) FROM order_person WHERE inv_tax_id = '7799558866'"), 1);
	assert_true(buyer_erase_asked(db, conf, &n, &e) == RC_OK && !n);
	assert_int_equal(found_by(NAME), 0);
	assert_int_equal(fingerprint(), books);
	assert_int_equal(buyer_find(db, mem, conf, "nowa_" NAME, &buyer, &e), RC_OK);
	assert_int_equal(buyer_ask(db, &buyer, "anna", &id, &e), RC_NOT_FOUND);
}

static void F64_six_years_later_nothing_of_anybody_is_left(void **state)
{
	int64_t erased[RETAIN_CLASSES];
	int64_t books = fingerprint();

	(void)state;
	assert_true(places_with(NAME, "%") > 0);
	run("2032-11-21T00:00:00Z", erased);
	assert_int_equal(places_with(NAME, "%"), 0);
	assert_int_equal(places_with("77995588", "%"), 0);
	assert_int_equal(fingerprint(), books);
}

static void the_trail_tells_how_many_never_whose(void **state)
{
	struct chain_report r;
	struct lease lease;
	struct err e = {0};
	size_t n;

	(void)state;
	assert_int_equal(
	    number("SELECT COUNT(*) FROM audit WHERE action = 'buyer.erase' AND actor = 'anna'"
		   " AND after_value = '2 orders'"),
	    1);
	assert_int_equal(
	    number(mem_printf(mem,
			      "SELECT COUNT(*) FROM audit WHERE subject = 'order:%s' AND"
			      " action = 'order.erased' AND after_value = 'contact'",
			      specs[INVOICED].id)),
	    1);
	assert_true(number("SELECT COUNT(*) FROM audit WHERE action = 'retention.erased'") >= 3);
	assert_int_equal(number("SELECT COUNT(*) FROM audit WHERE after_value LIKE '%" NAME "%'"),
			 0);
	assert_int_equal(lease_take(db, "retention-test", 0, 60, &lease, &e), RC_OK);
	assert_int_equal(chain_seal(db, &lease, &n, &e), RC_OK);
	assert_int_equal(chain_verify(db, mem, &(struct chain_reading){0}, &r, &e), RC_OK);
	assert_int_equal(r.faults, 0);
}

static void tax_years_end_with_the_year_in_warsaw(void **state)
{
	struct conf c = *conf;

	(void)state;
	c.keep_invoice_years = 5;
	assert_int_equal(retention_limit(RETAIN_INVOICE, &c, at("2026-11-21T00:00:00Z")),
			 at("2020-12-31T23:00:00Z"));
	assert_int_equal(retention_limit(RETAIN_INVOICE, &c, at("2026-12-31T23:30:00Z")),
			 at("2021-12-31T23:00:00Z"));
	c.keep_invoice_years = 0;
	assert_int_equal(retention_limit(RETAIN_INVOICE, &c, at("2026-11-21T00:00:00Z")),
			 TIME_NONE);
	c.keep_views_days = 2;
	assert_int_equal(retention_limit(RETAIN_VIEWS, &c, at("2026-11-21T00:00:00Z")),
			 at("2026-11-19T00:00:00Z"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_dry_run_counts_and_changes_nothing),
	    cmocka_unit_test(F64_S17_what_is_over_its_time_is_gone_and_sums_are_unchanged),
	    cmocka_unit_test(F64_erasing_again_erases_nothing),
	    cmocka_unit_test(F64_a_document_read_again_brings_nothing_back),
	    cmocka_unit_test(a_buyer_who_asks_is_forgotten_but_for_the_invoice),
	    cmocka_unit_test(F64_six_years_later_nothing_of_anybody_is_left),
	    cmocka_unit_test(the_trail_tells_how_many_never_whose),
	    cmocka_unit_test(tax_years_end_with_the_year_in_warsaw),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
