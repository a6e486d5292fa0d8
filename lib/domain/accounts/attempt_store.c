/* Statements on requests for tokens. */
#include "domain/accounts/attempt.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"

enum {
	ATTEMPT_BEGIN,
	ATTEMPT_END,
	ATTEMPT_NOTE,
	ATTEMPT_RESCUED,
	ATTEMPT_TRIES,
	ATTEMPT_COUNT,
	ATTEMPT_LOST,
	ATTEMPT_LIST
};

struct try_row {
	int64_t age_ms;
	const char *fate;
};

static const struct stmt_def stmts[] = {
    [ATTEMPT_BEGIN] = {"INSERT INTO token_attempt (account_id, gen, kind, actor, host, sent_at) "
		       "VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))",
		       BULK(struct attempt, U64(account_id), U64(gen), STR(kind), STR(actor),
			    STR(host))},
    [ATTEMPT_END] = {"UPDATE token_attempt SET ended_at = UTC_TIMESTAMP(3), fate = ?, "
		     "outcome = LEFT(?, 500) WHERE id = ? AND ended_at IS NULL",
		     "ssu", NO_ROWS},
    [ATTEMPT_NOTE] = {"INSERT INTO token_attempt (account_id, gen, kind, actor, host, sent_at, "
		      "ended_at, fate, outcome) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), "
		      "UTC_TIMESTAMP(3), 'DONE', ?)",
		      "uussss", NO_ROWS},
    [ATTEMPT_RESCUED] =
	{"UPDATE token_attempt SET ended_at = UTC_TIMESTAMP(3), fate = 'DONE', "
	 "outcome = 'recovered from the journal of the server' WHERE account_id = ? AND gen = ? "
	 "AND kind = 'refresh' AND (fate IS NULL OR fate = 'LOST')",
	 "uu", NO_ROWS},
    [ATTEMPT_TRIES] =
	{"SELECT CAST(TIMESTAMPDIFF(MICROSECOND, sent_at, UTC_TIMESTAMP(3)) DIV 1000 AS SIGNED), "
	 "fate FROM token_attempt WHERE account_id = ? AND gen = ? AND kind = 'refresh' "
	 "ORDER BY id DESC LIMIT 20",
	 "uu", ROWS(struct try_row, I64(age_ms), STR(fate))},
    [ATTEMPT_COUNT] = {"SELECT COUNT(*) FROM token_attempt WHERE account_id = ? "
		       "AND kind = 'refresh' AND fate = 'DONE' "
		       "AND sent_at > UTC_TIMESTAMP(3) - INTERVAL 1 HOUR",
		       "u", NUMBER},
    [ATTEMPT_LOST] =
	{"SELECT a.id, a.token_gen FROM account a WHERE a.state = 'CONNECTED' AND EXISTS "
	 "(SELECT 1 FROM token_attempt t WHERE t.account_id = a.id AND t.gen = a.token_gen "
	 "AND t.sent_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND AND t.kind = 'refresh' "
	 "AND (t.fate IS NULL OR t.fate = 'LOST'))",
	 "i", ROWS(struct lost_account, U64(id), U64(gen))},
    [ATTEMPT_LIST] = {"SELECT id, gen, kind, actor, host, sent_at, ended_at, fate, outcome "
		      "FROM token_attempt WHERE account_id = ? ORDER BY id DESC LIMIT ?",
		      "ui",
		      ROWS(struct attempt_row, U64(id), U64(gen), STR(kind), STR(actor), STR(host),
			   TIME(sent_at), TIME(ended_at), STR(fate), STR(outcome))},
};
STMTS_REGISTER(attempt, stmts);

enum rc attempt_begin(struct db *db, const struct attempt *a, uint64_t *id, struct err *e)
{
	if (stmt_run_row(db, &stmts[ATTEMPT_BEGIN], a, NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

enum rc attempt_end(struct db *db, uint64_t id, enum token_fate fate, const char *outcome,
		    struct err *e)
{
	return stmt_run(db, &stmts[ATTEMPT_END],
			PARAMS(P_STR(token_fate_word(fate)), P_STR(outcome), P_U64(id)), NULL, e);
}

enum rc attempt_note(struct db *db, const struct attempt *a, const char *outcome, struct err *e)
{
	return stmt_run(db, &stmts[ATTEMPT_NOTE],
			PARAMS(P_U64(a->account_id), P_U64(a->gen), P_STR(a->kind), P_STR(a->actor),
			       P_STR(a->host), P_STR(outcome)),
			NULL, e);
}

enum rc attempt_recovered(struct db *db, uint64_t account_id, uint64_t gen, uint64_t *n,
			  struct err *e)
{
	return stmt_run(db, &stmts[ATTEMPT_RESCUED], PARAMS(P_U64(account_id), P_U64(gen)), n, e);
}

enum rc attempt_tries(struct db *db, void *owner, uint64_t account_id, uint64_t gen,
		      struct token_tries *out, struct err *e)
{
	struct try_row *rows;
	struct try_row *found;

	*out = (struct token_tries){0};
	if (stmt_list(db, owner, &stmts[ATTEMPT_TRIES], PARAMS(P_U64(account_id), P_U64(gen)),
		      &found, &out->n, e))
		return e->rc;
	rows = found;
	out->at = mem_array(owner, struct token_try, out->n);
	for (size_t i = 0; i < out->n; i++)
		out->at[i] = (struct token_try){rows[i].age_ms, token_fate_of_word(rows[i].fate)};
	return RC_OK;
}

enum rc attempt_count_hour(struct db *db, uint64_t account_id, uint64_t *n, struct err *e)
{
	int64_t row;

	if (stmt_find(db, NULL, &stmts[ATTEMPT_COUNT], PARAMS(P_U64(account_id)), &row, e))
		return e->rc;
	*n = (uint64_t)row;
	return RC_OK;
}

enum rc attempt_lost(struct db *db, void *owner, struct lost_list *out, struct err *e)
{
	struct lost_account *rows;

	if (stmt_list(db, owner, &stmts[ATTEMPT_LOST],
		      PARAMS(P_I64(TOKEN_GRACE_MS / TIME_SECOND_MS)), &rows, &out->n, e))
		return e->rc;
	out->accounts = rows;
	return RC_OK;
}

enum rc attempt_history(struct db *db, void *owner, uint64_t account_id, struct attempt_list *out,
			struct err *e)
{
	struct attempt_row *rows;

	if (stmt_list(db, owner, &stmts[ATTEMPT_LIST],
		      PARAMS(P_U64(account_id), P_I64(ATTEMPT_HISTORY)), &rows, &out->n, e))
		return e->rc;
	out->rows = rows;
	return RC_OK;
}
