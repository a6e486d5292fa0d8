/* Terms of sale as people choose them. */
#include "terms/terms_view.h"

#include "accounts/account_view.h"
#include "base/mem.h"
#include "common/facts.h"
#include "common/list.h"
#include "common/once.h"
#include "terms/terms_words.h"
#include "tpl/terms/show.h"
#include "urls.h"
#include "web/url.h"

static const char *page_url(const struct fmt *f, uint64_t account_id)
{
	const struct url_arg arg = {"account", fmt_id(f, account_id)};

	return url_with(f->mem, url_terms(), &arg, 1);
}

static void fill_tabs(struct tpl *t, const struct fmt *f, const struct terms_page *page)
{
	if (page->accounts.n < 2)
		return;
	t = tabs_open(t, T_TABS, _("Accounts"));
	for (size_t i = 0; i < page->accounts.n; i++) {
		const struct account *a = &page->accounts.accounts[i];

		(void)tabs_add(t, a->name, page_url(f, a->id), a == page->account);
	}
}

/* ---- How it stands --------------------------------------------------------------------------- */

static bool may_read(const struct account *a)
{
	return str_has_word(a->scopes, "allegro:api:sale:settings:read");
}

/* Nothing can be chosen before it has come. */
static bool is_waiting(const struct terms_page *page)
{
	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++) {
		const struct term_list *list = &page->standing.lists.of[k];

		if (list->read_at == TIME_NONE && !list->problem)
			return true;
	}
	return false;
}

static void fill_standing(struct tpl *t, const struct terms_page *page)
{
	const struct terms_standing *s = &page->standing;

	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++) {
		if (!s->lists.of[k].problem)
			continue;
		struct tpl *row = tpl_add(t, T_LIST_PROBLEM);
		tpl_set(row, T_LIST_NAME, terms_name(term_kind_names[k]));
		tpl_set(row, T_PROBLEM, s->lists.of[k].problem);
	}
	if (!s->n_blockers) {
		tpl_show(t, T_IF_COMPLETE);
		return;
	}
	t = tpl_add(t, T_IF_MISSING);
	for (size_t i = 0; i < s->n_blockers; i++) {
		const struct terms_blocker *b = &s->blockers[i];
		struct tpl *row = tpl_add(t, T_BLOCKER);

		tpl_set(row, T_WHAT, terms_name(b->of));
		tpl_set(row, T_WHY, terms_blocker_text(b));
		tpl_set(row, T_CURE, terms_blocker_cure(b));
	}
}

/* ---- The form -------------------------------------------------------------------------------- */

static struct tpl *add_field(struct tpl *t, const char *marker, const struct fmt *f, const char *of,
			     const char *field)
{
	struct tpl *row = tpl_add(t, marker);

	tpl_set(row, T_LABEL, terms_name(of));
	tpl_set(row, T_FIELD, field);
	if (f->role < ROLE_SELLER)
		tpl_show(row, T_IF_FIXED);
	return row;
}

static void add_option(struct tpl *t, const char *value, const char *text, bool chosen)
{
	struct tpl *option = tpl_add(t, T_OPTION);

	tpl_set(option, T_VALUE, value);
	tpl_set(option, T_TEXT, text);
	if (chosen)
		tpl_show(option, T_CHOSEN);
}

static const char *term_text(const struct fmt *f, const struct term_row *row)
{
	if (row->gone_at != TIME_NONE)
		return mem_printf(f->mem, _("%s (no longer at Allegro)"), row->t.name);
	if (row->managed)
		return mem_printf(f->mem, _("%s (managed by Allegro)"), row->t.name);
	return row->t.name;
}

static void fill_terms(struct tpl *t, const struct fmt *f, const struct terms_page *page,
		       const struct seller_terms *s)
{
	static const char *const fields[TERM_CHOSEN_KINDS] = {"shipping", "returns", "implied",
							      "warranty"};

	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++) {
		const struct term_list *list = &page->standing.lists.of[k];
		struct tpl *row = add_field(t, T_CHOICE, f, term_kind_names[k], fields[k]);

		for (size_t i = 0; i < list->n; i++) {
			const bool chosen = str_eq(list->rows[i].t.id, s->term_ids[k]);

			if (chosen || term_can_be_chosen(&list->rows[i]))
				add_option(row, list->rows[i].t.id, term_text(f, &list->rows[i]),
					   chosen);
		}
		if (!list->total)
			tpl_set_shown(row, T_HINT,
				      _("None yet. Create it on Allegro, in your sales settings."),
				      T_IF_HINT);
		else if (k == TERM_WARRANTY)
			tpl_set_shown(row, T_HINT, _("Optional."), T_IF_HINT);
	}
}

