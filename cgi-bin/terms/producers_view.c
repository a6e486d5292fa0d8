/* Brands and who answers for them, as people read and choose them. */
#include "terms/producers_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "mapping/history.h"
#include "tpl/terms/brand.h"
#include "tpl/terms/producers.h"
#include "urls.h"
#include "web/url.h"

static const char *brand_text(const struct brand_row *row)
{
	if (str_empty(row->brand))
		return _("Products without a brand");
	return str_or(row->shown, row->brand);
}

const char *brand_url(void *mem, uint64_t account_id, const char *brand)
{
	const struct url_arg args[] = {
	    {"account", mem_printf(mem, "%llu", (unsigned long long)account_id)}, {"brand", brand}};

	return url_with(mem, url_producers_brand(), args, COUNT_OF(args));
}

/* Where an entry is added to choose from. */
static const char *new_url(const struct fmt *f, uint64_t account_id, const char *kind)
{
	const struct url_arg args[] = {{"account", fmt_id(f, account_id)}, {"kind", kind}};

	return url_with(f->mem, url_producers_new(), args, COUNT_OF(args));
}

static void fill_new(struct tpl *t, const char *marker, const struct fmt *f, uint64_t account_id)
{
	if (f->role < ROLE_SELLER)
		return;
	t = tpl_add(t, marker);
	tpl_set(t, T_PRODUCER_URL, new_url(f, account_id, "producer"));
	tpl_set(t, T_PERSON_URL, new_url(f, account_id, "person"));
}

static const char *made_text(const struct fmt *f, const struct brand_row *row)
{
	return mem_printf(f->mem, _("Chosen by %s, %s"), once_person(f, row->made_by),
			  fmt_when(f, row->made_at));
}

/* "Polar – Polar Oświetlenie sp. z o.o., Łódź, PL". */
static const char *entry_text(const struct fmt *f, const struct term *t)
{
	const char *text = mem_printf(f->mem, "%s – %s, %s, %s", t->name, str_or(t->title, "?"),
				      str_or(t->city, "?"), str_or(t->country, "?"));

	return t->title ? text : t->name;
}

static void fill_choice(struct tpl *t, const struct fmt *f, const char *label, const char *field,
			const struct term_list *list, const char *chosen)
{
	t = tpl_add(t, T_CHOICE);
	tpl_set(t, T_LABEL, label);
	tpl_set(t, T_FIELD, field);
	if (f->role < ROLE_SELLER)
		tpl_show(t, T_IF_FIXED);
	for (size_t i = 0; i < list->n; i++) {
		if (list->rows[i].gone_at != TIME_NONE)
			continue;
		struct tpl *option = tpl_add(t, T_OPTION);
		tpl_set(option, T_VALUE, list->rows[i].t.id);
		tpl_set(option, T_TEXT, entry_text(f, &list->rows[i].t));
		if (str_eq(list->rows[i].t.id, chosen))
			tpl_show(option, T_CHOSEN);
	}
	if (!list->total)
		tpl_set_shown(t, T_HINT,
			      _("None yet. Create it on Allegro, in your sales settings."),
			      T_IF_HINT);
	else if (list->total > TERMS_SHOWN)
		tpl_set_shown(t, T_HINT, _("Only the first thousand by name are shown."),
			      T_IF_HINT);
}

/* ---- The list -------------------------------------------------------------------------------- */

static const struct list_view views[BRAND_VIEWS] = {
    [BRAND_VIEW_OPEN] = {N_("Without a producer"), "warn", N_("No brand waits for a producer"),
			 N_("Products are checked every minute.")},
    [BRAND_VIEW_SAFETY] = {N_("Without safety information"), "warn",
			   N_("No brand waits for safety information"),
			   N_("Products are checked every minute.")},
    [BRAND_VIEW_CHOSEN] = {N_("Chosen"), "", N_("Nothing is chosen yet"), ""},
};

