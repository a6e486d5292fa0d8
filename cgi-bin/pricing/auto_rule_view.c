/* Allegro's own price rules as people see them. */
#include "pricing/auto_rule_view.h"

#include "base/mem.h"
#include "base/money.h"
#include "base/str.h"
#include "domain/outbox/outbox_kinds.h"
#include "outbox/outbox_words.h"
#include "outbox/undo_view.h"
#include "pricing/price_words.h"
#include "tpl/outbox/_banner.h"
#include "tpl/pricing/auto.h"
#include "tpl/pricing/list.h"
#include "urls.h"
#include "web/url.h"

#include <string.h>

const char *const auto_change_names[] = {"keep", "none", "lower", "higher", NULL};
_Static_assert(COUNT_OF(auto_change_names) == AUTO_CHANGES + 1, "a name for each");
const char *const auto_unit_names[] = {"%", "PLN", "CZK", "EUR", "HUF", NULL};

const struct label auto_rule_labels[] = {
    {"EXCHANGE_RATE", N_("by the exchange rate, on foreign marketplaces"), "", ""},
    {"FOLLOW_BY_ALLEGRO_MIN_PRICE", N_("the lowest price on Allegro"), "", ""},
    {"FOLLOW_BY_MARKET_MIN_PRICE", N_("the lowest price on the market"), "", ""},
    {"FOLLOW_BY_TOP_OFFER_PRICE", N_("the price of the top offer"), "", ""},
    {0},
};
static const struct label changes[] = {
    {"keep", N_("as it is now"), "", ""},
    {"none", N_("exactly that price"), "", ""},
    {"lower", N_("lower by"), "", ""},
    {"higher", N_("higher by"), "", ""},
    {0},
};

const char *auto_rule_name(const struct auto_rule_row *r)
{
	return r->is_default ? label_text(auto_rule_labels, r->type) : r->name;
}

static const char *part_text(const struct fmt *f, const char *value, bool lower)
{
	return mem_printf(f->mem, lower ? _("%s lower") : _("%s higher"), value);
}

static const char *amounts_text(const struct fmt *f, const struct auto_rule *r)
{
	const char *out = "";

	for (size_t i = 0; i < r->n_amounts; i++) {
		struct money m;
		struct err ignored = {0};
		const char *text =
		    money_parse(r->amounts[i].amount, r->amounts[i].currency, &m, &ignored)
			? mem_printf(f->mem, "%s %s", r->amounts[i].amount, r->amounts[i].currency)
			: fmt_money(f, m);
		out = mem_printf(f->mem, "%s%s%s", out, i ? ", " : "", text);
	}
	return out;
}

const char *auto_rule_change_text(const struct fmt *f, const struct auto_rule_row *row)
{
	struct auto_rule r;
	struct err ignored = {0};

	if (auto_rule_read(f->mem, row->raw, &r, &ignored))
		return _("unknown");
	if (r.share)
		return part_text(f, mem_printf(f->mem, "%s%%", fmt_rate(f, r.share)),
				 str_eq(r.share_sign, "SUBTRACT"));
	return r.n_amounts ? part_text(f, amounts_text(f, &r), str_eq(r.amount_sign, "SUBTRACT"))
			   : _("exactly that price");
}

/* ---- The table ------------------------------------------------------------------------------- */

static const char *markets_text(const struct fmt *f, const char *ids)
{
	const char *out = "";

	for (const char *at = str_or(ids, ""); *at;) {
		const size_t n = strcspn(at, " ");
		const char *one = label_text(price_market_labels, mem_strndup(f->mem, at, n));
		out = mem_printf(f->mem, "%s%s%s", out, *out ? ", " : "", one);
		at += n + (at[n] == ' ');
	}
	return out;
}

static const char *rule_url(const struct fmt *f, const struct auto_rule_row *r)
{
	const struct url_arg account = {"account", fmt_id(f, r->account_id)};

	return url_with(f->mem, url_pricing_allegro_id(f->mem, r->id), &account, 1);
}

void auto_rules_fill(struct tpl *t, const struct fmt *f, const struct auto_rule_row *rows, size_t n)
{
	tpl_set(t, T_AUTO_NEW_URL, url_pricing_allegro_new());
	if (!n)
		tpl_show(t, T_NO_AUTO);
	t = n ? tpl_add(t, T_IF_AUTO) : NULL;
	for (size_t i = 0; i < n; i++) {
		const struct auto_rule_row *r = &rows[i];
		struct tpl *row = tpl_add(t, T_AUTO);

		tpl_set(row, T_URL, rule_url(f, r));
		tpl_set(row, T_NAME, auto_rule_name(r));
		tpl_set(row, T_ACCOUNT, r->account);
		tpl_set(row, T_FOLLOWS, label_text(auto_rule_labels, r->type));
		tpl_set(row, T_CHANGE, auto_rule_change_text(f, r));
		tpl_set(row, T_MARKETS, markets_text(f, r->markets));
		tpl_set(row, T_OFFERS, fmt_int(f, r->offers));
		if (r->is_default)
			tpl_show(row, T_IF_DEFAULT);
	}
}

/* ---- One of them ----------------------------------------------------------------------------- */

static void add_option(struct tpl *select, const char *value, const char *text, bool chosen)
{
	struct tpl *t = tpl_add(select, T_OPTION);

	tpl_set(t, T_VALUE, value);
	tpl_set(t, T_TEXT, text);
	if (chosen)
		tpl_show(t, T_CHOSEN);
}

static void fill_accounts(struct tpl *t, const struct fmt *f, const struct auto_rule_page *page)
{
	t = tpl_add(t, T_IF_ACCOUNTS);
	for (size_t i = 0; i < page->accounts.n; i++) {
		const struct account *a = &page->accounts.accounts[i];
		add_option(t, fmt_id(f, a->id), a->name, a->id == page->account->id);
	}
}

