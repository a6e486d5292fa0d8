/*
 * The ledger on a real server: lines and links that come in any order, several times, together and
 * with each statement refused, end in the same sums, and the ledger agrees with itself.
 */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"
#include "stock_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/tx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void *mem;
static struct db *db;
static struct db *admin; /* movements only grow for everybody else */
static uint64_t account_id;
static uint64_t mug;
static uint64_t saucer;

enum { BOUGHT = 1000 };

static struct stock_line line(const char *id, const char *offer, int64_t quantity,
			      enum stock_line_state state)
{
	return (struct stock_line){id, offer, quantity, BOUGHT, stock_line_state_names[state]};
}

static void empty(void *arg)
{
	static const char *const tables[] = {"DELETE FROM stock_move",	"DELETE FROM stock_level",
					     "DELETE FROM stock_total", "DELETE FROM stock_link",
					     "DELETE FROM stock_offer", "DELETE FROM stock_line",
					     "DELETE FROM stock_part",	"DELETE FROM stock_buffer"};
	(void)arg;

	for (size_t i = 0; i < COUNT_OF(tables); i++)
		db_test_run(admin, tables[i]);
	stock_world_count(db, mug, 10);
	stock_world_count(db, saucer, 5);
}

static void must_book(struct stock_line l)
{
	struct err e = {0};

	if (stock_world_book(db, account_id, &l, 1, &e))
		fail_msg("%s", e.msg);
	stock_world_agrees(db);
}

static void must_link(const char *offer, const struct stock_link *parts, size_t n)
{
	struct err e = {0};

	if (stock_world_link(db, account_id, offer, parts, n, &e))
		fail_msg("%s", e.msg);
	stock_world_agrees(db);
}

static void expect(uint64_t product, int64_t on_hand, int64_t reserved)
{
	assert_int_equal(stock_world_on_hand(db, product), on_hand);
	assert_int_equal(stock_world_reserved(db, product), reserved);
}

#define LINKED(product, n) (&(const struct stock_link){.product_id = (product), .pieces = (n)}), 1

/* ---- One after the other --------------------------------------------------------------------- */

static void a_line_is_reserved_sent_and_released_once(void **state)
{
	(void)state;

	empty(NULL);
	must_link("1", LINKED(mug, 1));
	for (int again = 0; again < 2; again++) {
		must_book(line("a", "1", 2, STOCK_LINE_OPEN));
		expect(mug, 10, 2);
	}
	must_book(line("b", "1", 1, STOCK_LINE_OPEN));
	expect(mug, 10, 3);
	for (int again = 0; again < 2; again++) {
		must_book(line("a", "1", 2, STOCK_LINE_SENT));
		expect(mug, 8, 1);
	}
	for (int again = 0; again < 2; again++) {
		must_book(line("b", "1", 1, STOCK_LINE_OFF));
		expect(mug, 8, 0);
	}
	must_book(line("a", "1", 2, STOCK_LINE_OFF)); /* it was sent: it is not back */
	expect(mug, 8, 0);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM stock_move"), 6);
}

static void a_line_gone_from_its_order_is_told_by_its_id_alone(void **state)
{
	(void)state;

	empty(NULL);
	must_link("1", LINKED(mug, 1));
	must_book(line("a", "1", 2, STOCK_LINE_OPEN));
	must_book(line("a", NULL, 0, STOCK_LINE_OFF));
	must_book(line("never", NULL, 0, STOCK_LINE_OFF));
	expect(mug, 10, 0);
}

static void a_sale_that_is_open_again_comes_back_and_goes_again(void **state)
{
	(void)state;

	empty(NULL);
	must_link("1", LINKED(mug, 1));
	for (int turn = 0; turn < 3; turn++) {
		must_book(line("a", "1", 2, STOCK_LINE_OPEN));
		expect(mug, 10, 2);
		must_book(line("a", "1", 2, STOCK_LINE_SENT));
		expect(mug, 8, 0);
	}
}

static void a_link_made_later_books_what_is_open_once(void **state)
{
	(void)state;

	empty(NULL);
	must_book(line("a", "1", 2, STOCK_LINE_OPEN));
	must_book(line("b", "1", 1, STOCK_LINE_SENT));
	must_book(line("c", "2", 1, STOCK_LINE_OPEN));
	must_book(line("d", "1", 1, STOCK_LINE_OPEN));
	must_book(line("d", "1", 1, STOCK_LINE_OFF));
	expect(mug, 10, 0);
	for (int again = 0; again < 2; again++) {
		must_link("1", LINKED(mug, 3));
		expect(mug, 10, 6);
	}
	must_book(line("a", "1", 2, STOCK_LINE_OPEN));
	expect(mug, 10, 6);
	must_link("1", LINKED(mug, 1)); /* fewer pieces */
	expect(mug, 10, 2);
	must_link("1", LINKED(saucer, 1)); /* another product */
	expect(mug, 10, 0);
	expect(saucer, 5, 2);
	must_link("1", NULL, 0);
	expect(saucer, 5, 0);
	must_book(line("a", "1", 2, STOCK_LINE_SENT)); /* of nothing we know */
	expect(saucer, 5, 0);
}

