/* SQL around the search box: older rows are written anew. */
#include "domain/orders/order_search.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/orders/order_find.h"

#include <stdint.h>

enum {
	CLEAN_FIND,
	CLEAN_NEXT,
	CLEAN_ORDERS,
	CLEAN_LINES,
	CLEAN_TAX_IDS,
	CLEAN_WRITE,
	CLEAN_SAVE,
	CLEAN_END,
};

struct words_row {
	const char *words;
	uint64_t order_id;
};
struct source_row {
	uint64_t id;
	uint64_t erased;
	struct order o;
	struct order_person p;
};
struct line_row {
	uint64_t order_id;
	struct order_line l;
};
struct tax_id_row {
	uint64_t order_id;
	struct order_tax_id t;
};

static const struct stmt_def stmts[] = {
    [CLEAN_FIND] = {"SELECT done_id FROM order_search_cleaning WHERE id = 1 AND ended_at IS NULL"
		    " FOR UPDATE",
		    "", ID},
    [CLEAN_NEXT] = {"SELECT CAST(IFNULL(MAX(s.order_id), 0) AS UNSIGNED) FROM (SELECT order_id "
		    "FROM order_search"
		    " WHERE order_id > ? ORDER BY order_id LIMIT 500) s",
		    "u", ID},
    [CLEAN_ORDERS] =
	{"SELECT o.id, CAST(o.erased AS UNSIGNED), o.form_id, o.total_minor, o.currency,"
	 " o.payment_state, o.pickup_id, p.login, p.email, p.first_name, p.last_name, p.company,"
	 " p.phone, p.ship_first_name, p.ship_last_name, p.ship_company, p.ship_phone,"
	 " p.ship_city, p.pickup_city, p.inv_company, p.inv_first_name, p.inv_last_name"
	 " FROM order_search s JOIN orders o ON o.id = s.order_id"
	 " LEFT JOIN order_person p ON p.order_id = o.id"
	 " WHERE s.order_id > ? AND s.order_id <= ? ORDER BY s.order_id FOR UPDATE",
	 "uu",
	 ROWS(struct source_row, U64(id), U64(erased), STR(o.form_id), MONEY(o.total),
	      STR(o.payment_state), STR(o.pickup_id), STR(p.login), STR(p.email), STR(p.first_name),
	      STR(p.last_name), STR(p.company), STR(p.phone), STR(p.ship_first_name),
	      STR(p.ship_last_name), STR(p.ship_company), STR(p.ship_phone), STR(p.ship_city),
	      STR(p.pickup_city), STR(p.inv_company), STR(p.inv_first_name), STR(p.inv_last_name))},
    [CLEAN_LINES] = {"SELECT order_id, sku, offer_id, offer_name FROM order_line"
		     " WHERE order_id > ? AND order_id <= ? ORDER BY order_id, position",
		     "uu",
		     ROWS(struct line_row, U64(order_id), STR(l.sku), STR(l.offer_id),
			  STR(l.offer_name))},
    [CLEAN_TAX_IDS] = {"SELECT order_id, value FROM order_invoice_id"
		       " WHERE order_id > ? AND order_id <= ? ORDER BY order_id, position",
		       "uu", ROWS(struct tax_id_row, U64(order_id), STR(t.value))},
    [CLEAN_WRITE] = {"UPDATE order_search SET words = ? WHERE order_id = ?",
		     BULK(struct words_row, STR(words), U64(order_id))},
    [CLEAN_SAVE] = {"UPDATE order_search_cleaning SET done_id = ? WHERE id = 1", "u", NO_ROWS},
    [CLEAN_END] = {"UPDATE order_search_cleaning SET ended_at = UTC_TIMESTAMP(3) WHERE id = 1", "",
		   NO_ROWS},
};
STMTS_REGISTER(order_search, stmts);
_Static_assert(ORDER_CLEAN_ROWS == 500, "LIMIT says so");

/* ---- Cleaning ---------------------------------------------------------------------------------
 */

/* What the rows of a piece are made of, each list in the order of its orders. */
struct sources {
	struct source_row *orders;
	size_t n;
	struct order_line *lines;
	uint64_t *line_orders; /* whose each is */
	size_t n_lines;
	struct order_tax_id *tax_ids;
	uint64_t *tax_id_orders;
	size_t n_tax_ids;
};

