/* SQL that writes orders; every statement is sent once for all rows of a batch. */
#include "domain/orders/order_save.h"

#include "domain/orders/order_columns.h"

enum {
	SAVE_ORDER,
	SAVE_PERSON,
	SAVE_LINE,
	SAVE_EXTRA,
	SAVE_TAX_ID,
	SAVE_WORDS,
	SAVE_RAW,
	SAVE_CHANGE,
	SAVE_TALLY,
	SAVE_FACET,
	FORGET_EXTRAS,
	FORGET_TAX_IDS,
	FORGET_LINE,
	ORDER_MERGED,
	TALLY_MERGED,
};

static const struct stmt_def stmts[] = {
    [SAVE_ORDER] =
	{"INSERT INTO orders (account_id, form_id" SQL_NAMES_OF(
	     ORDER_COLUMNS) ") VALUES (?, ?" SQL_MARKS_OF(ORDER_COLUMNS) ") ON DUPLICATE "
									 "KEY UPDATE "
									 "version = "
									 "version + 1,"
									 " updated_at = "
									 "UTC_TIMESTAMP("
									 "3"
									 ")" SQL_RENEWALS_OF(
									     ORDER_COLUMNS),
	 "us" SIG_OF(ORDER_COLUMNS), ""},
    [SAVE_PERSON] = {"INSERT INTO order_person (order_id" SQL_PERSON_NAMES
		     ") VALUES (?" SQL_PERSON_MARKS
		     ") ON DUPLICATE KEY UPDATE order_id = VALUES(order_id)" SQL_PERSON_RENEWALS,
		     "u" SIG_PERSON, ""},
    /* The line moves to the order that brings it: a merged purchase (FACTS 2.3). */
    [SAVE_LINE] = {"INSERT INTO order_line (account_id, line_item_id, "
		   "order_id" SQL_NAMES_OF(LINE_COLUMNS) ") VALUES (?, ?, ?" SQL_MARKS_OF(
		       LINE_COLUMNS) ") ON DUPLICATE KEY UPDATE order_id = "
				     "VALUES(order_id)" SQL_RENEWALS_OF(LINE_COLUMNS),
		   "usu" SIG_OF(LINE_COLUMNS), ""},
    [SAVE_EXTRA] = {"INSERT INTO order_extra (order_id" SQL_NAMES_OF(
			EXTRA_COLUMNS) ") VALUES (?" SQL_MARKS_OF(EXTRA_COLUMNS) ")",
		    "u" SIG_OF(EXTRA_COLUMNS), ""},
    [SAVE_TAX_ID] = {"INSERT INTO order_invoice_id (order_id, position, type, value)"
		     " VALUES (?, ?, ?, ?)",
		     "uiss", ""},
    [SAVE_WORDS] = {"INSERT INTO order_search (order_id, words) VALUES (?, ?)"
		    " ON DUPLICATE KEY UPDATE words = VALUES(words)",
		    "us", ""},
    [SAVE_RAW] = {"INSERT INTO order_raw (account_id, form_id, fetched_at, doc)"
		  " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
		  " fetched_at = VALUES(fetched_at), doc = VALUES(doc)",
		  "ustb", ""},
    [SAVE_CHANGE] = {"INSERT INTO order_change (order_id, at, actor, field, before_value,"
		     " after_value) VALUES (?, ?, ?, ?, ?, ?)",
		     "utssss", ""},
    [SAVE_TALLY] = {"INSERT INTO order_tally (account_id, place, n) VALUES (?, ?, ?)"
		    " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
		    "usi", ""},
    [SAVE_FACET] = {"INSERT INTO order_facet (kind, value, label) VALUES (?, ?, ?)"
		    " ON DUPLICATE KEY UPDATE label = VALUES(label)",
		    "sss", ""},
    [FORGET_EXTRAS] = {"DELETE FROM order_extra WHERE order_id = ?", "u", ""},
    [FORGET_TAX_IDS] = {"DELETE FROM order_invoice_id WHERE order_id = ?", "u", ""},
    [FORGET_LINE] = {"DELETE FROM order_line WHERE account_id = ? AND line_item_id = ?"
		     " AND order_id = ?",
		     "usu", ""},
    [ORDER_MERGED] = {"UPDATE orders SET place = 'merged', version = version + 1,"
		      " updated_at = UTC_TIMESTAMP(3) WHERE id = ?",
		      "u", ""},
    [TALLY_MERGED] = {"UPDATE order_tally t JOIN orders o ON o.account_id = t.account_id"
		      " AND o.place = t.place SET t.n = t.n - 1 WHERE o.id = ?",
		      "u", ""},
};
STMTS_REGISTER(order_save, stmts);

#define ROW struct order
#define PART
static const struct row_col order_cols[] = {COL_U64(struct order, account_id),
					    COL_STR(struct order, form_id), MAP_OF(ORDER_COLUMNS)};
#undef ROW
#undef PART

#define ROW  struct save_person
#define PART p.
static const struct row_col person_cols[] = {COL_U64(struct save_person, order_id), MAP_PERSON};
#undef ROW
#undef PART

