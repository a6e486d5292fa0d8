/* The meter as people read it. */
#include "mapping/worklist_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/list.h"
#include "tpl/mapping/blocker.h"
#include "tpl/mapping/index.h"
#include "urls.h"
#include "web/url.h"

static const char *account_url(const struct fmt *f, const char *path, uint64_t id)
{
	const struct url_arg arg = {"account", fmt_id(f, id)};

	return url_with(f->mem, path, &arg, 1);
}

/* One seller has one account, and reads nothing of it. */
static void fill_accounts(struct tpl *t, const struct fmt *f, const struct mapping_scope *s)
{
	struct tpl *at = NULL;
	size_t n = 0;

	for (size_t i = 0; i < s->accounts.n; i++)
		n += str_eq(s->accounts.accounts[i].environment, s->tree.environment);
	for (size_t i = 0; n > 1 && i < s->accounts.n; i++) {
		const struct account *a = &s->accounts.accounts[i];
		if (!str_eq(a->environment, s->tree.environment))
			continue;
		at = at ? at : tpl_add(t, T_IF_ACCOUNTS);
		struct tpl *link = tpl_add(at, T_ACCOUNT);
		tpl_set(link, T_ACCOUNT_URL, account_url(f, url_mapping(), a->id));
		tpl_set(link, T_ACCOUNT_NAME, a->name);
		if (a->id == s->account->id)
			tpl_show(link, T_ACCOUNT_CHOSEN);
	}
}

static const char *state_text(const struct fmt *f, const struct worklist_counts *c)
{
	if (c->unjudged)
		return mem_printf(f->mem, _("Products still to be checked: %s."),
				  fmt_int(f, c->unjudged));
	return c->pending ? _("What was changed is being checked.")
			  : _("All products are checked.");
}

static void fill_meter(struct tpl *t, const struct fmt *f, const struct worklist_counts *c)
{
	const int64_t ready = c->states[READY];
	const int64_t total = ready + c->states[READY_BLOCKED];

	t = tpl_add(t, T_IF_METER);
	tpl_set(t, T_METER,
		mem_printf(f->mem, _("%s of %s products are ready to list"), fmt_int(f, ready),
			   fmt_int(f, total)));
	tpl_set_int(t, T_READY, ready);
	tpl_set_int(t, T_TOTAL, total ? total : 1);
	tpl_set(t, T_OTHERS,
		mem_printf(f->mem, _("Not for Allegro: %s. Gone from the shop: %s."),
			   fmt_int(f, c->states[READY_SKIPPED]),
			   fmt_int(f, c->states[READY_GONE])));
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct mapping_page *page,
		     const struct worklist_row *row)
{
	const struct blocker_words words = blocker_words(f, row);

	tpl_set(t, T_TEXT, words.text);
	tpl_set(t, T_PRODUCTS_URL,
		account_url(f, url_mapping_blockers_id(f->mem, fmt_id(f, row->id)),
			    page->scope.account->id));
	tpl_set(t, T_ALONE, fmt_int(f, row->alone));
	tpl_set(t, T_N, fmt_int(f, row->n));
	if (!words.action)
		return;
	tpl_show(t, T_IF_ACTION);
	tpl_set(t, T_ACTION, words.action);
	tpl_set(t, T_ACTION_URL, words.url);
}

static void fill_coming(struct tpl *t, const struct fmt *f, const struct mapping_page *page)
{
	struct tpl *list = page->n_coming ? tpl_add(t, T_IF_COMING) : NULL;

	for (size_t i = 0; i < page->n_coming; i++) {
		const struct worklist_coming *c = &page->coming[i];
		struct tpl *row = tpl_add(list, T_COMING);
		const struct blocker_words words = coming_words(f, c);
		const struct url_arg due = {"due", fmt_id(f, (uint64_t)c->due_at)};
		tpl_set(row, T_COMING_TEXT, words.text);
		tpl_set(row, T_COMING_N, fmt_int(f, c->n));
		tpl_set(row, T_PRODUCTS_URL,
			account_url(f,
				    url_with(f->mem, url_mapping_coming_param(f->mem, c->param_id),
					     &due, 1),
				    page->scope.account->id));
		tpl_set(row, T_ACTION, words.action);
		tpl_set(row, T_ACTION_URL, words.url);
	}
}

