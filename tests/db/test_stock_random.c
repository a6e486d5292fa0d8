/*
 * Random steps in the ledger: purchases of what offers show, repeated and reordered deliveries,
 * sends, cancels, counts, links that change, and statements that fail in the middle. After each
 * round the sums are those of a model that knows nothing of movements, no piece is promised twice
 * by us, and the ledger agrees with itself.
 *
 * A step is a line that is told; KRAM_DEPTH=all takes a million. The seed is printed.
 */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"
#include "stock_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum {
	PRODUCTS = 8,
	OFFERS = 12, /* two of a product, and sets */
	LINES = 600, /* that live at once; a line that is over gives its place to a new one */
	BATCH = 100,
	STEPS = 4000,
	STEPS_DEEP = 1000000,
	CHECKED_EVERY = 20, /* rounds */
	STATEMENTS = 12,    /* of a round, about */
};

static void *mem;
static struct db *db;
static uint64_t account_id;
static uint64_t seed;

/* The model. */
static struct {
	uint64_t id;
	int64_t on_hand;
} products[PRODUCTS];
static struct {
	char id[16];
	struct stock_link parts[2];
	size_t n; /* 0: not linked now */
} offers[OFFERS];
static struct {
	char id[40];
	size_t offer;
	int64_t quantity;
	enum stock_line_state state;
	/* What is out for it, by product. */
	int64_t sold[PRODUCTS];
	bool lives;
} lines[LINES];
static uint64_t made;

static uint64_t draw(uint64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % n;
}

static size_t product_at(uint64_t id)
{
	for (size_t i = 0; i < PRODUCTS; i++)
		if (products[i].id == id)
			return i;
	fail_msg("a product of nobody");
	return 0;
}

/* ---- The model ------------------------------------------------------------------------------- */

static int64_t held(size_t product)
{
	int64_t n = 0;

	for (size_t i = 0; i < LINES; i++) {
		if (!lines[i].lives || lines[i].state != STOCK_LINE_OPEN)
			continue;
		for (size_t k = 0; k < offers[lines[i].offer].n; k++)
			if (product_at(offers[lines[i].offer].parts[k].product_id) == product)
				n += lines[i].quantity * offers[lines[i].offer].parts[k].pieces;
	}
	return n;
}

static int64_t model_shows(size_t offer)
{
	int64_t least = INT64_MAX;

	for (size_t k = 0; k < offers[offer].n; k++) {
		size_t p = product_at(offers[offer].parts[k].product_id);
		int64_t free = products[p].on_hand - held(p);
		int64_t shows = free > 0 ? free / offers[offer].parts[k].pieces : 0;
		least = shows < least ? shows : least;
	}
	return offers[offer].n ? least : 0;
}

static void go(size_t i, enum stock_line_state state)
{
	bool was_sold = false;

	for (size_t p = 0; p < PRODUCTS; p++)
		was_sold = was_sold || lines[i].sold[p];
	if (state == STOCK_LINE_SENT && lines[i].state == STOCK_LINE_OPEN)
		for (size_t k = 0; k < offers[lines[i].offer].n; k++) {
			const struct stock_link *part = &offers[lines[i].offer].parts[k];
			size_t p = product_at(part->product_id);
			lines[i].sold[p] = lines[i].quantity * part->pieces;
			products[p].on_hand -= lines[i].sold[p];
		}
	if (state == STOCK_LINE_OPEN && was_sold)
		for (size_t p = 0; p < PRODUCTS; p++) {
			products[p].on_hand += lines[i].sold[p];
			lines[i].sold[p] = 0;
		}
	lines[i].state = state;
}

/* ---- Steps ----------------------------------------------------------------------------------- */

/* Somebody buys what an offer shows, or nothing. */
static bool buy(size_t i)
{
	size_t offer = draw(OFFERS);
	int64_t shows = model_shows(offer);

	if (shows < 1)
		return false;
	lines[i].lives = true;
	lines[i].offer = offer;
	lines[i].quantity = 1 + (int64_t)draw((uint64_t)(shows < 3 ? shows : 3));
	lines[i].state = STOCK_LINE_OPEN;
	for (size_t p = 0; p < PRODUCTS; p++)
		lines[i].sold[p] = 0;
	(void)snprintf(lines[i].id, sizeof(lines[i].id), "line-%" PRIu64, ++made);
	return true;
}

/* What becomes of a line: told again, sent, cancelled, seldom open again. What was sent and what is
 * linked otherwise meanwhile is not reopened: the model would have to know whose pieces come back.
 */
