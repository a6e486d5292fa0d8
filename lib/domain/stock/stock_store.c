/* SQL of movements and their sums. */
#include "domain/stock/stock.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/stock/stock_rule.h"

#include <stdlib.h>

/* What is added to a sum. */
struct sum {
	uint64_t product_id;
	uint64_t place_id;
	int64_t on_hand;
	int64_t reserved;
	int64_t is_known;
	int64_t moves;
};

enum { MOVE, LEVEL, TOTAL };

static const struct stmt_def stmts[] = {
    [MOVE] = {"INSERT INTO stock_move (product_id, place_id, kind, on_hand, reserved, doc_kind,"
	      " doc, turn, actor, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	      BULK(struct stock_move, U64(product_id), U64(place_id), STR(kind), I64(on_hand),
		   I64(reserved), STR(doc_kind), STR(doc), I64(turn), STR(actor), STR(why))},
    [LEVEL] = {"INSERT INTO stock_level (product_id, place_id, on_hand, reserved, moves)"
	       " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
	       " on_hand = stock_level.on_hand + VALUES(on_hand),"
	       " reserved = stock_level.reserved + VALUES(reserved),"
	       " moves = stock_level.moves + VALUES(moves)",
	       BULK(struct sum, U64(product_id), U64(place_id), I64(on_hand), I64(reserved),
		    I64(moves))},
    [TOTAL] = {"INSERT INTO stock_total (product_id, on_hand, reserved, is_known, moved_at)"
	       " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE"
	       " on_hand = stock_total.on_hand + VALUES(on_hand),"
	       " reserved = stock_total.reserved + VALUES(reserved),"
	       " is_known = GREATEST(stock_total.is_known, VALUES(is_known)),"
	       " moved_at = UTC_TIMESTAMP(3)",
	       BULK(struct sum, U64(product_id), I64(on_hand), I64(reserved), I64(is_known))},
};
STMTS_REGISTER(stock, stmts);

/* Who adds to several sums does it in the same order as all others, so that none waits for one that
 * waits for it. */
static int by_product(const void *a, const void *b)
{
	const struct sum *x = a;
	const struct sum *y = b;

	if (x->product_id != y->product_id)
		return x->product_id < y->product_id ? -1 : 1;
	return (x->place_id > y->place_id) - (x->place_id < y->place_id);
}

static bool makes_known(const struct stock_move *m)
{
	for (unsigned k = 0; k < STOCK_KINDS; k++)
		if (str_eq(m->kind, stock_kind_names[k]))
			return stock_kind_counts((enum stock_kind)k);
	BUG("a movement of the kind %s", m->kind);
}

/* Neighbours of one key become one; returns how many are left. */
static size_t add_up(struct sum *sums, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct sum *last = kept ? &sums[kept - 1] : NULL;
		if (!last || by_product(last, &sums[i]) != 0) {
			sums[kept++] = sums[i];
			continue;
		}
		last->on_hand += sums[i].on_hand;
		last->reserved += sums[i].reserved;
		last->is_known |= sums[i].is_known;
		last->moves += sums[i].moves;
	}
	return kept;
}

static enum rc add(struct db *db, void *mem, const struct stock_move *moves, size_t n,
		   struct err *e)
{
	struct sum *sums = mem_array(mem, struct sum, n);

	for (size_t i = 0; i < n; i++)
		sums[i] = (struct sum){.product_id = moves[i].product_id,
				       .place_id = moves[i].place_id,
				       .on_hand = moves[i].on_hand,
				       .reserved = moves[i].reserved,
				       .is_known = makes_known(&moves[i]),
				       .moves = 1};
	qsort(sums, n, sizeof(*sums), by_product);
	n = add_up(sums, n);
	if (stmt_bulk(db, &stmts[LEVEL], sums, n, NULL, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		sums[i].place_id = 0;
	return stmt_bulk(db, &stmts[TOTAL], sums, add_up(sums, n), NULL, e);
}

enum rc stock_book(struct db *db, const struct stock_move *moves, size_t n, struct err *e)
{
	void *mem;

	if (!n)
		return RC_OK;
	mem = mem_context(NULL, "stock");
	if (!stmt_bulk(db, &stmts[MOVE], moves, n, NULL, e))
		(void)add(db, mem, moves, n, e);
	mem_free(mem);
	return e->rc;
}
