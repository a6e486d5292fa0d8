/* SQL of the certificate: what the panel and kramctl read. */
#include "domain/orders/order_day.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/orders/order_day_rule.h"

#include <stdlib.h>

enum {
	DAYS,
	DAY,
	LAST,
	FOUND,
	FOUND_ONE,
	EXTENT,
	FINDS,
	OPENS,
	SEALS,
	GAPS,
	LATENCIES,
	HERE,
	FORMS,
};

#define DAY_NAMES                                                                                  \
	"SELECT d.account_id, d.day_at, d.until_at, d.state, d.checked_at, d.theirs, d.here,"      \
	" d.equal, d.missing, d.differing, d.waiting, d.unreadable, d.failing, d.superseded,"      \
	" d.merged, d.gone, d.elsewhere, d.served, d.asked, d.seal_hash, d.sealed_at,"             \
	" d.different_since, d.unsettled_since, d.next_check_at, d.latency_n, d.latency_p50_ms,"   \
	" d.latency_p95_ms,"                                                                       \
	" CAST(IFNULL((SELECT SUM(TIMESTAMPDIFF(SECOND, GREATEST(g.from_at, d.day_at),"            \
	" LEAST(g.until_at, d.until_at))) FROM order_poll_gap g WHERE"                             \
	" g.account_id = d.account_id AND g.from_at < d.until_at AND g.until_at > d.day_at), 0)"   \
	" * 1000 AS SIGNED) FROM order_day d"
#define DAY_RESULT "uttstiiiiiiiiiiiiiibttttiiii"

static const struct stmt_def stmts[] = {
    [DAYS] = {DAY_NAMES " WHERE d.account_id = ? AND d.day_at >= ? AND d.day_at < ?"
			" ORDER BY d.day_at",
	      "utt", DAY_RESULT},
    [DAY] = {DAY_NAMES " WHERE d.account_id = ? AND d.day_at = ?", "ut", DAY_RESULT},
    [LAST] = {DAY_NAMES " WHERE d.account_id = ? AND d.checked_at IS NOT NULL"
			" ORDER BY d.day_at DESC LIMIT 1",
	      "u", DAY_RESULT},
    [FOUND] = {"SELECT day_at, COUNT(*) FROM order_day_found WHERE account_id = ?"
	       " AND day_at >= ? AND day_at < ? AND reason <> 'UNDER_WAY' GROUP BY day_at ORDER BY "
	       "day_at",
	       "utt", "ti"},
    [FOUND_ONE] = {"SELECT COUNT(*) FROM order_day_found WHERE account_id = ? AND day_at = ?"
		   " AND reason <> 'UNDER_WAY'",
		   "ut", "i"},
    [EXTENT] = {"SELECT MIN(day_at), CAST(IFNULL(SUM(state = 'DIFFERENT'), 0) AS SIGNED)"
		" FROM order_day WHERE account_id = ?",
		"u", "ti"},
    [FINDS] = {"SELECT w.form_id, w.kind, w.reason, w.found_at, w.event_seen_at, f.state"
	       " FROM order_day_found w LEFT JOIN order_form f ON f.account_id = w.account_id"
	       " AND f.form_id = w.form_id WHERE w.account_id = ? AND w.day_at = ?"
	       " AND w.reason <> 'UNDER_WAY' ORDER BY w.id LIMIT 200",
	       "ut", "ssstts"},
    [OPENS] = {"SELECT d.form_id, d.verdict, f.problem, f.next_try, f.updated_at"
	       " FROM order_day_form d LEFT JOIN order_form f ON f.account_id = d.account_id"
	       " AND f.form_id = d.form_id WHERE d.account_id = ? AND d.day_at = ?"
	       " AND d.verdict NOT IN ('EQUAL', 'SUPERSEDED') ORDER BY d.form_id LIMIT 200",
	       "ut", "ssstt"},
    [SEALS] = {"SELECT at, actor, action, theirs, equal, seal_hash FROM order_day_seal"
	       " WHERE account_id = ? AND day_at = ? ORDER BY id DESC LIMIT 200",
	       "ut", "tssiib"},
    /* One that still goes on stands in no row yet: the cursor tells. */
    [GAPS] = {"SELECT from_at, until_at FROM order_poll_gap WHERE account_id = ? AND from_at < ?"
	      " AND until_at > ? UNION ALL SELECT polled_at, NULL FROM order_cursor"
	      " WHERE account_id = ? AND polled_at < UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE"
	      " AND polled_at < ? AND UTC_TIMESTAMP(3) > ? ORDER BY 1 LIMIT 200",
	      "uttutt", "tt"},
    /* Not counted: what the first import or the mending of a gap brought, and orders that took
     * over another's lines. */
    [LATENCIES] = {"SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, o.bought_at, o.created_at)"
		   " DIV 1000) FROM orders o JOIN order_import i ON i.account_id = o.account_id"
		   " LEFT JOIN order_form h ON h.account_id = o.account_id"
		   " AND h.state = 'SUPERSEDED' AND h.superseded_by = o.form_id"
		   " WHERE o.account_id = ? AND o.bought_at >= ? AND o.bought_at < ?"
		   " AND o.bought_at >= i.until_at AND h.form_id IS NULL"
		   " AND NOT EXISTS (SELECT 1 FROM order_gap g WHERE g.account_id = o.account_id"
		   " AND o.bought_at >= g.from_at AND o.bought_at < g.until_at"
		   " AND o.created_at >= g.started_at)",
		   "utt", "i"},
    [HERE] = {"SELECT COUNT(*) FROM orders FORCE INDEX (by_bought) WHERE account_id = ?"
	      " AND bought_at >= ? AND bought_at < ? AND place <> 'merged'",
	      "utt", "i"},
    [FORMS] = {"SELECT form_id, revision, updated_at_remote, verdict FROM order_day_form"
	       " WHERE account_id = ? AND day_at = ? ORDER BY form_id",
	       "ut", "ssts"},
};
STMTS_REGISTER(order_day, stmts);
_Static_assert(ORDER_DAY_ROWS_MAX == 200, "FINDS, OPENS, SEALS and GAPS spell the number out");

