/* Somebody says that a category is used. */
#include "domain/categories/category_store.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"

struct use {
	void *mem;
	const char *environment;
	const char *id;
	const char *actor;
};

static enum rc use_body(struct db *db, void *arg, struct err *e)
{
	const struct use *u = arg;
	struct category_row row;

	if (category_find(db, u->mem, u->environment, u->id, &row, e))
		return e->rc;
	if (row.gone_at != TIME_NONE || !row.c.leaf)
		return err_set(e, RC_CONFLICT, "no offer can stand in category %s", u->id);
	const struct audit_entry entry = {
	    .actor = u->actor,
	    .action = "category.used",
	    .subject = mem_printf(u->mem, "category:%s", u->id),
	    .after = row.c.name,
	};
	return params_want(db, u->environment, u->id, e) ? e->rc : audit_add(db, &entry, e);
}

enum rc category_use(struct db *db, const char *environment, const char *id, const char *actor,
		     struct err *e)
{
	struct use use = {mem_context(db, "use"), environment, id, actor};
	enum rc rc = tx_run(db, use_body, &use, e);

	mem_free(use.mem);
	return rc;
}