static void fill_row(struct tpl *t, const struct fmt *f, const struct producers_page *page,
		     const struct brand_row *row)
{
	struct brand_choice c;

	brand_value_parse(f->mem, row->value, &c);
	tpl_set(t, T_URL, brand_url(f->mem, page->account->id, row->brand));
	tpl_set(t, T_BRAND, brand_text(row));
	tpl_set(t, T_WAITING, fmt_int(f, row->products));
	tpl_set(t, T_PRODUCER, str_or(c.producer, "–"));
	tpl_set(t, T_PERSON, str_or(c.person, "–"));
	tpl_set(t, T_SAFETY, str_or(c.safety, "–"));
	if (row->decision_id)
		tpl_set_shown(t, T_MADE, made_text(f, row), T_IF_MADE);
	if (f->role < ROLE_SELLER)
		return;
	struct tpl *mark = tpl_add(t, T_IF_MARK);
	tpl_set(mark, T_ID, mem_printf(f->mem, "%s:%s", fmt_id(f, row->decision_id), row->brand));
	tpl_set(mark, T_BRAND, brand_text(row));
}

/* One choice for those that are marked. */
static void fill_bulk(struct tpl *rows, const struct fmt *f, const struct producers_page *page)
{
	if (f->role < ROLE_SELLER)
		return;
	tpl_show(rows, T_IF_MARKS);
	struct tpl *bulk = tpl_add(rows, T_IF_BULK);
	tpl_set(bulk, T_SAVE_URL, url_producers());
	tpl_set(bulk, T_ACCOUNT, fmt_id(f, page->account->id));
	fill_choice(bulk, f, _("Producer"), "producer", &page->producers, NULL);
	fill_choice(bulk, f, _("Responsible person"), "person", &page->persons, NULL);
	tpl_set_int(bulk, T_SAFETY_MAX, BRAND_SAFETY_CHARS);
}

static void fill_accounts(struct tpl *t, const struct fmt *f, const struct producers_page *page)
{
	if (page->accounts.n < 2)
		return;
	t = tabs_open(t, T_ACCOUNTS, _("Accounts"));
	for (size_t i = 0; i < page->accounts.n; i++) {
		const struct account *a = &page->accounts.accounts[i];

		(void)tabs_add(t, a->name, query_with(&page->query, "account", fmt_id(f, a->id)),
			       a == page->account);
	}
}

void producers_fill(struct tpl *t, const struct fmt *f, const struct producers_page *page)
{
	static const struct list_find find = {
	    .label = N_("Search brands"), .hint = N_("Part of a brand's name"), .tab = "view"};
	static const struct list_filter words = {.param = "q", .name = N_("Search"), .apart = true};
	const int64_t counts[BRAND_VIEWS] = {LIST_UNCOUNTED, LIST_UNCOUNTED, LIST_UNCOUNTED};
	struct pager pager = {.is_plain = true, .older = page->older};

	if (!page->account) {
		list_unconnected(t, T_EMPTY, f,
				 N_("Here you choose who answers for the products of a brand."));
		return;
	}
	if (!page->producers.total)
		tpl_show(t, T_IF_NONE_HERE);
	fill_new(t, T_IF_NEW, f, page->account->id);
	fill_accounts(t, f, page);
	list_find(t, T_FIND, &page->query, &find, &words, 1);
	list_tabs(t, T_TABS, f, &page->query, views, counts, INT64_MAX);
	list_chips(t, T_CHIPS, &page->query, &words, 1);
	if (!page->n)
		list_nothing(t, T_EMPTY, &page->query, &views[page->filter.view]);
	struct tpl *rows = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < page->n; i++)
		fill_row(tpl_add(rows, T_ROW), f, page, &page->rows[i]);
	if (rows)
		fill_bulk(rows, f, page);
	list_pager(t, T_PAGER, &page->query, &pager);
}

/* ---- One brand ------------------------------------------------------------------------------- */

/* What stands in the form: as it was typed, or as it is decided, found in this account. */
static struct brand_form form_of(const struct fmt *f, const struct brand_page *page)
{
	struct brand_choice c;

