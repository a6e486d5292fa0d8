/* All about prices on one page: rules, fees, currencies. */
#include "pricing/pricing_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "categories/category_view.h"
#include "common/list.h"
#include "common/once.h"
#include "outbox/undo_view.h"
#include "pricing/auto_rule_view.h"
#include "pricing/price_rule_view.h"
#include "pricing/price_words.h"
#include "tpl/outbox/_banner.h"
#include "tpl/pricing/list.h"
#include "urls.h"

/* What a rule led to at the offers of an account when they were looked at last. */
static void fill_push(struct tpl *row, const struct fmt *f, const struct price_push *p)
{
	const bool waits = str_eq(p->plan_state, "DRAFT");

	tpl_set(row, T_LOOKED,
		mem_printf(f->mem, _("%s: %s to change, %s left alone"), fmt_ago(f, p->looked_at),
			   fmt_int(f, p->changes), fmt_int(f, p->left_out)));
	if (!p->plan_id)
		return;
	struct tpl *plan = tpl_add(row, T_PLAN);
	tpl_set(plan, T_PLAN_URL, url_plans_id(f->mem, fmt_id(f, p->plan_id)));
	tpl_set(plan, T_PLAN_TEXT, waits ? _("waits for your word") : _("last change"));
}

static void fill_rules(struct tpl *t, const struct fmt *f, const struct pricing_page *page)
{
	struct tpl *rows = page->n_rules ? tpl_add(t, T_IF_RULES) : NULL;

	if (!rows)
		tpl_show(t, T_NO_RULES);
	for (size_t i = 0; i < page->n_rules; i++) {
		const struct price_version *v = &page->rules[i];
		struct tpl *row = tpl_add(rows, T_RULE);
		tpl_set(row, T_URL, url_pricing_rules_id(f->mem, fmt_id(f, v->number)));
		tpl_set(row, T_NAME, v->name);
		BADGE(row, STATE, price_rule_state(v));
		tpl_set(row, T_SCOPE, price_scope_text(f, &v->scope, &page->accounts));
		tpl_set(row, T_RULE_TEXT, price_rule_text(f, &v->rule));
		for (size_t k = 0; v->armed && k < page->n_pushes; k++)
			if (page->pushes[k].number == v->number)
				fill_push(tpl_add(row, T_PUSH), f, &page->pushes[k]);
	}
}

static const char *place_text(const struct fmt *f, const struct pricing_page *page,
			      const struct price_fee *fee)
{
	const char *market =
	    str_empty(fee->market) ? "" : label_text(price_market_labels, fee->market);
	const char *category = str_empty(fee->category_id) ? _("all categories")
			       : page->tree.index
				   ? category_way_text(f, page->tree.index, fee->category_id)
				   : fee->category_id;

	return fmt_join(f, category, market);
}

static void fill_fees(struct tpl *t, const struct fmt *f, const struct pricing_page *page)
{
	struct tpl *rows = page->n_fees ? tpl_add(t, T_IF_FEES) : NULL;

	for (size_t i = 0; i < page->n_fees; i++) {
		const struct price_fee *fee = &page->fees[i];
		struct tpl *row = tpl_add(rows, T_FEE);
		tpl_set(row, T_PLACE, place_text(f, page, fee));
		tpl_set(row, T_RATE, price_share(f, fee->rate));
		FMT_TIME(row, f, AT, fmt_when(f, fee->made_at), fee->made_at);
		tpl_set(row, T_WHO,
			str_eq(fee->origin, PRICE_FEE_PREVIEW) ? _("told by Allegro")
							       : once_person(f, fee->made_by));
	}
	tpl_set_shown(t, T_FEE_PROBLEM, page->fee_problem, T_IF_FEE_PROBLEM);
	tpl_set(t, T_FEE_URL, url_pricing_fees());
	tpl_set(t, T_TYPED_CATEGORY, page->typed_category);
	tpl_set(t, T_TYPED_FEE, page->typed_fee);
}

static void fill_rates(struct tpl *t, const struct fmt *f, const struct pricing_page *page)
{
	struct tpl *rows = page->n_rates ? tpl_add(t, T_IF_RATES) : NULL;

	for (size_t i = 0; i < page->n_rates; i++) {
		const struct currency_rate *r = &page->rates[i];
		struct tpl *row = tpl_add(rows, T_CURRENCY);
		tpl_set(row, T_UNITS,
			mem_printf(f->mem, "%s %s", fmt_int(f, r->units), r->currency));
		tpl_set(row, T_RATE,
			mem_printf(f->mem, "%s " PRICE_HOME,
				   fmt_rate(f, currency_rate_text(f->mem, r->rate))));
		tpl_set(row, T_DAY, fmt_day(f, time_day_of(r->day)));
		tpl_set(row, T_WHO, once_person(f, r->made_by));
	}
	tpl_set_shown(t, T_RATE_PROBLEM, page->rate_problem, T_IF_RATE_PROBLEM);
	tpl_set(t, T_RATES_URL, url_pricing_currencies());
	tpl_set(t, T_FILE_URL, url_pricing_currencies_file());
	tpl_set(t, T_TYPED_RATES, page->typed_rates);
}

void pricing_fill(struct tpl *t, const struct fmt *f, const struct pricing_page *page)
{
	if (!page->tree.environment) {
		list_unconnected(t, T_EMPTY, f,
				 N_("Prices are worked out once an account is connected."));
		return;
	}
	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &page->undo);
	t = tpl_add(t, T_IF_CONNECTED);
	tpl_set(t, T_NEW_URL, url_pricing_new());
	fill_rules(t, f, page);
	auto_rules_fill(t, f, page->autos, page->n_autos);
	fill_fees(t, f, page);
	fill_rates(t, f, page);
}
