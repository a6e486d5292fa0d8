/* One price rule, and what it would do. */
#include "pricing/price_rule_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "common/once.h"
#include "pricing/price_words.h"
#include "tpl/pricing/rule.h"
#include "urls.h"
#include "web/url.h"

struct label price_rule_state(const struct price_version *v)
{
	static const struct label labels[] = {
	    {"armed", N_("armed"), "ok", "ok"},
	    {"off", N_("off"), "mute", "help"},
	    {"over", N_("removed"), "mute", "help"},
	    {0},
	};

	return label_of(labels, v->armed ? "armed" : "off");
}

static const char *join(const struct fmt *f, const char *text, const char *more)
{
	return *text ? mem_printf(f->mem, "%s, %s", text, more) : more;
}

static const char *account_name(const struct account_list *accounts, uint64_t id)
{
	for (size_t i = 0; i < accounts->n; i++)
		if (accounts->accounts[i].id == id)
			return accounts->accounts[i].name;
	return "";
}

const char *price_scope_text(const struct fmt *f, const struct price_scope *s,
			     const struct account_list *accounts)
{
	const char *text = "";

	if (!str_empty(s->offer_id))
		text = join(f, text, mem_printf(f->mem, _("offer %s"), s->offer_id));
	if (!str_empty(s->brand))
		text = join(f, text, mem_printf(f->mem, _("brand %s"), s->brand));
	if (!str_empty(s->shop_category))
		text = join(f, text, s->shop_category);
	if (!str_empty(s->category_id))
		text = join(f, text, mem_printf(f->mem, _("category %s"), s->category_id));
	if (!str_empty(s->market))
		text = join(f, text, label_text(price_market_labels, s->market));
	if (s->account_id)
		text = join(f, text, account_name(accounts, s->account_id));
	return *text ? join(f, text, s->currency)
		     : mem_printf(f->mem, _("all offers in %s"), s->currency);
}

/* ---- What would change ----------------------------------------------------------------------- */

static const char *preview_text(const struct fmt *f, const struct price_preview *p)
{
	const char *text =
	    mem_printf(f->mem,
		       ngettext("%s of %s offers would change.", "%s of %s offers would change.",
				(unsigned long)p->n[PRICE_CHANGES]),
		       fmt_int(f, p->n[PRICE_CHANGES]), fmt_int(f, p->covered));

	if (!p->more)
		return text;
	return mem_printf(
	    f->mem, "%s %s", text,
	    mem_printf(f->mem, _("Only the first %s offers were looked at."), fmt_int(f, p->seen)));
}

static const char *range_text(const struct fmt *f, const struct price_preview *p)
{
	if (money_is_none(p->lowest))
		return "";
	return mem_printf(f->mem, _("%s to %s"), fmt_money(f, p->lowest), fmt_money(f, p->highest));
}

static const char *count_text(const struct fmt *f, int64_t n)
{
	return n ? fmt_int(f, n) : "";
}

static void fill_facts(struct tpl *t, const struct fmt *f, const struct price_preview *p)
{
	fact_add(t, T_FACTS, _("New prices"), range_text(f, p));
	fact_add_hint(t, T_FACTS, _("Dearer"), count_text(f, p->up),
		      p->most_up
			  ? mem_printf(f->mem, _("by %s at most"), price_change(f, p->most_up))
			  : NULL);
	fact_add_hint(t, T_FACTS, _("Cheaper"), count_text(f, p->down),
		      p->most_down
			  ? mem_printf(f->mem, _("by %s at most"), price_change(f, p->most_down))
			  : NULL);
	fact_add(t, T_FACTS, _("Right already"), count_text(f, p->n[PRICE_SAME]));
	fact_add(t, T_FACTS, _("In a campaign, left alone"), count_text(f, p->n[PRICE_CAMPAIGN]));
	fact_add(t, T_FACTS, _("Set by Allegro's rule, left alone"),
		 count_text(f, p->n[PRICE_ALLEGROS]));
	fact_add(t, T_FACTS, _("Without a product"), count_text(f, p->n[PRICE_UNLINKED]));
	for (enum price_reason r = 0; r < PRICE_REASONS; r++)
		if (p->reasons[r])
			fact_add(t, T_FACTS, price_reason_text(r), count_text(f, p->reasons[r]));
}

static void fill_one(struct tpl *row, const struct fmt *f, const struct price_example *x)
{
	tpl_set(row, T_URL, url_offers_id(f->mem, x->offer_id));
	tpl_set(row, T_NAME, str_or(x->name, x->offer_id));
	tpl_set(row, T_NOW, fmt_money(f, x->now));
}

static void fill_example(struct tpl *row, const struct fmt *f, const struct price_example *x)
{
	const struct price_verdict *v = &x->verdict;

	fill_one(row, f, x);
	tpl_set(row, T_AFTER, fmt_money(f, v->answer.price));
	tpl_set(row, T_CHANGE, price_change(f, v->change));
	tpl_set(row, T_MARGIN, price_share(f, price_margin(v->answer.price, &v->in)));
	tpl_set(row, T_HOW, price_trace(f, &v->answer));
}

