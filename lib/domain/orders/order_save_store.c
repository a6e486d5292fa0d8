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

static const struct row_map order_row =
    ROW_COLUMNS(struct order, COL_U64(struct order, account_id), COL_STR(struct order, form_id),
		MAP_OF(ORDER_COLUMNS, struct order, ));
static const struct row_map person_row =
    ROW_COLUMNS(struct save_person, COL_U64(struct save_person, order_id),
		MAP_OF(PERSON_COLUMNS, struct save_person, p.));
static const struct row_map line_row =
    ROW_COLUMNS(struct save_line, COL_U64(struct save_line, account_id),
		COL_STR(struct save_line, l.line_item_id), COL_U64(struct save_line, order_id),
		MAP_OF(LINE_COLUMNS, struct save_line, l.));
static const struct row_map extra_row =
    ROW_COLUMNS(struct save_extra, COL_U64(struct save_extra, order_id),
		MAP_OF(EXTRA_COLUMNS, struct save_extra, x.));
#define BY_ID BULK(struct known_id, U64(id))

static const struct stmt_def stmts[] = {
    /* clang-format off */
    [SAVE_ORDER] = {"INSERT INTO orders (account_id, form_id" SQL_NAMES_OF(ORDER_COLUMNS)
		    ") VALUES (?, ?" SQL_MARKS_OF(ORDER_COLUMNS)
		    ") ON DUPLICATE KEY UPDATE version = version + 1, updated_at = UTC_TIMESTAMP(3)"
		    SQL_RENEWALS_OF(ORDER_COLUMNS),
		    NULL, &order_row},
    [SAVE_PERSON] = {"INSERT INTO order_person (order_id" SQL_NAMES_OF(PERSON_COLUMNS)
		     ") VALUES (?" SQL_MARKS_OF(PERSON_COLUMNS)
		     ") ON DUPLICATE KEY UPDATE order_id = VALUES(order_id)"
		     SQL_RENEWALS_OF(PERSON_COLUMNS),
		     NULL, &person_row},
    /* The line moves to the order that brings it: a merged purchase (FACTS 2.3). */
    [SAVE_LINE] = {"INSERT INTO order_line (account_id, line_item_id, order_id"
		   SQL_NAMES_OF(LINE_COLUMNS) ") VALUES (?, ?, ?" SQL_MARKS_OF(LINE_COLUMNS)
		   ") ON DUPLICATE KEY UPDATE order_id = VALUES(order_id)"
		   SQL_RENEWALS_OF(LINE_COLUMNS),
		   NULL, &line_row},
    [SAVE_EXTRA] = {"INSERT INTO order_extra (order_id" SQL_NAMES_OF(EXTRA_COLUMNS)
		    ") VALUES (?" SQL_MARKS_OF(EXTRA_COLUMNS) ")",
		    NULL, &extra_row},
    /* clang-format on */
    [SAVE_TAX_ID] = {"INSERT INTO order_invoice_id (order_id, position, type, value)"
		     " VALUES (?, ?, ?, ?)",
		     BULK(struct save_tax_id, U64(order_id), I64(t.position), STR(t.type),
			  STR(t.value))},
    [SAVE_WORDS] = {"INSERT INTO order_search (order_id, words) VALUES (?, ?)"
		    " ON DUPLICATE KEY UPDATE words = VALUES(words)",
		    BULK(struct save_words, U64(order_id), STR(words))},
    [SAVE_RAW] = {"INSERT INTO order_raw (account_id, form_id, fetched_at, doc)"
		  " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
		  " fetched_at = VALUES(fetched_at), doc = VALUES(doc)",
		  BULK(struct save_raw, U64(account_id), STR(form_id), TIME(fetched_at),
		       BYTES(doc))},
    [SAVE_CHANGE] = {"INSERT INTO order_change (order_id, at, actor, field, before_value,"
		     " after_value) VALUES (?, ?, ?, ?, ?, ?)",
		     BULK(struct save_change, U64(order_id), TIME(at), STR(actor), STR(field),
			  STR(before), STR(after))},
    [SAVE_TALLY] = {"INSERT INTO order_tally (account_id, place, n) VALUES (?, ?, ?)"
		    " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
		    BULK(struct save_tally, U64(account_id), STR(place), I64(n))},
    [SAVE_FACET] = {"INSERT INTO order_facet (kind, value, label) VALUES (?, ?, ?)"
		    " ON DUPLICATE KEY UPDATE label = VALUES(label)",
		    BULK(struct save_facet, STR(kind), STR(value), STR(label))},
    [FORGET_EXTRAS] = {"DELETE FROM order_extra WHERE order_id = ?", BY_ID},
    [FORGET_TAX_IDS] = {"DELETE FROM order_invoice_id WHERE order_id = ?", BY_ID},
    [FORGET_LINE] = {"DELETE FROM order_line WHERE account_id = ? AND line_item_id = ?"
		     " AND order_id = ?",
		     BULK(struct save_line, U64(account_id), STR(l.line_item_id), U64(order_id))},
    [ORDER_MERGED] = {"UPDATE orders SET place = 'merged', problem = NULL, version = version + 1,"
		      " updated_at = UTC_TIMESTAMP(3) WHERE id = ?",
		      BY_ID},
    [TALLY_MERGED] = {"UPDATE order_tally t JOIN orders o ON o.account_id = t.account_id"
		      " AND o.place = t.place SET t.n = t.n - 1 WHERE o.id = ?",
		      BY_ID},
};
STMTS_REGISTER(order_save, stmts);

enum rc save_orders(struct db *db, const struct order *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_ORDER], rows, n, NULL, e);
}

enum rc save_persons(struct db *db, const struct save_person *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_PERSON], rows, n, NULL, e);
}

enum rc save_lines(struct db *db, const struct save_line *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_LINE], rows, n, NULL, e);
}

enum rc save_extras(struct db *db, const struct save_extra *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_EXTRA], rows, n, NULL, e);
}

enum rc save_tax_ids(struct db *db, const struct save_tax_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_TAX_ID], rows, n, NULL, e);
}

enum rc save_words(struct db *db, const struct save_words *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_WORDS], rows, n, NULL, e);
}

enum rc save_raws(struct db *db, const struct save_raw *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_RAW], rows, n, NULL, e);
}

enum rc save_changes(struct db *db, const struct save_change *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_CHANGE], rows, n, NULL, e);
}

enum rc save_tallies(struct db *db, const struct save_tally *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_TALLY], rows, n, NULL, e);
}

enum rc save_facets(struct db *db, const struct save_facet *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_FACET], rows, n, NULL, e);
}

enum rc forget_extras(struct db *db, const struct known_id *orders, size_t n, struct err *e)
{
	if (stmt_bulk(db, &stmts[FORGET_EXTRAS], orders, n, NULL, e))
		return e->rc;
	return stmt_bulk(db, &stmts[FORGET_TAX_IDS], orders, n, NULL, e);
}

enum rc forget_lines(struct db *db, const struct save_line *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORGET_LINE], rows, n, NULL, e);
}

enum rc orders_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[ORDER_MERGED], rows, n, NULL, e);
}

enum rc tally_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[TALLY_MERGED], rows, n, NULL, e);
}
