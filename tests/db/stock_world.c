/* Products and a ledger for the database tests. */
#include "stock_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { ADD, ON_HAND, RESERVED };

static const struct stmt_def stmts[] = {
    [ADD] = {"INSERT INTO product (sku, name, words) VALUES (?, 'Kubek', '')", "s", NO_ROWS},
    [ON_HAND] =
	{"SELECT CAST(IFNULL(SUM(on_hand), 0) AS SIGNED) FROM stock_total WHERE product_id = ?",
	 "u", NUMBER},
    [RESERVED] =
	{"SELECT CAST(IFNULL(SUM(reserved), 0) AS SIGNED) FROM stock_total WHERE product_id = ?",
	 "u", NUMBER},
};

STMTS_REGISTER(stock_world, stmts);

uint64_t stock_world_product(struct db *db, const char *sku)
{
	struct err e = {0};

	if (stmt_run(db, &stmts[ADD], PARAMS(P_STR(sku)), NULL, &e))
		fail_msg("%s", e.msg);
	return stmt_insert_id(db);
}

static int64_t number(struct db *db, const struct stmt_def *def, uint64_t product_id)
{
	struct err e = {0};
	int64_t n = 0;

	if (stmt_number(db, def, PARAMS(P_U64(product_id)), &n, &e))
		fail_msg("%s", e.msg);
	return n;
}

int64_t stock_world_on_hand(struct db *db, uint64_t product_id)
{
	return number(db, &stmts[ON_HAND], product_id);
}

int64_t stock_world_reserved(struct db *db, uint64_t product_id)
{
	return number(db, &stmts[RESERVED], product_id);
}

static enum rc count(struct db *db, void *arg, struct err *e)
{
	return stock_book(db, arg, 1, e);
}

void stock_world_count(struct db *db, uint64_t product_id, int64_t pieces)
{
	char doc[37];
	struct err e = {0};
	struct stock_move m = {.product_id = product_id,
			       .place_id = STOCK_PLACE_FIRST,
			       .kind = stock_kind_names[STOCK_COUNTED],
			       .on_hand = pieces - stock_world_on_hand(db, product_id),
			       .doc_kind = STOCK_DOC_FORM,
			       .doc = doc,
			       .actor = "anna"};

	str_uuid(doc);
	if (tx_run(db, count, &m, &e))
		fail_msg("%s", e.msg);
}

/* ---- Lines and links ------------------------------------------------------------------------- */

struct deed {
	uint64_t account_id;
	const char *offer_id;
	const struct stock_line *lines;
	const struct stock_link *parts;
	size_t n;
};

static enum rc book(struct db *db, void *arg, struct err *e)
{
	const struct deed *d = arg;

	return stock_lines_book(db, d->account_id, d->lines, d->n, "test", e);
}

static enum rc link_offer(struct db *db, void *arg, struct err *e)
{
	const struct deed *d = arg;

	return stock_link_set(db, d->account_id, d->offer_id, d->parts, d->n, "anna", e);
}

enum rc stock_world_book(struct db *db, uint64_t account_id, const struct stock_line *lines,
			 size_t n, struct err *e)
{
	return tx_run(db, book, &(struct deed){.account_id = account_id, .lines = lines, .n = n},
		      e);
}

enum rc stock_world_link(struct db *db, uint64_t account_id, const char *offer_id,
			 const struct stock_link *parts, size_t n, struct err *e)
{
	struct deed d = {.account_id = account_id, .offer_id = offer_id, .parts = parts, .n = n};

	return tx_run(db, link_offer, &d, e);
}

void stock_world_agrees(struct db *db)
{
	struct stock_check c = {0};
	struct err e = {0};
	uint64_t after = 0;
	bool more = true;

	while (more)
		if (stock_check_slice(db, &c, &after, &more, &e))
			fail_msg("%s", e.msg);
	for (int f = 0; f < STOCK_FAULTS; f++)
		if (c.n[f])
			fail_msg("%" PRId64 " times %s, as of product %" PRIu64, c.n[f],
				 stock_fault_names[f], c.product_id[f]);
}
