/* Which product an offer sells, as people decide it. */
#include "offers/link_view.h"

#include "base/mem.h"
#include "offers/offer_words.h"
#include "tpl/offers/_link.h"
#include "tpl/offers/matching.h"
#include "urls.h"

enum { FORM_LINES = 3 }; /* parts of a set that can be typed at once; saved, there are more */

static const struct label whys[] = {
    {"twins", N_("Several offers have this signature."), "", ""},
    {"set", N_("It sells several products together."), "", ""},
    {"sku-or-ean", N_("The signature and the EAN lead to different products."), "", ""},
    {"many-eans", N_("Several products have this EAN."), "", ""},
    {"sku-unknown", N_("No product has this signature; one has the EAN."), "", ""},
    {"sku-changed",
     N_("It was linked to another product than its signature now says. Until you decide,"
	" Kram writes nothing to this offer."),
     "", ""},
    {0},
};

static const struct list_view views[MATCH_VIEW_COUNT] = {
    [MATCH_VIEW_CONFLICT] = {N_("To decide"), "warn", N_("Nothing is left to decide"),
			     N_("Offers whose product Kram cannot tell for certain show up here.")},
    [MATCH_VIEW_NONE] = {N_("No product"), "warn", N_("Every offer has a product"), ""},
    [MATCH_VIEW_LEFT] = {N_("Without a product on purpose"), "", N_("There are no such offers"),
			 ""},
    [MATCH_VIEW_LINKED] = {N_("Linked"), "", N_("No offer is linked yet"), ""},
};

const struct list_def match_list_def = {
    .views = views,
    .find = N_("Search offers"),
    .hint = N_("Title, offer number, signature, EAN"),
    .from = N_("Changed from"),
    .until = N_("Changed until"),
    .unconnected = N_("Offers appear here as soon as an account is connected."),
    .scope = "allegro:api:sale:offers:read",
    .missing = N_("Kram may not read this account's offers; reconnect it:"),
};

static const char *reason_text(const struct fmt *f, const struct offer_candidate *c)
{
	if (c->pieces)
		return mem_printf(
		    f->mem,
		    ngettext("linked, %s piece", "linked, %s pieces", (unsigned long)c->pieces),
		    fmt_int(f, c->pieces));
	if (c->by_sku && c->by_ean)
		return _("the same SKU and EAN");
	return c->by_sku ? _("the same SKU") : _("the same EAN");
}

static void fill_candidate(struct tpl *t, const struct fmt *f, const struct offer_row *row,
			   const struct offer_candidate *c, bool is_first)
{
	tpl_set(t, T_POST_URL, url_offers_id_link(f->mem, row->offer_id));
	tpl_set(t, T_VERSION, fmt_id(f, (uint64_t)row->s.version));
	tpl_set(t, T_SKU, c->sku);
	tpl_set(t, T_PRODUCT, c->name);
	tpl_set(t, T_REASON, reason_text(f, c));
	tpl_set(t, T_BUTTON_CLASS, is_first ? "" : "second");
	if (is_first)
		tpl_show(t, T_IF_FIRST);
}

/* Is it one to choose for the row? What a linked offer sells already is none. */
static bool is_offered(const struct offer_candidate *c, const struct offer_row *row)
{
	return c->place == row->id && (!c->pieces || row->matching_why);
}

static bool has_candidates(const struct match_page *page)
{
	const struct offer_row *rows = page->list.found.rows;

	for (size_t i = 0; i < page->list.found.n; i++)
		for (size_t k = 0; k < page->n_candidates; k++)
			if (is_offered(&page->candidates[k], &rows[i]))
				return true;
	return false;
}

