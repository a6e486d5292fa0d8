/* SQL of lines of orders as stock sees them. */
#include "domain/stock/stock_line_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

struct line_row {
	struct stock_line l;
	uint64_t account_id;
};

struct offer_row {
	uint64_t account_id;
	const char *offer_id;
};

enum {
	LINES,
	PARTS,
	LINKS,
	LEVELS,
	TOUCH,
	SAVE_LINE,
	SAVE_PART,
	OPEN,
	REMOVE_LINK,
	SAVE_LINK,
	OF_OFFER,
	OF_PRODUCT,
};

#define LINE_COLUMNS " l.line_item_id, l.offer_id, l.quantity, l.bought_at, l.state"
#define LINE_ROW                                                                                   \
	ROWS(struct stock_line, STR(line_item_id), STR(offer_id), I64(quantity), TIME(bought_at),  \
	     STR(state))
#define LINK_COLUMNS " k.offer_id, k.product_id, CAST(k.pieces AS SIGNED), k.actor, k.made_at"
#define LINK_ROW                                                                                   \
	ROWS(struct stock_link, STR(offer_id), U64(product_id), I64(pieces), STR(actor),           \
	     TIME(made_at))

static const struct stmt_def stmts[] = {
    [LINES] = {"SELECT" LINE_COLUMNS " FROM " ARRAY_OF_WORDS
	       " j STRAIGHT_JOIN stock_line l ON l.account_id = ? AND l.line_item_id = j.word"
	       " ORDER BY l.line_item_id",
	       "su", LINE_ROW},
    [PARTS] = {"SELECT p.line_item_id, p.product_id, p.place_id, p.pieces, p.state,"
	       " CAST(p.turn AS SIGNED) FROM " ARRAY_OF_WORDS
	       " j STRAIGHT_JOIN stock_part p ON p.account_id = ? AND p.line_item_id = j.word"
	       " ORDER BY p.line_item_id, p.product_id",
	       "su",
	       ROWS(struct stock_part, STR(line_item_id), U64(product_id), U64(place_id),
		    I64(pieces), STR(state), I64(turn))},
    [LINKS] = {"SELECT" LINK_COLUMNS " FROM " ARRAY_OF_WORDS
	       " j STRAIGHT_JOIN stock_link k ON k.account_id = ? AND k.offer_id = j.word"
	       " ORDER BY k.offer_id, k.product_id",
	       "su", LINK_ROW},
    [LEVELS] = {"SELECT l.product_id, l.place_id, l.on_hand, l.reserved FROM " ARRAY_OF_IDS
		" j STRAIGHT_JOIN stock_level l ON l.product_id = j.id"
		" ORDER BY l.product_id, l.place_id",
		"s",
		ROWS(struct stock_level, U64(product_id), U64(place_id), I64(on_hand),
		     I64(reserved))},
    [TOUCH] = {"INSERT INTO stock_offer (account_id, offer_id) VALUES (?, ?)"
	       " ON DUPLICATE KEY UPDATE writes = stock_offer.writes + 1",
	       BULK(struct offer_row, U64(account_id), STR(offer_id))},
    [SAVE_LINE] = {"INSERT INTO stock_line (account_id, line_item_id, offer_id, quantity,"
		   " bought_at, state) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
		   " offer_id = VALUES(offer_id), quantity = VALUES(quantity),"
		   " bought_at = VALUES(bought_at), state = VALUES(state)",
		   BULK(struct line_row, U64(account_id), STR(l.line_item_id), STR(l.offer_id),
			I64(l.quantity), TIME(l.bought_at), STR(l.state))},
    [SAVE_PART] = {"INSERT INTO stock_part (account_id, line_item_id, product_id, place_id,"
		   " pieces, state, turn) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
		   " place_id = VALUES(place_id), pieces = VALUES(pieces), state = VALUES(state),"
		   " turn = VALUES(turn)",
		   BULK(struct stock_part, U64(account_id), STR(line_item_id), U64(product_id),
			U64(place_id), I64(pieces), STR(state), I64(turn))},
    [OPEN] = {"SELECT" LINE_COLUMNS " FROM stock_line l WHERE l.account_id = ?"
	      " AND l.offer_id = ? AND l.state = 'open' AND l.line_item_id > ?"
	      " ORDER BY l.line_item_id LIMIT 500",
	      "uss", LINE_ROW},
    [REMOVE_LINK] = {"DELETE FROM stock_link WHERE account_id = ? AND offer_id = ?"
		     " AND product_id = ?",
		     "usu", NO_ROWS},
    [SAVE_LINK] = {"INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor)"
		   " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE pieces = VALUES(pieces),"
		   " actor = VALUES(actor)",
		   "usuis", NO_ROWS},
    [OF_OFFER] = {"SELECT" LINK_COLUMNS " FROM stock_link k WHERE k.account_id = ?"
		  " AND k.offer_id = ? ORDER BY k.product_id",
		  "us", LINK_ROW},
    [OF_PRODUCT] = {"SELECT k.account_id, a.name, k.offer_id, CAST(k.pieces AS SIGNED)"
		    " FROM stock_link k JOIN account a ON a.id = k.account_id"
		    " WHERE k.product_id = ? ORDER BY k.account_id, k.offer_id LIMIT 200",
		    "u",
		    ROWS(struct stock_seller, U64(account_id), STR(account), STR(offer_id),
			 I64(pieces))},
};
STMTS_REGISTER(stock_line, stmts);
_Static_assert(STOCK_SLICE == 500 && STOCK_LINKS == 200, "the statements say so");

