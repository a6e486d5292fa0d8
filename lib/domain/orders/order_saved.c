/* Saved views, each change with its entry in the trail. */
#include "domain/orders/order_saved.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/orders/order_saved_store.h"

struct change {
	const struct order_saver *who;
	const struct order_saved *view; /* to be added */
	uint64_t id;
	const char *name; /* the new one; NULL: it goes */
};

/* Which view, and not its words: they may tell of a person. */
static enum rc trail(struct db *db, const struct change *c, const char *action, struct err *e)
{
	char *subject = mem_printf(NULL, "view:%llu", (unsigned long long)c->id);
	enum rc rc = audit_add(
	    db, &(struct audit_entry){.actor = c->who->login, .action = action, .subject = subject},
	    e);

	mem_free(subject);
	return rc;
}

static enum rc add_body(struct db *db, void *arg, struct err *e)
{
	struct change *c = arg;
	int64_t n;

	if (saved_insert(db, c->view, &c->id, e))
		return e->rc;
	if (!c->id)
		return err_set(e, RC_CONFLICT, "there is a view of this name");
	if (saved_count(db, c->view->user_id, &n, e))
		return e->rc;
	if (n > ORDER_SAVED_MAX)
		return err_set(e, RC_CONFLICT, "a person may have %d views", ORDER_SAVED_MAX);
	return trail(db, c, c->view->is_shared ? "view.shared" : "view.saved", e);
}

enum rc order_saved_add(struct db *db, const struct order_saver *who,
			const struct order_saved *view, struct err *e)
{
	struct change c = {.who = who, .view = view};

	return tx_run(db, add_body, &c, e);
}

static bool may_change(const struct change *c, const struct order_saved *view)
{
	return view->user_id == c->who->user_id ||
	       (c->who->is_keeper && view->is_shared && !c->name);
}

static enum rc change_one(struct db *db, void *mem, const struct change *c, struct err *e)
{
	struct order_saved view;
	uint64_t renamed;

	if (saved_find(db, mem, c->id, &view, e))
		return e->rc;
	if (!may_change(c, &view))
		return err_set(e, RC_NOT_FOUND, "the view belongs to somebody else");
	if (!c->name)
		return saved_delete(db, c->id, e) ? e->rc : trail(db, c, "view.removed", e);
	if (str_eq(c->name, view.name))
		return RC_OK;
	if (saved_rename(db, c->id, c->name, &renamed, e))
		return e->rc;
	if (!renamed)
		return err_set(e, RC_CONFLICT, "there is a view of this name");
	return trail(db, c, "view.renamed", e);
}

static enum rc change_body(struct db *db, void *arg, struct err *e)
{
	void *mem = mem_context(NULL, "view");
	enum rc rc = change_one(db, mem, arg, e);

	mem_free(mem);
	return rc;
}

enum rc order_saved_rename(struct db *db, const struct order_saver *who, uint64_t id,
			   const char *name, struct err *e)
{
	struct change c = {.who = who, .id = id, .name = name};

	return tx_run(db, change_body, &c, e);
}

enum rc order_saved_remove(struct db *db, const struct order_saver *who, uint64_t id, struct err *e)
{
	struct change c = {.who = who, .id = id};

	return tx_run(db, change_body, &c, e);
}
