/* Everything about one order, for its page. */
#include "domain/orders/order.h"

#include "base/mem.h"
#include "domain/orders/order_columns.h"

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

/* An order goes on with the history of the purchases that were merged into it (FACTS 2.3). The
 * forms come first: in a condition they would be looked up for each order of the account. */
#define OF_ITS_FORMS                                                                               \
	" FROM (SELECT account_id, form_id FROM order_form WHERE account_id = ?"                   \
	" AND superseded_by = ? UNION ALL SELECT account_id, form_id FROM order_form"              \
	" WHERE account_id = ? AND form_id = ?) f STRAIGHT_JOIN "

/* UNCOMPRESS() gives bytes; the text is UTF-8 as Allegro sent it. Forms are keyed by account and
 * id: the few accounts come first, or all forms would be looked through. */
static const struct stmt_def stmts[] = {
    [LOAD_ORDER] =
	{"SELECT o.id, o.account_id, a.name, o.form_id, o.created_at, o.updated_at" SQL_NAMES_OF(
	     ORDER_COLUMNS) " FROM orders o JOIN account a ON a.id = o.account_id"
			    " WHERE o.form_id = ? ORDER BY o.id LIMIT 1",
	 "s", "uusstt" SIG_OF(ORDER_COLUMNS)},
    [LOAD_PERSON] = {"SELECT order_id" SQL_PERSON_NAMES " FROM order_person WHERE order_id = ?",
		     "u", "u" SIG_PERSON},
    [LOAD_LINES] = {"SELECT line_item_id" SQL_NAMES_OF(
			LINE_COLUMNS) " FROM order_line WHERE order_id = ? ORDER BY position",
		    "u", "s" SIG_OF(LINE_COLUMNS)},
    [LOAD_EXTRAS] = {"SELECT order_id" SQL_NAMES_OF(
			 EXTRA_COLUMNS) " FROM order_extra WHERE order_id = ? ORDER BY position",
		     "u", "u" SIG_OF(EXTRA_COLUMNS)},
    [LOAD_TAX_IDS] = {"SELECT position, type, value FROM order_invoice_id WHERE order_id = ?"
		      " ORDER BY position",
		      "u", "iss"},
    [LOAD_MERGED] = {"SELECT form_id FROM order_form WHERE account_id = ? AND superseded_by = ?"
		     " ORDER BY first_seen_at, form_id LIMIT 100",
		     "us", "s"},
    [LOAD_MOMENTS] = {"SELECT event_id, type, occurred_at, seen_at" OF_ITS_FORMS
		      "order_event FORCE INDEX (account_id) USING (account_id, form_id)"
		      " ORDER BY occurred_at, seen_at LIMIT 500",
		      "usus", "sstt"},
    [LOAD_CHANGES] = {"SELECT c.at, c.actor, c.field, c.before_value, c.after_value" OF_ITS_FORMS
		      "orders o USING (account_id, form_id)"
		      " STRAIGHT_JOIN order_change c ON c.order_id = o.id"
		      " ORDER BY c.id DESC LIMIT 500",
		      "usus", "tssss"},
    [LOAD_DOCUMENT] =
	{"SELECT f.form_id, f.state, f.superseded_by, f.problem_path, f.problem,"
	 " f.meaning, CAST(f.fail_count AS SIGNED), f.next_try, f.first_seen_at, r.fetched_at,"
	 " CONVERT(UNCOMPRESS(r.doc) USING utf8mb4)"
	 " FROM account a STRAIGHT_JOIN order_form f ON f.account_id = a.id"
	 " AND f.form_id = ? LEFT JOIN order_raw r ON r.account_id = f.account_id"
	 " AND r.form_id = f.form_id LIMIT 1",
	 "s", "ssssssittts"},
};
STMTS_REGISTER(order_load, stmts);

struct person_row {
	uint64_t order_id;
	struct order_person p;
};
struct extra_row {
	uint64_t order_id;
	struct order_extra x;
};

#define ROW struct order
#define PART
static const struct row_col order_cols[] = {COL_U64(ROW, id),	       COL_U64(ROW, account_id),
					    COL_STR(ROW, account),     COL_STR(ROW, form_id),
					    COL_TIME(ROW, created_at), COL_TIME(ROW, updated_at),
					    MAP_OF(ORDER_COLUMNS)};
#undef ROW
#define ROW struct order_line
static const struct row_col line_cols[] = {COL_STR(ROW, line_item_id), MAP_OF(LINE_COLUMNS)};
#undef ROW
#undef PART
#define ROW  struct person_row
#define PART p.
static const struct row_col person_cols[] = {COL_U64(ROW, order_id), MAP_PERSON};
#undef ROW
#undef PART
#define ROW  struct extra_row
#define PART x.
static const struct row_col extra_cols[] = {COL_U64(ROW, order_id), MAP_OF(EXTRA_COLUMNS)};