struct one_number {
	int64_t n;
};
struct found_row {
	int64_t day_at;
	int64_t n;
};

#define D	   struct order_day
#define VERDICT(v) COL_I64(D, verdicts[ORDER_VERDICT_##v])
#define ABSENCE(a) COL_I64(D, absences[ORDER_ABSENCE_##a])
static const struct row_col day_cols[] = {
    COL_U64(D, account_id),
    COL_TIME(D, day_at),
    COL_TIME(D, until_at),
    COL_STR(D, state),
    COL_TIME(D, checked_at),
    COL_I64(D, theirs),
    COL_I64(D, here),
    VERDICT(EQUAL),
    VERDICT(MISSING),
    VERDICT(DIFFERS),
    VERDICT(WAITING),
    VERDICT(UNREADABLE),
    VERDICT(FAILING),
    VERDICT(SUPERSEDED),
    ABSENCE(MERGED),
    ABSENCE(GONE),
    ABSENCE(ELSEWHERE),
    ABSENCE(SERVED),
    ABSENCE(ASKED),
    COL_BYTES(D, seal_hash),
    COL_TIME(D, sealed_at),
    COL_TIME(D, different_since),
    COL_TIME(D, unsettled_since),
    COL_TIME(D, next_check_at),
    COL_I64(D, latency.n),
    COL_I64(D, latency.p50_ms),
    COL_I64(D, latency.p95_ms),
    COL_I64(D, gap_ms),
};
static const struct row_col found_cols[] = {
    COL_TIME(struct found_row, day_at),
    COL_I64(struct found_row, n),
};
#define X struct order_day_extent
static const struct row_col extent_cols[] = {COL_TIME(X, first), COL_I64(X, different)};
#define W struct order_day_find
static const struct row_col find_cols[] = {
    COL_STR(W, form_id),   COL_STR(W, kind),	       COL_STR(W, reason),
    COL_TIME(W, found_at), COL_TIME(W, event_seen_at), COL_STR(W, form_state),
};
#define O struct order_day_open
static const struct row_col open_cols[] = {
    COL_STR(O, form_id),   COL_STR(O, verdict), COL_STR(O, problem),
    COL_TIME(O, next_try), COL_TIME(O, since),
};
#define S struct order_day_seal
static const struct row_col seal_cols[] = {
    COL_TIME(S, at),	COL_STR(S, actor), COL_STR(S, action),
    COL_I64(S, theirs), COL_I64(S, equal), COL_BYTES(S, seal_hash),
};
#define G struct order_poll_gap
static const struct row_col gap_cols[] = {COL_TIME(G, from_at), COL_TIME(G, until_at)};
static const struct row_col number_cols[] = {COL_I64(struct one_number, n)};
#define F struct order_day_form
static const struct row_col form_cols[] = {
    COL_STR(F, form_id),
    COL_STR(F, revision),
    COL_TIME(F, updated_at),
    COL_STR(F, verdict),
};

