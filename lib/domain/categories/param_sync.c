/* Parameters of one category after the other, and the pages of what is planned. */
#include "domain/categories/category_steps.h"

#include "base/mem.h"

#define CHANGES_EVERY_MS (20 * TIME_HOUR_MS)
enum { CHANGE_PAGES_MAX = 50 }; /* some 30,000 leaves, each with a change, and more */

struct reading {
	void *mem;
	const char *environment;
	const char *id;
	int64_t now;
	struct category_params got;
	struct err err; /* how it was refused */
};

static enum rc save_reading(struct db *db, void *arg, struct err *e)
{
	const struct reading *r = arg;

	if (r->err.rc)
		return params_postpone(db, r->environment, r->id, r->err.msg, e);
	return params_save(db, r->mem, r->environment, r->id, &r->got, r->now, e)
		   ? e->rc
		   : formers_save(db, r->mem, r->environment, r->id, &r->got, r->now, e);
}

static enum rc read_one(struct turn *turn, void *mem, const char *id, struct err *e)
{
	struct category_tree tree;
	struct reading r = {.mem = mem, .environment = turn->account->environment, .id = id};

	if (turn_beat(turn, e) || category_tree_load(turn->db, mem, r.environment, &tree, e))
		return e->rc;
	r.now = tree.now;
	if (category_params_fetch(turn->api, mem, id, &r.got, &r.err) && !is_ones_own(&r.err)) {
		*e = r.err;
		return e->rc;
	}
	turn->counts.seen += r.got.n;
	turn->counts.failed += r.err.rc != RC_OK;
	if (r.err.rc && !category_is_unknown(&r.err)) /* one that is gone is told on its page */
		turn_note(turn, &r.err);
	return turn_tx(turn, save_reading, &r, e);
}

enum rc params_sync(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "parameters");
	struct category_id *ids = NULL;
	size_t n = 0;

	if (!params_due(turn->db, mem, turn->account->environment, &ids, &n, e))
		for (size_t i = 0; i < n && !e->rc; i++)
			(void)read_one(turn, mem, ids[i].id, e);
	mem_free(mem);
	return e->rc;
}

/* ---- What is planned ------------------------------------------------------------------------- */

struct plans {
	void *mem;
	struct category_tree tree;
	struct param_change *at;
	size_t n;
	bool are_all; /* nothing was unreadable or left unread */
};

/* Only all of them tell what is planned no more. */
static enum rc save_plans(struct db *db, void *arg, struct err *e)
{
	const struct plans *p = arg;

	if ((p->are_all && param_changes_forget(db, p->tree.environment, e)) ||
	    param_changes_save(db, p->mem, p->tree.environment, p->at, p->n, e))
		return e->rc;
	return category_tree_save(db, &p->tree, e);
}

static void keep(struct plans *p, const struct param_change_page *page)
{
	p->at = mem_grow(p->mem, p->at, struct param_change, p->n + page->n + 1);
	for (size_t i = 0; i < page->n; i++)
		p->at[p->n++] = page->at[i];
}

/* All pages first: what is planned no more goes in the transaction that brings the rest. */
static enum rc read_plans(struct turn *turn, struct plans *p, struct err *e)
{
	struct param_change_page page = {.full = true};
	int64_t offset = 0;

	p->are_all = true;
	for (size_t i = 0; i < CHANGE_PAGES_MAX && page.full; i++) {
		if (turn_beat(turn, e) || param_changes_fetch(turn->api, p->mem, offset, &page, e))
			return e->rc;
		keep(p, &page);
		p->are_all &= !page.unread;
		offset += (int64_t)(page.n + page.unread);
		turn->counts.failed += page.unread;
		if (page.unread)
			turn_note(turn, &page.why);
	}
	p->are_all &= !page.full;
	return RC_OK;
}

enum rc param_changes_sync(struct turn *turn, struct category_tree *tree, struct err *e)
{
	struct plans p = {.mem = mem_context(NULL, "changes"), .tree = *tree};

	if (tree->changes_at == TIME_NONE || tree->changes_at + CHANGES_EVERY_MS <= tree->now) {
		p.tree.changes_at = tree->now;
		if (!read_plans(turn, &p, e) && !turn_tx(turn, save_plans, &p, e))
			tree->changes_at = p.tree.changes_at;
	}
	mem_free(p.mem);
	return e->rc;
}
