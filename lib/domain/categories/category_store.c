/* SQL of categories. */
#include "domain/categories/category_store.h"

#include "base/mem.h"
#include "db/stmt.h"

enum {
	PROGRESS,
	FIND,
	LIST,
	TREE_LOAD,
	TREE_SAVE,
	TO_READ,
	UNREAD,
	SAVE,
	MARK,
	REDIRECT = MARK + CATEGORY_MARKS,
	USE_INSTEAD,
	SWEEP,
	TO_REREAD,
	TREE_DUE,
};

#define TREE_FIELDS                                                                                \
	STR(environment), TIME(began_at), TIME(roots_at), TIME(filled_at), I64(version),           \
	    STR(event_id), TIME(events_at), TIME(changes_at)

struct saved {
	struct category c;
	const char *environment;
	int64_t seen_at;
};

/* A branch that was not read since the reading began; without one, one that never was. */
#define UNREAD_SINCE                                                                               \
	"environment = ? AND leaf = 0 AND read_at < IFNULL(?, '1970-01-02') AND gone_at IS NULL"
/* While it is being read: a page asks for each letter that is typed. */
#define COUNTED(which)                                                                             \
	" IF(t.began_at IS NULL AND t.filled_at IS NOT NULL, 0, (SELECT COUNT(*) FROM category c"  \
	" WHERE c.environment = t.environment AND c.gone_at IS NULL" which "))"
#define MARKED(set)                                                                                \
	{                                                                                          \
		"UPDATE category SET " set " WHERE environment = ? AND category_id = ?", "tss",    \
		    NO_ROWS                                                                        \
	}

