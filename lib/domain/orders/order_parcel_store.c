/* Many orders with what it takes to pack them, in few statements. */
#include "domain/orders/order.h"

#include "base/mem.h"
#include "db/array.h"
#include "domain/orders/order_columns.h"

enum { PARCEL_ORDERS, PARCEL_PERSONS, PARCEL_LINES, PARCEL_EXTRAS, PARCEL_STATES };

struct person_row {
	uint64_t order_id;
	struct order_person p;
};
struct line_row {
	uint64_t order_id;
	struct order_line l;
};
struct extra_row {
	uint64_t order_id;
	struct order_extra x;
};
struct state_row {
	uint64_t order_id;
	struct order_document d;
};

static const struct row_map order_map =
    ROW_COLUMNS(struct order, COL_U64(struct order, id), COL_U64(struct order, account_id),
		COL_STR(struct order, account), COL_STR(struct order, form_id),
		COL_TIME(struct order, created_at), COL_TIME(struct order, updated_at),
		MAP_OF(ORDER_COLUMNS, struct order, ));
static const struct row_map person_map =
    ROW_COLUMNS(struct person_row, COL_U64(struct person_row, order_id),
		MAP_OF(PERSON_COLUMNS, struct person_row, p.));
static const struct row_map line_map = ROW_COLUMNS(
    struct line_row, COL_U64(struct line_row, order_id), COL_STR(struct line_row, l.line_item_id),
    MAP_OF(LINE_COLUMNS, struct line_row, l.));
static const struct row_map extra_map =
    ROW_COLUMNS(struct extra_row, COL_U64(struct extra_row, order_id),
		MAP_OF(EXTRA_COLUMNS, struct extra_row, x.));

#define OF_THESE(table)                                                                            \
	" FROM " ARRAY_OF_IDS " j STRAIGHT_JOIN " table " ON order_id = j.id ORDER BY j.n"

static const struct stmt_def stmts[] = {
    [PARCEL_ORDERS] =
	{"SELECT o.id, o.account_id, a.name, o.form_id, o.created_at, o.updated_at" SQL_NAMES_OF(
	     ORDER_COLUMNS) " FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN orders o"
			    " ON o.form_id = j.word STRAIGHT_JOIN account a ON a.id = o.account_id"
			    " ORDER BY j.n",
	 "s", &order_map},
    [PARCEL_PERSONS] = {"SELECT order_id" SQL_NAMES_OF(PERSON_COLUMNS) OF_THESE("order_person"),
			"s", &person_map},
    [PARCEL_LINES] = {"SELECT order_id, line_item_id" SQL_NAMES_OF(LINE_COLUMNS)
			  OF_THESE("order_line") ", position",
		      "s", &line_map},
    [PARCEL_EXTRAS] = {"SELECT order_id" SQL_NAMES_OF(EXTRA_COLUMNS)
			   OF_THESE("order_extra") ", position",
		       "s", &extra_map},
    [PARCEL_STATES] = {"SELECT o.id, f.form_id, f.state FROM " ARRAY_OF_IDS
		       " j STRAIGHT_JOIN orders o ON o.id = j.id STRAIGHT_JOIN order_form f"
		       " ON f.account_id = o.account_id AND f.form_id = o.form_id ORDER BY j.n",
		       "s", ROWS(struct state_row, U64(order_id), STR(d.form_id), STR(d.state))},
};
STMTS_REGISTER(order_parcel, stmts);

struct batch {
	struct order_detail *orders;
	size_t n;
	const char *ids; /* array_of_ids() */
};

/* All lists are sorted as the orders are, so one walk deals each of them out. */
#define DEAL(batch, rows, n_rows, take)                                                            \
	for (size_t i = 0, at = 0; i < (batch)->n; i++)                                            \
		for (struct order_detail *d = &(batch)->orders[i];                                 \
		     at < (n_rows) && (rows)[at].order_id == d->order.id; at++)                    \
	take

static enum rc load_persons(struct db *db, void *mem, struct batch *b, struct err *e)
{
	struct person_row *rows;
	size_t n;

	if (stmt_list(db, mem, &stmts[PARCEL_PERSONS], PARAMS(P_STR(b->ids)), &rows, &n, e))
		return e->rc;
	DEAL(b, rows, n, d->person = rows[at].p);
	return RC_OK;
}

static enum rc load_lines(struct db *db, void *mem, struct batch *b, struct err *e)
{
	struct line_row *rows;
	size_t n;

	if (stmt_list(db, mem, &stmts[PARCEL_LINES], PARAMS(P_STR(b->ids)), &rows, &n, e))
		return e->rc;
	struct order_line *lines = mem_array(mem, struct order_line, n + 1);
	DEAL(b, rows, n, {
		lines[at] = rows[at].l;
		if (!d->n_lines++)
			d->lines = &lines[at];
	});
	return RC_OK;
}

static enum rc load_extras(struct db *db, void *mem, struct batch *b, struct err *e)
{
	struct extra_row *rows;
	size_t n;

	if (stmt_list(db, mem, &stmts[PARCEL_EXTRAS], PARAMS(P_STR(b->ids)), &rows, &n, e))
		return e->rc;
	struct order_extra *extras = mem_array(mem, struct order_extra, n + 1);
	DEAL(b, rows, n, {
		extras[at] = rows[at].x;
		if (!d->n_extras++)
			d->extras = &extras[at];
	});
	return RC_OK;
}

static enum rc load_states(struct db *db, void *mem, struct batch *b, struct err *e)
{
	struct state_row *rows;
	size_t n;

	if (stmt_list(db, mem, &stmts[PARCEL_STATES], PARAMS(P_STR(b->ids)), &rows, &n, e))
		return e->rc;
	DEAL(b, rows, n, d->document = rows[at].d);
	return RC_OK;
}

static enum rc load_orders(struct db *db, void *mem, const char *const *form_ids, size_t n,
			   struct batch *b, struct err *e)
{
	struct order *rows;

	if (stmt_list(db, mem, &stmts[PARCEL_ORDERS],
		      PARAMS(P_STR(array_of_words(mem, form_ids, n))), &rows, &b->n, e))
		return e->rc;
	uint64_t *ids = mem_array(mem, uint64_t, b->n + 1);
	b->orders = mem_array(mem, struct order_detail, b->n + 1);
	for (size_t i = 0; i < b->n; i++) {
		b->orders[i] = (struct order_detail){
		    .order = rows[i],
		    .person = {.guest = INT64_MIN, .ship_modified_at = TIME_NONE}};
		ids[i] = rows[i].id;
	}
	b->ids = array_of_ids(mem, ids, b->n);
	return RC_OK;
}

enum rc order_parcel_list(struct db *db, void *mem, const char *const *form_ids, size_t n_ids,
			  struct order_detail **out, size_t *n, struct err *e)
{
	struct batch b = {0};

	if (load_orders(db, mem, form_ids, n_ids, &b, e) || load_persons(db, mem, &b, e) ||
	    load_lines(db, mem, &b, e) || load_extras(db, mem, &b, e) ||
	    load_states(db, mem, &b, e))
		return e->rc;
	*out = b.orders;
	*n = b.n;
	return RC_OK;
}
