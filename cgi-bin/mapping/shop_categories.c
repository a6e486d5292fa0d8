/* Shop categories: their list, one of them, and what is decided. */
#include "mapping/shop_view.h"

#include "base/mem.h"
#include "mapping/condition_form.h"
#include "domain/mapping/worklist.h"
#include "tpl/mapping/_found.h"
#include "tpl/mapping/categories.h"
#include "tpl/mapping/category.h"
#include "urls.h"
#include "web/page.h"

enum { QUERY_CHARS = 200 };

static const char *const acts[] = {"accept", "skip", NULL};

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
const struct field shop_decide_fields[] = {
    {"category", .type = FIELD_ID},
    {"skip", .type = FIELD_FLAG},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    CONDITION_FIELDS,
    {0},
};
const struct field shop_bulk_fields[] = {
    {"act", .type = FIELD_ENUM, .values = acts, .flags = FIELD_REQUIRED},
    {"id", .type = FIELD_ID, .flags = FIELD_REQUIRED | FIELD_MANY},
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

static const char *key_of(const struct request *rq)
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

static enum rc load_one(struct request *rq, struct shop_one *page, struct err *e)
{
	const struct account *a = page->scope.account;

	if (!a)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (shop_category_find(rq->db, rq, a->environment, a->id, key_of(rq), &page->row, e) ||
	    load_rules(rq, page, e))
		return e->rc;
	if (page->query && page->scope.tree.index)
		category_search(page->scope.tree.index, page->query, &page->hits);
	if (category_proposals(rq->db, rq, a->environment, page->row.key, &page->proposals,
			       &page->n_proposals, e))
		return e->rc;
	return shop_samples(rq->db, rq, page->row.key, &page->samples, &page->n_samples, e);
}

static enum rc show(struct request *rq, const char *problem, struct err *e)
{
	struct shop_one page = {.problem = problem};
	struct fmt f = fmt_for(rq);
	const char *query = rq->method == GET ? form_text(rq->query, "q") : "";

	page.query = str_empty(query) ? NULL : query;
	if (mapping_scope(rq, 0, &page.scope, e) || load_one(rq, &page, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_MAPPING_CATEGORY, _("Shop category"));
	page_fragment(rq, "found", shop_one_fill(t, &f, &page), TPL_MAPPING__FOUND);
	if (problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_shop_category(struct request *rq, struct err *e)
{
	return show(rq, NULL, e);
}

/* ---- Deciding ---------------------------------------------------------------------------------
 */

/* Why what was posted is no decision; NULL: it is one, and the category's parameters are wanted. */
static enum rc judge_post(struct request *rq, const char *environment, const char *when,
			  const char **problem, struct err *e)
{
	const char *category = form_text(rq->form, "category");

	*problem = NULL;
	if (!when)
		*problem = _("The condition is incomplete: say what the product must have.");
	else if (!form_flag(rq->form, "skip") && str_empty(category))
		*problem = _("Choose a category first.");
	else if (!form_flag(rq->form, "skip"))
		return category_wanted(rq, environment, category, problem, e);
	return RC_OK;
}

enum rc do_shop_category(struct request *rq, struct err *e)
{
	const char *when = condition_posted(rq);
	const char *problem;
	struct mapping_scope scope;

	if (mapping_scope(rq, 0, &scope, e))
		return e->rc;
	if (!scope.account)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (judge_post(rq, scope.account->environment, when, &problem, e))
		return e->rc;
	if (problem)
		return show(rq, problem, e);
	const struct decision d = {
	    .environment = scope.account->environment,
	    .kind = decision_kind_names[DECISION_CATEGORY],
	    .subject = key_of(rq),
	    .applies_if = when,
	    .value = form_flag(rq->form, "skip") ? NULL : form_text(rq->form, "category"),
	    .made_by = rq->session->login,
	    .replaces = str_empty(when) ? (uint64_t)form_int(rq->form, "seen", 0) : 0,
	};
	if (decisions_make(rq->db, &d, 1, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("Saved. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, url_mapping_categories());
}

/* Those of the marked ones that nobody decided about meanwhile. */
static enum rc decide_marked(struct request *rq, const struct account *a, struct decision *out,
			     size_t *n_out, struct err *e)
{
	const bool is_skipped = str_eq(form_text(rq->form, "act"), "skip");
	struct category_proposal *proposals;
	size_t n_proposals = 0;
	size_t n;
	const char *const *keys = form_values(rq->form, "id", &n);

	if (category_proposals(rq->db, rq, a->environment, NULL, &proposals, &n_proposals, e))
		return e->rc;
	for (size_t i = 0; i < n && *n_out < DECISIONS_AT_ONCE; i++) {
		const char *key = str_eq(keys[i], "none") ? "" : keys[i];
		const struct category_proposal *p = shop_proposal(proposals, n_proposals, key);
		const char *problem = NULL;
		if (!is_skipped && p &&
		    category_wanted(rq, a->environment, p->category_id, &problem, e))
			return e->rc;
		if (!is_skipped && (!p || problem))
			continue;
		out[(*n_out)++] = (struct decision){
		    .environment = a->environment,
		    .kind = decision_kind_names[DECISION_CATEGORY],
		    .subject = key,
		    .applies_if = "",
		    .value = is_skipped ? NULL : p->category_id,
		    .made_by = rq->session->login,
		};
	}
	return RC_OK;
}

enum rc do_shop_categories(struct request *rq, struct err *e)
{
	struct decision *decisions = mem_array(rq, struct decision, DECISIONS_AT_ONCE);
	struct mapping_scope scope;
	size_t n = 0;

	if (mapping_scope(rq, 0, &scope, e))
		return e->rc;
	if (!scope.account)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (decide_marked(rq, scope.account, decisions, &n, e))
		return e->rc;
	if (decisions_make(rq->db, decisions, n, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	const char *said =
	    n ? mem_printf(rq,
			   ngettext("%zu category decided. Its products are being checked.",
				    "%zu categories decided. Their products are being checked.",
				    (unsigned long)n),
			   n)
	      : _("Nothing was decided: none of the selected has a suggestion.");
	return flash(rq, said, e) ? e->rc : redirect(rq, req_back(rq, url_mapping_categories()));
}

enum rc do_decision_undo(struct request *rq, struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e))
		return e->rc;
	if (decision_undo(rq->db, id, rq->session->login, e))
		return e->rc == RC_NOT_FOUND
			   ? e->rc
			   : page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("Undone. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, req_back(rq, url_mapping()));
}