#define ROW  struct save_line
#define PART l.
static const struct row_col line_cols[] = {
    COL_U64(struct save_line, account_id), COL_STR(struct save_line, l.line_item_id),
    COL_U64(struct save_line, order_id), MAP_OF(LINE_COLUMNS)};
#undef ROW
#undef PART

#define ROW  struct save_extra
#define PART x.
static const struct row_col extra_cols[] = {COL_U64(struct save_extra, order_id),
					    MAP_OF(EXTRA_COLUMNS)};
#undef ROW
#undef PART

static const struct row_col tax_id_cols[] = {
    COL_U64(struct save_tax_id, order_id),
    COL_I64(struct save_tax_id, t.position),
    COL_STR(struct save_tax_id, t.type),
    COL_STR(struct save_tax_id, t.value),
};
static const struct row_col words_cols[] = {
    COL_U64(struct save_words, order_id),
    COL_STR(struct save_words, words),
};
static const struct row_col raw_cols[] = {
    COL_U64(struct save_raw, account_id),
    COL_STR(struct save_raw, form_id),
    COL_TIME(struct save_raw, fetched_at),
    COL_BYTES(struct save_raw, doc),
};
static const struct row_col change_cols[] = {
    COL_U64(struct save_change, order_id), COL_TIME(struct save_change, at),
    COL_STR(struct save_change, actor),	   COL_STR(struct save_change, field),
    COL_STR(struct save_change, before),   COL_STR(struct save_change, after),
};
static const struct row_col tally_cols[] = {
    COL_U64(struct save_tally, account_id),
    COL_STR(struct save_tally, place),
    COL_I64(struct save_tally, n),
};
static const struct row_col facet_cols[] = {
    COL_STR(struct save_facet, kind),
    COL_STR(struct save_facet, value),
    COL_STR(struct save_facet, label),
};
static const struct row_col id_cols[] = {COL_U64(struct known_id, id)};
static const struct row_col line_key_cols[] = {
    COL_U64(struct save_line, account_id),
    COL_STR(struct save_line, l.line_item_id),
    COL_U64(struct save_line, order_id),
};

static const struct row_map order_map_ = ROW_MAP(struct order, order_cols);
static const struct row_map person_map = ROW_MAP(struct save_person, person_cols);
static const struct row_map line_map = ROW_MAP(struct save_line, line_cols);
static const struct row_map extra_map = ROW_MAP(struct save_extra, extra_cols);
static const struct row_map tax_id_map = ROW_MAP(struct save_tax_id, tax_id_cols);
static const struct row_map words_map = ROW_MAP(struct save_words, words_cols);
static const struct row_map raw_map = ROW_MAP(struct save_raw, raw_cols);
static const struct row_map change_map = ROW_MAP(struct save_change, change_cols);
static const struct row_map tally_map = ROW_MAP(struct save_tally, tally_cols);
static const struct row_map facet_map = ROW_MAP(struct save_facet, facet_cols);
static const struct row_map id_map = ROW_MAP(struct known_id, id_cols);
static const struct row_map line_key_map = ROW_MAP(struct save_line, line_key_cols);

enum rc save_orders(struct db *db, const struct order *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_ORDER], &order_map_, rows, n, NULL, e);
}

enum rc save_persons(struct db *db, const struct save_person *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_PERSON], &person_map, rows, n, NULL, e);
}

enum rc save_lines(struct db *db, const struct save_line *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_LINE], &line_map, rows, n, NULL, e);
}

enum rc save_extras(struct db *db, const struct save_extra *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_EXTRA], &extra_map, rows, n, NULL, e);
}

enum rc save_tax_ids(struct db *db, const struct save_tax_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_TAX_ID], &tax_id_map, rows, n, NULL, e);
}

enum rc save_words(struct db *db, const struct save_words *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_WORDS], &words_map, rows, n, NULL, e);
}

enum rc save_raws(struct db *db, const struct save_raw *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_RAW], &raw_map, rows, n, NULL, e);
}

enum rc save_changes(struct db *db, const struct save_change *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_CHANGE], &change_map, rows, n, NULL, e);
}

enum rc save_tallies(struct db *db, const struct save_tally *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_TALLY], &tally_map, rows, n, NULL, e);
}

enum rc save_facets(struct db *db, const struct save_facet *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_FACET], &facet_map, rows, n, NULL, e);
}

enum rc forget_extras(struct db *db, const struct known_id *orders, size_t n, struct err *e)
{
	if (stmt_bulk(db, &stmts[FORGET_EXTRAS], &id_map, orders, n, NULL, e))
		return e->rc;
	return stmt_bulk(db, &stmts[FORGET_TAX_IDS], &id_map, orders, n, NULL, e);
}

enum rc forget_lines(struct db *db, const struct save_line *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORGET_LINE], &line_key_map, rows, n, NULL, e);
}

enum rc orders_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[ORDER_MERGED], &id_map, rows, n, NULL, e);
}

enum rc tally_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[TALLY_MERGED], &id_map, rows, n, NULL, e);
}
