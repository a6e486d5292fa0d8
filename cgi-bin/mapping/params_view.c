/* Rules of parameters as people read them. */
#include "mapping/params.h"

#include "base/mem.h"
#include "base/str.h"
#include "categories/category_view.h"
#include "domain/mapping/decimal.h"
#include "mapping/condition_words.h"
#include "mapping/history.h"
#include "mapping/preview.h"
#include "mapping/values.h"
#include "products/product_view.h"
#include "tpl/mapping/params.h"
#include "tpl/mapping/rule.h"
#include "urls.h"

#include <string.h>

enum { ANSWER_BYTES = 8000 };

static void add(struct str *out, const char *text)
{
	str_addf(out, "%s%s", out->len ? ", " : "", text);
}

const char *answer_words(const struct fmt *f, const struct category_param *def,
			 const struct param_answer *a)
{
	struct str out;

	str_init(&out, f->mem, ANSWER_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < a->n_ids; i++)
		add(&out, param_label(def, a->ids[i]));
	for (size_t i = 0; i < a->n_texts; i++)
		add(&out, a->texts[i]);
	if (a->from || a->to)
		str_addf(&out, "%s – %s", str_or(a->from, ""), str_or(a->to, ""));
	if (out.len && def->unit)
		str_addf(&out, " %s", def->unit);
	return out.text;
}

const char *source_words(const struct fmt *f, const struct category_param *def,
			 const struct value_source *source)
{
	struct param_answer answer;

	switch (source->kind) {
	case SOURCE_FIXED:
		return param_answer_parse(f->mem, def->id, source->arg, &answer)
			   ? answer_words(f, def, &answer)
			   : source->arg;
	case SOURCE_ATTRIBUTE:
		return mem_printf(f->mem, _("attribute \"%s\""), source->arg);
	case SOURCE_PATTERN:
		return mem_printf(f->mem, _("found by %s in: %s"), source->arg,
				  product_field_label(product_field_name(source->field)));
	case SOURCE_FIELD:
		return product_field_label(product_field_name(source->field));
	case SOURCE_CATALOGUE:
		return _("Allegro's catalogue");
	default:
		return _("each product says it for itself");
	}
}

/* ---- The list ---------------------------------------------------------------------------------
 */

enum group { GROUP_OFFER, GROUP_PRODUCT, GROUP_SOON, GROUP_OPTIONAL, GROUPS };

static enum group group_of(const struct param_row *row)
{
	if (row->required)
		return GROUP_OFFER;
	if (row->required_for_product)
		return GROUP_PRODUCT;
	return row->required_from == TIME_NONE ? GROUP_OPTIONAL : GROUP_SOON;
}

/* Blockers about parameters of this category, by category, parameter and fault. */
static int64_t missing_of(const struct fmt *f, const struct params_page *page, const char *param_id)
{
	int64_t n = 0;

	for (size_t i = 0; i < page->n_missing; i++)
		if (str_eq(decision_part(f->mem, page->missing[i].subject, 1), param_id))
			n += page->missing[i].n;
	return n;
}

/* What answers it without a condition, and how many rules have one. */
static const char *rule_words(const struct fmt *f, const struct params_page *page,
			      const struct category_param *def)
{
	const struct product nothing = product_unknown();
	const char *subject = mem_printf(f->mem, "%s\t%s", page->category->id, def->id);
	const struct rule *rule =
	    rule_find(&page->rules, DECISION_PARAM, subject, RULE_ALWAYS, &nothing);

	if (!rule)
		rule = rule_find(&page->rules, DECISION_PARAM, subject + strlen(page->category->id),
				 RULE_ALWAYS, &nothing);
	return rule && rule->d.value ? source_words(f, def, &rule->source)
				     : _("attribute of the same name, if there is one");
}

static void fill_param(struct tpl *t, const struct fmt *f, const struct params_page *page, size_t i)
{
	const struct category_param *def = &page->category->params[i];
	const struct param_row *row = &page->rows[i];

	tpl_set(t, T_URL, url_mapping_params_id_param(f->mem, page->category->id, def->id));
	tpl_set(t, T_PARAM, def->name);
	if (group_of(row) == GROUP_SOON)
		tpl_set_shown(t, T_FROM,
			      mem_printf(f->mem, _("from %s"), fmt_day(f, row->required_from)),
			      T_IF_FROM);
	tpl_set(t, T_SOURCE, rule_words(f, page, def));
	tpl_set(t, T_MISSING, fmt_int(f, missing_of(f, page, def->id)));
}

