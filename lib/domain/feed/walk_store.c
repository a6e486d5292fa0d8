/* SQL of walks. */
#include "domain/feed/walk_store.h"

#define WALK_FIELDS                                                                                \
	U64(account_id), TIME(from), TIME(to), I64(skip), TIME(began), TIME(read_to),              \
	    TIME(swept_at), TIME(next_at)

enum { LOAD, SAVE, RESTART };

static const struct stmt_def stmts[] = {
    [LOAD] = {"SELECT a.id, w.walk_from, w.walk_to, CAST(IFNULL(w.walk_skip, 0) AS SIGNED),"
	      " w.walk_began, w.read_to, w.swept_at, w.next_at, w.wanted_at,"
	      " UTC_TIMESTAMP(3) FROM account a"
	      " LEFT JOIN walk w ON w.account_id = a.id AND w.name = ? WHERE a.id = ?",
	      "su", ROWS(struct walk, WALK_FIELDS, TIME(wanted_at), TIME(now))},
    [SAVE] = {"INSERT INTO walk (account_id, walk_from, walk_to, walk_skip, walk_began, read_to,"
	      " swept_at, next_at, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
	      " ON DUPLICATE KEY UPDATE walk_from = VALUES(walk_from), walk_to = VALUES(walk_to),"
	      " walk_skip = VALUES(walk_skip), walk_began = VALUES(walk_began),"
	      " read_to = VALUES(read_to), swept_at = VALUES(swept_at), next_at = VALUES(next_at)",
	      BULK(struct walk, WALK_FIELDS, STR(name))},
    [RESTART] = {"INSERT INTO walk (account_id, name, wanted_at) VALUES (?, ?, UTC_TIMESTAMP(3))"
		 " ON DUPLICATE KEY UPDATE wanted_at = VALUES(wanted_at)",
		 "us", NO_ROWS},
};
STMTS_REGISTER(walk, stmts);

enum rc walk_load(struct db *db, uint64_t account_id, const char *name, struct walk *out,
		  struct err *e)
{
	out->name = name;
	return stmt_find(db, db, &stmts[LOAD], PARAMS(P_STR(name), P_U64(account_id)), out, e);
}

enum rc walk_save(struct db *db, const struct walk *w, struct err *e)
{
	return stmt_run_row(db, &stmts[SAVE], w, NULL, e);
}

enum rc walk_restart(struct db *db, const struct walk_def *def, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[RESTART], PARAMS(P_U64(account_id), P_STR(def->name)), NULL, e);
}

enum rc walk_renew_missed(struct db *db, const struct walk_def *def, const struct walk *w,
			  struct err *e)
{
	return stmt_run(
	    db, &def->table[WALK_MISSED],
	    PARAMS(P_U64(w->account_id), P_TIME(w->from), P_TIME(w->began), P_TIME(w->began)), NULL,
	    e);
}

enum rc walk_mark(struct db *db, const struct stmt_def *mark, uint64_t account_id, const char *id,
		  struct err *e)
{
	return stmt_run(db, mark, PARAMS(P_U64(account_id), P_STR(id)), NULL, e);
}

enum rc walk_renew(struct db *db, const struct walk_def *def, uint64_t account_id, const char *id,
		   struct err *e)
{
	return walk_mark(db, &def->table[WALK_RENEW], account_id, id, e);
}

enum rc walk_singles(struct db *db, void *mem, const struct walk_def *def, uint64_t account_id,
		     struct walk_single **ids, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &def->table[WALK_SINGLE], PARAMS(P_U64(account_id)), ids, n, e);
}

enum rc walk_due(struct db *db, const struct walk_def *def, uint64_t account_id, bool *due,
		 struct err *e)
{
	int64_t is = 0;
	const struct param params[] = {P_STR(def->name), P_U64(account_id)};
	enum rc rc = stmt_find(db, db, &def->table[WALK_DUE], params, &is, e);

	*due = is;
	return rc;
}