static void fill_left(struct tpl *row, const struct fmt *f, const struct price_example *x)
{
	const struct price_verdict *v = &x->verdict;

	fill_one(row, f, x);
	BADGE(row, STAND, label_of(price_stand_labels, price_stand_names[v->stand]));
	if (v->stand == PRICE_UNKNOWN)
		tpl_set_shown(row, T_HOW, price_trace(f, &v->answer), T_IF_HOW);
}

static void fill_preview(struct tpl *t, const struct fmt *f, const struct price_rule_page *page)
{
	const struct price_preview *p = page->preview;
	const struct price_version *v = page->holds;

	tpl_set(t, T_PREVIEW, preview_text(f, p));
	fill_facts(t, f, p);
	struct tpl *rows = p->n_examples ? tpl_add(t, T_IF_EXAMPLES) : NULL;
	for (size_t i = 0; i < p->n_examples; i++)
		fill_example(tpl_add(rows, T_EXAMPLE), f, &p->examples[i]);
	rows = p->n_left ? tpl_add(t, T_IF_LEFT) : NULL;
	for (size_t i = 0; i < p->n_left; i++)
		fill_left(tpl_add(rows, T_LEFT), f, &p->left[i]);
	if (v->armed || v->is_broken)
		return;
	struct tpl *arm = tpl_add(t, T_IF_ARM);
	tpl_set(arm, T_SWITCH_URL, url_pricing_rules_id_switch(f->mem, fmt_id(f, v->number)));
	tpl_set(arm, T_SEEN, fmt_id(f, v->id));
}

/* ---- The rule -------------------------------------------------------------------------------- */

static void fill_history(struct tpl *t, const struct fmt *f, const struct price_rule_page *page)
{
	struct tpl *rows = page->n_versions ? tpl_add(t, T_IF_HISTORY) : NULL;

	for (size_t i = 0; i < page->n_versions; i++) {
		const struct price_version *v = &page->versions[i];
		struct tpl *row = tpl_add(rows, T_VERSION);
		FMT_TIME(row, f, AT, fmt_when(f, v->made_at), v->made_at);
		tpl_set(row, T_WHO, once_person(f, v->made_by));
		BADGE(row, STATE, price_rule_state(v));
		tpl_set(row, T_RULE_TEXT, price_rule_text(f, &v->rule));
		if (v->ended_at != TIME_NONE) {
			struct tpl *ended = tpl_add(row, T_IF_ENDED);
			FMT_TIME(ended, f, END, fmt_when(f, v->ended_at), v->ended_at);
			tpl_set(ended, T_ENDED_BY, once_person(f, v->ended_by));
		} else if (v->replaces) {
			struct tpl *undo = tpl_add(row, T_IF_UNDO);
			tpl_set(undo, T_UNDO_URL,
				url_pricing_rules_id_undo(f->mem, fmt_id(f, v->number)));
			tpl_set(undo, T_VERSION_ID, fmt_id(f, v->id));
		}
	}
}

static void fill_holding(struct tpl *t, const struct fmt *f, const struct price_version *v)
{
	static const struct url_arg look = {"look", "1"};
	const char *number = fmt_id(f, v->number);
	const char *url = url_pricing_rules_id(f->mem, number);
	struct tpl *known = tpl_add(t, T_IF_KNOWN);
	struct tpl *holds;

	BADGE(known, STATE, price_rule_state(v));
	tpl_set(known, T_RULE_TEXT, price_rule_text(f, &v->rule));
	if (v->is_broken)
		tpl_show(t, T_IF_BROKEN);
	tpl_set(t, T_LOOK_URL, url_with(f->mem, url, &look, 1));
	tpl_set(t, T_SEEN, fmt_id(f, v->id));
	tpl_set(t, T_SWITCH_URL, url_pricing_rules_id_switch(f->mem, number));
	tpl_set(t, T_END_URL, url_pricing_rules_id_end(f->mem, number));
	holds = tpl_add(t, T_IF_HOLDS);
	if (v->armed)
		tpl_show(holds, T_IF_ARMED);
}

void price_rule_fill(struct tpl *t, const struct fmt *f, const struct price_rule_page *page)
{
	const struct price_version *v = page->holds;
	const bool is_new = !page->n_versions;

	tpl_set(t, T_BACK_URL, url_pricing());
	tpl_set(t, T_TITLE, is_new ? _("New price rule") : page->versions[0].name);
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	if (v)
		fill_holding(t, f, v);
	if (v && page->preview)
		fill_preview(tpl_add(t, T_IF_PREVIEW), f, page);
	if (v || is_new) {
		struct tpl *form = tpl_add(t, T_IF_FORM);
		tpl_set(form, T_SAVE_URL,
			is_new ? url_pricing_rules()
			       : url_pricing_rules_id(f->mem, fmt_id(f, v->number)));
		tpl_set(form, T_SEEN, fmt_id(f, v ? v->id : 0));
		rule_form_fill(form, f, &page->form, &page->accounts);
	}
	fill_history(t, f, page);
}
