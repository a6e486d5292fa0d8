/* Rules of parameters: their list, one of them, and what is decided. */
#include "mapping/params.h"

#include "base/mem.h"
#include "mapping/condition_form.h"
#include "tpl/mapping/params.h"
#include "tpl/mapping/rule.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>

enum { NAME_CHARS = 100 };

static const char *const acts[] = {"look", "keep", NULL};
static const char *const ins[] = {"name", "description", NULL};

const struct field rule_query_fields[] = {
    {"everywhere", .type = FIELD_FLAG},
    {0},
};
const struct field rule_fields[] = {
    {"act", .type = FIELD_ENUM, .values = acts, .flags = FIELD_REQUIRED},
    {"source", .type = FIELD_ENUM, .values = source_names, .flags = FIELD_REQUIRED},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    {"attribute", .type = FIELD_TEXT, .max = NAME_CHARS},
    {"field", .type = FIELD_TEXT, .max = NAME_CHARS},
    {"in", .type = FIELD_ENUM, .values = ins},
    {"pattern", .type = FIELD_TEXT, .max = PATTERN_MAX},
    {"everywhere", .type = FIELD_FLAG},
    CONDITION_FIELDS,
    PARAM_FIELDS,
    {0},
};

/* ---- Reading ----------------------------------------------------------------------------------
 */

static enum rc load(struct request *rq, struct params_page *page, struct err *e)
{
	const struct account *a;
	size_t n_rows = 0;

	if (mapping_scope(rq, 0, &page->scope, e))
		return e->rc;
	a = page->scope.account;
	if (!a)
		return err_set(e, RC_NOT_FOUND, "no account");
	struct category_cache *cache = category_cache_new(rq, rq->db, a->environment, NULL);
	if (category_cache_get(cache, req_param(rq, "id"), &page->category, e))
		return e->rc;
	if (!page->category->is_fit)
		return err_set(e, RC_NOT_FOUND, "no such category");
	return category_params(rq->db, rq, a->environment, page->category->id, &page->rows, &n_rows,
			       e) ||
		       rules_load(rq->db, rq, a->environment, a->id, &page->rules, e) ||
		       worklist_category(rq->db, rq, a->id, page->category->id, &page->missing,
					 &page->n_missing, &page->products, e)
		   ? e->rc
		   : RC_OK;
}

enum rc pg_params(struct request *rq, struct err *e)
{
	struct params_page page = {.rows = NULL};
	struct fmt f = fmt_for(rq);

	if (load(rq, &page, e))
		return e->rc;
	params_fill(page_open(rq, TPL_MAPPING_PARAMS, _("Parameters")), &f, &page);
	return RC_OK;
}

/* Those of this parameter, here and everywhere, as they count. */
static void find_rules(struct rule_page *page)
{
	const struct category_param *def = &page->all.category->params[page->at];

	for (size_t i = 0; i < page->all.rules.n && page->n_rules < RULES_SHOWN; i++) {
		const struct rule *rule = &page->all.rules.at[i];
		const char *param = strchr(rule->d.subject, '\t');
		if (!str_eq(rule->d.kind, decision_kind_names[DECISION_PARAM]) || !param ||
		    !str_eq(param + 1, def->id))
			continue;
		if (param == rule->d.subject ||
		    (str_starts(rule->d.subject, page->all.category->id) &&
		     rule->d.subject + strlen(page->all.category->id) == param))
			page->rules[page->n_rules++] = rule;
	}
}

static enum rc load_rule(struct request *rq, struct rule_page *page, struct err *e)
{
	const char *id = req_param(rq, "param");

	if (load(rq, &page->all, e))
		return e->rc;
	while (page->at < page->all.category->n_params &&
	       !str_eq(page->all.category->params[page->at].id, id))
		page->at++;
	if (page->at == page->all.category->n_params)
		return err_set(e, RC_NOT_FOUND, "no such parameter");
	find_rules(page);
	return worklist_attributes(rq->db, rq, page->all.scope.account->id, page->all.category->id,
				   &page->attributes, &page->n_attributes, e);
}

static enum rc show(struct request *rq, struct rule_page *page)
{
	struct fmt f = fmt_for(rq);

