/* SQL that holds the ledger against itself, some products at a time. */
#include "domain/stock/stock_check.h"

#include "db/stmt.h"

const char *const stock_fault_names[STOCK_FAULTS + 1] = {
    [STOCK_FAULT_LEVEL] = "level",	 [STOCK_FAULT_TOTAL] = "total",
    [STOCK_FAULT_ORPHAN] = "orphan",	 [STOCK_FAULT_HOLLOW] = "hollow",
    [STOCK_FAULT_TWICE] = "twice",	 [STOCK_FAULT_LEFT] = "left",
    [STOCK_FAULT_UNBOOKED] = "unbooked",
};

struct found {
	int64_t n;
	uint64_t product_id;
};

struct slice {
	int64_t n;
	uint64_t last;
};

enum { SLICE = STOCK_FAULTS };

#define FAULT(what)                                                                                \
	{                                                                                          \
		"SELECT COUNT(*), CAST(IFNULL(MIN(product_id), 0) AS UNSIGNED) FROM (SELECT "      \
		"DISTINCT " what ") x",                                                            \
		    "uu", FOUND                                                                    \
	}
#define FAULT_TWO(what)                                                                            \
	{                                                                                          \
		"SELECT COUNT(*), CAST(IFNULL(MIN(product_id), 0) AS UNSIGNED) FROM (SELECT "      \
		"DISTINCT " what ") x",                                                            \
		    "uuuu", FOUND                                                                  \
	}
#define FOUND	  ROWS(struct found, I64(n), U64(product_id))
#define RANGE(t)  t ".product_id > ? AND " t ".product_id <= ?"
#define LINE_ROWS "m.doc_kind = 'line' AND m.kind = 'reservation'"
#define DOC	  "CONVERT(CONCAT(p.account_id, ':', p.line_item_id) USING ascii) COLLATE ascii_nopad_bin"
#define ENDS                                                                                       \
	"(SELECT COUNT(*) FROM stock_move x WHERE x.doc_kind = 'line' AND x.doc = m.doc"           \
	" AND x.product_id = m.product_id AND x.turn = m.turn AND x.kind IN ('sale', 'release'))"
