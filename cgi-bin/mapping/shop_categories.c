/* Shop categories: their list, one of them, and what is decided. */
#include "mapping/shop_view.h"

#include "base/mem.h"
#include "domain/mapping/worklist.h"
#include "tpl/mapping/_found.h"
#include "tpl/mapping/categories.h"
#include "tpl/mapping/category.h"
#include "urls.h"
#include "web/page.h"

enum { QUERY_CHARS = 200 };

const struct field shop_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = shop_view_names, .part = QUERY_TAB,
     INTO(struct shop_filter, view)},
    {"q", .type = FIELD_TEXT, .max = QUERY_CHARS, .part = QUERY_FILTER,
     INTO(struct shop_filter, query)},
    {"to", .type = FIELD_ID, .part = QUERY_FILTER, INTO(struct shop_filter, category_id)},
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_FILTER},
    {0},
};
const struct field shop_one_fields[] = {
    {"q", .type = FIELD_TEXT, .max = QUERY_CHARS, .part = QUERY_FILTER},
    {0},
};

/* ---- The list ---------------------------------------------------------------------------------
 */

static enum rc load_list(struct request *rq, struct shop_page *page, struct err *e)
{
	const struct account *a = page->scope.account;

	if (!a)
		return RC_OK;
	if (shop_category_counts(rq->db, a->environment, a->id, page->counts, e) ||
	    shop_categories(rq->db, rq, a->environment, a->id, &page->filter, &page->rows, &page->n,
			    &page->more, e))
		return e->rc;
	return category_proposals(rq->db, rq, a->environment, NULL, &page->proposals,
				  &page->n_proposals, e);
}

enum rc pg_shop_categories(struct request *rq, struct err *e)
{
	struct shop_page page = {.query = query_read(rq, url_mapping_categories())};
	struct fmt f = fmt_for(rq);

	form_into(rq->query, &page.filter);
	query_choose(&page.query, "view", shop_view_names[page.filter.view]);
	if (mapping_scope(rq, (uint64_t)form_int(rq->query, "account", 0), &page.scope, e) ||
	    load_list(rq, &page, e))
		return e->rc;
	(void)shop_list_fill(page_open(rq, TPL_MAPPING_CATEGORIES, _("Shop categories")), &f,
			     &page);
	return RC_OK;
}

/* ---- One of them ------------------------------------------------------------------------------
 */

const char *shop_key(const struct request *rq)
{
	const char *id = req_param(rq, "id");

	return str_eq(id, "none") ? "" : id;
}

static enum rc load_rules(struct request *rq, struct shop_one *page, struct err *e)
{
	struct decision *all;
	size_t n = 0;

	if (decisions_live(rq->db, rq, page->scope.account->environment, &all, &n, e))
		return e->rc;
	page->rules = mem_array(rq, struct decision, n + 1);
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].kind, decision_kind_names[DECISION_CATEGORY]) &&
		    str_eq(all[i].subject, page->row.key) && !str_empty(all[i].applies_if))
			page->rules[page->n_rules++] = all[i];
	return RC_OK;
}

/* What a rule with a condition has taken already is not divided again. */
static enum rc load_splits(struct request *rq, struct shop_one *page, struct err *e)
{
	const struct account *a = page->scope.account;
	struct split_vote *votes;
	struct rules rules;
	size_t n = 0;
	size_t n_open = 0;

	if (category_votes(rq->db, rq, a->environment, page->row.key, &votes, &n, e))
		return e->rc;
	rules_make(rq, page->rules, page->n_rules, a->id, &rules);
	for (size_t i = 0; i < n; i++)
		if (!rule_find(&rules, DECISION_CATEGORY, page->row.key, RULE_CONDITIONAL,
			       &votes[i].p))
			votes[n_open++] = votes[i];
	page->n_splits = split_propose(rq, votes, n_open, page->splits);
	return RC_OK;
}

static enum rc load_one(struct request *rq, struct shop_one *page, struct err *e)
{
	const struct account *a = page->scope.account;

	if (!a)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (shop_category_find(rq->db, rq, a->environment, a->id, shop_key(rq), &page->row, e) ||
	    load_rules(rq, page, e) || load_splits(rq, page, e))
		return e->rc;
	if (page->query && page->scope.tree.index)
		category_search(page->scope.tree.index, page->query, &page->hits);
	if (category_proposals(rq->db, rq, a->environment, page->row.key, &page->proposals,
			       &page->n_proposals, e))
		return e->rc;
	return shop_samples(rq->db, rq, page->row.key, &page->samples, &page->n_samples, e);
}

enum rc shop_one_load(struct request *rq, struct shop_one *page, struct err *e)
{
	const char *query = rq->method == GET ? form_text(rq->query, "q") : "";

	page->query = str_empty(query) ? NULL : query;
	return mapping_scope(rq, 0, &page->scope, e) || load_one(rq, page, e) ? e->rc : RC_OK;
}

enum rc shop_one_show(struct request *rq, const struct shop_one *page)
{
	struct fmt f = fmt_for(rq);
	struct tpl *t = page_open(rq, TPL_MAPPING_CATEGORY, _("Shop category"));

	page_fragment(rq, "found", shop_one_fill(t, &f, page), TPL_MAPPING__FOUND);
	if (page->problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_shop_category(struct request *rq, struct err *e)
{
	struct shop_one page = {.problem = NULL};

	return shop_one_load(rq, &page, e) ? e->rc : shop_one_show(rq, &page);
}