static enum rc load_sources(struct db *db, void *mem, uint64_t done, uint64_t until,
			    struct sources *out, struct err *e)
{
	const struct param piece[] = {P_U64(done), P_U64(until)};
	struct line_row *lines;
	struct tax_id_row *tax_ids;

	if (stmt_list(db, mem, &stmts[CLEAN_ORDERS], piece, &out->orders, &out->n, e) ||
	    stmt_list(db, mem, &stmts[CLEAN_LINES], piece, &lines, &out->n_lines, e) ||
	    stmt_list(db, mem, &stmts[CLEAN_TAX_IDS], piece, &tax_ids, &out->n_tax_ids, e))
		return e->rc;
	out->lines = mem_array(mem, struct order_line, out->n_lines + 1);
	out->line_orders = mem_array(mem, uint64_t, out->n_lines + 1);
	out->tax_ids = mem_array(mem, struct order_tax_id, out->n_tax_ids + 1);
	out->tax_id_orders = mem_array(mem, uint64_t, out->n_tax_ids + 1);
	for (size_t i = 0; i < out->n_lines; i++) {
		out->lines[i] = lines[i].l;
		out->line_orders[i] = lines[i].order_id;
	}
	for (size_t i = 0; i < out->n_tax_ids; i++) {
		out->tax_ids[i] = tax_ids[i].t;
		out->tax_id_orders[i] = tax_ids[i].order_id;
	}
	return RC_OK;
}

/* How many stand there of this order, the orders rising; *at moves to the first of them. */
static size_t stretch(const uint64_t *orders, size_t n, uint64_t order_id, size_t *at)
{
	size_t end;

	while (*at < n && orders[*at] < order_id)
		++*at;
	for (end = *at; end < n && orders[end] == order_id;)
		end++;
	return end - *at;
}

static const char *words_of(void *mem, const struct sources *s, const struct source_row *from,
			    size_t *line, size_t *tax_id)
{
	struct order_rows of = {.order = from->o, .person = from->p};

	of.n_lines = stretch(s->line_orders, s->n_lines, from->id, line);
	of.n_tax_ids = stretch(s->tax_id_orders, s->n_tax_ids, from->id, tax_id);
	of.lines = s->lines + *line;
	of.tax_ids = s->tax_ids + *tax_id;
	return order_words(mem, &of, from->erased ? ORDER_WORDS_OF_GOODS : ORDER_WORDS_OF_ALL);
}

static enum rc clean_rows(struct db *db, void *mem, uint64_t done, uint64_t until, struct err *e)
{
	struct sources s = {0};
	size_t line = 0;
	size_t tax_id = 0;

	if (load_sources(db, mem, done, until, &s, e))
		return e->rc;
	struct words_row *rows = mem_array(mem, struct words_row, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		rows[i] = (struct words_row){words_of(mem, &s, &s.orders[i], &line, &tax_id),
					     s.orders[i].id};
	return stmt_bulk(db, &stmts[CLEAN_WRITE], rows, s.n, NULL, e);
}

static enum rc clean_until(struct db *db, uint64_t done, uint64_t until, struct err *e)
{
	if (!until)
		return stmt_run(db, &stmts[CLEAN_END], NO_PARAMS, NULL, e);
	void *mem = mem_context(NULL, "words");
	enum rc rc = clean_rows(db, mem, done, until, e);
	mem_free(mem);
	return rc ? rc : stmt_run(db, &stmts[CLEAN_SAVE], PARAMS(P_U64(until)), NULL, e);
}

static enum rc clean_body(struct db *db, void *arg, struct err *e)
{
	bool *more = arg;
	uint64_t done = 0;
	uint64_t until = 0;

	*more = false;
	if (stmt_find(db, NULL, &stmts[CLEAN_FIND], NO_PARAMS, &done, e)) {
		if (e->rc != RC_NOT_FOUND)
			return e->rc;
		err_clear(e);
		return RC_OK;
	}
	if (stmt_find(db, NULL, &stmts[CLEAN_NEXT], PARAMS(P_U64(done)), &until, e))
		return e->rc;
	*more = until > 0;
	return clean_until(db, done, until, e);
}

enum rc order_search_clean(struct db *db, bool *more, struct err *e)
{
	return tx_run(db, clean_body, more, e);
}
