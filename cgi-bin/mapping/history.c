/* The history of decisions. */
#include "mapping/history.h"

#include "base/mem.h"
#include "domain/mapping/category_cache.h"
#include "tpl/mapping/history.h"
#include "urls.h"
#include "web/page.h"

const struct field history_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = history_view_names, .part = QUERY_TAB,
     INTO(struct history_filter, kind)},
    {"of", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_FILTER,
     INTO(struct history_filter, like)},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR,
     INTO(struct history_filter, before)},
    {0},
};

/* What a parameter's values are called. */
static enum rc load_def(struct request *rq, struct category_cache *cache,
			const struct history_row *row, const struct category_param **out,
			struct err *e)
{
	const struct ready_category *category;

	*out = NULL;
	if (!row->home)
		return RC_OK;
	if (category_cache_get(cache, row->home, &category, e))
		return e->rc;
	const bool is_value = str_eq(row->d.kind, decision_kind_names[DECISION_VALUE]);
	const char *id = decision_part(rq, row->d.subject, is_value ? 0 : 1);
	for (size_t i = 0; i < category->n_params && !*out; i++)
		if (str_eq(category->params[i].id, id))
			*out = &category->params[i];
	return RC_OK;
}

static enum rc load(struct request *rq, struct history_page *page, struct err *e)
{
	const struct account *a = page->scope.account;

	if (!a)
		return RC_OK;
	if (decisions_history(rq->db, rq, a->environment, &page->filter, &page->rows, &page->n,
			      &page->more, e))
		return e->rc;
	struct category_cache *cache = category_cache_new(rq, rq->db, a->environment, NULL);
	page->defs = mem_array(rq, const struct category_param *, page->n + 1);
	for (size_t i = 0; i < page->n; i++)
		if (load_def(rq, cache, &page->rows[i], &page->defs[i], e))
			return e->rc;
	return RC_OK;
}

enum rc pg_history(struct request *rq, struct err *e)
{
	struct history_page page = {.query = query_read(rq, url_mapping_history())};
	struct fmt f = fmt_for(rq);

	form_into(rq->query, &page.filter);
	query_choose(&page.query, "view", history_view_names[page.filter.kind]);
	if (mapping_scope(rq, 0, &page.scope, e) || load(rq, &page, e))
		return e->rc;
	history_fill(page_open(rq, TPL_MAPPING_HISTORY, _("Decisions")), &f, &page);
	return RC_OK;
}
