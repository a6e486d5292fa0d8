/* SQL of ids that were. */
#include "domain/categories/category_store.h"

#include "base/mem.h"
#include "db/stmt.h"

enum { SAVE, CHAIN, LIST };

struct saved_former {
	struct former_id f;
	const char *environment;
	const char *category_id;
	int64_t seen_at;
};

static const struct stmt_def stmts[] = {
    [SAVE] = {"INSERT INTO category_former (environment, category_id, kind, old_id, new_id,"
	      " seen_at) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
	      " seen_at = VALUES(seen_at)",
	      BULK(struct saved_former, STR(environment), STR(category_id), STR(f.kind),
		   STR(f.old_id), STR(f.new_id), TIME(seen_at))},
    [CHAIN] =
	{"INSERT INTO category_former (environment, category_id, kind, old_id, new_id,"
	 " seen_at) SELECT was.environment, was.category_id, was.kind, was.old_id, is_.new_id,"
	 " is_.seen_at FROM category_former was JOIN category_former is_"
	 " ON is_.environment = was.environment AND is_.category_id = was.category_id"
	 " AND is_.kind = was.kind AND is_.old_id = was.new_id"
	 " WHERE was.environment = ? AND was.category_id = ? AND was.old_id <> is_.new_id"
	 " ON DUPLICATE KEY UPDATE seen_at = category_former.seen_at",
	 "ss", NO_ROWS},
    [LIST] = {"SELECT kind, old_id, new_id FROM category_former"
	      " WHERE environment = ? AND category_id = ? ORDER BY kind, new_id, old_id",
	      "ss", ROWS(struct former_id, STR(kind), STR(old_id), STR(new_id))},
};
STMTS_REGISTER(category_formers, stmts);

struct saving {
	void *mem;
	const char *environment;
	const char *category_id;
	int64_t seen_at;
	struct saved_former *rows;
	size_t n;
};

/* An id that none of Allegro's is like cannot stand in a decision either. */
static void add(struct saving *s, const char *kind, const struct param_word *old, size_t n,
		const char *new_id)
{
	s->rows = mem_grow(s->mem, s->rows, struct saved_former, s->n + n + 1);
	for (size_t i = 0; i < n; i++)
		if (str_is_id(old[i].text) && str_is_id(new_id))
			s->rows[s->n++] = (struct saved_former){{kind, old[i].text, new_id},
								s->environment,
								s->category_id,
								s->seen_at};
}

static void add_param(struct saving *s, const struct category_param *p)
{
	add(s, FORMER_PARAM, p->former_ids, p->n_former_ids, p->id);
	for (size_t i = 0; i < p->n_values; i++)
		if (p->values[i].n_former_ids)
			add(s, FORMER_VALUE, p->values[i].former_ids, p->values[i].n_former_ids,
			    p->values[i].id);
}

enum rc formers_save(struct db *db, void *mem, const char *environment, const char *id,
		     const struct category_params *params, int64_t seen_at, struct err *e)
{
	struct saving s = {
	    .mem = mem, .environment = environment, .category_id = id, .seen_at = seen_at};
	const struct param whose[] = {P_STR(environment), P_STR(id)};

	for (size_t i = 0; i < params->n; i++)
		add_param(&s, &params->at[i]);
	if (!s.n)
		return RC_OK;
	if (stmt_bulk(db, &stmts[SAVE], s.rows, s.n, NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[CHAIN], whose, NULL, e);
}

enum rc category_formers(struct db *db, void *mem, const char *environment, const char *id,
			 struct former_id **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(id)};

	return stmt_list(db, mem, &stmts[LIST], params, out, n, e);
}
