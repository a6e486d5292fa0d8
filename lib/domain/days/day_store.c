/* SQL of the certificate: what the panel and kramctl read. */
#include "domain/days/day.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/days/day_rule.h"

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

struct found_row {
	int64_t day_at;
	int64_t n;
};

#define VERDICT(v) verdicts[DAY_VERDICT_##v]
#define ABSENCE(a) absences[DAY_ABSENCE_##a]
static const struct row_map day_map = ROW_MAP(
    struct day, U64(account_id), TIME(day_at), TIME(until_at), STR(state), TIME(checked_at),
    I64(theirs), I64(here), I64(VERDICT(EQUAL)), I64(VERDICT(MISSING)), I64(VERDICT(DIFFERS)),
    I64(VERDICT(WAITING)), I64(VERDICT(UNREADABLE)), I64(VERDICT(FAILING)),
    I64(VERDICT(SUPERSEDED)), I64(ABSENCE(MERGED)), I64(ABSENCE(GONE)), I64(ABSENCE(ELSEWHERE)),
    I64(ABSENCE(SERVED)), I64(ABSENCE(ASKED)), BYTES(seal_hash), TIME(sealed_at),
    TIME(different_since), TIME(unsettled_since), TIME(next_check_at), I64(latency.n),
    I64(latency.p50_ms), I64(latency.p95_ms), I64(gap_ms));

static const struct stmt_def stmts[] = {
    [DAYS] = {DAY_NAMES " WHERE d.account_id = ? AND d.day_at >= ? AND d.day_at < ?"
			" ORDER BY d.day_at",
	      "utt", &day_map},
    [DAY] = {DAY_NAMES " WHERE d.account_id = ? AND d.day_at = ?", "ut", &day_map},
    [LAST] = {DAY_NAMES " WHERE d.account_id = ? AND d.checked_at IS NOT NULL"
			" ORDER BY d.day_at DESC LIMIT 1",
	      "u", &day_map},
    [FOUND] = {"SELECT day_at, COUNT(*) FROM order_day_found WHERE account_id = ?"
	       " AND day_at >= ? AND day_at < ? AND reason <> 'UNDER_WAY' GROUP BY day_at ORDER BY "
	       "day_at",
	       "utt", ROWS(struct found_row, TIME(day_at), I64(n))},
    [FOUND_ONE] = {"SELECT COUNT(*) FROM order_day_found WHERE account_id = ? AND day_at = ?"
		   " AND reason <> 'UNDER_WAY'",
		   "ut", NUMBER},
    [EXTENT] = {"SELECT MIN(day_at), CAST(IFNULL(SUM(state = 'DIFFERENT'), 0) AS SIGNED)"
		" FROM order_day WHERE account_id = ?",
		"u", ROWS(struct day_extent, TIME(first), I64(different))},
    [FINDS] = {"SELECT w.form_id, w.kind, w.reason, w.found_at, w.event_seen_at, f.state"
	       " FROM order_day_found w LEFT JOIN order_form f ON f.account_id = w.account_id"
	       " AND f.form_id = w.form_id WHERE w.account_id = ? AND w.day_at = ?"
	       " AND w.reason <> 'UNDER_WAY' ORDER BY w.id LIMIT 200",
	       "ut",
	       ROWS(struct day_find, STR(form_id), STR(kind), STR(reason), TIME(found_at),
		    TIME(event_seen_at), STR(form_state))},
    [OPENS] = {"SELECT d.form_id, d.verdict, f.problem, f.next_try, f.updated_at"
	       " FROM order_day_form d LEFT JOIN order_form f ON f.account_id = d.account_id"
	       " AND f.form_id = d.form_id WHERE d.account_id = ? AND d.day_at = ?"
	       " AND d.verdict NOT IN ('EQUAL', 'SUPERSEDED') ORDER BY d.form_id LIMIT 200",
	       "ut",
	       ROWS(struct day_open, STR(form_id), STR(verdict), STR(problem), TIME(next_try),
		    TIME(since))},
    [SEALS] = {"SELECT at, actor, action, theirs, equal, seal_hash FROM order_day_seal"
	       " WHERE account_id = ? AND day_at = ? ORDER BY id DESC LIMIT 200",
	       "ut",
	       ROWS(struct day_seal, TIME(at), STR(actor), STR(action), I64(theirs), I64(equal),
		    BYTES(seal_hash))},
    /* One that still goes on stands in no row yet: the cursor tells. */
    [GAPS] = {"SELECT from_at, until_at FROM order_poll_gap WHERE account_id = ? AND from_at < ?"
	      " AND until_at > ? UNION ALL SELECT polled_at, NULL FROM order_cursor"
	      " WHERE account_id = ? AND polled_at < UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE"
	      " AND polled_at < ? AND UTC_TIMESTAMP(3) > ? ORDER BY 1 LIMIT 200",
	      "uttutt", ROWS(struct day_poll_gap, TIME(from_at), TIME(until_at))},
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
		   "utt", NUMBER},
    [HERE] = {"SELECT COUNT(*) FROM orders FORCE INDEX (by_bought) WHERE account_id = ?"
	      " AND bought_at >= ? AND bought_at < ? AND place <> 'merged'",
	      "utt", NUMBER},
    [FORMS] = {"SELECT form_id, revision, updated_at_remote, verdict FROM order_day_form"
	       " WHERE account_id = ? AND day_at = ? ORDER BY form_id",
	       "ut",
	       ROWS(struct day_form, STR(form_id), STR(revision), TIME(updated_at), STR(verdict))},
};
STMTS_REGISTER(day, stmts);
_Static_assert(DAY_ROWS_MAX == 200, "FINDS, OPENS, SEALS and GAPS spell the number out");