	if (page->typed)
		return *page->typed;
	brand_value_parse(f->mem, page->row.value, &c);
	struct brand_form form = {.account_id = page->account->id,
				  .brand = page->row.brand,
				  .seen = page->row.decision_id,
				  .safety = c.safety,
				  .all = page->row.decision_id && !page->row.account_id};
	form.producer_id = brand_entry_of(&page->producers, c.producer_id, c.producer);
	form.person_id = brand_entry_of(&page->persons, c.person_id, c.person);
	return form;
}

/* What follows from the choice that is kept. */
static void fill_warnings(struct tpl *t, const struct fmt *f, const struct brand_page *page,
			  const struct brand_form *form)
{
	const struct term_row *producer = term_of(&page->producers, form->producer_id);
	struct brand_choice kept;

	brand_value_parse(f->mem, page->row.value, &kept);
	if (page->typed)
		return;
	if (kept.producer_id && !producer)
		tpl_show(t, T_IF_GONE);
	if (producer && producer->t.country && !term_is_in_union(producer->t.country) &&
	    !form->person_id)
		tpl_show(t, T_IF_ABROAD);
}

static void fill_evidence(struct tpl *t, const struct fmt *f, const struct brand_page *page)
{
	if (!page->n_evidence)
		return;
	t = tpl_add(t, T_IF_EVIDENCE);
	for (size_t i = 0; i < page->n_evidence; i++) {
		struct tpl *row = tpl_add(t, T_EVIDENCE);

		tpl_set(row, T_ATTRIBUTE,
			str_or(page->evidence[i].attribute, _("Safety, in Allegro's catalogue")));
		tpl_set(row, T_VALUE, page->evidence[i].value);
		tpl_set(row, T_COUNT, fmt_int(f, page->evidence[i].products));
	}
}

static void fill_decided(struct tpl *t, const struct fmt *f, const struct brand_page *page)
{
	if (!page->row.decision_id)
		return;
	tpl_set_shown(t, T_DECIDED, made_text(f, &page->row), T_IF_DECIDED);
	if (f->role >= ROLE_SELLER) {
		tpl_show(t, T_MAY_UNDO);
		tpl_set_shown(t, T_HISTORY_URL, history_url(f->mem, page->row.decision_id),
			      T_IF_HISTORY);
	}
	tpl_set(t, T_UNDO_URL, url_producers_brand_undo());
}

void brand_fill(struct tpl *t, const struct fmt *f, const struct brand_page *page)
{
	const struct brand_form form = form_of(f, page);
	const struct url_arg account = {"account", fmt_id(f, page->account->id)};

	tpl_set(t, T_LIST_URL, url_with(f->mem, url_producers(), &account, 1));
	tpl_set(t, T_BRAND, brand_text(&page->row));
	if (page->row.products)
		tpl_set_shown(t, T_WAITING,
			      mem_printf(f->mem,
					 ngettext("%s product waits for a producer.",
						  "%s products wait for a producer.",
						  (unsigned long)page->row.products),
					 fmt_int(f, page->row.products)),
			      T_IF_WAITING);
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	fill_warnings(t, f, page, &form);
	tpl_set(t, T_SAVE_URL, url_producers_brand());
	tpl_set(t, T_ACCOUNT, fmt_id(f, page->account->id));
	tpl_set(t, T_KEY, page->row.brand);
	tpl_set(t, T_SEEN, fmt_id(f, form.seen));
	fill_choice(t, f, _("Producer"), "producer", &page->producers, form.producer_id);
	fill_choice(t, f, _("Responsible person"), "person", &page->persons, form.person_id);
	tpl_set(t, T_SAFETY, form.safety);
	tpl_set_int(t, T_SAFETY_MAX, BRAND_SAFETY_CHARS);
	if (page->accounts->n > 1)
		tpl_show(t, T_IF_SEVERAL);
	if (form.all)
		tpl_show(t, T_IF_ALL);
	if (f->role < ROLE_SELLER)
		tpl_show(t, T_IF_FIXED);
	fill_new(t, T_MAY_SAVE, f, page->account->id);
	fill_decided(t, f, page);
	fill_evidence(t, f, page);
}
