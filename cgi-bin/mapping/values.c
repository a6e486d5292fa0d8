/* Translating values. */
#include "mapping/values.h"

#include "base/mem.h"
#include "domain/mapping/value_read.h"
#include "tpl/mapping/values.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

#include <string.h>

const struct field values_query_fields[] = {
    {"param", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {0},
};
const struct field values_fields[] = {
    {"skip", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .flags = FIELD_MANY},
    PARAM_FIELDS,
    {0},
};

/* The definition of the parameter, from one of the categories that have it. */
static enum rc load_def(struct request *rq, struct values_page *page, const char *id, struct err *e)
{
	const struct account *a = page->scope.account;
	const struct ready_category *category;
	const char *home;

	if (worklist_param_home(rq->db, rq, a->environment, id, &home, e))
		return e->rc;
	struct category_cache *cache = category_cache_new(rq, rq->db, a->environment, NULL);
	if (category_cache_get(cache, home, &category, e))
		return e->rc;
	for (size_t i = 0; i < category->n_params; i++)
		if (str_eq(category->params[i].id, id)) {
			page->def = &category->params[i];
			page->index = category->indexes[i];
			return RC_OK;
		}
	return err_set(e, RC_NOT_FOUND, "no such parameter");
}

/* Each open value is a parameter of its own number, so that its fields come back apart. */
static void number_rows(struct request *rq, struct values_page *page)
{
	struct category_param *rows = mem_array(rq, struct category_param, page->n_open + 1);

	for (size_t i = 0; i < page->n_open; i++) {
		rows[i] = *page->def;
		rows[i].id = mem_printf(rq, "%llu", (unsigned long long)page->open[i].id);
	}
	page->rows = rows;
}

enum rc values_load(struct request *rq, struct values_page *page, struct err *e)
{
	const char *id = form_text(rq->query, "param");

	if (mapping_scope(rq, 0, &page->scope, e))
		return e->rc;
	const struct account *a = page->scope.account;
	if (!a)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (load_def(rq, page, id, e) ||
	    worklist_open(rq->db, rq, a->id, id, &page->open, &page->n_open, &page->total, e) ||
	    rules_load(rq->db, rq, a->environment, a->id, &page->rules, e))
		return e->rc;
	number_rows(rq, page);
	return RC_OK;
}

enum rc values_show(struct request *rq, const struct values_page *page)
{
	struct fmt f = fmt_for(rq);

	values_fill(page_open(rq, TPL_MAPPING_VALUES, page->def->name), &f, page);
	if (page->problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc values_saved(struct request *rq, const struct values_page *page, struct err *e)
{
	const struct url_arg arg = {"param", page->def->id};

	return flash(rq, _("Saved. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, url_with(rq, url_mapping_values(), &arg, 1));
}

enum rc pg_values(struct request *rq, struct err *e)
{
	struct values_page page = {.def = NULL};

	return values_load(rq, &page, e) ? e->rc : values_show(rq, &page);
}

static bool is_skipped(const struct request *rq, const char *id)
{
	size_t n;
	const char *const *skipped = form_values(rq->form, "skip", &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(skipped[i], id))
			return true;
	return false;
}

/* As in a product of which nothing else is known: what it goes with is seen there. */
static void check_one(struct values_page *page, size_t i)
{
	const struct param_answer *a = &page->posted[i].answer;
	const struct param_state state = {.is_visible = true,
					  .answer = param_answer_is_empty(a) ? NULL : a};

	if (param_check(page->def, &state, &page->findings[i]) == PARAM_DEPENDENCY)
		page->findings[i].fault = PARAM_FINE;
	if (page->findings[i].fault)
		page->problem = _("Allegro would refuse some of this; nothing was saved.");
}

/* What is said of one value; false: nothing. */
static bool decide_one(struct request *rq, struct values_page *page, size_t i, struct decision *out)
{
	const char *subject = page->open[i].subject;
	struct param_posted *posted = &page->posted[i];
	const struct said said = {.source = decision_part(rq, subject, 1),
				  .text = decision_part(rq, subject, 2),
				  .unit = ""};
	const bool skip = is_skipped(rq, page->rows[i].id);

	param_posted(rq, rq->form, &page->rows[i], page->index, NULL, param_mark(rq->lang), posted);
	if (posted->typed || posted->why)
		page->problem = _("Not every value could be read; nothing was saved.");
	else
		check_one(page, i);
	if (!skip && param_answer_is_empty(&posted->answer))
		return false;
	*out = (struct decision){
	    .environment = page->scope.account->environment,
	    .kind = decision_kind_names[DECISION_VALUE],
	    .subject = value_subject(rq, page->def, &said),
	    .applies_if = "",
	    .value = skip ? NULL : param_answer_print(rq, &posted->answer),
	    .made_by = rq->session->login,
	};
	return out->subject;
}

enum rc do_values(struct request *rq, struct err *e)
{
	struct values_page page = {.def = NULL};
	size_t n = 0;

	if (values_load(rq, &page, e))
		return e->rc;
	struct decision *decisions = mem_array(rq, struct decision, page.n_open + 1);
	page.posted = mem_array(rq, struct param_posted, page.n_open + 1);
	page.findings = mem_array(rq, struct param_finding, page.n_open + 1);
	for (size_t i = 0; i < page.n_open; i++)
		n += decide_one(rq, &page, i, &decisions[n]);
	if (!page.problem && !n)
		page.problem = _("Choose a value first.");
	if (page.problem)
		return values_show(rq, &page);
	if (decisions_make(rq->db, decisions, n, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	return values_saved(rq, &page, e);
}