/* ---- Reading --------------------------------------------------------------------------------- */

enum rc stock_lines_known(struct db *db, void *mem, uint64_t account_id,
			  const char *const *line_ids, size_t n_ids, struct stock_line **out,
			  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LINES],
			 PARAMS(P_STR(array_of_words(mem, line_ids, n_ids)), P_U64(account_id)),
			 out, n, e);
}

enum rc stock_parts_known(struct db *db, void *mem, uint64_t account_id,
			  const char *const *line_ids, size_t n_ids, struct stock_part **out,
			  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[PARTS],
			 PARAMS(P_STR(array_of_words(mem, line_ids, n_ids)), P_U64(account_id)),
			 out, n, e);
}

enum rc stock_links_known(struct db *db, void *mem, uint64_t account_id,
			  const char *const *offer_ids, size_t n_ids, struct stock_link **out,
			  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LINKS],
			 PARAMS(P_STR(array_of_words(mem, offer_ids, n_ids)), P_U64(account_id)),
			 out, n, e);
}

enum rc stock_levels_of(struct db *db, void *mem, const uint64_t *products, size_t n_ids,
			struct stock_level **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LEVELS], PARAMS(P_STR(array_of_ids(mem, products, n_ids))),
			 out, n, e);
}

enum rc stock_lines_open(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
			 const char *after, struct stock_line **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OPEN],
			 PARAMS(P_U64(account_id), P_STR(offer_id), P_STR(after)), out, n, e);
}

enum rc stock_links_of_offer(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
			     struct stock_link **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OF_OFFER], PARAMS(P_U64(account_id), P_STR(offer_id)), out,
			 n, e);
}

enum rc stock_links_of_product(struct db *db, void *mem, uint64_t product_id,
			       struct stock_seller **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OF_PRODUCT], PARAMS(P_U64(product_id)), out, n, e);
}

/* ---- Writing --------------------------------------------------------------------------------- */

enum rc stock_offers_touch(struct db *db, uint64_t account_id, const char *const *offer_ids,
			   size_t n, struct err *e)
{
	void *mem = mem_context(NULL, "offers");
	struct offer_row *rows = mem_array(mem, struct offer_row, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct offer_row){account_id, offer_ids[i]};
	enum rc rc = n ? stmt_bulk(db, &stmts[TOUCH], rows, n, NULL, e) : RC_OK;
	mem_free(mem);
	return rc;
}

enum rc stock_lines_save(struct db *db, uint64_t account_id, const struct stock_line *lines,
			 size_t n, struct err *e)
{
	void *mem = mem_context(NULL, "lines");
	struct line_row *rows = mem_array(mem, struct line_row, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct line_row){lines[i], account_id};
	enum rc rc = n ? stmt_bulk(db, &stmts[SAVE_LINE], rows, n, NULL, e) : RC_OK;
	mem_free(mem);
	return rc;
}

enum rc stock_parts_save(struct db *db, const struct stock_part *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[SAVE_PART], rows, n, NULL, e) : RC_OK;
}

enum rc stock_link_remove(struct db *db, uint64_t account_id, const char *offer_id,
			  uint64_t product_id, struct err *e)
{
	return stmt_run(db, &stmts[REMOVE_LINK],
			PARAMS(P_U64(account_id), P_STR(offer_id), P_U64(product_id)), NULL, e);
}

enum rc stock_link_save(struct db *db, uint64_t account_id, const char *offer_id,
			const struct stock_link *part, const char *actor, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(offer_id), P_U64(part->product_id),
				       P_I64(part->pieces), P_STR(actor)};

	return stmt_run(db, &stmts[SAVE_LINK], params, NULL, e);
}
