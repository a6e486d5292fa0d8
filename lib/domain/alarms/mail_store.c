/* SQL of the mails on their way. */
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/alarms/mail_queue.h"

enum { MAIL_ASK, MAIL_NEWEST, MAIL_DUE, MAIL_BEGIN, MAIL_END, MAIL_TOLD, MAIL_STUCK };
enum { SWEEP_LINKS = MAIL_STUCK + 1, SWEEP_MAILS, SWEEP_ALARMS };

#define MAIL_ROW                                                                                   \
	"SELECT id, kind, message_id, actor, subject, body, state, CAST(tries AS UNSIGNED),"       \
	" CAST(unknowns AS UNSIGNED), outcome, created_at, sent_at FROM mail"

static const struct row_map mail_map =
    ROW_MAP(struct mail, U64(id), STR(kind), STR(message_id), STR(actor), STR(subject), STR(body),
	    STR(state), U64(tries), U64(unknowns), STR(outcome), TIME(created_at), TIME(sent_at));

static const struct stmt_def stmts[] = {
    [MAIL_ASK] = {"INSERT INTO mail (kind, message_id, actor) VALUES ('test', ?, ?)", "ss",
		  NO_ROWS},
    [MAIL_NEWEST] = {MAIL_ROW " WHERE kind = ? ORDER BY id DESC LIMIT 1", "s", &mail_map},
    [MAIL_DUE] = {MAIL_ROW " WHERE state = 'SENDING' OR (state = 'NEW' AND"
			   " next_try <= UTC_TIMESTAMP(3)) ORDER BY kind DESC, id LIMIT 1",
		  "", &mail_map},
    [MAIL_BEGIN] = {"UPDATE mail SET state = 'SENDING', tries = tries + 1"
		    " WHERE id = ? AND tries = ? AND state = 'NEW'",
		    "uu", NO_ROWS},
    [MAIL_END] = {"UPDATE mail SET state = ?, unknowns = unknowns + ?, outcome = ?,"
		  " next_try = UTC_TIMESTAMP(3) + INTERVAL ? MINUTE,"
		  " sent_at = IF(state = 'SENT', UTC_TIMESTAMP(3), sent_at)"
		  " WHERE id = ? AND tries = ? AND state = 'SENDING'",
		  "sisiuu", NO_ROWS},
    [MAIL_TOLD] =
	{"UPDATE alarm a JOIN alarm_mail m ON m.alarm_id = a.id"
	 " SET a.mailed_at = UTC_TIMESTAMP(3) WHERE m.mail_id = ? AND a.mailed_at IS NULL",
	 "u", NO_ROWS},
    [MAIL_STUCK] = {"SELECT COUNT(*) FROM mail WHERE kind = 'alarm' AND state = 'NEW'"
		    " AND tries >= 2",
		    "", NUMBER},
    [SWEEP_LINKS] = {"DELETE FROM alarm_mail WHERE mail_id IN (SELECT id FROM mail"
		     " WHERE created_at < UTC_TIMESTAMP(3) - INTERVAL 400 DAY)"
		     " OR alarm_id IN (SELECT id FROM alarm"
		     " WHERE cleared_at < UTC_TIMESTAMP(3) - INTERVAL 400 DAY) LIMIT 500",
		     "", NO_ROWS},
    [SWEEP_MAILS] = {"DELETE FROM mail WHERE created_at < UTC_TIMESTAMP(3) - INTERVAL 400 DAY"
		     " AND NOT EXISTS (SELECT 1 FROM alarm_mail m WHERE m.mail_id = mail.id)"
		     " LIMIT 500",
		     "", NO_ROWS},
    [SWEEP_ALARMS] = {"DELETE FROM alarm WHERE cleared_at < UTC_TIMESTAMP(3) - INTERVAL 400 DAY"
		      " AND NOT EXISTS (SELECT 1 FROM alarm_mail m WHERE m.alarm_id = alarm.id)"
		      " LIMIT 500",
		      "", NO_ROWS},
};
STMTS_REGISTER(mail, stmts);

enum rc mail_ask_test(struct db *db, const char *actor, struct err *e)
{
	char id[37];

	str_uuid(id);
	return stmt_run(db, &stmts[MAIL_ASK], PARAMS(P_STR(id), P_STR(actor)), NULL, e);
}

enum rc mail_newest(struct db *db, void *owner, const char *kind, struct mail *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[MAIL_NEWEST], PARAMS(P_STR(kind)), out, e);
}

enum rc mail_due(struct db *db, void *owner, struct mail *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[MAIL_DUE], NO_PARAMS, out, e);
}

enum rc mail_begin(struct db *db, struct mail *m, struct err *e)
{
	if (stmt_cas(db, &stmts[MAIL_BEGIN], PARAMS(P_U64(m->id), P_U64(m->tries)),
		     "somebody else sends this mail", e))
		return e->rc;
	m->tries++;
	m->state = MAIL_SENDING;
	return RC_OK;
}

/* ---- The outcome, with what it says about alarms ----------------------------------------------
 */

struct ending {
	const struct mail *mail;
	const struct mail_verdict *verdict;
	const char *outcome;
};

static bool was_handed_over(const char *state)
{
	return str_eq(state, MAIL_SENT) || str_eq(state, MAIL_LOST);
}

static enum rc end_body(struct db *db, void *arg, struct err *e)
{
	const struct ending *end = arg;
	const struct mail_verdict *v = end->verdict;

	if (stmt_cas(db, &stmts[MAIL_END],
		     PARAMS(P_STR(v->state), P_I64(v->unknown), P_STR(end->outcome),
			    P_I64(v->pause_min), P_U64(end->mail->id), P_U64(end->mail->tries)),
		     "somebody else ended this mail", e))
		return e->rc;
	if (!was_handed_over(v->state))
		return RC_OK;
	return stmt_run(db, &stmts[MAIL_TOLD], PARAMS(P_U64(end->mail->id)), NULL, e);
}

enum rc mail_end(struct db *db, const struct mail *m, const struct mail_verdict *v,
		 const char *outcome, struct err *e)
{
	struct ending end = {m, v, outcome};

	return tx_run(db, end_body, &end, e);
}

/* ---- Counting and forgetting -------------------------------------------------------------------
 */

enum rc mail_count_stuck(struct db *db, int64_t *n, struct err *e)
{
	void *scratch = mem_context(NULL, "count");
	int64_t number = 0;
	enum rc rc = stmt_find(db, scratch, &stmts[MAIL_STUCK], NO_PARAMS, &number, e);

	mem_free(scratch);
	*n = number;
	return rc;
}

enum rc mail_sweep(struct db *db, struct err *e)
{
	for (int i = SWEEP_LINKS; i <= SWEEP_ALARMS; i++)
		if (stmt_run(db, &stmts[i], NO_PARAMS, NULL, e))
			return e->rc;
	return RC_OK;
}