static void what_was_sent_before_the_link_takes_nothing(void **state)
{
	struct stock_line later = line("b", "1", 1, STOCK_LINE_SENT);
	(void)state;

	empty(NULL);
	must_link("1", LINKED(mug, 1));
	must_book(line("a", "1", 2, STOCK_LINE_SENT)); /* bought in 1970 */
	expect(mug, 10, 0);
	later.bought_at = time_now_ms() + TIME_HOUR_MS;
	must_book(later);
	expect(mug, 9, 0);
}

static void a_set_reserves_each_of_its_parts(void **state)
{
	const struct stock_link set[] = {{.product_id = mug, .pieces = 1},
					 {.product_id = saucer, .pieces = 2}};
	struct stock_offer_part *parts;
	struct err e = {0};
	size_t n = 0;
	size_t taken = 0;
	bool more = true;
	(void)state;

	empty(NULL);
	must_link("1", set, 2);
	must_link("2", LINKED(mug, 1));
	must_book(line("a", "1", 1, STOCK_LINE_OPEN));
	expect(mug, 10, 1);
	expect(saucer, 5, 2);
	db_test_run(admin, "INSERT INTO stock_buffer (kind, subject, pieces, actor) VALUES"
			   " ('account', '', 3, 'anna')");
	assert_int_equal(stock_offers_list(db, mem, account_id, "", &parts, &n, &more, &e), RC_OK);
	assert_int_equal(n, 3);
	assert_false(more);
	assert_int_equal(stock_offer_shows(parts, n, &taken), 0); /* 5 - 2 - 3 saucers */
	assert_int_equal(taken, 2);
	assert_int_equal(stock_offer_shows(parts + 2, 1, &taken), 6);
	assert_int_equal(stock_offers_of(db, mem, account_id, (const char *const[]){"2", "9"}, 2,
					 &parts, &n, &e),
			 RC_OK);
	assert_int_equal(n, 1);
	must_book(line("a", "1", 1, STOCK_LINE_SENT));
	expect(mug, 9, 0);
	expect(saucer, 3, 0);
}

static void many_lines_of_one_product_add_up(void **state)
{
	enum { LINES = 1200 };
	struct stock_line *lines = mem_array(mem, struct stock_line, LINES);
	struct err e = {0};
	(void)state;

	empty(NULL);
	must_link("1", LINKED(mug, 1));
	for (int i = 0; i < LINES; i++)
		lines[i] =
		    line(mem_printf(mem, "line-%d", i), i % 2 ? "1" : "2", 1, STOCK_LINE_OPEN);
	assert_int_equal(stock_world_book(db, account_id, lines, LINES, &e), RC_OK);
	expect(mug, 10, LINES / 2);
	must_link("2", LINKED(mug, 1));
	expect(mug, 10, LINES);
	must_link("2", NULL, 0);
	expect(mug, 10, LINES / 2);
}

/* ---- Places ---------------------------------------------------------------------------------- */

static void it_is_reserved_at_a_place_of_the_account(void **state)
{
	(void)state;

	empty(NULL);
	db_test_run(admin, "INSERT INTO stock_place (id, kind, name) VALUES (2, 'shop', 'Sklep'),"
			   " (3, 'shop', 'Drugi') ON DUPLICATE KEY UPDATE ended_at = NULL");
	db_test_run(admin, "INSERT INTO stock_feed (account_id, place_id, position)"
			   " SELECT id, 3, 0 FROM account UNION ALL SELECT id, 1, 1 FROM account");
	must_link("1", LINKED(mug, 1));
	must_book(line("a", "1", 2, STOCK_LINE_OPEN)); /* the first has none */
	assert_int_equal(world_number(db, "SELECT CAST(place_id AS SIGNED) FROM stock_part"), 1);
	must_book(line("b", "1", 9, STOCK_LINE_OPEN)); /* nor has any other enough */
	assert_int_equal(world_number(db, "SELECT CAST(place_id AS SIGNED) FROM stock_part"
					  " WHERE line_item_id = 'b'"),
			 3);
	must_book(line("b", "1", 9, STOCK_LINE_OFF));
	must_book(line("a", "1", 2, STOCK_LINE_SENT));
	assert_int_equal(
	    world_number(db, "SELECT on_hand FROM stock_level WHERE place_id = 1 AND moves = 3"),
	    8);
	db_test_run(admin, "DELETE FROM stock_feed");
	db_test_run(admin, "UPDATE stock_place SET ended_at = UTC_TIMESTAMP(3) WHERE id > 1");
}

