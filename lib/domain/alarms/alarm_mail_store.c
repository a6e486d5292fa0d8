/* SQL of telling alarms: what is news, and the mark that it was told. */
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/alarms/alarm_mail.h"
#include "domain/alarms/alarm_rows.h"

enum { NEWS_RAISED, NEWS_CLEARED, NEWS_RECENT, MAIL_INSERT, MARK_RAISED, MARK_CLEARED };
enum { LINK_INSERT = MARK_CLEARED + 1, SKIP_UNTOLD };

static const struct stmt_def stmts[] = {
    [NEWS_RAISED] = {"SELECT" ALARM_ROW " WHERE a.is_open = 1 AND a.kind <> 'mail'"
		     " AND (a.mailed_step IS NULL OR a.step > a.mailed_step)"
		     " ORDER BY a.severity DESC, a.id LIMIT 200",
		     "", ALARM_FIELDS},
    [NEWS_CLEARED] = {"SELECT" ALARM_ROW " WHERE a.is_open IS NULL AND a.clear_mail IS NULL"
		      " AND a.mailed_step IS NOT NULL"
		      " AND a.cleared_at <= UTC_TIMESTAMP(3) - INTERVAL ? SECOND"
		      " ORDER BY a.id LIMIT 200",
		      "i", ALARM_FIELDS},
    [NEWS_RECENT] = {"SELECT COUNT(*) FROM mail WHERE kind = 'alarm'"
		     " AND created_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND",
		     "i", NUMBER},
    [MAIL_INSERT] = {"INSERT INTO mail (kind, message_id, actor, subject, body)"
		     " VALUES ('alarm', ?, ?, ?, ?)",
		     "ssss", NO_ROWS},
    [MARK_RAISED] = {"UPDATE alarm SET mailed_step = step, version = version + 1"
		     " WHERE id = ? AND version = ?",
		     "uu", NO_ROWS},
    [MARK_CLEARED] = {"UPDATE alarm SET clear_mail = ?, version = version + 1"
		      " WHERE id = ? AND version = ?",
		      "uuu", NO_ROWS},
    [LINK_INSERT] = {"INSERT INTO alarm_mail (mail_id, alarm_id) VALUES (?, ?)", "uu", NO_ROWS},
    [SKIP_UNTOLD] =
	{"UPDATE alarm SET clear_mail = 0, version = version + 1"
	 " WHERE is_open IS NULL AND clear_mail IS NULL"
	 " AND cleared_at < UTC_TIMESTAMP(3) - INTERVAL IF(mailed_step IS NULL, ?, 1440)"
	 " MINUTE LIMIT 500",
	 "i", NO_ROWS},
};
STMTS_REGISTER(alarm_mail, stmts);

enum rc alarm_news(struct db *db, void *owner, struct alarm_news *out, struct err *e)
{
	int64_t recent;

	*out = (struct alarm_news){0};
	if (stmt_find(db, owner, &stmts[NEWS_RECENT],
		      PARAMS(P_I64(ALARM_MAIL_PAUSE_MS / TIME_SECOND_MS)), &recent, e))
		return e->rc;
	if (recent)
		return RC_OK;
	if (alarm_rows(db, owner, &stmts[NEWS_RAISED], NO_PARAMS, &out->raised, e))
		return e->rc;
	return alarm_rows(db, owner, &stmts[NEWS_CLEARED],
			  PARAMS(P_I64(ALARM_SETTLE_MS / TIME_SECOND_MS)), &out->cleared, e);
}

enum rc alarm_mail_skip(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[SKIP_UNTOLD], PARAMS(P_I64(ALARM_SETTLE_MS / TIME_MINUTE_MS)),
			NULL, e);
}

/* ---- Making it ---------------------------------------------------------------------------------
 */

struct making {
	const struct alarm_news *news;
	const struct alarm_mail_opts *opts;
	struct alarm_message message;
};

static enum rc mark(struct db *db, uint64_t mail, const struct alarm_row *a, struct err *e)
{
	static const char moved[] = "the alarm has changed meanwhile";
	enum rc rc = a->cleared_at == TIME_NONE
			 ? stmt_cas(db, &stmts[MARK_RAISED],
				    PARAMS(P_U64(a->id), P_U64(a->version)), moved, e)
			 : stmt_cas(db, &stmts[MARK_CLEARED],
				    PARAMS(P_U64(mail), P_U64(a->id), P_U64(a->version)), moved, e);

	if (rc)
		return rc;
	return stmt_run(db, &stmts[LINK_INSERT], PARAMS(P_U64(mail), P_U64(a->id)), NULL, e);
}

static enum rc make_body(struct db *db, void *arg, struct err *e)
{
	const struct making *m = arg;
	char id[37];

	str_uuid(id);
	if (stmt_run(db, &stmts[MAIL_INSERT],
		     PARAMS(P_STR(id), P_STR(m->opts->actor), P_STR(m->message.subject),
			    P_STR(m->message.body)),
		     NULL, e))
		return e->rc;
	uint64_t mail = stmt_insert_id(db);
	for (size_t i = 0; i < m->news->raised.n; i++)
		if (mark(db, mail, &m->news->raised.rows[i], e))
			return e->rc;
	for (size_t i = 0; i < m->news->cleared.n; i++)
		if (mark(db, mail, &m->news->cleared.rows[i], e))
			return e->rc;
	return RC_OK;
}

enum rc alarm_mail_make(struct db *db, void *owner, const struct alarm_mail_opts *opts, bool *made,
			struct err *e)
{
	struct alarm_news news;

	*made = false;
	if (alarm_news(db, owner, &news, e))
		return e->rc;
	if (!news.raised.n && !news.cleared.n)
		return RC_OK;
	struct making making = {&news, opts, alarm_message(owner, &news, opts)};
	making.message.subject = str_head(owner, making.message.subject, ALARM_MESSAGE_SUBJECT_MAX);
	if (tx_run(db, make_body, &making, e))
		return e->rc;
	*made = true;
	return RC_OK;
}