	rule_fill(page_open(rq, TPL_MAPPING_RULE, page->all.category->params[page->at].name), &f,
		  page);
	if (page->problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_rule(struct request *rq, struct err *e)
{
	struct rule_page page = {.is_everywhere = form_flag(rq->query, "everywhere")};

	return load_rule(rq, &page, e) ? e->rc : show(rq, &page);
}

/* ---- Deciding ---------------------------------------------------------------------------------
 */

/* The source that was posted as a text; NULL with the problem: there is none. */
static const char *source_posted(struct request *rq, struct rule_page *page)
{
	struct value_source source = {.field = PRODUCT_FIELDS, .arg = ""};
	const char *word = form_text(rq->form, "source");
	struct value_source read;

	while (!str_eq(source_names[source.kind], word))
		source.kind++;
	if (source.kind == SOURCE_FIXED)
		source.arg = param_answer_print(rq, &page->answer.answer);
	if (source.kind == SOURCE_ATTRIBUTE)
		source.arg = form_text(rq->form, "attribute");
	if (source.kind == SOURCE_FIELD)
		source.field = product_field_find(form_text(rq->form, "field"));
	if (source.kind == SOURCE_PATTERN) {
		struct pattern *pattern;
		source.field = product_field_find(form_text(rq->form, "in"));
		source.arg = form_text(rq->form, "pattern");
		const char *fault = pattern_fault_text(pattern_compile(rq, source.arg, &pattern));
		page->problem = fault ? _(fault) : NULL;
	}
	if (source.kind == SOURCE_FIELD && source.field == PRODUCT_FIELDS)
		page->problem = _("Choose a field first.");
	if (page->problem)
		return NULL;
	const char *text = value_source_print(rq, &source);
	if (value_source_parse(rq, text, &read))
		return text;
	page->problem = _("Say where the value comes from.");
	return NULL;
}

/* A value that Allegro would refuse for every product is no rule. */
static void judge_fixed(struct request *rq, struct rule_page *page)
{
	const struct category_param *def = &page->all.category->params[page->at];
	struct param_state state = {.is_visible = true, .answer = &page->answer.answer};
	struct param_finding finding;
	struct fmt f = fmt_for(rq);

	if (!str_eq(form_text(rq->form, "source"), source_names[SOURCE_FIXED]))
		return;
	if (param_answer_is_empty(&page->answer.answer))
		page->problem = page->answer.typed ? _("This value is not on the list.")
						   : _("Choose a value first.");
	else if (page->answer.why)
		page->problem = quantity_text(page->answer.why);
	else if (param_check(def, &state, &finding) &&
		 finding.fault != PARAM_DEPENDENCY) /* what the parent says differs by product */
		page->problem = param_fault_text(&f, def, &finding);
}

static void read_posted(struct request *rq, struct rule_page *page, struct decision *d)
{
	const struct category_param *def = &page->all.category->params[page->at];
	const bool is_everywhere = form_flag(rq->form, "everywhere");
	const char *when = condition_posted(rq);

	page->posted = rq->form;
	param_posted(rq, rq->form, def, page->all.category->indexes[page->at], NULL,
		     param_mark(rq->lang), &page->answer);
	judge_fixed(rq, page);
	if (!when)
		page->problem = _("The condition is incomplete: say what the product must have.");
	*d = (struct decision){
	    .environment = page->all.scope.account->environment,
	    .kind = decision_kind_names[DECISION_PARAM],
	    .subject =
		mem_printf(rq, "%s\t%s", is_everywhere ? "" : page->all.category->id, def->id),
	    .applies_if = str_or(when, ""),
	    .value = page->problem ? NULL : source_posted(rq, page),
	    .made_by = rq->session->login,
	};
	for (size_t i = 0; i < page->n_rules; i++)
		if (str_eq(page->rules[i]->d.subject, d->subject) &&
		    str_eq(page->rules[i]->d.applies_if, d->applies_if))
			d->replaces = page->rules[i]->d.id;
}

/* Has somebody made a rule of this parameter since the form was shown? */
static bool is_late(const struct request *rq, const struct rule_page *page)
{
	return rule_newest(page) > (uint64_t)form_int(rq->form, "seen", 0);
}

/* The difference is shown before it is kept: the form has no button to keep until then. */
enum rc do_rule(struct request *rq, struct err *e)
{
	struct rule_page page = {.at = 0};
	struct look_preview preview;
	struct decision d;

	if (load_rule(rq, &page, e))
		return e->rc;
	read_posted(rq, &page, &d);
	if (page.problem)
		return show(rq, &page);
	if (str_eq(form_text(rq->form, "act"), "look")) {
		if (look_decisions(rq->db, rq, page.all.scope.account, &d, 1, &preview, e))
			return e->rc;
		page.preview = &preview;
		return show(rq, &page);
	}
	if (is_late(rq, &page)) {
		(void)err_set(e, RC_CONFLICT, "another rule since");
		return page_conflict(rq, _("Someone else decided this before you."), e);
	}
	if (decisions_make(rq->db, &d, 1, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("Saved. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, url_mapping_params_id(rq, page.all.category->id));
}

/* ---- What Allegro contradicted ----------------------------------------------------------------
 */

enum rc do_contradiction_retry(struct request *rq, struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e))
		return e->rc;
	if (contradiction_forget(rq->db, id, rq->session->login, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("It will be tried again. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, req_back(rq, url_mapping()));
}
