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

struct words {
	int64_t severity;
	const char *text;
	const char *args;
	int64_t step;
	const char *kind;
	uint64_t account_id;
	const char *subject;
	int64_t settle_s; /* how long after it was cleared it is the same one */
};

#define WORDS_FIELDS                                                                               \
	I64(severity), STR(text), STR(args), I64(step), STR(kind), U64(account_id), STR(subject)

static const struct stmt_def stmts[] = {
    [ALARM_RENEW] = {"UPDATE alarm SET" ALARM_WORDS ALARM_KEY " AND is_open = 1",
		     BULK(struct words, WORDS_FIELDS)},
    /* IGNORE: somebody may have raised it anew at this moment, and that one is then the open one.
     */
    [ALARM_REOPEN] = {"UPDATE IGNORE alarm SET cleared_at = NULL," ALARM_WORDS ALARM_KEY
		      " AND is_open IS NULL AND clear_mail IS NULL"
		      " AND cleared_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND"
		      " ORDER BY cleared_at DESC LIMIT 1",
		      BULK(struct words, WORDS_FIELDS, I64(settle_s))},
    [ALARM_INSERT] =
	{"INSERT INTO alarm (severity, text, args, step, kind, account_id, subject)"
	 " VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE seen_at = UTC_TIMESTAMP(3)",
	 BULK(struct words, WORDS_FIELDS)},
    [ALARM_CLEAR] = {"UPDATE alarm SET cleared_at = UTC_TIMESTAMP(3), version = version + 1"
		     " WHERE kind = ? AND account_id = ? AND subject = ? AND is_open = 1",
		     "sus", NO_ROWS},
    [ALARM_OPEN] = {"SELECT" ALARM_ROW " WHERE a.is_open = 1"
		    " ORDER BY a.severity DESC, a.raised_at DESC, a.id DESC LIMIT 200",
		    "", ALARM_FIELDS},
    [ALARM_RECENT] = {"SELECT" ALARM_ROW " WHERE a.cleared_at > UTC_TIMESTAMP(3) - INTERVAL ? DAY"
		      " ORDER BY a.cleared_at DESC, a.id DESC LIMIT 200",
		      "i", ALARM_FIELDS},
    [ALARM_OPEN_COUNT] = {"SELECT COUNT(*) FROM alarm WHERE is_open = 1 AND kind = ?", "s", NUMBER},
    [ALARM_OVERTAKE] = {"UPDATE alarm SET cleared_at = UTC_TIMESTAMP(3), clear_mail = 0,"
			" version = version + 1 WHERE kind = ? AND account_id = ? AND is_open = 1",
			"su", NO_ROWS},
};
STMTS_REGISTER(alarm, stmts);

/* ---- Raising and clearing -------------------------------------------------------------------- */

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
	    .settle_s = ALARM_SETTLE_MS / TIME_SECOND_MS,
	};
}

/* Open already, else come back, else new: each is one statement whose count of rows decides. */
static enum rc raise(struct db *db, const struct words *w, struct err *e)
{
	uint64_t n;

	if (stmt_run_row(db, &stmts[ALARM_RENEW], w, &n, e) || n ||
	    stmt_run_row(db, &stmts[ALARM_REOPEN], w, &n, e) || n)
		return e->rc;
	return stmt_run_row(db, &stmts[ALARM_INSERT], w, NULL, e);
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
	return stmt_list(db, owner, def, params, &out->rows, &out->n, e);
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

static enum rc count(struct db *db, int statement, const struct param *params, int64_t *n,
		     struct err *e)
{
	void *scratch = mem_context(NULL, "count");
	int64_t number = 0;
	enum rc rc = stmt_find(db, scratch, &stmts[statement], params, &number, e);

	mem_free(scratch);
	*n = number;
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