static void fill_nothing(struct tpl *t, const struct fmt *f, const struct mapping_page *page)
{
	const int64_t products = page->counts.unjudged + page->counts.states[READY] +
				 page->counts.states[READY_BLOCKED] +
				 page->counts.states[READY_SKIPPED] +
				 page->counts.states[READY_GONE];
	const struct empty done = {.icon = "ok",
				   .title = _("Nothing is missing"),
				   .text = _("Every product that is for sale can be listed.")};
	const struct empty none = {
	    .icon = "gift",
	    .title = _("There are no products yet"),
	    .text = _("They are imported from a file of your shop."),
	    .action = _("Product files"),
	    .url = url_files(),
	};

	if (!page->scope.account)
		list_unconnected(t, T_EMPTY, f,
				 N_("What can be listed is checked once an account is connected."));
	else if (!products)
		list_empty(t, T_EMPTY, &none);
	else if (!page->n && !page->counts.unjudged)
		list_empty(t, T_EMPTY, &done);
}

void worklist_fill(struct tpl *t, const struct fmt *f, const struct mapping_page *page)
{
	const struct worklist_counts *c = &page->counts;

	fill_nothing(t, f, page);
	if (!page->scope.account)
		return;
	tpl_set(t, T_SELF_URL, account_url(f, url_mapping(), page->scope.account->id));
	if (c->pending || c->unjudged)
		tpl_show(t, T_IF_PENDING);
	tpl_set(t, T_STATE, state_text(f, c));
	struct tpl *ways = tpl_add(t, T_IF_MAPPING);
	tpl_set(ways, T_CATEGORIES_URL, url_mapping_categories());
	tpl_set(ways, T_OFFER_URL, url_mapping_offer());
	tpl_set(ways, T_HISTORY_URL, url_mapping_history());
	fill_accounts(t, f, &page->scope);
	if (page->missing_terms) {
		struct tpl *note = tpl_add(t, T_IF_TERMS);
		tpl_set(note, T_TERMS,
			mem_printf(f->mem,
				   ngettext("%s setting is missing.", "%s settings are missing.",
					    (unsigned long)page->missing_terms),
				   fmt_int(f, (int64_t)page->missing_terms)));
		tpl_set(note, T_TERMS_URL, account_url(f, url_terms(), page->scope.account->id));
	}
	if (c->states[READY] + c->states[READY_BLOCKED])
		fill_meter(t, f, c);
	struct tpl *rows = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < page->n; i++)
		fill_row(tpl_add(rows, T_ROW), f, page, &page->rows[i]);
	if (page->more)
		tpl_show(t, T_IF_MORE);
	fill_coming(t, f, page);
}

void blocker_fill(struct tpl *t, const struct fmt *f, const struct blocker_page *page)
{
	const struct blocker_words words = page->words;
	struct pager pager = {.is_plain = true};

	tpl_set(t, T_BACK_URL, account_url(f, url_mapping(), page->scope.account->id));
	tpl_set(t, T_TEXT, words.text);
	tpl_set(t, T_COUNT,
		mem_printf(f->mem,
			   ngettext("%s product", "%s products", (unsigned long)page->count),
			   fmt_int(f, page->count)));
	if (words.action) {
		tpl_show(t, T_IF_ACTION);
		tpl_set(t, T_ACTION, words.action);
		tpl_set(t, T_ACTION_URL, words.url);
	}
	for (size_t i = 0; i < page->n; i++) {
		const struct worklist_product *p = &page->products[i];
		struct tpl *row = tpl_add(t, T_ROW);
		tpl_set(row, T_URL, url_products_id_allegro(f->mem, fmt_id(f, p->id)));
		tpl_set(row, T_NAME, str_or(p->name, p->sku));
		tpl_set(row, T_SKU, p->sku);
		tpl_set(row, T_CATEGORY, p->category);
	}
	if (page->more)
		pager.older = fmt_id(f, page->products[page->n - 1].id);
	list_pager(t, T_PAGER, &page->query, &pager);
}