static const struct stmt_def stmts[] = {
    [PROGRESS] = {"SELECT t.environment, t.began_at, t.filled_at, CAST(t.version AS "
		  "SIGNED)," COUNTED("") "," COUNTED(" AND c.leaf = 0") "," COUNTED(
		      " AND c.leaf = 0 AND c.read_at <"
		      " IFNULL(t.began_at, '1970-01-02')") ","
							   " (SELECT COUNT(*) FROM category_used u "
							   "WHERE u.environment = t.environment)"
							   " FROM category_tree t WHERE "
							   "t.environment = ?",
		  "s",
		  ROWS(struct category_progress, STR(environment), TIME(began_at), TIME(filled_at),
		       I64(version), I64(known), I64(branches), I64(to_read), I64(used))},
    [FIND] = {"SELECT category_id, parent_id, name, leaf, makes_products, gone_at, redirect_id"
	      " FROM category WHERE environment = ? AND category_id = ?",
	      "ss",
	      ROWS(struct category_row, STR(c.id), STR(c.parent_id), STR(c.name), I64(c.leaf),
		   I64(c.makes_products), TIME(gone_at), STR(redirect_id))},
    [LIST] = {"SELECT c.category_id, c.parent_id, c.name, c.leaf, u.category_id IS NOT NULL"
	      " FROM category c LEFT JOIN category_used u ON u.environment = c.environment"
	      " AND u.category_id = c.category_id WHERE c.environment = ? AND c.gone_at IS NULL"
	      " ORDER BY c.name COLLATE utf8mb4_uca1400_polish_as_ci, c.category_id",
	      "s",
	      ROWS(struct category_entry, STR(id), STR(parent_id), STR(name), I64(leaf),
		   I64(used))},
    [TREE_LOAD] = {"SELECT e.environment, t.began_at, t.roots_at, t.filled_at,"
		   " CAST(IFNULL(t.version, 0) AS SIGNED), t.event_id, t.events_at, t.changes_at,"
		   " UTC_TIMESTAMP(3) FROM (SELECT CAST(? AS CHAR(16) CHARACTER SET ascii)"
		   " AS environment) e LEFT JOIN category_tree t ON t.environment = e.environment",
		   "s", ROWS(struct category_tree, TREE_FIELDS, TIME(now))},
    [TREE_SAVE] = {"INSERT INTO category_tree (environment, began_at, roots_at, filled_at,"
		   " version, event_id, events_at, changes_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
		   " ON DUPLICATE KEY UPDATE began_at = VALUES(began_at),"
		   " roots_at = VALUES(roots_at), filled_at = VALUES(filled_at),"
		   " version = VALUES(version), event_id = VALUES(event_id),"
		   " events_at = VALUES(events_at), changes_at = VALUES(changes_at)",
		   BULK(struct category_tree, TREE_FIELDS)},
    [TO_READ] = {"SELECT category_id FROM category WHERE " UNREAD_SINCE
		 " AND retry_at <= UTC_TIMESTAMP(3) ORDER BY read_at LIMIT 100",
		 "st", ROWS(struct category_id, STR(id))},
    [UNREAD] = {"SELECT COUNT(*) FROM category WHERE " UNREAD_SINCE, "st", NUMBER},
    [SAVE] = {"INSERT INTO category (environment, category_id, parent_id, name, leaf,"
	      " makes_products, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
	      " parent_id = VALUES(parent_id), name = VALUES(name), leaf = VALUES(leaf),"
	      " makes_products = VALUES(makes_products), seen_at = VALUES(seen_at),"
	      " reread_at = NULL, gone_at = NULL, redirect_id = NULL",
	      BULK(struct saved, STR(environment), STR(c.id), STR(c.parent_id), STR(c.name),
		   I64(c.leaf), I64(c.makes_products), TIME(seen_at))},
    [MARK + CATEGORY_READ] = MARKED("read_at = ?"),
    [MARK + CATEGORY_EMPTY] = MARKED("read_at = IF(retry_at > read_at, ?, read_at)"),
    [MARK + CATEGORY_POSTPONE] = MARKED("retry_at = ? + INTERVAL 10 MINUTE"),
    [MARK + CATEGORY_REREAD] = MARKED("reread_at = ?"),
    [MARK + CATEGORY_LATER] = MARKED("reread_at = ? + INTERVAL 10 MINUTE"),
    [MARK + CATEGORY_BRANCH] = MARKED("seen_at = ?, leaf = 0"),
    [MARK + CATEGORY_GONE] = MARKED("gone_at = ?, reread_at = NULL"),
    [REDIRECT] = {"UPDATE category SET gone_at = ?, redirect_id = ?, reread_at = NULL"
		  " WHERE environment = ? AND category_id = ?",
		  "tsss", NO_ROWS},
    [USE_INSTEAD] = {"INSERT INTO category_used (environment, category_id, wanted_at, next_at)"
		     " SELECT u.environment, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)"
		     " FROM category_used u WHERE u.environment = ? AND u.category_id = ?"
		     " ON DUPLICATE KEY UPDATE next_at = VALUES(next_at)",
		     "sss", NO_ROWS},
    [SWEEP] = {"UPDATE category SET gone_at = ? WHERE environment = ? AND seen_at < ?"
	       " AND gone_at IS NULL",
	       "tst", NO_ROWS},
    [TO_REREAD] = {"SELECT category_id FROM category WHERE environment = ?"
		   " AND reread_at <= UTC_TIMESTAMP(3) ORDER BY reread_at LIMIT 50",
		   "s", ROWS(struct category_id, STR(id))},
    [TREE_DUE] = {"SELECT CAST(NOT EXISTS (SELECT 1 FROM category_tree t WHERE"
		  " t.environment = e.environment AND t.began_at IS NULL AND"
		  " t.events_at > UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE AND"
		  " t.changes_at > UTC_TIMESTAMP(3) - INTERVAL 20 HOUR) OR EXISTS (SELECT 1 FROM"
		  " category_used u WHERE u.environment = e.environment AND"
		  " u.next_at <= UTC_TIMESTAMP(3)) OR EXISTS (SELECT 1 FROM category c WHERE"
		  " c.environment = e.environment AND c.reread_at <= UTC_TIMESTAMP(3)) AS SIGNED)"
		  " FROM (SELECT CAST(? AS CHAR(16) CHARACTER SET ascii) AS environment) e",
		  "s", NUMBER},
};
STMTS_REGISTER(categories, stmts);

