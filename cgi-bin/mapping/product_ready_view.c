/* One product as an offer, as people read it. */
#include "mapping/product_ready.h"

#include "base/mem.h"
#include "base/str.h"
#include "categories/category_view.h"
#include "common/facts.h"
#include "mapping/history.h"
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
    {"attribute", N_("attribute of the shop"), "mute", "dot"},
    {"nowhere", N_("nowhere"), "mute", "dot"},
    {0},
};

struct label ready_label(const char *state)
{
	return label_of(states, str_or(state, "new"));
}

/* What the card says of the product cannot be said otherwise. */
static void fill_ways(struct tpl *t, const struct fmt *f, const struct product_ready_page *page,
		      const struct ready_value *v)
{
	const struct look *look = &page->look;

	if (v->origin == FROM_CARD)
		return;
	tpl_show(t, T_IF_OWN);
	tpl_set(t, T_OWN_URL,
		url_products_id_allegro_param(f->mem, fmt_id(f, look->product.p.id), v->param->id));
	tpl_show(t, T_IF_RULE);
	tpl_set(t, T_RULE_URL,
		url_mapping_params_id_param(f->mem, look->ready.category_id, v->param->id));
}

static void fill_value(struct tpl *t, const struct fmt *f, const struct ready_value *v)
{
	tpl_set(t, T_PARAM, v->param->name);
	tpl_set(t, T_ANCHOR, mem_printf(f->mem, "param-%s", v->param->id));
	tpl_set(t, T_ANSWER, answer_words(f, v->param, &v->answer));
	if (v->state.is_required)
		tpl_show(t, T_IF_REQUIRED);
	if (v->required_from != TIME_NONE)
		tpl_set_shown(
		    t, T_SOON,
		    mem_printf(f->mem, _("required from %s"), fmt_day(f, v->required_from)),
		    T_IF_SOON);
	tpl_set_shown(t, T_FAULT, param_fault_text(f, v->param, &v->finding), T_IF_FAULT);
	if (v->refused)
		tpl_set_shown(t, T_REFUSED,
			      mem_printf(f->mem, _("Allegro refused it on %s: \"%s\""),
					 fmt_day(f, v->refused->last_at), v->refused->said),
			      T_IF_REFUSED);
	if (v->open)
		tpl_set_shown(t, T_OPEN,
			      mem_printf(f->mem, _("\"%s\" in the shop matches no value"), v->open),
			      T_IF_OPEN);
	if (v->decision)
		tpl_set_shown(t, T_HISTORY_URL, history_url(f->mem, v->decision->id), T_IF_HISTORY);
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

/* Allegro's sentence behind ours. */
static const char *said_of(const struct fmt *f, const struct look *look,
			   const struct ready_mark *mark)
{
	const struct ready_subject *s = &look->subject;

	for (size_t i = 0; i < s->n_refusals && mark->kind == BLOCK_LISTING; i++)
		if (str_eq(ready_refusal(f->mem, &s->refusals[i], look->ready.category_id),
			   mark->subject))
			return mem_printf(f->mem, _("Allegro on %s: \"%s\""),
					  fmt_day(f, s->refusals[i].at),
					  str_or(s->refusals[i].said, s->refusals[i].code));
	return NULL;
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
		tpl_set_shown(item, T_SAID, said_of(f, &page->look, mark), T_IF_SAID);
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

/* What a person said of this product, each with the way back. */
static void fill_chosen(struct tpl *t, const struct fmt *f, const struct look *look)
{
	static const struct label texts[] = {
	    {DECIDES_CATEGORY, N_("Undo the category chosen for this product"), "", ""},
	    {DECIDES_CARD, N_("Undo the catalogue product chosen for this product"), "", ""},
	    {0},
	};

	for (const struct label *l = texts; l->word; l++) {
		const struct decision *d = own_decision(look, l->word);
		if (!d)
			continue;
		struct tpl *row = tpl_add(t, T_CHOSEN);
		tpl_set(row, T_UNDO_TEXT, _(l->text));
		tpl_set(row, T_UNDO_URL, url_mapping_decisions_id_undo(f->mem, fmt_id(f, d->id)));
		tpl_set(row, T_HISTORY_URL, history_url(f->mem, d->id));
	}
}

static const char *seen(const struct fmt *f, const struct look *look, const char *subject)
{
	const struct decision *d = own_decision(look, subject);

	return d ? fmt_id(f, d->id) : "0";
}

static void fill_cards(struct tpl *t, const struct fmt *f, const struct product_ready_page *page,
		       const char *self)
{
	struct tpl *list = page->n_cards ? tpl_add(t, T_IF_CARDS) : NULL;

	for (size_t i = 0; i < page->n_cards; i++) {
		const struct card_row *card = &page->cards[i];
		struct tpl *row = tpl_add(list, T_CARD);
		tpl_set(row, T_SELF_URL, self);
		tpl_set(row, T_CARD_NAME, card->name);
		tpl_set(row, T_CARD_ID, card->id);
		tpl_set(row, T_CARD_WAY,
			category_way_text(f, page->scope.tree.index, card->category_id));
		tpl_set(row, T_CARD_SEEN, seen(f, &page->look, DECIDES_CARD));
	}
	if (list) {
		tpl_set(list, T_SELF_URL, self);
		tpl_set(list, T_CARD_SEEN, seen(f, &page->look, DECIDES_CARD));
	}
}

static void fill_finding(struct tpl *t, const struct fmt *f, const struct product_ready_page *page,
			 const char *self)
{
	if (!page->query)
		return;
	tpl_set(t, T_QUERY, page->query);
	tpl_show(t, T_IF_FINDING);
	if (!page->hits.n)
		tpl_show(t, T_IF_NO_HITS);
	struct tpl *form = page->hits.n ? tpl_add(t, T_IF_HITS) : NULL;
	for (size_t i = 0; i < page->hits.n; i++) {
		struct tpl *hit = tpl_add(form, T_HIT);
		tpl_set(hit, T_HIT_ID, page->hits.at[i]->id);
		tpl_set(hit, T_HIT_WAY,
			category_way_text(f, page->scope.tree.index, page->hits.at[i]->id));
	}
	if (form) {
		tpl_set(form, T_SELF_URL, self);
		tpl_set(form, T_CATEGORY_SEEN, seen(f, &page->look, DECIDES_CATEGORY));
	}
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
	if (look->subject.n_refusals && look->ready.n_blockers)
		tpl_show(t, T_IF_AGAIN);
	fill_category(t, f, page);
	const char *self = url_products_id_allegro(f->mem, fmt_id(f, p->id));
	tpl_set(t, T_SELF_URL, self);
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	fill_chosen(t, f, look);
	fill_cards(t, f, page, self);
	struct tpl *catalogue = tpl_add(t, T_IF_CATALOGUE);
	tpl_set(catalogue, T_PRODUCT, fmt_id(f, p->id));
	tpl_set(catalogue, T_ACCOUNT, fmt_id(f, page->scope.account->id));
	tpl_set(catalogue, T_CARD_SEEN, seen(f, look, DECIDES_CARD));
	fill_finding(t, f, page, self);
	struct tpl *values = look->ready.n_values ? tpl_add(t, T_IF_VALUES) : NULL;
	for (size_t i = 0; i < look->ready.n_values; i++)
		if (look->ready.values[i].state.is_visible) {
			struct tpl *row = tpl_add(values, T_VALUE);
			fill_value(row, f, &look->ready.values[i]);
			fill_ways(row, f, page, &look->ready.values[i]);
		}
	tpl_set(t, T_OFFER, page->offer);
}
