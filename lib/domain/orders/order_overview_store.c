/* Counts, facets, problems and progress: what the tabs and the pages around the list show. */
#include "domain/orders/order.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/stmt.h"
#include "domain/accounts/account_columns.h"
#include "domain/orders/order_waiting.h"
#include "domain/orders/order_due.h"

enum {
	COUNT_TABS,
	COUNT_LATE,
	FACETS,
	PROBLEMS,
	PROGRESS,
	COUNT_WAITING,
	HOURS,
	CUT_AT,
	CUT_COUNT,
};

/* Counting stops at ORDER_COUNT_MAX rows of each kind, so that no page scans a year of orders. */
#define COUNT_UP_TO_MAX(rows) "SELECT COUNT(*) FROM (SELECT 1 FROM " rows " LIMIT 10000) AS counted"
/* Orders that wait to be sent: whole days before the present one; hours from its beginning, as far
 * as the present one, tonight and tomorrow night; and those of the present hour up to now. */
#define SUMMED(n) "CAST(IFNULL(SUM(" n "), 0) AS SIGNED)"
#define DUE_DAYS                                                                                   \
	"(SELECT " SUMMED("n") " FROM order_due WHERE account_id = IFNULL(?, account_id)"          \
			       " AND day < ?)"
#define DUE_HOURS                                                                                  \
	"SELECT 'hours', " SUMMED("IF(hour < ?, n, 0)") ", " SUMMED(                               \
	    "IF(hour < ?, n, 0)") ", " SUMMED("n") ", 0 FROM order_due_hour"                       \
						   " WHERE hour >= ? AND hour < ? AND account_id " \
						   "= IFNULL(?, account_id)"
#define DUE_MINUTES                                                                                \
	"(SELECT COUNT(*) FROM orders FORCE INDEX (by_send) WHERE to_send = 1"                     \
	" AND send_key >= ? AND send_key < ? AND account_id = IFNULL(?, account_id))"
#define CONFLICTS "SELECT 1 FROM orders WHERE problem > '' AND account_id = IFNULL(?, account_id)"
#define TROUBLES                                                                                   \
	"SELECT 1 FROM order_form f WHERE f.state IN ('UNREADABLE', 'FAILING', 'LOST')"            \
	" AND f.account_id = IFNULL(?, f.account_id)"
/* Counted in one table that the server makes for it: a second one costs as much again. */
#define PROBLEM_COUNT                                                                              \
	"(SELECT COUNT(*) FROM ((" CONFLICTS " LIMIT 10000) UNION ALL (" TROUBLES                  \
	" LIMIT 10000)) AS counted)"
/* Forms that are waited for too long, but for those that TROUBLES has. */
#define LATE_FORMS                                                                                 \
	"account wa STRAIGHT_JOIN order_form f FORCE INDEX (dirty) ON f.account_id = wa.id"        \
	" WHERE wa.id = IFNULL(?, wa.id) AND f.state <> 'FAILING' AND " ORDER_IS_LATE("f")
#define LATE COUNT_UP_TO_MAX(LATE_FORMS)
/* Is any of them waited for at all? Nearly never, and this costs half as much to ask. */
#define DIRTY                                                                                      \
	"EXISTS (SELECT 1 FROM account wa STRAIGHT_JOIN order_form f FORCE INDEX (dirty)"          \
	" ON f.account_id = wa.id AND f.is_dirty = 1)"
#define AND_ALSO " UNION ALL "
_Static_assert(ORDER_COUNT_MAX == 10000 && ORDER_PROBLEMS_MAX == 500, "spelt out in statements");

#define PROBLEM_FORM                                                                               \
	"SELECT f.account_id, f.form_id, f.state, f.problem_path, f.problem, f.meaning,"           \
	" f.fail_count, f.next_try, f.is_dirty, f.updated_at, " ORDER_WAITS_SINCE("f") " AS since" \
										       " FROM "

/* Orders to be sent before now, tonight, tomorrow night. */
enum due { DUE_NOW, DUE_TONIGHT, DUE_TOMORROW, DUE_COUNT };

struct facet_row {
	const char *kind;
	struct order_facet facet;
};
/* One count of a place, and a row of counts by moment and of each other kind. */
enum { OVER_DAYS, OVER_MINUTES, PROBLEM_ROWS, HAS_DIRTY, NUMBERS };
struct named_count {
	const char *name;
	int64_t n[NUMBERS];
};
struct waiting {
	int64_t n;
	int64_t since;
};
struct hour {
	int64_t at;
	int64_t n;
};

