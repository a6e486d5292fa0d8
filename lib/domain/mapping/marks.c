/* Two trees over the same nodes: by what a mark is, and by its number. */
#include "domain/mapping/marks.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/readiness.h"

#include <search.h>
#include <string.h>

struct node {
	struct mark mark;
	struct mark_change change;
	struct node *next; /* among those that change */
	bool is_listed;
	bool has_products; /* kept one by one */
};

struct marks {
	struct db *db;
	uint64_t account_id;
	void *by_name;
	void *by_id;
	struct node *changed;
	size_t n_changed;
};

static int compare_names(const void *a, const void *b)
{
	const struct mark *x = &((const struct node *)a)->mark;
	const struct mark *y = &((const struct node *)b)->mark;
	int order = strcmp(x->kind, y->kind);

	return order ? order : strcmp(x->subject, y->subject);
}

static int compare_ids(const void *a, const void *b)
{
	uint64_t x = ((const struct node *)a)->mark.id;
	uint64_t y = ((const struct node *)b)->mark.id;

	return (x > y) - (x < y);
}

static void leave(void *node)
{
	(void)node; /* it belongs to the marks */
}

static int close_trees(struct marks *m)
{
	tdestroy(m->by_name, leave);
	tdestroy(m->by_id, leave);
	return 0;
}

static bool has_products(const char *kind)
{
	for (int k = 0; k < READY_KINDS; k++)
		if (str_eq(kind, ready_kind_names[k]))
			return k < READY_BLOCKS || k == MARK_SOON;
	return false;
}

static struct node *keep(struct marks *m, const struct mark *mark)
{
	struct node *node = mem_zero(m, struct node);

	node->mark =
	    (struct mark){mark->id, mem_strdup(node, mark->kind), mem_strdup(node, mark->subject)};
	node->has_products = has_products(mark->kind);
	if (!tsearch(node, &m->by_name, compare_names) || !tsearch(node, &m->by_id, compare_ids))
		BUG("no memory for marks");
	return node;
}

enum rc marks_open(struct db *db, void *owner, uint64_t account_id, struct marks **out,
		   struct err *e)
{
	struct marks *m = mem_zero(owner, struct marks);
	void *mem = mem_context(NULL, "marks");
	struct mark *all;
	size_t n = 0;

	talloc_set_destructor(m, close_trees);
	m->db = db;
	m->account_id = account_id;
	if (!marks_all(db, mem, account_id, &all, &n, e))
		for (size_t i = 0; i < n; i++)
			keep(m, &all[i]);
	mem_free(mem);
	*out = m;
	return e->rc;
}

enum rc marks_number(struct marks *m, const char *kind, const char *subject, uint64_t *id,
		     struct err *e)
{
	const struct node like = {.mark = {.kind = kind, .subject = subject}};
	struct node *const *found = tfind(&like, &m->by_name, compare_names);
	struct mark mark = {.kind = kind, .subject = subject};

	if (found) {
		*id = (*found)->mark.id;
		return RC_OK;
	}
	if (mark_add(m->db, m->account_id, kind, subject, &mark.id, e))
		return e->rc;
	*id = keep(m, &mark)->mark.id;
	return RC_OK;
}

static struct node *node_of(const struct marks *m, uint64_t id)
{
	const struct node like = {.mark = {.id = id}};
	struct node *const *found = tfind(&like, (void *const *)&m->by_id, compare_ids);

	return found ? *found : NULL;
}

bool marks_is_listed(const struct marks *m, uint64_t id)
{
	const struct node *node = node_of(m, id);

	return node && node->has_products;
}

void marks_add(struct marks *m, uint64_t id, int64_t n, int64_t alone)
{
	struct node *node = node_of(m, id);

	if (!node)
		return; /* of a mark that somebody removed by hand */
	node->change.id = id;
	node->change.n += n;
	node->change.alone += alone;
	if (node->is_listed)
		return;
	node->is_listed = true;
	node->next = m->changed;
	m->changed = node;
	m->n_changed++;
}

void marks_take(struct marks *m, void *mem, struct mark_change **out, size_t *n)
{
	*out = mem_array(mem, struct mark_change, m->n_changed + 1);
	*n = 0;
	for (struct node *node = m->changed; node; node = node->next) {
		if (node->change.n || node->change.alone)
			(*out)[(*n)++] = node->change;
		node->change = (struct mark_change){0};
		node->is_listed = false;
	}
	m->changed = NULL;
	m->n_changed = 0;
}
