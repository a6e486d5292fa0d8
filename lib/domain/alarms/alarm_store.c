/* SQL of alarms. */
#include "domain/alarms/alarm.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/alarms/alarm_rows.h"
#include "domain/alarms/alarm_words.h"

enum { ALARM_RENEW, ALARM_REOPEN, ALARM_INSERT, ALARM_CLEAR };
enum { ALARM_OPEN = ALARM_CLEAR + 1, ALARM_RECENT, ALARM_OPEN_COUNT, ALARM_OVERTAKE };

#define ALARM_WORDS                                                                                \
	" severity = ?, text = ?, args = ?, step = ?, seen_at = UTC_TIMESTAMP(3),"                 \
	" version = version + 1"
#define ALARM_KEY " WHERE kind = ? AND account_id = ? AND subject = ?"

static const struct stmt_def stmts[] = {
    [ALARM_RENEW] = {"UPDATE alarm SET" ALARM_WORDS ALARM_KEY " AND is_open = 1", "issisus", ""},
    /* IGNORE: somebody may have raised it anew at this moment, and that one is then the open one.
     */
    [ALARM_REOPEN] = {"UPDATE IGNORE alarm SET cleared_at = NULL," ALARM_WORDS ALARM_KEY
		      " AND is_open IS NULL AND clear_mail IS NULL"
		      " AND cleared_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND"
		      " ORDER BY cleared_at DESC LIMIT 1",
		      "issisusi", ""},
    [ALARM_INSERT] =
	{"INSERT INTO alarm (severity, text, args, step, kind, account_id, subject)"
	 " VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE seen_at = UTC_TIMESTAMP(3)",
	 "issisus", ""},
    [ALARM_CLEAR] = {"UPDATE alarm SET cleared_at = UTC_TIMESTAMP(3), version = version + 1"
		     " WHERE kind = ? AND account_id = ? AND subject = ? AND is_open = 1",
		     "sus", ""},
    [ALARM_OPEN] = {"SELECT" ALARM_ROW " WHERE a.is_open = 1"
		    " ORDER BY a.severity DESC, a.raised_at DESC, a.id DESC LIMIT 200",
		    "", ALARM_ROW_TYPES},
    [ALARM_RECENT] = {"SELECT" ALARM_ROW " WHERE a.cleared_at > UTC_TIMESTAMP(3) - INTERVAL ? DAY"
		      " ORDER BY a.cleared_at DESC, a.id DESC LIMIT 200",
		      "i", ALARM_ROW_TYPES},
    [ALARM_OPEN_COUNT] = {"SELECT COUNT(*) FROM alarm WHERE is_open = 1 AND kind = ?", "s", "i"},
    [ALARM_OVERTAKE] = {"UPDATE alarm SET cleared_at = UTC_TIMESTAMP(3), clear_mail = 0,"
			" version = version + 1 WHERE kind = ? AND account_id = ? AND is_open = 1",
			"su", ""},
};
STMTS_REGISTER(alarm, stmts);

static const struct row_col alarm_cols[] = {
    COL_U64(struct alarm_row, id),	    COL_STR(struct alarm_row, kind),
    COL_U64(struct alarm_row, account_id),  COL_STR(struct alarm_row, account),
    COL_STR(struct alarm_row, subject),	    COL_I64(struct alarm_row, severity),
    COL_STR(struct alarm_row, text),	    COL_STR(struct alarm_row, args),
    COL_I64(struct alarm_row, step),	    COL_TIME(struct alarm_row, raised_at),
    COL_TIME(struct alarm_row, cleared_at), COL_TIME(struct alarm_row, mailed_at),
    COL_U64(struct alarm_row, version),
};
static const struct row_map alarm_row_map = ROW_MAP(struct alarm_row, alarm_cols);

/* ---- Raising and clearing -------------------------------------------------------------------- */

struct words {
	int64_t severity;
	const char *text;
	const char *args;
	int64_t step;
	const char *kind;
	uint64_t account_id;
	const char *subject;
};

#define WORDS_PARAMS(w)                                                                            \
	P_I64((w)->severity), P_STR((w)->text), P_STR((w)->args), P_I64((w)->step),                \
	    P_STR((w)->kind), P_U64((w)->account_id), P_STR((w)->subject)