struct moment {
	int64_t at;
};
_Static_assert(ORDER_CUT_MAX == 1000, "spelt out in a statement");

static const struct stmt_def stmts[] = {
    /* Parts of a union cost more than numbers beside each other. */
    [COUNT_TABS] = {"SELECT place, n, 0, 0, 0 FROM order_tally"
		    " WHERE account_id = IFNULL(?, account_id)" AND_ALSO DUE_HOURS AND_ALSO
		    "SELECT 'beside', " DUE_DAYS ", " DUE_MINUTES ", " PROBLEM_COUNT ", " DIRTY,
		    "i"
		    "tttti"
		    "ittti"
		    "ii",
		    ROWS(struct named_count, STR(name), I64(n[0]), I64(n[1]), I64(n[2]),
			 I64(n[3]))},
    [COUNT_LATE] = {LATE, "i", NUMBER},
    [FACETS] = {"SELECT kind, value, label FROM order_facet ORDER BY kind,"
		" IFNULL(label, value) COLLATE utf8mb4_uca1400_polish_as_ci LIMIT 1000",
		"", ROWS(struct facet_row, STR(kind), STR(facet.value), STR(facet.label))},
    [PROBLEMS] = {"SELECT a.name, p.form_id, p.state, p.problem_path, p.problem, p.meaning,"
		  " CAST(p.fail_count AS SIGNED), p.next_try, IF(p.is_dirty, p.since, NULL),"
		  " CAST(IFNULL(o.id, 0) AS UNSIGNED) FROM ((" PROBLEM_FORM
		  "order_form f WHERE f.state IN ('UNREADABLE', 'FAILING', 'LOST')"
		  " AND f.account_id = IFNULL(?, f.account_id) LIMIT 10000) UNION ALL"
		  " (" PROBLEM_FORM LATE_FORMS
		  " LIMIT 10000)) p JOIN account a ON a.id = p.account_id"
		  " LEFT JOIN orders o ON o.account_id = p.account_id AND o.form_id = p.form_id"
		  " ORDER BY p.updated_at DESC, p.form_id LIMIT 500",
		  "ii",
		  ROWS(struct order_problem, STR(account), STR(form_id), STR(state),
		       STR(problem_path), STR(problem), STR(meaning), I64(fail_count),
		       TIME(next_try), TIME(waiting_since), U64(order_id))},
    [PROGRESS] = {"SELECT " ACCOUNT_COLUMNS(
		      "a.") ", (SELECT CAST(IFNULL(MAX(id), 0) AS SIGNED) FROM orders),"
			    " c.polled_at, c.event_at, i.state, i.from_at, i.until_at,"
			    " i.done_until, i.total, CAST(i.stored AS SIGNED),"
			    " g.from_at, g.total, CAST(g.stored AS SIGNED),"
			    " EXISTS (SELECT 1 FROM order_form f FORCE INDEX (dirty)"
			    " WHERE f.account_id = a.id AND f.is_dirty = 1)"
			    " FROM account a LEFT JOIN order_cursor c ON c.account_id = a.id"
			    " LEFT JOIN order_import i ON i.account_id = a.id"
			    " LEFT JOIN order_gap g ON g.account_id = a.id AND g.running = 1"
			    " ORDER BY a.name",
		  "",
		  ROWS(struct order_progress, ACCOUNT_FIELDS(account.), I64(newest),
		       TIME(polled_at), TIME(event_at), STR(import_state), TIME(import_from),
		       TIME(import_until), TIME(import_done_until), I64(import_total),
		       I64(import_stored), TIME(gap_from), I64(gap_total), I64(gap_read),
		       I64(is_behind))},
    [COUNT_WAITING] = {"SELECT COUNT(*), MIN(since) FROM (SELECT " ORDER_WAITS_SINCE(
			   "f") " AS since FROM order_form f FORCE INDEX (dirty)"
				" WHERE f.account_id = ? AND " ORDER_IS_WAITING(
				    "f") " LIMIT 10000) w",
		       "u", ROWS(struct waiting, I64(n), TIME(since))},
    [HOURS] = {"SELECT hour, CAST(SUM(n) AS SIGNED) FROM order_hour WHERE hour >= ? GROUP BY hour",
	       "t", ROWS(struct hour, TIME(at), I64(n))},
    [CUT_AT] = {"SELECT send_key FROM orders FORCE INDEX (by_send) WHERE to_send = 1"
		" AND send_key >= ? AND ship_by IS NOT NULL ORDER BY send_key LIMIT 1",
		"t", ROWS(struct moment, TIME(at))},
    [CUT_COUNT] = {"SELECT COUNT(*) FROM (SELECT 1 FROM orders FORCE INDEX (by_send)"
		   " WHERE to_send = 1 AND send_key = ? LIMIT 1000) AS counted",
		   "t", NUMBER},
};
STMTS_REGISTER(order_overview, stmts);

