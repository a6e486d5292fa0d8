/* SQL of deciding and looking: what the panel does with intents. */
#include "domain/outbox/outbox_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

#include <string.h>

enum {
	STEP_ADD,
	STEP_LIST,
	INTENT_INSERT,
	INTENTS_KNOWN,
	INTENTS_OPEN,
	INTENTS_UNDOABLE,
	INTENT_CLOSE,
	INTENT_RELEASE,
	INTENT_FIND,
	LIST_HELD,
	LIST_OPEN,
	LIST_OVER,
	LIST_ALL,
	COUNTS,
	GLANCE,
	UNDOABLE,
};

#define COLUMNS                                                                                    \
	"o.id, o.account_id, a.name, o.kind, o.subject, o.batch, o.guard, o.before_value,"         \
	" o.after_value, o.accepted, o.state, o.reason, o.problem, o.found_value, o.found_guard, " \
	"o.trace,"                                                                                 \
	" o.actor, o.attempts, o.asks, o.next_at, o.deadline, o.sent_at, o.ended_at,"              \
	" o.created_at, o.version"
#define OPEN_COLUMNS "id, state, version, kind, subject, before_value, after_value"
#define FROM	     " FROM outbox o STRAIGHT_JOIN account a ON a.id = o.account_id"
/* A filter that is absent folds away, so that each finds its key: of the subject, or of the id. */
#define LIST(where)                                                                                \
	{                                                                                          \
		"SELECT " COLUMNS FROM " WHERE " where                                             \
		" AND (? IS NULL OR o.account_id = ?) AND (? IS NULL OR o.subject = ?)"            \
		" AND o.id < ? ORDER BY o.id DESC LIMIT 51",                                       \
		    "iissu", &intent_map                                                           \
	}
_Static_assert(OUTBOX_PAGE_ROWS == 50, "LIMIT is one more");

#define INTENT_FIELDS                                                                              \
	U64(id), U64(account_id), STR(account), STR(kind), STR(subject), STR(batch), STR(guard),   \
	    STR(before), STR(after), STR(accepted), STR(state), STR(reason), STR(problem),         \
	    STR(found_value), STR(found_guard), STR(trace), STR(actor), U64(attempts), U64(asks),  \
	    TIME(next_at), TIME(deadline), TIME(sent_at), TIME(ended_at), TIME(created_at),        \
	    U64(version)
static const struct row_map intent_map = ROW_MAP(struct outbox_intent, INTENT_FIELDS);
#define OPEN_ROW                                                                                   \
	ROWS(struct open_row, U64(id), STR(state), U64(version), STR(kind), STR(subject),          \
	     STR(before), STR(after))

struct last_state {
	const char *state; /* by alphabet; NULL: the outbox is empty */
};