static const struct stmt_def stmts[] = {
    [STOCK_FAULT_LEVEL] =
	FAULT_TWO("s.product_id FROM (SELECT m.product_id, m.place_id, SUM(m.on_hand) h,"
		  " SUM(m.reserved) r, COUNT(*) c FROM stock_move m WHERE " RANGE(
		      "m") " GROUP BY m.product_id, m.place_id) s LEFT JOIN stock_level l"
			   " ON l.product_id = s.product_id AND l.place_id = s.place_id"
			   " WHERE NOT (l.on_hand <=> s.h AND l.reserved <=> s.r"
			   " AND l.moves <=> s.c) UNION SELECT l.product_id FROM stock_level l"
			   " WHERE " RANGE("l") " AND NOT EXISTS (SELECT 1 FROM stock_move m"
						" WHERE m.product_id = l.product_id"
						" AND m.place_id = l.place_id)"),
    [STOCK_FAULT_TOTAL] = FAULT_TWO(
	"s.product_id FROM (SELECT l.product_id, SUM(l.on_hand) h,"
	" SUM(l.reserved) r FROM stock_level l WHERE " RANGE(
	    "l") " GROUP BY l.product_id) s LEFT JOIN stock_total t"
		 " ON t.product_id = s.product_id WHERE NOT (t.on_hand <=> s.h"
		 " AND t.reserved <=> s.r) UNION SELECT t.product_id FROM"
		 " stock_total t WHERE " RANGE("t") " AND NOT EXISTS (SELECT 1 FROM stock_level l"
						    " WHERE l.product_id = t.product_id)"),
    /* Each that is held has a reservation that did not end (hollow): more of these are orphans. */
    [STOCK_FAULT_ORPHAN] = FAULT_TWO(
	"r.product_id FROM (SELECT m.product_id, COUNT(*) n FROM stock_move m WHERE " RANGE(
	    "m") " AND " LINE_ROWS " AND " ENDS
		 " = 0 GROUP BY m.product_id) r LEFT JOIN (SELECT p.product_id, COUNT(*) n"
		 " FROM stock_part p WHERE " RANGE(
		     "p") " AND p.state = 'reserved' GROUP BY p.product_id) h"
			  " ON h.product_id = r.product_id WHERE r.n > IFNULL(h.n, 0)"),
    [STOCK_FAULT_HOLLOW] =
	FAULT("p.product_id FROM stock_part p LEFT JOIN stock_move m"
	      " ON m.doc_kind = 'line' AND m.doc = " DOC " AND m.product_id = p.product_id"
	      " AND m.kind = 'reservation' AND m.turn = p.turn WHERE " RANGE(
		  "p") " AND p.state = 'reserved' AND NOT (m.reserved <=> p.pieces"
		       " AND m.place_id <=> p.place_id AND " ENDS " = 0)"),
    [STOCK_FAULT_TWICE] = FAULT(
	"m.product_id FROM stock_move m WHERE " RANGE("m") " AND " LINE_ROWS " AND " ENDS " > 1"),
    [STOCK_FAULT_LEFT] =
	FAULT("p.product_id FROM stock_part p LEFT JOIN stock_line l"
	      " ON l.account_id = p.account_id AND l.line_item_id = p.line_item_id WHERE " RANGE(
		  "p") " AND p.state = 'reserved' AND NOT (l.state <=> 'open')"),
    [STOCK_FAULT_UNBOOKED] =
	FAULT("k.product_id FROM stock_link k JOIN stock_line l"
	      " ON l.account_id = k.account_id AND l.offer_id = k.offer_id AND l.state = 'open'"
	      " LEFT JOIN stock_part p ON p.account_id = l.account_id"
	      " AND p.line_item_id = l.line_item_id AND p.product_id = k.product_id"
	      " WHERE " RANGE("k") " AND NOT (p.state <=> 'reserved'"
				   " AND p.pieces <=> l.quantity * k.pieces)"),
    [SLICE] = {"SELECT COUNT(*), CAST(IFNULL(MAX(product_id), 0) AS UNSIGNED) FROM (SELECT "
	       "product_id FROM"
	       " stock_total WHERE product_id > ? ORDER BY product_id LIMIT 2000) x",
	       "u", ROWS(struct slice, I64(n), U64(last))},
};
STMTS_REGISTER(stock_check, stmts);
_Static_assert(STOCK_CHECK_SLICE == 2000, "the statement says so");

static enum rc look(struct db *db, struct stock_check *out, uint64_t from, uint64_t to,
		    struct err *e)
{
	const struct param range[] = {P_U64(from), P_U64(to), P_U64(from), P_U64(to)};

	for (int f = 0; f < STOCK_FAULTS; f++) {
		struct found found = {0};
		if (stmt_find(db, db, &stmts[f], range, &found, e))
			return e->rc;
		out->n[f] += found.n;
		if (found.n && !out->product_id[f])
			out->product_id[f] = found.product_id;
	}
	return RC_OK;
}

/* The last slice goes to the end of all numbers: a movement of which there is no total counts too.
 */
enum rc stock_check_slice(struct db *db, struct stock_check *out, uint64_t *after, bool *more,
			  struct err *e)
{
	struct slice s = {0};

	if (stmt_find(db, db, &stmts[SLICE], PARAMS(P_U64(*after)), &s, e))
		return e->rc;
	*more = s.n == STOCK_CHECK_SLICE;
	out->products += s.n;
	uint64_t from = *after;
	*after = *more ? s.last : INT64_MAX;
	return look(db, out, from, *after, e);
}

int64_t stock_check_faults(const struct stock_check *c)
{
	int64_t n = 0;

	for (int f = 0; f < STOCK_FAULTS; f++)
		n += c->n[f];
	return n;
}