void params_fill(struct tpl *t, const struct fmt *f, const struct params_page *page)
{
	static const char *const names[GROUPS] = {
	    [GROUP_OFFER] = N_("Required for an offer"),
	    [GROUP_PRODUCT] = N_("Required for a product that is not in the catalogue"),
	    [GROUP_SOON] = N_("Required soon"),
	    [GROUP_OPTIONAL] = N_("Optional"),
	};
	struct tpl *groups[GROUPS] = {NULL};
	const char *way = category_way_text(f, page->scope.tree.index, page->category->id);

	tpl_set(t, T_BACK_URL, url_mapping());
	tpl_set(t, T_NAME, category_name(page->scope.tree.index, page->category->id));
	tpl_set(t, T_WAY, way);
	tpl_set(t, T_COUNT,
		mem_printf(f->mem,
			   ngettext("%s product", "%s products", (unsigned long)page->products),
			   fmt_int(f, page->products)));
	if (!page->category->params)
		tpl_show(t, T_IF_WAITING);
	for (enum group g = 0; g < GROUPS; g++)
		for (size_t i = 0; i < page->category->n_params; i++) {
			if (group_of(&page->rows[i]) != g)
				continue;
			if (!groups[g]) {
				groups[g] = tpl_add(t, T_GROUP);
				tpl_set(groups[g], T_GROUP_ID, mem_printf(f->mem, "group-%d", g));
				tpl_set(groups[g], T_GROUP_NAME, _(names[g]));
			}
			fill_param(tpl_add(groups[g], T_ROW), f, page, i);
		}
}

/* ---- One of them ------------------------------------------------------------------------------
 */

uint64_t rule_newest(const struct rule_page *page)
{
	uint64_t newest = 0;

	for (size_t i = 0; i < page->n_rules; i++)
		if (page->rules[i]->d.id > newest)
			newest = page->rules[i]->d.id;
	return newest;
}

static void fill_rules(struct tpl *t, const struct fmt *f, const struct rule_page *page)
{
	const struct category_param *def = &page->all.category->params[page->at];
	struct tpl *list = page->n_rules ? tpl_add(t, T_IF_RULES) : NULL;

	for (size_t i = 0; i < page->n_rules; i++) {
		const struct rule *rule = page->rules[i];
		struct tpl *row = tpl_add(list, T_RULE);
		tpl_set(row, T_RULE_WHEN, condition_words(f, rule->d.applies_if));
		tpl_set(row, T_RULE_SOURCE,
			rule->d.value ? source_words(f, def, &rule->source) : _("nothing"));
		tpl_set(row, T_RULE_FOR,
			*rule->d.subject == '\t' ? _("every category") : _("this category"));
		tpl_set(row, T_RULE_UNDO_URL,
			url_mapping_decisions_id_undo(f->mem, fmt_id(f, rule->d.id)));
		tpl_set(row, T_RULE_HISTORY_URL, history_url(f->mem, rule->d.id));
	}
}

static const char *either_words(const struct fmt *f, const void *arg, const char *printed)
{
	const struct category_param *def = arg;
	struct param_answer answer;

	return param_answer_parse(f->mem, def->id, printed, &answer) ? answer_words(f, def, &answer)
								     : printed;
}

static void fill_refused(struct tpl *t, const struct fmt *f, const struct rule_page *page)
{
	const struct ready_category *category = page->all.category;
	const struct category_param *def = &category->params[page->at];
	struct tpl *list = NULL;

	for (size_t i = 0; i < category->n_contradictions; i++) {
		const struct contradiction *c = &category->contradictions[i];
		if (!str_eq(c->param_id, def->id))
			continue;
		list = list ? list : tpl_add(t, T_IF_REFUSED);
		struct tpl *row = tpl_add(list, T_REFUSED);
		tpl_set(row, T_REFUSED_VALUE, either_words(f, def, c->answer));
		tpl_set(row, T_REFUSED_SAID, c->said);
		FMT_TIME(row, f, REFUSED_AT, fmt_when(f, c->last_at), c->last_at);
		tpl_set(row, T_RETRY_URL,
			url_mapping_contradictions_id_retry(f->mem, fmt_id(f, c->id)));
	}
}