static const struct stmt_def stmts[] = {
    [STEP_ADD] = {"INSERT INTO outbox_step (outbox_id, actor, event, state, request, status, trace,"
		  " detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		  BULK(struct step_row, U64(outbox_id), STR(actor), STR(event), STR(state),
		       STR(request), I64(status), STR(trace), STR(detail))},
    [STEP_LIST] = {"SELECT at, actor, event, state, request, CAST(status AS SIGNED), trace, detail"
		   " FROM outbox_step WHERE outbox_id = ? ORDER BY id DESC LIMIT 200",
		   "u",
		   ROWS(struct outbox_step, TIME(at), STR(actor), STR(event), STR(state),
			STR(request), I64(status), STR(trace), STR(detail))},
    [INTENT_INSERT] =
	{"INSERT INTO outbox (account_id, intent_key, command_id, kind, class,"
	 " subject, batch, guard, before_value, after_value, after_sha, accepted, actor,"
	 " next_at, deadline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	 " UNHEX(SHA2(IFNULL(?, ''), 256)), ?, ?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND,"
	 " UTC_TIMESTAMP(3) + INTERVAL ? SECOND)",
	 BULK(struct intent_row, U64(account_id), STR(key), STR(command_id), STR(kind), I64(class),
	      STR(subject), STR(batch), STR(guard), STR(before), STR(after), STR(after),
	      STR(accepted), STR(actor), I64(delay_s), I64(deadline_s))},
    /* By the key of an intent, as outbox_post.c makes it. */
    [INTENTS_KNOWN] = {"SELECT j.word, o.id FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN outbox o"
		       " FORCE INDEX (intent) ON o.account_id = ? AND o.intent_key ="
		       " CONCAT(CONVERT(? USING ascii), ':', j.word, ':', CONVERT(? USING ascii))"
		       " COLLATE ascii_nopad_bin ORDER BY j.n",
		       "suss", ROWS(struct intent_id, STR(subject), U64(id))},
    [INTENTS_OPEN] = {"SELECT o.id, o.state, o.version, o.kind, o.subject, o.before_value,"
		      " o.after_value FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN outbox o"
		      " FORCE INDEX (by_subject) ON o.subject = j.word AND o.account_id = ?"
		      " AND o.kind = ? AND o.state IN ('NEW', 'SENT', 'UNKNOWN', 'HELD')"
		      " ORDER BY j.n, o.id FOR UPDATE",
		      "sus", OPEN_ROW},
    [INTENTS_UNDOABLE] = {"SELECT " OPEN_COLUMNS " FROM outbox WHERE batch = ? AND state = 'NEW'"
			  " AND attempts = 0 FOR UPDATE",
			  "s", OPEN_ROW},
    [INTENT_CLOSE] = {"UPDATE outbox SET state = ?, reason = ?, ended_at = UTC_TIMESTAMP(3),"
		      " version = version + 1 WHERE id = ? AND version = ? AND state = ?",
		      BULK(struct person_move, STR(to), STR(reason), U64(id), U64(version),
			   STR(from))},
    /* What Allegro showed last is what the person agrees to write over. */
    [INTENT_RELEASE] = {"UPDATE outbox SET state = ?, reason = NULL, problem = NULL,"
			" accepted = COALESCE(?, accepted),"
			" before_value = COALESCE(found_value, before_value),"
			" guard = COALESCE(found_guard, guard), found_value = NULL,"
			" found_guard = NULL, next_at = UTC_TIMESTAMP(3),"
			" deadline = UTC_TIMESTAMP(3) + INTERVAL 86400 SECOND,"
			" version = version + 1 WHERE id = ? AND version = ? AND state = ?",
			BULK(struct person_move, STR(to), STR(accepted), U64(id), U64(version),
			     STR(from))},
    [INTENT_FIND] = {"SELECT " COLUMNS FROM " WHERE o.id = ?", "u", &intent_map},
    [LIST_HELD] = LIST("o.state = 'HELD'"),
    [LIST_OPEN] = LIST("o.state IN ('NEW', 'SENT', 'UNKNOWN')"),
    [LIST_OVER] = LIST("o.state IN ('DONE', 'FAILED')"),
    [LIST_ALL] = LIST("1 = 1"),
    [COUNTS] = {"SELECT COUNT(IF(state = 'HELD', 1, NULL)), COUNT(IF(state <> 'HELD', 1, NULL))"
		" FROM outbox WHERE state IN ('HELD', 'NEW', 'SENT', 'UNKNOWN')",
		"", ROWS(struct outbox_counts, I64(held), I64(open))},
    /* One read at the end of an index. */
    [GLANCE] = {"SELECT MAX(state) FROM outbox", "", ROWS(struct last_state, STR(state))},
    [UNDOABLE] = {"SELECT batch, MIN(kind), COUNT(*), MIN(next_at), MIN(after_value) FROM outbox"
		  " WHERE actor = ? AND state = 'NEW' AND attempts = 0"
		  " AND next_at > UTC_TIMESTAMP(3) GROUP BY batch ORDER BY MAX(id) DESC LIMIT 1",
		  "s",
		  ROWS(struct outbox_batch, STR(batch), STR(kind), I64(n), TIME(next_at),
		       STR(after))},
};
_Static_assert(OUTBOX_DEADLINE_S == 86400, "INTENT_RELEASE spells the number out");
_Static_assert(OUTBOX_STEPS_MAX == 200, "STEP_LIST spells the number out");
STMTS_REGISTER(outbox, stmts);