static struct param account_param(uint64_t account_id)
{
	return P_I64(account_id ? (int64_t)account_id : INT64_MIN);
}

/* ---- Tabs -------------------------------------------------------------------------------------
 */

/* What one statement counts for all tabs. */
struct tabs {
	int64_t places[ORDER_PLACE_COUNT];
	int64_t due[DUE_COUNT]; /* to send before these moments */
	int64_t problems;
	int64_t dirty; /* 1: some document is waited for */
};

/* What is over is before each of the moments. */
static void take_beside(struct tabs *out, const int64_t n[NUMBERS])
{
	for (int d = 0; d < DUE_COUNT; d++)
		out->due[d] += n[OVER_DAYS];
	out->due[DUE_NOW] += n[OVER_MINUTES];
	out->problems = n[PROBLEM_ROWS];
	out->dirty = n[HAS_DIRTY];
}

static void take_count(struct tabs *out, const struct named_count *row)
{
	for (size_t p = 0; p < ORDER_PLACE_COUNT; p++)
		if (str_eq(row->name, order_place_names[p]))
			out->places[p] += row->n[0];
	for (int d = 0; d < DUE_COUNT && str_eq(row->name, "hours"); d++)
		out->due[d] += row->n[d];
	if (str_eq(row->name, "beside"))
		take_beside(out, row->n);
}

static enum rc count_late(struct db *db, struct param account, struct tabs *out, struct err *e)
{
	int64_t late;

	if (stmt_number(db, &stmts[COUNT_LATE], &account, &late, e))
		return e->rc;
	out->problems += late;
	return RC_OK;
}

static enum rc count_tabs(struct db *db, uint64_t account_id, int64_t now_ms, struct tabs *out,
			  struct err *e)
{
	const struct param account = account_param(account_id);
	const struct param day = P_TIME(time_utc_day(now_ms));
	const struct param hour = P_TIME(time_utc_hour(now_ms));
	/* Midnight in Warsaw begins an hour of UTC. */
	const struct param tonight = P_TIME(time_day_start(now_ms, 1));
	const struct param tomorrow = P_TIME(time_day_start(now_ms, 2));
	void *mem = mem_context(NULL, "tabs");
	struct named_count *rows;
	size_t n = 0;
	enum rc rc = stmt_list(db, mem, &stmts[COUNT_TABS],
			       PARAMS(account, hour, tonight, day, tomorrow, account, account, day,
				      hour, P_TIME(now_ms), account, account, account),
			       &rows, &n, e);

	*out = (struct tabs){0};
	for (size_t i = 0; i < n; i++)
		take_count(out, &rows[i]);
	mem_free(mem);
	return rc || !out->dirty ? rc : count_late(db, account, out, e);
}

enum rc order_count(struct db *db, uint64_t account_id, int64_t out[ORDER_VIEW_COUNT],
		    struct err *e)
{
	struct tabs tabs;
	int64_t all = 0;

	if (count_tabs(db, account_id, time_now_ms(), &tabs, e))
		return e->rc;
	for (size_t i = 0; i < ORDER_PLACE_COUNT; i++)
		all += i == ORDER_PLACE_MERGED ? 0 : tabs.places[i];
	out[ORDER_VIEW_LATE] = tabs.due[DUE_NOW];
	out[ORDER_VIEW_TODAY] = tabs.due[DUE_TONIGHT];
	out[ORDER_VIEW_TOMORROW] = tabs.due[DUE_TOMORROW] - tabs.due[DUE_TONIGHT];
	out[ORDER_VIEW_PROBLEM] = tabs.problems;
	out[ORDER_VIEW_NEW] = tabs.places[ORDER_PLACE_NEW];
	out[ORDER_VIEW_OPEN] = tabs.places[ORDER_PLACE_OPEN];
	out[ORDER_VIEW_UNPAID] = tabs.places[ORDER_PLACE_UNPAID];
	out[ORDER_VIEW_SENT] = tabs.places[ORDER_PLACE_SENT];
	out[ORDER_VIEW_CANCELLED] = tabs.places[ORDER_PLACE_CANCELLED];
	out[ORDER_VIEW_ALL] = all;
	return RC_OK;
}

/* ---- Facets, problems -------------------------------------------------------------------------
 */

