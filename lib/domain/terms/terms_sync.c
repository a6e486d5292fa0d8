/* One list of an account after the other, page by page. */
#include "domain/terms/terms_sync.h"

#include "base/mem.h"
#include "domain/terms/terms_store.h"

/* More than Allegro lets one page through (FACTS 3). */
enum { PAGES_MAX = 60 };

struct reading {
	struct term_reading r;
	const struct resource *resource;
	struct resource_page page;
	const struct account *account;
	terms_changed_fn *changed;
	int64_t offset;
	bool ends;
};

static enum rc save_page(struct db *db, void *arg, struct err *e)
{
	const struct reading *g = arg;

	int64_t before = 0;
	int64_t after = 0;

	if (terms_sum(db, &g->r, &before, e) ||
	    terms_save(db, &g->r, g->page.items, g->page.n, e) ||
	    (g->ends && terms_end(db, &g->r, e)) || terms_sum(db, &g->r, &after, e))
		return e->rc;
	return before == after ? RC_OK : g->changed(db, g->account, e);
}

static enum rc postpone(struct db *db, void *arg, struct err *e)
{
	const struct reading *g = arg;

	return terms_postpone(db, &g->r, e);
}

static const struct resource *resource_of(const char *kind)
{
	size_t k = 0;

	while (k + 1 < TERM_KINDS && !str_eq(term_kind_names[k], kind))
		k++;
	return &term_resources[k];
}

static const char *problem_of(void *mem, const struct err *e)
{
	enum { PROBLEM_CHARS = 500 };

	return str_head(mem, mem_strdup(mem, e->msg), PROBLEM_CHARS);
}

static enum rc take_page(struct turn *turn, void *mem, void *page_mem, struct reading *g,
			 struct err *e)
{
	const struct resource_query q = {.from = TIME_NONE, .to = TIME_NONE, .offset = g->offset};

	if (turn_beat(turn, e) || resource_list(turn->api, page_mem, g->resource, &q, &g->page, e))
		return e->rc;
	const int64_t listed = (int64_t)(g->page.n + g->page.unread);
	turn->counts.seen += g->page.n;
	turn->counts.failed += g->page.unread;
	if (g->page.unread) {
		turn_note(turn, &g->page.why);
		g->r.problem = problem_of(mem, &g->page.why);
	}
	g->offset += listed;
	g->ends = !g->resource->most || listed < g->resource->most;
	return turn_tx(turn, save_page, g, e);
}

static enum rc read_page(struct turn *turn, void *mem, struct reading *g, struct err *e)
{
	void *page_mem = mem_context(mem, "page");
	enum rc rc = take_page(turn, mem, page_mem, g, e);

	mem_free(page_mem);
	return rc;
}

static enum rc read_list(struct turn *turn, void *mem, const struct term_due *due,
			 terms_changed_fn *changed, struct err *e)
{
	struct reading g = {.r = {turn->account->id, due->kind, due->now, NULL},
			    .account = turn->account,
			    .resource = resource_of(due->kind),
			    .changed = changed};

	for (size_t i = 0; i < PAGES_MAX && !g.ends; i++)
		if (read_page(turn, mem, &g, e))
			break;
	if (!e->rc && !g.ends)
		(void)err_set(e, RC_SHAPE, "the list of each %s has no end", g.resource->noun);
	if (!e->rc || e->rc == RC_STOPPED || meaning_reach(e->meaning) != REACH_THING)
		return e->rc;
	turn_note(turn, e);
	turn->counts.failed++;
	g.r.problem = problem_of(mem, e);
	err_clear(e);
	return turn_tx(turn, postpone, &g, e);
}

/* Those that are due and that the account lets us read. */
static enum rc find_due(struct turn *turn, void *mem, struct term_due **out, size_t *n,
			struct err *e)
{
	size_t all = 0;

	*n = 0;
	if (terms_due(turn->db, mem, turn->account->id, out, &all, e))
		return e->rc;
	for (size_t i = 0; i < all; i++)
		if (str_has_word(turn->account->scopes,
				 resource_scope(resource_of((*out)[i].kind))))
			(*out)[(*n)++] = (*out)[i];
	return RC_OK;
}

enum rc terms_are_due(struct turn *turn, bool *due, struct err *e)
{
	void *mem = mem_context(NULL, "terms");
	struct term_due *lists = NULL;
	size_t n = 0;

	if (!find_due(turn, mem, &lists, &n, e))
		*due = n > 0;
	mem_free(mem);
	return e->rc;
}

enum rc terms_sync(struct turn *turn, terms_changed_fn *changed, struct err *e)
{
	void *mem = mem_context(NULL, "terms");
	struct term_due *lists = NULL;
	size_t n = 0;

	if (!find_due(turn, mem, &lists, &n, e))
		for (size_t i = 0; i < n && !e->rc; i++)
			(void)read_list(turn, mem, &lists[i], changed, e);
	if (!e->rc)
		*e = turn->trouble;
	mem_free(mem);
	return e->rc;
}
