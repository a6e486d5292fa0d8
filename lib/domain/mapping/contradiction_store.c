/* SQL of contradictions. */
#include "domain/mapping/contradiction_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"

enum { SAVE, FIND, DELETE, LIST };
enum { CODE_CHARS = 100 };

#define SELECT                                                                                     \
	"SELECT c.id, c.environment, c.category_id, c.param_id, c.answer, c.code, c.said,"         \
	" CAST(c.times AS SIGNED), c.first_at, c.last_at FROM param_contradiction c"
#define ROW                                                                                        \
	ROWS(struct contradiction, U64(id), STR(environment), STR(category_id), STR(param_id),     \
	     STR(answer), STR(code), STR(said), I64(times), TIME(first_at), TIME(last_at))

static const struct stmt_def stmts[] = {
    [SAVE] = {"INSERT INTO param_contradiction (environment, category_id, param_id, answer,"
	      " definition, code, said, first_at, last_at) SELECT p.environment, p.category_id,"
	      " p.param_id, ?, MD5(p.raw), ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)"
	      " FROM category_param p WHERE p.environment = ? AND p.category_id = ?"
	      " AND p.param_id = ? ON DUPLICATE KEY UPDATE definition = VALUES(definition),"
	      " code = VALUES(code), said = VALUES(said), last_at = VALUES(last_at),"
	      " times = param_contradiction.times + 1",
	      "ssssss", NO_ROWS},
    [FIND] = {SELECT " WHERE c.id = ? FOR UPDATE", "u", ROW},
    [DELETE] = {"DELETE FROM param_contradiction WHERE id = ?", "u", NO_ROWS},
    [LIST] = {SELECT " JOIN category_param p ON p.environment = c.environment"
		     " AND p.category_id = c.category_id AND p.param_id = c.param_id"
		     " AND CONVERT(MD5(p.raw) USING ascii) COLLATE ascii_nopad_bin = c.definition "
		     "WHERE c.environment = ? AND c.category_id = ?"
		     " ORDER BY c.param_id, c.id",
	      "ss", ROW},
};
STMTS_REGISTER(contradictions, stmts);

enum rc contradiction_save(struct db *db, const struct contradiction *c, struct err *e)
{
	void *mem = mem_context(NULL, "contradiction");
	const struct param params[] = {
	    P_STR(c->answer),
	    P_STR(str_ascii(mem, c->code, CODE_CHARS)),
	    P_STR(str_head(mem, c->said, CONTRADICTION_SAID_MAX)),
	    P_STR(c->environment),
	    P_STR(c->category_id),
	    P_STR(c->param_id),
	};
	enum rc rc = stmt_run(db, &stmts[SAVE], params, NULL, e);

	mem_free(mem);
	return rc;
}

enum rc contradiction_find(struct db *db, void *mem, uint64_t id, struct contradiction *out,
			   struct err *e)
{
	return stmt_find(db, mem, &stmts[FIND], PARAMS(P_U64(id)), out, e);
}

enum rc contradiction_delete(struct db *db, uint64_t id, struct err *e)
{
	return stmt_cas(db, &stmts[DELETE], PARAMS(P_U64(id)), "it is tried again already", e);
}

enum rc contradictions_load(struct db *db, void *mem, const char *environment,
			    const char *category_id, struct contradiction **out, size_t *n,
			    struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(category_id)};

	return stmt_list(db, mem, &stmts[LIST], params, out, n, e);
}
