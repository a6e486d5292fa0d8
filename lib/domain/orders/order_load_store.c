/* Everything about one order, for its page. */
#include "domain/orders/order.h"

#include "base/mem.h"
#include "domain/orders/order_columns.h"
#include "domain/orders/order_family.h"

enum {
	LOAD_ORDER,
	LOAD_PERSON,
	LOAD_LINES,
	LOAD_EXTRAS,
	LOAD_TAX_IDS,
	LOAD_MERGED,
	LOAD_MOMENTS,
	LOAD_CHANGES,
	LOAD_DOCUMENT
};

struct person_row {
	uint64_t order_id;
	struct order_person p;
};
struct extra_row {
	uint64_t order_id;
	struct order_extra x;
};

static const struct row_map order_row =
    ROW_COLUMNS(struct order, COL_U64(struct order, id), COL_U64(struct order, account_id),
		COL_STR(struct order, account), COL_STR(struct order, environment),
		COL_STR(struct order, form_id), COL_TIME(struct order, created_at),
		COL_TIME(struct order, updated_at), MAP_OF(ORDER_COLUMNS, struct order, ));
static const struct row_map person_row =
    ROW_COLUMNS(struct person_row, COL_U64(struct person_row, order_id),
		MAP_OF(PERSON_COLUMNS, struct person_row, p.));
static const struct row_map line_row =
    ROW_COLUMNS(struct order_line, COL_STR(struct order_line, line_item_id),
		MAP_OF(LINE_COLUMNS, struct order_line, ));
static const struct row_map extra_row =
    ROW_COLUMNS(struct extra_row, COL_U64(struct extra_row, order_id),
		MAP_OF(EXTRA_COLUMNS, struct extra_row, x.));

/* UNCOMPRESS() gives bytes; the text is UTF-8 as Allegro sent it. Forms are keyed by account and
 * id: the few accounts come first, or all forms would be looked through. */
static const struct stmt_def stmts[] = {
    [LOAD_ORDER] = {"SELECT o.id, o.account_id, a.name, a.environment, o.form_id, o.created_at, "
		    "o.updated_at" SQL_NAMES_OF(
			ORDER_COLUMNS) " FROM orders o JOIN account a ON a.id = o.account_id"
				       " WHERE o.form_id = ? ORDER BY o.id LIMIT 1",
		    "s", &order_row},
    [LOAD_PERSON] = {"SELECT order_id" SQL_NAMES_OF(
			 PERSON_COLUMNS) " FROM order_person WHERE order_id = ?",
		     "u", &person_row},
    [LOAD_LINES] = {"SELECT line_item_id" SQL_NAMES_OF(
			LINE_COLUMNS) " FROM order_line WHERE order_id = ? ORDER BY position",
		    "u", &line_row},
    [LOAD_EXTRAS] = {"SELECT order_id" SQL_NAMES_OF(
			 EXTRA_COLUMNS) " FROM order_extra WHERE order_id = ? ORDER BY position",
		     "u", &extra_row},
    [LOAD_TAX_IDS] = {"SELECT position, type, value FROM order_invoice_id WHERE order_id = ?"
		      " ORDER BY position",
		      "u", ROWS(struct order_tax_id, I64(position), STR(type), STR(value))},
    [LOAD_MERGED] = {"SELECT form_id FROM order_form WHERE account_id = ? AND superseded_by = ?"
		     " ORDER BY first_seen_at, form_id LIMIT 100",
		     "us", ROWS(struct order_merged, STR(form_id))},
    [LOAD_MOMENTS] = {"SELECT event_id, type, occurred_at, seen_at" ORDER_FAMILY
		      "order_event FORCE INDEX (account_id) USING (account_id, form_id)"
		      " ORDER BY occurred_at, seen_at LIMIT 500",
		      "usus",
		      ROWS(struct order_moment, STR(event_id), STR(type), TIME(occurred_at),
			   TIME(seen_at))},
    [LOAD_CHANGES] = {"SELECT c.at, c.actor, c.field, c.before_value, c.after_value" ORDER_FAMILY
		      "orders o USING (account_id, form_id)"
		      " STRAIGHT_JOIN order_change c ON c.order_id = o.id"
		      " ORDER BY c.id DESC LIMIT 500",
		      "usus",
		      ROWS(struct order_change, TIME(at), STR(actor), STR(field), STR(before),
			   STR(after))},
    [LOAD_DOCUMENT] =
	{"SELECT f.form_id, f.state, f.superseded_by, f.problem_path, f.problem,"
	 " f.meaning, CAST(f.fail_count AS SIGNED), f.next_try, f.first_seen_at, r.fetched_at,"
	 " CONVERT(UNCOMPRESS(r.doc) USING utf8mb4)"
	 " FROM account a STRAIGHT_JOIN order_form f ON f.account_id = a.id"
	 " AND f.form_id = ? LEFT JOIN order_raw r ON r.account_id = f.account_id"
	 " AND r.form_id = f.form_id LIMIT 1",
	 "s",
	 ROWS(struct order_document, STR(form_id), STR(state), STR(superseded_by),
	      STR(problem_path), STR(problem), STR(meaning), I64(fail_count), TIME(next_try),
	      TIME(first_seen_at), TIME(fetched_at), STR(raw))},
};
STMTS_REGISTER(order_load, stmts);