static void fill_words(struct tpl *row, const struct label *labels, const char *chosen)
{
	for (; labels->word; labels++)
		add_option(row, labels->word, _(labels->text), str_eq(labels->word, chosen));
}

static void fill_typed(struct tpl *t, const struct fmt *f, const char *of, const char *field,
		       const char *value, const char *most)
{
	struct tpl *row = add_field(t, T_TYPED, f, of, field);

	tpl_set(row, T_VALUE, value);
	tpl_set(row, T_MOST, most);
}

/* The addresses returns go to are the best guess there is; it is shown, not filled in. */
static const char *place_hint(const struct fmt *f, const struct term_list *returns)
{
	for (size_t i = 0; i < returns->n; i++) {
		const struct term *r = &returns->rows[i].t;

		if (returns->rows[i].gone_at == TIME_NONE && r->city && r->post_code)
			return mem_printf(f->mem, _("The return policy \"%s\" says: %s %s."),
					  r->name, r->post_code, r->city);
	}
	return "";
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct terms_page *page)
{
	const struct seller_terms *kept = &page->standing.chosen;
	const struct seller_terms *s = page->typed ? page->typed : kept;

	t = tpl_add(t, T_IF_FORM);
	tpl_set(t, T_SAVE_URL, url_terms_id(f->mem, fmt_id(f, page->account->id)));
	tpl_set_int(t, T_VERSION, s->version);
	if (page->fault)
		tpl_set_shown(t, T_FAULT, terms_fault_text(f->mem, page->fault), T_IF_FAULT);
	fill_terms(t, f, page, s);
	fill_words(add_field(t, T_CHOICE, f, "HANDLING", "handling"), terms_handling_labels,
		   s->handling);
	fill_words(add_field(t, T_CHOICE, f, "INVOICE", "invoice"), terms_invoice_labels,
		   s->invoice);
	struct tpl *province = add_field(t, T_CHOICE, f, "PROVINCE", "province");
	fill_words(province, terms_province_labels, s->province);
	tpl_set_shown(province, T_HINT, _("Of goods in Poland."), T_IF_HINT);
	fill_typed(t, f, "COUNTRY", "country", s->country, "2");
	fill_typed(t, f, "POST_CODE", "post_code", s->post_code, "20");
	fill_typed(t, f, "CITY", "city", s->city, "100");
	if (f->role >= ROLE_SELLER)
		tpl_show(t, T_MAY_SAVE);
	fact_add(t, T_FACTS, _("Returns"), place_hint(f, &page->standing.lists.of[TERM_RETURNS]));
	if (!kept->version)
		return;
	fact_add(t, T_FACTS, _("Last changed"), fmt_full(f, kept->changed_at));
	fact_add(t, T_FACTS, _("Changed by"), once_person(f, kept->changed_by));
}

void terms_fill(struct tpl *t, const struct fmt *f, const struct terms_page *page)
{
	fill_tabs(t, f, page);
	if (!page->account) {
		list_unconnected(t, T_EMPTY, f,
				 N_("Here you choose what all offers of an account say."));
		return;
	}
	const char *id = fmt_id(f, page->account->id);
	tpl_set(t, T_SELF_URL, page_url(f, page->account->id));
	tpl_set(t, T_RENEW_URL, url_terms_id_renew(f->mem, id));
	if (!may_read(page->account)) {
		struct tpl *note = tpl_add(t, T_IF_PERMISSION);
		tpl_set(note, T_RECONNECT_URL, account_view_url(f, page->account));
	} else if (is_waiting(page)) {
		tpl_show(t, T_IF_WAITING);
		return;
	} else if (f->role >= ROLE_SELLER) {
		tpl_show(t, T_MAY_CHOOSE);
	}
	fill_standing(t, page);
	fill_form(t, f, page);
}
