/* Looking for a category, looking at one, and saying that it is used. */
#include "categories/categories.h"

#include "categories/category_view.h"
#include "tpl/categories/_found.h"
#include "tpl/categories/list.h"
#include "tpl/categories/show.h"
#include "urls.h"
#include "web/page.h"

const struct field categories_query_fields[] = {
    {"q", .type = FIELD_TEXT, .max = CATEGORY_QUERY_MAX},
    {"below", .type = FIELD_ID},
    {0},
};

static const char *asked(const struct request *rq, const char *name)
{
	const char *value = form_text(rq->query, name);

	return str_empty(value) ? NULL : value;
}

static void find(struct request *rq, struct categories_page *p)
{
	p->query = asked(rq, "q");
	p->below = asked(rq, "below");
	if (p->query)
		category_search(p->tree.index, p->query, &p->hits);
	if (!category_index_find(p->tree.index, p->below))
		p->below = NULL;
	if (!p->query)
		p->n_children = category_children(p->tree.index, p->below, rq, &p->children);
}

enum rc pg_categories(struct request *rq, struct err *e)
{
	struct categories_page page = {.query = NULL};
	struct fmt f = fmt_for(rq);

	if (categories_tree(rq, &page.tree, e))
		return e->rc;
	if (page.tree.index)
		find(rq, &page);
	struct tpl *t = page_open(rq, TPL_CATEGORIES_LIST, _("Allegro's categories"));
	page_fragment(rq, "found", categories_fill(t, &f, &page), TPL_CATEGORIES__FOUND);
	return RC_OK;
}

static enum rc load_use(struct request *rq, const char *id, struct category_page *p, struct err *e)
{
	const char *environment = p->tree.environment;

	if (category_use_find(rq->db, rq, environment, id, &p->use, e) == RC_NOT_FOUND)
		err_clear(e);
	return e->rc ? e->rc
		     : category_params(rq->db, rq, environment, id, &p->params, &p->n_params, e);
}

enum rc pg_category(struct request *rq, struct err *e)
{
	struct category_page page = {.n_params = 0};
	const char *id = req_param(rq, "id");
	struct fmt f = fmt_for(rq);

	if (categories_tree(rq, &page.tree, e) ||
	    category_find(rq->db, rq, page.tree.environment, id, &page.row, e) ||
	    load_use(rq, id, &page, e))
		return e->rc;
	category_fill(page_open(rq, TPL_CATEGORIES_SHOW, page.row.c.name), &f, &page);
	return RC_OK;
}

enum rc do_category_use(struct request *rq, struct err *e)
{
	const char *id = req_param(rq, "id");
	struct categories_tree tree;

	if (categories_tree(rq, &tree, e))
		return e->rc;
	if (category_use(rq->db, tree.environment, id, rq->session->login, e))
		return page_conflict(rq, _("No offer can be listed in this category."), e);
	return flash(rq, _("The parameters will arrive within a minute."), e)
		   ? e->rc
		   : redirect(rq, url_categories_id(rq, id));
}