static struct order_facet *facets_of(const struct facet_row *rows, size_t n, const char *kind,
				     void *mem, size_t *out_n)
{
	struct order_facet *out = mem_array(mem, struct order_facet, n);

	*out_n = 0;
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].kind, kind))
			out[(*out_n)++] = rows[i].facet;
	return out;
}

enum rc order_facets(struct db *db, void *mem, struct order_facets *out, struct err *e)
{
	struct facet_row *rows;
	size_t n;

	if (stmt_list(db, mem, &stmts[FACETS], NO_PARAMS, &rows, &n, e))
		return e->rc;
	out->methods = facets_of(rows, n, "method", mem, &out->n_methods);
	out->marketplaces = facets_of(rows, n, "marketplace", mem, &out->n_marketplaces);
	return RC_OK;
}

enum rc order_problem_list(struct db *db, void *mem, uint64_t account_id,
			   struct order_problem **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[PROBLEMS],
			 PARAMS(account_param(account_id), account_param(account_id)), rows, n, e);
}

/* ---- Today ------------------------------------------------------------------------------------
 */

/* The day an hour belongs to: the last that begins with it or before. */
static size_t day_of(const struct order_overview *o, int64_t hour)
{
	size_t day = ORDER_DAYS - 1;

	while (day && o->day_start[day] > hour)
		day--;
	return day;
}

static void take_hour(struct order_overview *o, const struct hour *hour)
{
	enum { WEEK = 7 };
	size_t day = day_of(o, hour->at);
	struct tm tm;

	o->per_day[day] += hour->n;
	time_local(hour->at, &tm);
	if (day == ORDER_DAYS - 1)
		o->per_hour[tm.tm_hour] += hour->n;
	else if (day == ORDER_DAYS - 1 - WEEK)
		o->week_ago[tm.tm_hour] += hour->n;
}

static enum rc find_cut(struct db *db, int64_t now_ms, struct order_overview *out, struct err *e)
{
	struct moment next;
	enum rc rc = stmt_find(db, db, &stmts[CUT_AT], PARAMS(P_TIME(now_ms)), &next, e);

	out->cut_at = TIME_NONE;
	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		return RC_OK;
	}
	if (rc)
		return rc;
	out->cut_at = next.at;
	return stmt_number(db, &stmts[CUT_COUNT], PARAMS(P_TIME(next.at)), &out->cut_n, e);
}

static enum rc count_days(struct db *db, int64_t now_ms, struct order_overview *out, struct err *e)
{
	void *mem = mem_context(NULL, "hours");
	struct hour *hours;
	size_t n = 0;

	for (int i = 0; i < ORDER_DAYS; i++)
		out->day_start[i] = time_day_start(now_ms, i + 1 - ORDER_DAYS);
	const struct param *since = PARAMS(P_TIME(out->day_start[0]));
	enum rc rc = stmt_list(db, mem, &stmts[HOURS], since, &hours, &n, e);
	for (size_t i = 0; i < n; i++)
		take_hour(out, &hours[i]);
	mem_free(mem);
	return rc;
}

enum rc order_overview(struct db *db, int64_t now_ms, const int64_t counts[ORDER_VIEW_COUNT],
		       struct order_overview *out, struct err *e)
{
	*out = (struct order_overview){
	    .late = counts[ORDER_VIEW_LATE],
	    .today = counts[ORDER_VIEW_TODAY],
	    .fresh = counts[ORDER_VIEW_NEW],
	    .unpaid = counts[ORDER_VIEW_UNPAID],
	    .problems = counts[ORDER_VIEW_PROBLEM],
	};
	return find_cut(db, now_ms, out, e) ? e->rc : count_days(db, now_ms, out, e);
}

enum rc order_recount(struct db *db, int64_t now_ms, struct err *e)
{
	return order_hours_count(db, time_day_start(now_ms, 1 - ORDER_DAYS), e);
}

/* ---- Progress ---------------------------------------------------------------------------------
 */

enum rc order_progress_list(struct db *db, void *mem, struct order_progress **rows, size_t *n,
			    struct err *e)
{
	struct order_progress *found;

	if (stmt_list(db, mem, &stmts[PROGRESS], NO_PARAMS, &found, n, e))
		return e->rc;
	*rows = found;
	for (size_t i = 0; i < *n; i++) {
		struct waiting w = {.since = TIME_NONE};
		/* Nothing is new, as nearly always. */
		if (found[i].is_behind && stmt_find(db, mem, &stmts[COUNT_WAITING],
						    PARAMS(P_U64(found[i].account.id)), &w, e))
			return e->rc;
		found[i].waiting = w.n;
		found[i].waiting_since = w.since;
	}
	return RC_OK;
}