static void fill_candidates(struct tpl *t, const struct fmt *f, const struct match_page *page,
			    const struct offer_row *row)
{
	bool is_first = true;

	t = tpl_add(t, T_IF_PRODUCTS);
	for (size_t i = 0; i < page->n_candidates; i++) {
		if (!is_offered(&page->candidates[i], row))
			continue;
		fill_candidate(tpl_add(t, T_CANDIDATE), f, row, &page->candidates[i], is_first);
		is_first = false;
	}
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct match_page *page,
		     const struct offer_row *row, bool has_products)
{
	PICTURE(t, f, PICTURE, picture_copy_of(&page->list.pictures, row->id));
	tpl_set(t, T_URL, url_offers_id(f->mem, row->offer_id));
	tpl_set(t, T_NAME, str_or(row->s.name, row->offer_id));
	tpl_set(t, T_ID, row->offer_id);
	tpl_set_shown(t, T_SIGN, row->s.external_id, T_IF_SIGN);
	tpl_set(t, T_ACCOUNT, row->account);
	BADGE(t, MATCH, offer_match_label(row->matching));
	tpl_set(t, T_WHY, label_text(whys, row->matching_why));
	tpl_set(t, T_CHOOSE_URL, url_offers_id(f->mem, row->offer_id));
	if (has_products)
		fill_candidates(t, f, page, row);
	if (str_eq(row->matching, offer_match_names[OFFER_MATCH_LEFT]))
		return;
	struct tpl *leave = tpl_add(t, T_LEAVE);
	tpl_set(leave, T_POST_URL, url_offers_id_link(f->mem, row->offer_id));
	tpl_set(leave, T_VERSION, fmt_id(f, (uint64_t)row->s.version));
}

void match_list_fill(struct tpl *t, const struct fmt *f, const struct match_page *page)
{
	const struct offer_row *rows = page->list.found.rows;
	const bool has_products = has_candidates(page);

	t = list_page_fill(t, LIST_PARTS, f, &page->list);
	if (has_products)
		tpl_show(t, T_IF_PRODUCTS_HEAD);
	for (size_t i = 0; i < page->list.found.n; i++)
		fill_row(tpl_add(t, T_ROW), f, page, &rows[i], has_products);
}

/* ---- On the page of the offer ---------------------------------------------------------------- */

static size_t fill_parts(struct tpl *t, const struct fmt *f, const struct link_form *form)
{
	struct tpl *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < form->n_candidates; i++) {
		const struct offer_candidate *c = &form->candidates[i];
		if (!c->pieces)
			continue;
		list = list ? list : tpl_add(t, T_IF_LINKED);
		struct tpl *part = tpl_add(list, T_PART);
		tpl_set(part, T_QTY, fmt_int(f, c->pieces));
		tpl_set(part, T_PRODUCT_URL, url_products_id(f->mem, fmt_id(f, c->product_id)));
		tpl_set(part, T_PRODUCT, str_or(c->name, c->sku));
		tpl_set(part, T_SKU, c->sku);
		n++;
	}
	if (!n)
		tpl_show(t, T_IF_UNLINKED);
	return n;
}

static void fill_line(struct tpl *t, const struct fmt *f, const char *sku, const char *pieces,
		      size_t number)
{
	struct tpl *line = tpl_add(t, T_LINE);

	tpl_set(line, T_LINE_SKU, sku);
	tpl_set(line, T_LINE_PIECES, pieces);
	tpl_set(line, T_LINE_NUMBER, fmt_int(f, (int64_t)number));
}

/* What was typed, else what is linked, else the products that are likely; and empty ones. */
static void fill_lines(struct tpl *t, const struct fmt *f, const struct link_form *form,
		       bool is_linked)
{
	size_t n = 0;

	for (; form->skus && n < form->n; n++)
		fill_line(t, f, form->skus[n], form->pieces[n], n + 1);
	for (size_t i = 0; !form->skus && i < form->n_candidates; i++) {
		const struct offer_candidate *c = &form->candidates[i];
		if (is_linked && !c->pieces)
			continue;
		if (!is_linked && n)
			break;
		n++;
		fill_line(t, f, c->sku, c->pieces ? fmt_int(f, c->pieces) : "1", n);
	}
	do
		fill_line(t, f, "", "", ++n);
	while (n < FORM_LINES);
}

void link_form_fill(struct tpl *t, const struct fmt *f, const struct link_form *form)
{
	const struct offer_row *row = form->offer;
	const bool is_linked = fill_parts(t, f, form) > 0;

	tpl_set_shown(t, T_PROBLEM, form->problem, T_IF_PROBLEM);
	tpl_set_shown(t, T_WHY, label_text(whys, row->matching_why), T_IF_WHY);
	tpl_set(t, T_POST_URL, url_offers_id_link(f->mem, row->offer_id));
	tpl_set(t, T_VERSION, fmt_id(f, (uint64_t)row->s.version));
	if (form->problem || !is_linked)
		tpl_show(t, T_IF_OPEN);
	fill_lines(t, f, form, is_linked);
}