/* Erased people leave no row: all fields stay empty. */
static enum rc load_person(struct db *db, void *mem, struct order_detail *out, struct err *e)
{
	struct person_row row = {.p = {.guest = INT64_MIN, .ship_modified_at = TIME_NONE}};
	enum rc rc = stmt_find(db, mem, &stmts[LOAD_PERSON], PARAMS(P_U64(out->order.id)), &row, e);

	if (rc && rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	out->person = row.p;
	return RC_OK;
}

static enum rc load_extras(struct db *db, void *mem, struct order_detail *out, struct err *e)
{
	struct extra_row *rows;

	if (stmt_list(db, mem, &stmts[LOAD_EXTRAS], PARAMS(P_U64(out->order.id)), &rows,
		      &out->n_extras, e))
		return e->rc;
	out->extras = mem_array(mem, struct order_extra, out->n_extras + 1);
	for (size_t i = 0; i < out->n_extras; i++)
		out->extras[i] = rows[i].x;
	return RC_OK;
}

static enum rc load_parts(struct db *db, void *mem, struct order_detail *out, struct err *e)
{
	const struct param by_id[] = {P_U64(out->order.id)};
	const struct param by_form[] = {P_U64(out->order.account_id), P_STR(out->order.form_id)};
	const struct param family[] = {by_form[0], by_form[1], by_form[0], by_form[1]};

	if (stmt_list(db, mem, &stmts[LOAD_LINES], by_id, &out->lines, &out->n_lines, e) ||
	    stmt_list(db, mem, &stmts[LOAD_TAX_IDS], by_id, &out->tax_ids, &out->n_tax_ids, e) ||
	    stmt_list(db, mem, &stmts[LOAD_MERGED], by_form, &out->merged, &out->n_merged, e) ||
	    stmt_list(db, mem, &stmts[LOAD_MOMENTS], family, &out->moments, &out->n_moments, e))
		return e->rc;
	return stmt_list(db, mem, &stmts[LOAD_CHANGES], family, &out->changes, &out->n_changes, e);
}

enum rc order_load(struct db *db, void *mem, const char *form_id, struct order_detail *out,
		   struct err *e)
{
	*out = (struct order_detail){0};
	if (stmt_find(db, mem, &stmts[LOAD_ORDER], PARAMS(P_STR(form_id)), &out->order, e) ||
	    load_person(db, mem, out, e) || load_extras(db, mem, out, e) ||
	    load_parts(db, mem, out, e))
		return e->rc;
	return order_document_load(db, mem, form_id, &out->document, e);
}

enum rc order_document_load(struct db *db, void *mem, const char *form_id,
			    struct order_document *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[LOAD_DOCUMENT], PARAMS(P_STR(form_id)), out, e);
}
