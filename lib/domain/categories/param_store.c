/* SQL of parameters. */
#include "domain/categories/category_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

enum {
	USE,
	USE_MANY,
	USE_FIND,
	LIST,
	DUE,
	FORGET,
	SAVE,
	SAVED,
	POSTPONE,
	CHANGES_FORGET,
	CHANGES_SAVE
};

struct saved {
	struct category_param p;
	const char *environment;
	const char *category_id;
	int64_t place;
	int64_t seen_at;
};

struct saved_change {
	struct param_change c;
	const char *environment;
};

static const struct stmt_def stmts[] = {
    [USE] = {"INSERT INTO category_used (environment, category_id, wanted_at, next_at)"
	     " VALUES (?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE"
	     " next_at = VALUES(next_at)",
	     "ss", NO_ROWS},
    [USE_MANY] = {"INSERT INTO category_used (environment, category_id, wanted_at, next_at)"
		  " SELECT ?, j.word, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM " ARRAY_OF_WORDS " j"
		  " ON DUPLICATE KEY UPDATE next_at = category_used.next_at",
		  "ss", NO_ROWS},
    [USE_FIND] = {"SELECT category_id, wanted_at, read_at, problem FROM category_used"
		  " WHERE environment = ? AND category_id = ?",
		  "ss",
		  ROWS(struct category_use_row, STR(id), TIME(wanted_at), TIME(read_at),
		       STR(problem))},
    [LIST] = {"SELECT p.param_id, p.place, p.name, p.type, p.required, p.required_for_product,"
	      " p.describes_product, p.raw, (SELECT MIN(c.due_at) FROM category_param_change c"
	      " WHERE c.environment = p.environment AND c.category_id = p.category_id"
	      " AND c.param_id = p.param_id AND c.due_at > UTC_TIMESTAMP(3)) FROM category_param p"
	      " WHERE p.environment = ? AND p.category_id = ? ORDER BY p.place",
	      "ss",
	      ROWS(struct param_row, STR(id), I64(place), STR(name), STR(type), I64(required),
		   I64(required_for_product), I64(describes_product), STR(raw),
		   TIME(required_from))},
    [DUE] = {"SELECT category_id FROM category_used WHERE environment = ?"
	     " AND next_at <= UTC_TIMESTAMP(3) ORDER BY next_at LIMIT 20",
	     "s", ROWS(struct category_id, STR(id))},
    [FORGET] = {"DELETE FROM category_param WHERE environment = ? AND category_id = ?", "ss",
		NO_ROWS},
    [SAVE] = {"INSERT INTO category_param (environment, category_id, param_id, place, name, type,"
	      " required, required_for_product, describes_product, raw, seen_at)"
	      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	      BULK(struct saved, STR(environment), STR(category_id), STR(p.id), I64(place),
		   STR(p.name), STR(p.type), I64(p.required), I64(p.required_for_product),
		   I64(p.describes_product), STR(p.raw), TIME(seen_at))},
    [SAVED] = {"UPDATE category_used SET read_at = ?, next_at = ? + INTERVAL 1 DAY,"
	       " problem = NULL WHERE environment = ? AND category_id = ?",
	       "ttss", NO_ROWS},
    [POSTPONE] = {"UPDATE category_used SET next_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR,"
		  " problem = ? WHERE environment = ? AND category_id = ?",
		  "sss", NO_ROWS},
    [CHANGES_FORGET] = {"DELETE FROM category_param_change WHERE environment = ?", "s", NO_ROWS},
    [CHANGES_SAVE] = {"INSERT INTO category_param_change (environment, category_id, param_id, type,"
		      " decided_at, due_at) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
		      " decided_at = VALUES(decided_at)",
		      BULK(struct saved_change, STR(environment), STR(c.category_id),
			   STR(c.param_id), STR(c.type), TIME(c.decided_at), TIME(c.due_at))},
};
STMTS_REGISTER(category_params, stmts);

enum { PROBLEM_CHARS = 500, TYPE_CHARS = 24, CHANGE_TYPE_CHARS = 32 };

enum rc params_want(struct db *db, const char *environment, const char *id, struct err *e)
{
	return stmt_run(db, &stmts[USE], PARAMS(P_STR(environment), P_STR(id)), NULL, e);
}

enum rc categories_want(struct db *db, const char *environment, const char *const *ids, size_t n,
			struct err *e)
{
	void *mem = mem_context(db, "categories");
	const struct param params[] = {P_STR(environment), P_STR(array_of_words(mem, ids, n))};
	enum rc rc = n ? stmt_run(db, &stmts[USE_MANY], params, NULL, e) : RC_OK;

	mem_free(mem);
	return rc;
}

enum rc category_use_find(struct db *db, void *mem, const char *environment, const char *id,
			  struct category_use_row *out, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(id)};

	return stmt_find(db, mem, &stmts[USE_FIND], params, out, e);
}

enum rc category_params(struct db *db, void *mem, const char *environment, const char *id,
			struct param_row **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(id)};

	return stmt_list(db, mem, &stmts[LIST], params, out, n, e);
}

enum rc params_due(struct db *db, void *mem, const char *environment, struct category_id **ids,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[DUE], PARAMS(P_STR(environment)), ids, n, e);
}

/* One id twice is one parameter: the first counts. */
static bool is_first(const struct category_params *params, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(params->at[k].id, params->at[i].id))
			return false;
	return true;
}

enum rc params_save(struct db *db, void *mem, const char *environment, const char *id,
		    const struct category_params *params, int64_t seen_at, struct err *e)
{
	struct saved *rows = mem_array(mem, struct saved, params->n + 1);
	const struct param whose[] = {P_STR(environment), P_STR(id)};
	const struct param done[] = {P_TIME(seen_at), P_TIME(seen_at), P_STR(environment),
				     P_STR(id)};
	size_t n = 0;

	for (size_t i = 0; i < params->n; i++) {
		if (!is_first(params, i))
			continue;
		struct saved *row = &rows[n];
		*row = (struct saved){params->at[i], environment, id, (int64_t)n, seen_at};
		row->p.name = str_head(mem, row->p.name, CATEGORY_NAME_MAX);
		row->p.type = str_ascii(mem, row->p.type, TYPE_CHARS);
		n++;
	}
	if (stmt_run(db, &stmts[FORGET], whose, NULL, e) ||
	    (n && stmt_bulk(db, &stmts[SAVE], rows, n, NULL, e)))
		return e->rc;
	return stmt_run(db, &stmts[SAVED], done, NULL, e);
}

enum rc params_postpone(struct db *db, const char *environment, const char *id, const char *problem,
			struct err *e)
{
	void *mem = mem_context(db, "problem");
	const struct param params[] = {P_STR(str_head(mem, problem, PROBLEM_CHARS)),
				       P_STR(environment), P_STR(id)};
	enum rc rc = stmt_run(db, &stmts[POSTPONE], params, NULL, e);

	mem_free(mem);
	return rc;
}

enum rc param_changes_forget(struct db *db, const char *environment, struct err *e)
{
	return stmt_run(db, &stmts[CHANGES_FORGET], PARAMS(P_STR(environment)), NULL, e);
}

enum rc param_changes_save(struct db *db, void *mem, const char *environment,
			   const struct param_change *at, size_t n, struct err *e)
{
	struct saved_change *rows = mem_array(mem, struct saved_change, n + 1);

	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct saved_change){at[i], environment};
		rows[i].c.type = str_ascii(mem, at[i].type, CHANGE_TYPE_CHARS);
	}
	return n ? stmt_bulk(db, &stmts[CHANGES_SAVE], rows, n, NULL, e) : RC_OK;
}