/* ---- Writing -------------------------------------------------------------------------------- */

enum rc step_add(struct db *db, const struct step_row *s, struct err *e)
{
	return stmt_run_row(db, &stmts[STEP_ADD], s, NULL, e);
}

enum rc steps_add(struct db *db, const struct step_row *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[STEP_ADD], rows, n, NULL, e);
}

enum rc intents_insert(struct db *db, const struct intent_row *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[INTENT_INSERT], rows, n, NULL, e);
}

enum rc intents_known(struct db *db, void *mem, const struct intent_ask *ask,
		      struct intent_id **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[INTENTS_KNOWN],
			 PARAMS(P_STR(array_of_words(mem, ask->subjects, ask->n)),
				P_U64(ask->account_id), P_STR(ask->kind), P_STR(ask->batch)),
			 rows, n, e);
}

enum rc intents_open(struct db *db, void *mem, const struct intent_ask *ask, struct open_row **rows,
		     size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[INTENTS_OPEN],
			 PARAMS(P_STR(array_of_words(mem, ask->subjects, ask->n)),
				P_U64(ask->account_id), P_STR(ask->kind)),
			 rows, n, e);
}

enum rc intents_undoable(struct db *db, void *mem, const char *batch, struct open_row **rows,
			 size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[INTENTS_UNDOABLE], PARAMS(P_STR(batch)), rows, n, e);
}

static const char moved_on[] = "this change has moved on meanwhile";

enum rc intent_close(struct db *db, const struct person_move *m, struct err *e)
{
	return stmt_cas_row(db, &stmts[INTENT_CLOSE], m, moved_on, e);
}

enum rc intent_release(struct db *db, const struct person_move *m, struct err *e)
{
	return stmt_cas_row(db, &stmts[INTENT_RELEASE], m, moved_on, e);
}

/* ---- Looking -------------------------------------------------------------------------------- */

enum rc outbox_find(struct db *db, void *mem, uint64_t id, struct outbox_intent *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[INTENT_FIND], PARAMS(P_U64(id)), out, e);
}

enum rc outbox_list(struct db *db, void *mem, const struct outbox_filter *f,
		    struct outbox_intent **rows, size_t *n, struct err *e)
{
	static const int walks[OUTBOX_VIEW_COUNT] = {LIST_HELD, LIST_OPEN, LIST_OVER, LIST_ALL};
	const int64_t account_id = f->account_id ? (int64_t)f->account_id : INT64_MIN;
	return stmt_list(db, mem, &stmts[walks[f->view]],
			 PARAMS(P_I64(account_id), P_I64(account_id), P_STR(f->subject),
				P_STR(f->subject), P_U64(f->before_id ? f->before_id : INT64_MAX)),
			 rows, n, e);
}

enum rc outbox_count(struct db *db, struct outbox_counts *out, struct err *e)
{
	return stmt_find(db, db, &stmts[COUNTS], NO_PARAMS, out, e);
}

enum rc outbox_steps(struct db *db, void *mem, uint64_t id, struct outbox_step **rows, size_t *n,
		     struct err *e)
{
	return stmt_list(db, mem, &stmts[STEP_LIST], PARAMS(P_U64(id)), rows, n, e);
}

/* By alphabet DONE is the first, and NEW comes before SENT and UNKNOWN alone. */
enum rc outbox_glance(struct db *db, struct outbox_glance *out, struct err *e)
{
	void *mem = mem_context(NULL, "glance");
	struct last_state last = {0};
	enum rc rc = stmt_find(db, mem, &stmts[GLANCE], NO_PARAMS, &last, e);
	const char *state = str_or(last.state, "");

	*out = (struct outbox_glance){
	    .may_wait = strcmp(state, outbox_state_names[OUTBOX_NEW]) >= 0,
	    .may_matter = strcmp(state, outbox_state_names[OUTBOX_DONE]) > 0,
	};
	mem_free(mem);
	return rc;
}

enum rc outbox_undoable(struct db *db, void *mem, const char *actor, struct outbox_batch *out,
			struct err *e)
{
	return stmt_find(db, mem, &stmts[UNDOABLE], PARAMS(P_STR(actor)), out, e);
}