static const struct row_map day_map = ROW_MAP(D, day_cols);
static const struct row_map found_map = ROW_MAP(struct found_row, found_cols);
static const struct row_map extent_map = ROW_MAP(X, extent_cols);
static const struct row_map find_map = ROW_MAP(W, find_cols);
static const struct row_map open_map = ROW_MAP(O, open_cols);
static const struct row_map seal_map = ROW_MAP(S, seal_cols);
static const struct row_map gap_map = ROW_MAP(G, gap_cols);
static const struct row_map number_map = ROW_MAP(struct one_number, number_cols);
static const struct row_map form_map = ROW_MAP(F, form_cols);

/* How many were found only by the audit, for all days at once: asked day by day the view would be
 * made anew for each. Both lists are in order of days. */
static enum rc add_found(struct db *db, void *mem, struct order_day *days, size_t n, struct err *e)
{
	void *rows;
	size_t n_rows;
	size_t at = 0;

	if (!n)
		return RC_OK;
	if (stmt_list(db, mem, &stmts[FOUND],
		      PARAMS(P_U64(days[0].account_id), P_TIME(days[0].day_at),
			     P_TIME(days[n - 1].until_at)),
		      &found_map, &rows, &n_rows, e))
		return e->rc;
	const struct found_row *found = rows;
	for (size_t i = 0; i < n_rows; i++) {
		while (at < n && days[at].day_at < found[i].day_at)
			at++;
		if (at < n && days[at].day_at == found[i].day_at)
			days[at].found = found[i].n;
	}
	return RC_OK;
}

enum rc order_day_list(struct db *db, void *mem, uint64_t account_id, int64_t from, int64_t until,
		       struct order_day **rows, size_t *n, struct err *e)
{
	void *found;

	if (stmt_list(db, mem, &stmts[DAYS], PARAMS(P_U64(account_id), P_TIME(from), P_TIME(until)),
		      &day_map, &found, n, e))
		return e->rc;
	*rows = found;
	return add_found(db, mem, found, *n, e);
}

/* The same for one day, which the server narrows down to its few rows. */
static enum rc add_found_one(struct db *db, struct order_day *day, struct err *e)
{
	struct one_number row = {0};

	if (stmt_find(db, NULL, &stmts[FOUND_ONE],
		      PARAMS(P_U64(day->account_id), P_TIME(day->day_at)), &number_map, &row, e))
		return e->rc;
	day->found = row.n;
	return RC_OK;
}

enum rc order_day_load(struct db *db, void *mem, uint64_t account_id, int64_t day_at,
		       struct order_day *out, struct err *e)
{
	if (stmt_find(db, mem, &stmts[DAY], PARAMS(P_U64(account_id), P_TIME(day_at)), &day_map,
		      out, e))
		return e->rc;
	return add_found_one(db, out, e);
}

enum rc order_day_last(struct db *db, void *mem, uint64_t account_id, struct order_day *out,
		       struct err *e)
{
	if (stmt_find(db, mem, &stmts[LAST], PARAMS(P_U64(account_id)), &day_map, out, e))
		return e->rc;
	return add_found_one(db, out, e);
}

