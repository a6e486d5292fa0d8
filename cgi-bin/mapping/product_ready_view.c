/* One product as an offer, as people read it. */
#include "mapping/product_ready.h"

#include "base/mem.h"
#include "base/str.h"
#include "categories/category_view.h"
#include "common/facts.h"
#include "mapping/params.h"
#include "tpl/mapping/product.h"
#include "urls.h"

#include <string.h>

static const struct label states[] = {
    {"ready", N_("ready to list"), "ok", "ok"},
    {"blocked", N_("something is missing"), "warn", "warn"},
    {"skipped", N_("not for Allegro"), "mute", "dot"},
    {"gone", N_("gone from the shop"), "mute", "dot"},
    {"new", N_("not checked yet"), "mute", "clock"},
    {0},
};

static const struct label origins[] = {
    {"product", N_("this product"), "vio", "user"},
    {"condition", N_("rule with a condition"), "info", "filter"},
    {"rule", N_("rule"), "info", "filter"},
    {"default", N_("rule for all categories"), "info", "filter"},
    {"card", N_("catalogue"), "ok", "ok"},
    {"name", N_("attribute of the shop"), "mute", "dot"},
    {"nowhere", N_("nowhere"), "mute", "dot"},
    {0},
};

struct label ready_label(const char *state)
{
	return label_of(states, str_or(state, "new"));
}

static void fill_value(struct tpl *t, const struct fmt *f, const struct ready_value *v)
{
	tpl_set(t, T_PARAM, v->param->name);
	tpl_set(t, T_ANCHOR, mem_printf(f->mem, "param-%s", v->param->id));
	tpl_set(t, T_ANSWER, answer_words(f, v->param, &v->answer));
	if (v->state.is_required)
		tpl_show(t, T_IF_REQUIRED);
	tpl_set_shown(t, T_FAULT, param_fault_text(f, v->param, &v->finding), T_IF_FAULT);
	if (v->open)
		tpl_set_shown(t, T_OPEN,
			      mem_printf(f->mem, _("\"%s\" in the shop matches no value"), v->open),
			      T_IF_OPEN);
	if (v->origin == FROM_NOWHERE)
		return;
	tpl_show(t, T_IF_ORIGIN);
	BADGE(t, ORIGIN, label_of(origins, ready_origin_names[v->origin]));
}

/* What the worklist reads from the database is here already. */
static void name_parts(const struct readiness *r, const char *subject, struct worklist_row *row)
{
	for (size_t i = 0; i < r->n_values; i++) {
		const char *id = r->values[i].param->id;
		const char *at = strchr(subject, '\t');
		if (str_eq(subject, id) || (at && str_starts(at + 1, id)))
			row->param = r->values[i].param->name;
	}
}

static void fill_blockers(struct tpl *t, const struct fmt *f, const struct product_ready_page *page)
{
	const struct readiness *r = &page->look.ready;
	struct tpl *list = r->n_blockers ? tpl_add(t, T_IF_BLOCKERS) : NULL;

	for (size_t i = 0; i < r->n_marks; i++) {
		const struct ready_mark *mark = &r->marks[i];
		if (mark->kind >= READY_BLOCKS)
			continue;
		struct worklist_row row = {.kind = ready_kind_names[mark->kind],
					   .subject = mark->subject,
					   .shop = page->look.product.p.category};
		name_parts(r, mark->subject, &row);
		const struct blocker_words words = blocker_words(f, &row);
		struct tpl *item = tpl_add(list, T_BLOCKER);
		tpl_set(item, T_BLOCKER_TEXT, words.text);
		tpl_show(item, words.action ? T_IF_ACTION : T_IF_TEXT);
		tpl_set(item, T_ACTION_URL, words.url);
	}
}

static void fill_category(struct tpl *t, const struct fmt *f, const struct product_ready_page *page)
{
	const struct look *look = &page->look;
	const char *way =
	    str_empty(look->ready.category_id)
		? _("not decided")
		: category_way_text(f, page->scope.tree.index, look->ready.category_id);

	fact_add(t, T_FACTS, _("Shop category"), look->product.p.category);
	fact_add(t, T_FACTS, _("Allegro category"), way);
	if (look->ready.origin != FROM_NOWHERE)
		fact_add(t, T_FACTS, _("Chosen by"),
			 label_text(origins, ready_origin_names[look->ready.origin]));
	if (look->subject.card.id)
		fact_add_copy(t, T_FACTS, _("Product of Allegro's catalogue"),
			      look->subject.card.id);
}

void product_ready_fill(struct tpl *t, const struct fmt *f, const struct product_ready_page *page)
{
	const struct look *look = &page->look;
	const struct product *p = &look->product.p;

	tpl_set(t, T_BACK_URL, url_mapping());
	tpl_set(t, T_PRODUCT_URL, url_products_id(f->mem, fmt_id(f, p->id)));
	tpl_set(t, T_SKU, p->sku);
	tpl_set(t, T_NAME, str_or(p->name, p->sku));
	BADGE(t, STATE, ready_label(ready_state_names[look->ready.state]));
	fill_blockers(t, f, page);
	fill_category(t, f, page);
	struct tpl *values = look->ready.n_values ? tpl_add(t, T_IF_VALUES) : NULL;
	for (size_t i = 0; i < look->ready.n_values; i++)
		if (look->ready.values[i].state.is_visible)
			fill_value(tpl_add(values, T_VALUE), f, &look->ready.values[i]);
	tpl_set(t, T_OFFER, page->offer);
}