static void fill_product_fields(struct tpl *t, const char *chosen)
{
	static const enum product_field shown[] = {
	    PRODUCT_EAN,    PRODUCT_MPN,    PRODUCT_BRAND, PRODUCT_NAME,
	    PRODUCT_WEIGHT, PRODUCT_LENGTH, PRODUCT_WIDTH, PRODUCT_HEIGHT,
	};

	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		const char *name = product_field_name(shown[i]);
		struct tpl *option = tpl_add(t, T_FIELD);
		tpl_set(option, T_FIELD_NAME, name);
		tpl_set(option, T_FIELD_TEXT, product_field_label(name));
		if (str_eq(name, chosen))
			tpl_show(option, T_FIELD_SELECTED);
	}
}

static void fill_source(struct tpl *t, const char *source)
{
	static const char *const chosen[SOURCES] = {
	    [SOURCE_FIXED] = T_FIXED_CHOSEN,	 [SOURCE_ATTRIBUTE] = T_ATTRIBUTE_CHOSEN,
	    [SOURCE_PATTERN] = T_PATTERN_CHOSEN, [SOURCE_FIELD] = T_FIELD_CHOSEN,
	    [SOURCE_MANUAL] = T_MANUAL_CHOSEN,
	};

	for (enum source_kind k = 0; k < SOURCES; k++)
		if (chosen[k] && str_eq(source, source_names[k]))
			tpl_show(t, chosen[k]);
}

/* As it was posted. */
static void fill_posted(struct tpl *t, const struct form *posted)
{
	tpl_set(t, T_ATTRIBUTE, form_text(posted, "attribute"));
	tpl_set(t, T_PATTERN, form_text(posted, "pattern"));
	if (form_flag(posted, "everywhere"))
		tpl_show(t, T_EVERYWHERE);
	if (str_eq(form_text(posted, "in"), "description"))
		tpl_show(t, T_IN_DESCRIPTION);
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct rule_page *page)
{
	const struct category_param *def = &page->all.category->params[page->at];
	const struct param_state state = {.is_visible = true};

	fill_source(t,
		    page->posted ? form_text(page->posted, "source") : source_names[SOURCE_FIXED]);
	param_field(t, T_PARAM, f,
		    &(struct param_field){.def = def,
					  .state = &state,
					  .answer = page->posted ? &page->answer.answer : NULL,
					  .posted = page->posted ? &page->answer : NULL});
	for (size_t i = 0; i < page->n_attributes; i++)
		tpl_set(tpl_add(t, T_KNOWN), T_KNOWN_NAME, page->attributes[i]);
	fill_product_fields(t, page->posted ? form_text(page->posted, "field") : "");
	if (page->posted)
		fill_posted(t, page->posted);
	else if (page->is_everywhere)
		tpl_show(t, T_EVERYWHERE);
	condition_fill(t, T_CONDITION, page->posted);
}

void rule_fill(struct tpl *t, const struct fmt *f, const struct rule_page *page)
{
	const struct params_page *all = &page->all;
	const struct category_param *def = &all->category->params[page->at];

	tpl_set(t, T_BACK_URL, url_mapping());
	tpl_set(t, T_LIST_URL, url_mapping_params_id(f->mem, all->category->id));
	tpl_set(t, T_SELF_URL, url_mapping_params_id_param(f->mem, all->category->id, def->id));
	tpl_set(t, T_CATEGORY, category_name(all->scope.tree.index, all->category->id));
	tpl_set(t, T_PARAM_NAME, def->name);
	tpl_set(t, T_KIND, param_kind_text(def->type));
	tpl_set(t, T_SEEN, fmt_id(f, rule_newest(page)));
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	fill_refused(t, f, page);
	fill_rules(t, f, page);
	if (page->preview)
		preview_fill(t, T_PREVIEW, f, page->preview,
			     &(struct preview_words){.value = either_words, .arg = def});
	fill_form(t, f, page);
	tpl_set(t, T_LOOK_CLASS, page->preview ? "second" : "");
	if (page->preview)
		tpl_show(t, T_IF_KEEP);
}