enum rc order_day_extent(struct db *db, uint64_t account_id, struct order_day_extent *out,
			 struct err *e)
{
	return stmt_find(db, NULL, &stmts[EXTENT], PARAMS(P_U64(account_id)), &extent_map, out, e);
}

struct day_rows {
	void *rows;
	size_t *n;
};

static enum rc list_of_day(struct db *db, void *mem, int what, const struct row_map *map,
			   const struct order_day *day, struct day_rows *out, struct err *e)
{
	return stmt_list(db, mem, &stmts[what], PARAMS(P_U64(day->account_id), P_TIME(day->day_at)),
			 map, &out->rows, out->n, e);
}

enum rc order_day_finds(struct db *db, void *mem, const struct order_day *day,
			struct order_day_find **rows, size_t *n, struct err *e)
{
	struct day_rows out = {NULL, n};

	if (list_of_day(db, mem, FINDS, &find_map, day, &out, e))
		return e->rc;
	*rows = out.rows;
	return RC_OK;
}

enum rc order_day_opens(struct db *db, void *mem, const struct order_day *day,
			struct order_day_open **rows, size_t *n, struct err *e)
{
	struct day_rows out = {NULL, n};

	if (list_of_day(db, mem, OPENS, &open_map, day, &out, e))
		return e->rc;
	*rows = out.rows;
	return RC_OK;
}

enum rc order_day_seals(struct db *db, void *mem, const struct order_day *day,
			struct order_day_seal **rows, size_t *n, struct err *e)
{
	struct day_rows out = {NULL, n};

	if (list_of_day(db, mem, SEALS, &seal_map, day, &out, e))
		return e->rc;
	*rows = out.rows;
	return RC_OK;
}

enum rc order_day_forms(struct db *db, void *mem, const struct order_day *day,
			struct order_day_form **rows, size_t *n, struct err *e)
{
	struct day_rows out = {NULL, n};

	if (list_of_day(db, mem, FORMS, &form_map, day, &out, e))
		return e->rc;
	*rows = out.rows;
	return RC_OK;
}

enum rc order_poll_gaps(struct db *db, void *mem, uint64_t account_id, int64_t from, int64_t until,
			struct order_poll_gap **rows, size_t *n, struct err *e)
{
	void *found;

	if (stmt_list(db, mem, &stmts[GAPS],
		      PARAMS(P_U64(account_id), P_TIME(until), P_TIME(from), P_U64(account_id),
			     P_TIME(until), P_TIME(from)),
		      &gap_map, &found, n, e))
		return e->rc;
	*rows = found;
	return RC_OK;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

enum rc order_latency(struct db *db, uint64_t account_id, int64_t from, int64_t until,
		      struct order_latency *out, struct err *e)
{
	void *mem = mem_context(NULL, "latency");
	void *rows = NULL;
	size_t n = 0;
	enum rc rc = stmt_list(db, mem, &stmts[LATENCIES],
			       PARAMS(P_U64(account_id), P_TIME(from), P_TIME(until)), &number_map,
			       &rows, &n, e);

	_Static_assert(sizeof(struct one_number) == sizeof(int64_t), "rows are plain numbers");
	if (n)
		qsort(rows, n, sizeof(int64_t), by_size);
	*out = (struct order_latency){.n = (int64_t)n,
				      .p50_ms = order_percentile(rows, n, 50),
				      .p95_ms = order_percentile(rows, n, 95)};
	mem_free(mem);
	return rc;
}

enum rc order_day_here(struct db *db, uint64_t account_id, int64_t from, int64_t until, int64_t *n,
		       struct err *e)
{
	struct one_number row = {0};

	if (stmt_find(db, NULL, &stmts[HERE],
		      PARAMS(P_U64(account_id), P_TIME(from), P_TIME(until)), &number_map, &row, e))
		return e->rc;
	*n = row.n;
	return RC_OK;
}