static bool step(size_t i)
{
	uint64_t what = draw(10);

	if (!lines[i].lives || (lines[i].state != STOCK_LINE_OPEN && what < 5))
		return buy(i);
	if (lines[i].state != STOCK_LINE_OPEN)
		return true;
	if (what < 3)
		go(i, STOCK_LINE_SENT);
	else if (what < 5)
		go(i, STOCK_LINE_OFF);
	return true;
}

static enum rc tell(const size_t *told, size_t n, struct err *e)
{
	struct stock_line rows[BATCH];

	for (size_t k = 0; k < n; k++)
		rows[k] = (struct stock_line){lines[told[k]].id, offers[lines[told[k]].offer].id,
					      lines[told[k]].quantity, 1000,
					      stock_line_state_names[lines[told[k]].state]};
	return stock_world_book(db, account_id, rows, n, e);
}

/* A round of lines, each at most once; now and then it dies on the way and is told again. */
static size_t round_of_lines(void)
{
	size_t told[BATCH];
	bool is_told[LINES] = {false};
	struct err e = {0};
	size_t n = 0;

	for (size_t k = 0; k < BATCH; k++) {
		size_t i = draw(LINES);
		if (!is_told[i] && step(i)) {
			is_told[i] = true;
			told[n++] = i;
		}
	}
	if (!draw(5)) {
		refuse_arm(AT_STATEMENT, 1 + (int)draw(STATEMENTS), false);
		(void)tell(told, n, &e);
		(void)refuse_disarm();
		err_clear(&e);
	}
	if (n && tell(told, n, &e))
		fail_msg("%s", e.msg);
	return n;
}

/* Never below what is promised: people count what is on the shelf, and what is packed is on it. */
static void count_some(void)
{
	size_t p = draw(PRODUCTS);

	products[p].on_hand = held(p) + (int64_t)draw(20);
	stock_world_count(db, products[p].id, products[p].on_hand);
}

/* Another product, or none: only as many as there are may be promised by it. */
static void link_some(void)
{
	size_t o = draw(OFFERS);
	struct err e = {0};
	size_t n = draw(4) ? 1 + draw(2) : 0;

	offers[o].n = 0;
	for (size_t k = 0; k < n; k++) {
		uint64_t id = products[draw(PRODUCTS)].id;
		if (!k || id != offers[o].parts[0].product_id)
			offers[o].parts[offers[o].n++] =
			    (struct stock_link){.product_id = id, .pieces = 1 + (int64_t)draw(3)};
	}
	if (stock_world_link(db, account_id, offers[o].id, offers[o].parts, offers[o].n, &e))
		fail_msg("%s", e.msg);
	for (size_t p = 0; p < PRODUCTS; p++)
		if (products[p].on_hand < held(p)) {
			products[p].on_hand = held(p);
			stock_world_count(db, products[p].id, products[p].on_hand);
		}
}

static void hold_against_model(uint64_t began)
{
	for (size_t p = 0; p < PRODUCTS; p++) {
		int64_t on_hand = stock_world_on_hand(db, products[p].id);
		int64_t reserved = stock_world_reserved(db, products[p].id);
		if (on_hand != products[p].on_hand || reserved != held(p) || reserved > on_hand)
			fail_msg("seed %" PRIu64 ": %" PRId64 " on hand, %" PRId64
				 " reserved, wanted %" PRId64 " and %" PRId64,
				 began, on_hand, reserved, products[p].on_hand, held(p));
	}
}

static void the_sums_are_those_of_the_model(void **state)
{
	uint64_t began = db_test_seed() + UINT64_C(0x9e3779b97f4a7c15);
	size_t steps = db_test_is_deep() ? STEPS_DEEP : STEPS;
	size_t rounds = 0;
	(void)state;

	seed = began;
	(void)printf("seed %" PRIu64 ", %zu steps\n", began, steps);
	for (size_t p = 0; p < PRODUCTS; p++)
		products[p].id = stock_world_product(db, mem_printf(mem, "R-%zu", p));
	for (size_t o = 0; o < OFFERS; o++)
		(void)snprintf(offers[o].id, sizeof(offers[o].id), "offer-%zu", o);
	for (size_t p = 0; p < PRODUCTS; p++) {
		products[p].on_hand = 10;
		stock_world_count(db, products[p].id, 10);
	}
	for (size_t done = 0; done < steps; rounds++) {
		done += round_of_lines() + 1;
		if (!draw(2))
			count_some();
		if (!draw(4))
			link_some();
		hold_against_model(began);
		if (rounds % CHECKED_EVERY == 0)
			stock_world_agrees(db);
	}
	stock_world_agrees(db);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "test");
	db = db_test_open(mem, DB_ROLE_JOBS);
	account_id = world_account(db, "Sklep");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_sums_are_those_of_the_model),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