static struct words words_of(void *owner, const struct alarm *a)
{
	const struct alarm_kind_def *kind = alarm_kind(a->kind);
	enum alarm_severity severity = a->severity ? a->severity : kind->severity;

	return (struct words){
	    .severity = severity,
	    .text = str_or(a->text, ""),
	    .args = alarm_args(owner, a->values),
	    .step = a->step,
	    .kind = kind->key,
	    .account_id = a->account_id,
	    .subject = str_head(owner, str_or(a->subject, ""), ALARM_SUBJECT_MAX),
	};
}

/* Open already, else come back, else new: each is one statement whose count of rows decides. */
static enum rc raise(struct db *db, const struct words *w, struct err *e)
{
	uint64_t n;

	if (stmt_run(db, &stmts[ALARM_RENEW], PARAMS(WORDS_PARAMS(w)), &n, e) || n)
		return e->rc;
	const struct param *come_back =
	    PARAMS(WORDS_PARAMS(w), P_I64(ALARM_SETTLE_MS / TIME_SECOND_MS));
	if (stmt_run(db, &stmts[ALARM_REOPEN], come_back, &n, e) || n)
		return e->rc;
	return stmt_run(db, &stmts[ALARM_INSERT], PARAMS(WORDS_PARAMS(w)), NULL, e);
}

enum rc alarm_raise(struct db *db, const struct alarm *alarm, struct err *e)
{
	void *scratch = mem_context(NULL, "alarm");
	struct words words = words_of(scratch, alarm);
	enum rc rc = raise(db, &words, e);

	mem_free(scratch);
	return rc;
}

enum rc alarm_clear(struct db *db, enum alarm_kind kind, uint64_t account_id, const char *subject,
		    struct err *e)
{
	void *scratch = mem_context(NULL, "alarm");
	const char *head = str_head(scratch, str_or(subject, ""), ALARM_SUBJECT_MAX);
	enum rc rc =
	    stmt_run(db, &stmts[ALARM_CLEAR],
		     PARAMS(P_STR(alarm_kind(kind)->key), P_U64(account_id), P_STR(head)), NULL, e);

	mem_free(scratch);
	return rc;
}

enum rc alarm_overtaken(struct db *db, enum alarm_kind kind, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[ALARM_OVERTAKE],
			PARAMS(P_STR(alarm_kind(kind)->key), P_U64(account_id)), NULL, e);
}

/* ---- Reading --------------------------------------------------------------------------------- */

enum rc alarm_rows(struct db *db, void *owner, const struct stmt_def *def,
		   const struct param *params, struct alarm_list *out, struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, def, params, &alarm_row_map, &rows, &out->n, e))
		return e->rc;
	out->rows = rows;
	return RC_OK;
}

enum rc alarm_list(struct db *db, void *owner, struct alarm_list *out, struct err *e)
{
	return alarm_rows(db, owner, &stmts[ALARM_OPEN], NO_PARAMS, out, e);
}

enum rc alarm_list_cleared(struct db *db, void *owner, struct alarm_list *out, struct err *e)
{
	return alarm_rows(db, owner, &stmts[ALARM_RECENT], PARAMS(P_I64(ALARM_RECENT_DAYS)), out,
			  e);
}

struct number {
	int64_t value;
};
static const struct row_col number_cols[] = {COL_I64(struct number, value)};
static const struct row_map number_map = ROW_MAP(struct number, number_cols);

static enum rc count(struct db *db, int statement, const struct param *params, int64_t *n,
		     struct err *e)
{
	void *scratch = mem_context(NULL, "count");
	struct number number = {0};
	enum rc rc = stmt_find(db, scratch, &stmts[statement], params, &number_map, &number, e);

	mem_free(scratch);
	*n = number.value;
	return rc;
}

enum rc alarm_is_open(struct db *db, enum alarm_kind kind, bool *open, struct err *e)
{
	int64_t n;

	if (count(db, ALARM_OPEN_COUNT, PARAMS(P_STR(alarm_kind(kind)->key)), &n, e))
		return e->rc;
	*open = n > 0;
	return RC_OK;
}
