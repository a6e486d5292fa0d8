/* SQL that reads the trail. */
#include "domain/audit/trail.h"

#include "base/str.h"
#include "base/time.h"
#include "db/stmt.h"

enum { TRAIL_LIST };

static const struct stmt_def stmts[] = {
    [TRAIL_LIST] =
	{"SELECT a.id, a.at, a.actor, a.action, a.subject, a.before_value, a.after_value,"
	 " a.request_id, a.trace_id, COALESCE((SELECT u.login FROM users u WHERE"
	 " CONCAT('user:', u.id) = a.subject), (SELECT c.name FROM account c WHERE"
	 " CONCAT('account:', c.id) = a.subject)) FROM audit a"
	 " WHERE (? = '' OR a.actor = ? OR a.actor IN ("
	 " SELECT u.login COLLATE utf8mb4_uca1400_as_ci FROM users u"
	 " WHERE u.name COLLATE utf8mb4_uca1400_ai_ci LIKE CONCAT('%', REPLACE(REPLACE("
	 "REPLACE(?, '!', '!!'), '%', '!%'), '_', '!_'), '%') ESCAPE '!'))"
	 " AND (? = '' OR a.action LIKE CONCAT(?, '.%'))"
	 " AND (? = '' OR a.subject = ?) AND a.at >= ? AND a.at < ? AND a.id < ?"
	 " ORDER BY a.id DESC LIMIT ?",
	 "sssssssttui",
	 ROWS(struct trail_row, U64(entry.id), TIME(entry.at), STR(entry.actor), STR(entry.action),
	      STR(entry.subject), STR(entry.before), STR(entry.after), STR(entry.request_id),
	      STR(entry.trace_id), STR(subject_name))},
};
STMTS_REGISTER(trail, stmts);

#define R struct trail_row

/* Bounds that stand for none. */
static int64_t or_time(int64_t ms, int64_t fallback)
{
	return ms == TIME_NONE ? fallback : ms;
}

enum rc trail_list(struct db *db, void *owner, const struct trail_filter *f, struct trail_page *out,
		   struct err *e)
{
	const char *actor = str_or(f->actor, "");
	const char *area = str_or(f->area, "");
	const char *subject = str_or(f->subject, "");
	const struct param params[] = {
	    P_STR(actor),
	    P_STR(actor),
	    P_STR(actor),
	    P_STR(area),
	    P_STR(area),
	    P_STR(subject),
	    P_STR(subject),
	    P_TIME(or_time(f->from, 0)),
	    P_TIME(or_time(f->until, TIME_LAST)),
	    P_U64(f->before_id ? f->before_id : INT64_MAX),
	    P_I64(TRAIL_PAGE + 1),
	};
	R *rows;

	*out = (struct trail_page){0};
	if (stmt_list(db, owner, &stmts[TRAIL_LIST], params, &rows, &out->n, e))
		return e->rc;
	out->rows = rows;
	if (out->n > TRAIL_PAGE) {
		out->n = TRAIL_PAGE;
		out->next = out->rows[TRAIL_PAGE - 1].entry.id;
	}
	return RC_OK;
}