static const struct row_col tax_id_cols[] = {
    COL_I64(struct order_tax_id, position),
    COL_STR(struct order_tax_id, type),
    COL_STR(struct order_tax_id, value),
};
static const struct row_col merged_cols[] = {COL_STR(struct order_merged, form_id)};
static const struct row_col moment_cols[] = {
    COL_STR(struct order_moment, event_id),
    COL_STR(struct order_moment, type),
    COL_TIME(struct order_moment, occurred_at),
    COL_TIME(struct order_moment, seen_at),
};
static const struct row_col change_cols[] = {
    COL_TIME(struct order_change, at),	 COL_STR(struct order_change, actor),
    COL_STR(struct order_change, field), COL_STR(struct order_change, before),
    COL_STR(struct order_change, after),
};
#define D struct order_document
static const struct row_col document_cols[] = {
    COL_STR(D, form_id),      COL_STR(D, state),     COL_STR(D, superseded_by),
    COL_STR(D, problem_path), COL_STR(D, problem),   COL_STR(D, meaning),
    COL_I64(D, fail_count),   COL_TIME(D, next_try), COL_TIME(D, first_seen_at),
    COL_TIME(D, fetched_at),  COL_STR(D, raw),
};

static const struct row_map maps[] = {
    [LOAD_ORDER] = ROW_MAP(struct order, order_cols),
    [LOAD_PERSON] = ROW_MAP(struct person_row, person_cols),
    [LOAD_LINES] = ROW_MAP(struct order_line, line_cols),
    [LOAD_EXTRAS] = ROW_MAP(struct extra_row, extra_cols),
    [LOAD_TAX_IDS] = ROW_MAP(struct order_tax_id, tax_id_cols),
    [LOAD_MERGED] = ROW_MAP(struct order_merged, merged_cols),
    [LOAD_MOMENTS] = ROW_MAP(struct order_moment, moment_cols),
    [LOAD_CHANGES] = ROW_MAP(struct order_change, change_cols),
    [LOAD_DOCUMENT] = ROW_MAP(struct order_document, document_cols),
};

/* What a list of the detail is read by, and where it goes. */
struct part {
	int what;
	const struct param *params;
	void **rows;
	size_t *n;
};

static enum rc load_part(struct db *db, void *mem, const struct part *p, struct err *e)
{
	return stmt_list(db, mem, &stmts[p->what], p->params, &maps[p->what], p->rows, p->n, e);
}

/* Erased people leave no row: all fields stay empty. */
static enum rc load_person(struct db *db, void *mem, struct order_detail *out, struct err *e)
{
	struct person_row row = {.p = {.guest = INT64_MIN, .ship_modified_at = TIME_NONE}};
	enum rc rc = stmt_find(db, mem, &stmts[LOAD_PERSON], PARAMS(P_U64(out->order.id)),
			       &maps[LOAD_PERSON], &row, e);

	if (rc && rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	out->person = row.p;
	return RC_OK;
}

static enum rc load_extras(struct db *db, void *mem, struct order_detail *out, struct err *e)
{
	void *found;

	if (stmt_list(db, mem, &stmts[LOAD_EXTRAS], PARAMS(P_U64(out->order.id)),
		      &maps[LOAD_EXTRAS], &found, &out->n_extras, e))
		return e->rc;
	const struct extra_row *rows = found;
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
	const struct part parts[] = {
	    {LOAD_LINES, by_id, (void **)&out->lines, &out->n_lines},
	    {LOAD_TAX_IDS, by_id, (void **)&out->tax_ids, &out->n_tax_ids},
	    {LOAD_MERGED, by_form, (void **)&out->merged, &out->n_merged},
	    {LOAD_MOMENTS, family, (void **)&out->moments, &out->n_moments},
	    {LOAD_CHANGES, family, (void **)&out->changes, &out->n_changes},
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (load_part(db, mem, &parts[i], e))
			return e->rc;
	return RC_OK;
}

enum rc order_load(struct db *db, void *mem, const char *form_id, struct order_detail *out,
		   struct err *e)
{
	*out = (struct order_detail){0};
	if (stmt_find(db, mem, &stmts[LOAD_ORDER], PARAMS(P_STR(form_id)), &maps[LOAD_ORDER],
		      &out->order, e) ||
	    load_person(db, mem, out, e) || load_extras(db, mem, out, e) ||
	    load_parts(db, mem, out, e))
		return e->rc;
	return order_document_load(db, mem, form_id, &out->document, e);
}

enum rc order_document_load(struct db *db, void *mem, const char *form_id,
			    struct order_document *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[LOAD_DOCUMENT], PARAMS(P_STR(form_id)),
			 &maps[LOAD_DOCUMENT], out, e);
}