/* How many were found only by the audit, for all days at once: asked day by day the view would be
 * made anew for each. Both lists are in order of days. */
static enum rc add_found(struct db *db, void *mem, struct day *days, size_t n, struct err *e)
{
	struct found_row *rows;
	size_t n_rows;
	size_t at = 0;

	if (!n)
		return RC_OK;
	if (stmt_list(db, mem, &stmts[FOUND],
		      PARAMS(P_U64(days[0].account_id), P_TIME(days[0].day_at),
			     P_TIME(days[n - 1].until_at)),
		      &rows, &n_rows, e))
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

enum rc day_list(struct db *db, void *mem, uint64_t account_id, int64_t from, int64_t until,
		 struct day **rows, size_t *n, struct err *e)
{
	struct day *found;

	if (stmt_list(db, mem, &stmts[DAYS], PARAMS(P_U64(account_id), P_TIME(from), P_TIME(until)),
		      &found, n, e))
		return e->rc;
	*rows = found;
	return add_found(db, mem, found, *n, e);
}

/* The same for one day, which the server narrows down to its few rows. */
static enum rc add_found_one(struct db *db, struct day *day, struct err *e)
{
	return stmt_number(db, &stmts[FOUND_ONE],
			   PARAMS(P_U64(day->account_id), P_TIME(day->day_at)), &day->found, e);
}

enum rc day_load(struct db *db, void *mem, uint64_t account_id, int64_t day_at, struct day *out,
		 struct err *e)
{
	if (stmt_find(db, mem, &stmts[DAY], PARAMS(P_U64(account_id), P_TIME(day_at)), out, e))
		return e->rc;
	return add_found_one(db, out, e);
}

enum rc day_last(struct db *db, void *mem, uint64_t account_id, struct day *out, struct err *e)
{
	if (stmt_find(db, mem, &stmts[LAST], PARAMS(P_U64(account_id)), out, e))
		return e->rc;
	return add_found_one(db, out, e);
}

enum rc day_extent(struct db *db, uint64_t account_id, struct day_extent *out, struct err *e)
{
	return stmt_find(db, NULL, &stmts[EXTENT], PARAMS(P_U64(account_id)), out, e);
}

#define DAY_KEY(day) PARAMS(P_U64((day)->account_id), P_TIME((day)->day_at))

enum rc day_finds(struct db *db, void *mem, const struct day *day, struct day_find **rows,
		  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[FINDS], DAY_KEY(day), rows, n, e);
}

enum rc day_opens(struct db *db, void *mem, const struct day *day, struct day_open **rows,
		  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OPENS], DAY_KEY(day), rows, n, e);
}

enum rc day_seals(struct db *db, void *mem, const struct day *day, struct day_seal **rows,
		  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[SEALS], DAY_KEY(day), rows, n, e);
}

enum rc day_forms(struct db *db, void *mem, const struct day *day, struct day_form **rows,
		  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[FORMS], DAY_KEY(day), rows, n, e);
}

enum rc day_poll_gaps(struct db *db, void *mem, uint64_t account_id, int64_t from, int64_t until,
		      struct day_poll_gap **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[GAPS],
			 PARAMS(P_U64(account_id), P_TIME(until), P_TIME(from), P_U64(account_id),
				P_TIME(until), P_TIME(from)),
			 rows, n, e);
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

enum rc day_latency(struct db *db, uint64_t account_id, int64_t from, int64_t until,
		    struct day_latency *out, struct err *e)
{
	void *mem = mem_context(NULL, "latency");
	int64_t *rows = NULL;
	size_t n = 0;
	enum rc rc =
	    stmt_list(db, mem, &stmts[LATENCIES],
		      PARAMS(P_U64(account_id), P_TIME(from), P_TIME(until)), &rows, &n, e);

	if (n)
		qsort(rows, n, sizeof(int64_t), by_size);
	*out = (struct day_latency){.n = (int64_t)n,
				    .p50_ms = day_percentile(rows, n, 50),
				    .p95_ms = day_percentile(rows, n, 95)};
	mem_free(mem);
	return rc;
}

enum rc day_here(struct db *db, uint64_t account_id, int64_t from, int64_t until, int64_t *n,
		 struct err *e)
{
	return stmt_number(db, &stmts[HERE], PARAMS(P_U64(account_id), P_TIME(from), P_TIME(until)),
			   n, e);
}
