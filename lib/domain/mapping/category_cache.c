/* Categories by their ids. */
#include "domain/mapping/category_cache.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/categories/category.h"

enum { REDIRECTS_MAX = 5 }; /* more is a circle */

struct cached {
	const char *id; /* that was asked for */
	struct ready_category category;
};

struct category_cache {
	struct db *db;
	const char *environment;
	const char *wanted_by;
	struct cached **at; /* each lives as long as the cache: others point to it */
	size_t n;
};

struct category_cache *category_cache_new(void *owner, struct db *db, const char *environment,
					  const char *wanted_by)
{
	struct category_cache *c = mem_zero(owner, struct category_cache);

	c->db = db;
	c->environment = mem_strdup(c, environment);
	c->wanted_by = mem_strdup(c, wanted_by);
	return c;
}

/* The category an id leads to; RC_NOT_FOUND: Allegro has none. */
static enum rc find(struct category_cache *c, const char *id, struct category_row *row,
		    struct err *e)
{
	for (int i = 0; i <= REDIRECTS_MAX; i++) {
		if (category_find(c->db, c, c->environment, id, row, e))
			return e->rc;
		if (row->gone_at == TIME_NONE || !row->redirect_id)
			break;
		id = row->redirect_id;
	}
	return RC_OK;
}

/* ---- Ids that were -----------------------------------------------------------------------------
 */

static void add_word(struct category_cache *c, struct param_word **list, size_t *n,
		     const char *text)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq((*list)[i].text, text))
			return;
	struct param_word *grown = mem_array(c, struct param_word, *n + 1);
	for (size_t i = 0; i < *n; i++)
		grown[i] = (*list)[i];
	grown[(*n)++] = (struct param_word){text};
	*list = grown;
}

static void add_former_value(struct category_cache *c, struct category_param *p,
			     const struct former_id *f)
{
	for (size_t i = 0; i < p->n_values; i++)
		if (str_eq(p->values[i].id, f->new_id))
			add_word(c, &p->values[i].former_ids, &p->values[i].n_former_ids,
				 f->old_id);
}

/* To those that Allegro still tells. */
static void add_former(struct category_cache *c, struct category_param *params, size_t n,
		       const struct former_id *f)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(f->kind, FORMER_VALUE))
			add_former_value(c, &params[i], f);
		else if (str_eq(params[i].id, f->new_id))
			add_word(c, &params[i].former_ids, &params[i].n_former_ids, f->old_id);
	}
}

static enum rc add_formers(struct category_cache *c, const char *category_id,
			   struct category_param *params, size_t n, struct err *e)
{
	struct former_id *formers;
	size_t n_formers = 0;

	if (category_formers(c->db, c, c->environment, category_id, &formers, &n_formers, e))
		return e->rc;
	for (size_t i = 0; i < n_formers; i++)
		add_former(c, params, n, &formers[i]);
	return RC_OK;
}

static enum rc parse(struct category_cache *c, const struct param_row *rows, size_t n,
		     struct ready_category *out, struct err *e)
{
	struct category_param *params = mem_array(c, struct category_param, n + 1);
	int64_t *required_from = mem_array(c, int64_t, n + 1);

	out->indexes = mem_array(c, struct value_index *, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (category_param_parse(c, rows[i].raw, &params[i], e))
			return e->rc;
		if (params[i].n_values)
			out->indexes[i] = value_index(c, &params[i]);
		required_from[i] = rows[i].required_from;
	}
	out->params = params;
	out->required_from = required_from;
	out->n_params = n;
	struct contradiction *refused;
	if (contradictions_load(c->db, c, c->environment, out->id, &refused, &out->n_contradictions,
				e))
		return e->rc;
	out->contradictions = refused;
	return add_formers(c, out->id, params, n, e);
}

static enum rc load_params(struct category_cache *c, struct ready_category *out, struct err *e)
{
	struct category_use_row use;
	struct param_row *rows;
	size_t n = 0;

	if (category_use_find(c->db, c, c->environment, out->id, &use, e) == RC_NOT_FOUND) {
		err_clear(e);
		return c->wanted_by ? category_use(c->db, c->environment, out->id, c->wanted_by, e)
				    : RC_OK;
	}
	if (e->rc || use.read_at == TIME_NONE)
		return e->rc;
	return category_params(c->db, c, c->environment, out->id, &rows, &n, e)
		   ? e->rc
		   : parse(c, rows, n, out, e);
}

/* Of a tree that is still being read nobody knows what it lacks. */
static enum rc find_out(struct category_cache *c, struct ready_category *out, struct err *e)
{
	struct category_progress progress = {.filled_at = TIME_NONE};

	if (category_progress(c->db, c, c->environment, &progress, e) == RC_NOT_FOUND)
		err_clear(e);
	out->is_fit = progress.filled_at == TIME_NONE;
	return e->rc;
}

static enum rc load(struct category_cache *c, struct cached *cached, struct err *e)
{
	struct category_row row;

	cached->category = (struct ready_category){.id = cached->id};
	if (find(c, cached->id, &row, e) == RC_NOT_FOUND) {
		err_clear(e);
		return find_out(c, &cached->category, e);
	}
	if (e->rc)
		return e->rc;
	cached->category.id = row.c.id;
	cached->category.is_fit = row.gone_at == TIME_NONE && row.c.leaf == 1;
	return cached->category.is_fit ? load_params(c, &cached->category, e) : RC_OK;
}

enum rc category_cache_get(struct category_cache *c, const char *id,
			   const struct ready_category **out, struct err *e)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->at[i]->id, id)) {
			*out = &c->at[i]->category;
			return RC_OK;
		}
	struct cached *cached = mem_zero(c, struct cached);
	cached->id = mem_strdup(c, id);
	if (load(c, cached, e))
		return e->rc;
	c->at = mem_grow(c, c->at, struct cached *, c->n + 1);
	c->at[c->n++] = cached;
	*out = &cached->category;
	return RC_OK;
}