static void fill_types(struct tpl *t, const struct auto_form *form)
{
	t = tpl_add(t, T_IF_TYPES);
	for (int k = 0; k < AUTO_RULE_TYPES; k++)
		add_option(t, auto_rule_type_names[k],
			   label_text(auto_rule_labels, auto_rule_type_names[k]),
			   form->type == (enum auto_rule_type)k);
}

static void fill_change(struct tpl *t, const struct auto_rule_page *page)
{
	const struct auto_form *form = &page->form;

	for (int k = page->rule ? AUTO_KEEP : AUTO_NONE; k < AUTO_CHANGES; k++) {
		struct tpl *o = tpl_add(t, T_HOW);
		tpl_set(o, T_HOW_VALUE, auto_change_names[k]);
		tpl_set(o, T_HOW_TEXT, label_text(changes, auto_change_names[k]));
		if (form->change == (enum auto_change)k)
			tpl_show(o, T_HOW_CHOSEN);
	}
	for (size_t i = 0; auto_unit_names[i]; i++) {
		struct tpl *o = tpl_add(t, T_UNIT);
		tpl_set(o, T_UNIT_TEXT, auto_unit_names[i]);
		if (str_eq(form->unit, auto_unit_names[i]))
			tpl_show(o, T_UNIT_CHOSEN);
	}
	tpl_set(t, T_CHANGE_VALUE, form->value);
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct auto_rule_page *page)
{
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_IF_FORM);
	tpl_set(t, T_ACTION,
		page->rule ? url_pricing_allegro_id(f->mem, page->rule->id)
			   : url_pricing_allegro());
	tpl_set(t, T_BATCH, batch);
	tpl_set(t, T_ACCOUNT_ID, fmt_id(f, page->account->id));
	tpl_set(t, T_NAME, page->form.name);
	tpl_set(t, T_MOST, mem_printf(f->mem, "%d", AUTO_RULE_NAME_MAX));
	tpl_set(t, T_BUTTON, page->rule ? _("Change at Allegro") : _("Add at Allegro"));
	if (!page->rule)
		fill_types(t, &page->form);
	if (!page->rule && page->accounts.n > 1)
		fill_accounts(t, f, page);
	else
		tpl_show(t, T_ONE_ACCOUNT);
	fill_change(t, page);
}

static void fill_delete(struct tpl *t, const struct fmt *f, const struct auto_rule_page *page)
{
	char batch[37];

	if (!page->rule ||
	    act_judge(&page->acts, OUTBOX_ALLEGRO_RULE_DELETE, &page->when_deleted) != ACT_MAY)
		return;
	str_uuid(batch);
	t = tpl_add(t, T_IF_DELETE);
	tpl_set(t, T_DELETE_URL, url_pricing_allegro_id_delete(f->mem, page->rule->id));
	tpl_set(t, T_BATCH, batch);
	tpl_set(t, T_ACCOUNT_ID, fmt_id(f, page->account->id));
}

static void fill_note(struct tpl *t, const char *text, const char *url, const char *link)
{
	tpl_set_shown(t, T_NOTE, text, T_IF_NOTE);
	if (!url)
		return;
	tpl_set_shown(t, T_NOTE_URL, url, T_IF_LINK);
	tpl_set(t, T_NOTE_LINK, link);
}

static void fill_verdict(struct tpl *t, const struct fmt *f, const struct auto_rule_page *page)
{
	const char *account = fmt_id(f, page->account->id);
	const bool is_admin = f->role == ROLE_ADMINISTRATOR;

	switch (act_judge(&page->acts, OUTBOX_ALLEGRO_RULE, &page->thing)) {
	case ACT_OFF:
		fill_note(t, _("Kram may not write this to Allegro: the switch is off."),
			  is_admin ? url_accounts_id_writers(f->mem, account) : NULL,
			  _("What Kram may write to Allegro"));
		break;
	case ACT_CUT_OFF:
		fill_note(t, _("The account is not connected or lacks the permission."),
			  url_accounts_id(f->mem, account), page->account->name);
		break;
	case ACT_PENDING:
		fill_note(t, _("A change of this rule is on its way."), url_outbox(), _("State"));
		break;
	case ACT_BARRED:
		fill_note(t, outbox_reason_text(OUTBOX_ALLEGRO_RULE, page->thing.obstacle), NULL,
			  NULL);
		if (!page->rule)
			fill_form(t, f, page);
		break;
	case ACT_MAY:
		fill_form(t, f, page);
		break;
	}
}

static void fill_facts(struct tpl *t, const struct fmt *f, const struct auto_rule_row *r)
{
	static const struct url_arg mark = {"mark", "rule"};

	t = tpl_add(t, T_IF_FACTS);
	tpl_set(t, T_ACCOUNT, r->account);
	tpl_set(t, T_FOLLOWS, label_text(auto_rule_labels, r->type));
	tpl_set(t, T_CHANGE, auto_rule_change_text(f, r));
	tpl_set(t, T_MARKETS, markets_text(f, r->markets));
	tpl_set(t, T_OFFERS, fmt_int(f, r->offers));
	tpl_set(t, T_OFFERS_URL, url_with(f->mem, url_offers(), &mark, 1));
}

void auto_rule_fill(struct tpl *t, const struct fmt *f, const struct auto_rule_page *page)
{
	tpl_set(t, T_BACK_URL, url_pricing());
	tpl_set(t, T_TITLE, page->rule ? auto_rule_name(page->rule) : _("New rule at Allegro"));
	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &page->undo);
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	if (page->rule)
		fill_facts(t, f, page->rule);
	fill_verdict(t, f, page);
	fill_delete(t, f, page);
}