/* ---- Whatever fails -------------------------------------------------------------------------- */

static enum rc live(void *arg, struct err *e)
{
	const struct stock_line lines[] = {line("a", "1", 2, STOCK_LINE_SENT),
					   line("b", "1", 1, STOCK_LINE_OPEN),
					   line("c", "2", 1, STOCK_LINE_OFF)};
	(void)arg;

	return stock_world_book(db, account_id, lines, COUNT_OF(lines), e)
		   ? e->rc
		   : stock_world_link(db, account_id, "2", LINKED(saucer, 1), e);
}

static void before(void *arg)
{
	(void)arg;
	empty(NULL);
	must_link("1", LINKED(mug, 1));
	must_book(line("a", "1", 2, STOCK_LINE_OPEN));
	must_book(line("c", "2", 1, STOCK_LINE_OPEN));
	must_book(line("d", "2", 4, STOCK_LINE_OPEN));
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	struct err again = {0};
	(void)arg;

	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("statement %d: %d %s", n, (int)rc, e->msg);
	stock_world_agrees(db);
	assert_int_equal(live(NULL, &again), RC_OK);
	stock_world_agrees(db);
	expect(mug, 8, 1);
	expect(saucer, 5, 4);
}

static void a_refused_statement_books_nothing_by_half(void **state)
{
	const struct refuse_trial t = {
	    .what = "live", .less_than = 100, .fresh = before, .act = live, .check = check};
	(void)state;

	assert_true(refuse_each(&t) > 15);
}

/* ---- Two at once ----------------------------------------------------------------------------- */

static struct db *other;
static int races;

enum deed { BOOKS, LINKS };
struct race {
	enum deed mine;
	enum deed theirs;
	bool is_linked; /* before */
	bool is_known;	/* the offer */
};

static enum rc act(struct db *as, enum deed deed, struct err *e)
{
	struct stock_line l = line("a", "1", 2, STOCK_LINE_OPEN);

	return deed == BOOKS ? stock_lines_book(as, account_id, &l, 1, "test", e)
			     : stock_link_set(as, account_id, "1", LINKED(mug, 1), "anna", e);
}

static enum rc act_theirs(struct db *as, void *arg, struct err *e)
{
	return act(as, ((const struct race *)arg)->theirs, e);
}

/* What this transaction sees is from before the other one, which comes first. */
static enum rc act_mine(struct db *as, void *arg, struct err *e)
{
	const struct race *r = arg;
	struct stock_link *links;
	struct err theirs = {0};
	size_t n = 0;

	if (stock_links_of_offer(as, mem, account_id, "1", &links, &n, e))
		return e->rc;
	if (!races++ && tx_run(other, act_theirs, arg, &theirs))
		fail_msg("%s", theirs.msg);
	return act(as, r->mine, e);
}

static void of_two_at_once_none_misses_the_other(void **state)
{
	static const struct race cases[] = {
	    {BOOKS, LINKS, false, false}, {BOOKS, LINKS, false, true}, {LINKS, BOOKS, false, false},
	    {LINKS, BOOKS, false, true},  {BOOKS, BOOKS, true, false}, {LINKS, LINKS, false, true},
	};
	(void)state;

	other = db_test_open(mem, DB_ROLE_JOBS);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct race r = cases[i];
		struct err e = {0};
		empty(NULL);
		if (r.is_known)
			must_book(line("z", "1", 1, STOCK_LINE_OPEN));
		if (r.is_linked)
			must_link("1", LINKED(mug, 1));
		races = 0;
		if (tx_run(db, act_mine, &r, &e))
			fail_msg("case %zu: %s", i, e.msg);
		stock_world_agrees(db);
		expect(mug, 10, (r.mine == BOOKS || r.theirs == BOOKS ? 2 : 0) + r.is_known);
	}
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "test");
	db = db_test_open(mem, DB_ROLE_JOBS);
	admin = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "Sklep");
	mug = stock_world_product(db, "K-1");
	saucer = stock_world_product(db, "S-1");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_is_reserved_sent_and_released_once),
	    cmocka_unit_test(a_line_gone_from_its_order_is_told_by_its_id_alone),
	    cmocka_unit_test(a_sale_that_is_open_again_comes_back_and_goes_again),
	    cmocka_unit_test(a_link_made_later_books_what_is_open_once),
	    cmocka_unit_test(what_was_sent_before_the_link_takes_nothing),
	    cmocka_unit_test(a_set_reserves_each_of_its_parts),
	    cmocka_unit_test(many_lines_of_one_product_add_up),
	    cmocka_unit_test(it_is_reserved_at_a_place_of_the_account),
	    cmocka_unit_test(a_refused_statement_books_nothing_by_half),
	    cmocka_unit_test(of_two_at_once_none_misses_the_other),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