/* ---- The tree -------------------------------------------------------------------------------- */

enum rc category_progress(struct db *db, void *mem, const char *environment,
			  struct category_progress *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[PROGRESS], PARAMS(P_STR(environment)), out, e);
}

enum rc category_find(struct db *db, void *mem, const char *environment, const char *id,
		      struct category_row *out, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(id)};

	*out = (struct category_row){0};
	return stmt_find(db, mem, &stmts[FIND], params, out, e);
}

enum rc category_list(struct db *db, void *mem, const char *environment, struct category_list *out,
		      struct err *e)
{
	return stmt_list(db, mem, &stmts[LIST], PARAMS(P_STR(environment)), &out->at, &out->n, e);
}

enum rc category_tree_load(struct db *db, void *mem, const char *environment,
			   struct category_tree *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[TREE_LOAD], PARAMS(P_STR(environment)), out, e);
}

enum rc category_tree_save(struct db *db, const struct category_tree *t, struct err *e)
{
	return stmt_run_row(db, &stmts[TREE_SAVE], t, NULL, e);
}

enum rc category_tree_due(struct db *db, const char *environment, bool *due, struct err *e)
{
	int64_t is = 0;
	enum rc rc = stmt_number(db, &stmts[TREE_DUE], PARAMS(P_STR(environment)), &is, e);

	*due = is;
	return rc;
}

/* ---- Reading all of it ----------------------------------------------------------------------- */

enum rc categories_to_read(struct db *db, void *mem, const struct category_tree *t,
			   struct category_id **ids, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(t->environment), P_TIME(t->began_at)};

	return stmt_list(db, mem, &stmts[TO_READ], params, ids, n, e);
}
_Static_assert(CATEGORY_BATCH == 100, "LIMIT says so");

enum rc categories_unread(struct db *db, const struct category_tree *t, int64_t *n, struct err *e)
{
	const struct param params[] = {P_STR(t->environment), P_TIME(t->began_at)};

	return stmt_number(db, &stmts[UNREAD], params, n, e);
}

enum rc categories_save(struct db *db, const char *environment, const struct category *at, size_t n,
			int64_t seen_at, struct err *e)
{
	struct saved *rows = mem_array(db, struct saved, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct saved){at[i], environment, seen_at};
	enum rc rc = n ? stmt_bulk(db, &stmts[SAVE], rows, n, NULL, e) : RC_OK;
	mem_free(rows);
	return rc;
}

enum rc category_mark(struct db *db, const char *environment, const char *id,
		      enum category_mark mark, int64_t at, struct err *e)
{
	const struct param params[] = {P_TIME(at), P_STR(environment), P_STR(id)};

	return stmt_run(db, &stmts[MARK + mark], params, NULL, e);
}

enum rc category_redirect(struct db *db, const char *environment, const char *id,
			  const char *redirect_id, int64_t at, struct err *e)
{
	const struct param gone[] = {P_TIME(at), P_STR(redirect_id), P_STR(environment), P_STR(id)};
	const struct param used[] = {P_STR(redirect_id), P_STR(environment), P_STR(id)};

	if (stmt_run(db, &stmts[REDIRECT], gone, NULL, e))
		return e->rc;
	return redirect_id ? stmt_run(db, &stmts[USE_INSTEAD], used, NULL, e) : RC_OK;
}

enum rc categories_sweep(struct db *db, const struct category_tree *t, struct err *e)
{
	const struct param params[] = {P_TIME(t->now), P_STR(t->environment), P_TIME(t->began_at)};

	return stmt_run(db, &stmts[SWEEP], params, NULL, e);
}

enum rc categories_to_reread(struct db *db, void *mem, const char *environment,
			     struct category_id **ids, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[TO_REREAD], PARAMS(P_STR(environment)), ids, n, e);
}
