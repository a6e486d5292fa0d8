/* The stock of one product as people read it. */
#include "stock/stock_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/stock/stock_count.h"
#include "domain/stock/stock_rule.h"
#include "tpl/stock/_card.h"
#include "tpl/stock/product.h"
#include "urls.h"
#include "web/url.h"

const struct label stock_place_labels[] = {{"shop", N_("Shop"), "", ""},
					   {"warehouse", N_("Warehouse"), "", ""},
					   {"external", N_("External warehouse"), "", ""},
					   {0}};

static const struct label kinds[] = {{"received", N_("delivery"), "", ""},
				     {"counted", N_("count"), "", ""},
				     {"file", N_("file"), "", ""},
				     {"api", N_("shop program"), "", ""},
				     {"sale", N_("sent to a buyer"), "", ""},
				     {"reservation", N_("reserved"), "", ""},
				     {"release", N_("reservation released"), "", ""},
				     {"return", N_("return"), "", ""},
				     {"correction", N_("correction"), "", ""},
				     {"transfer", N_("moved between places"), "", ""},
				     {0}};

static const struct label deeds[] = {{"count", N_("Counted: there are"), "", ""},
				     {"receive", N_("Received: so many came"), "", ""},
				     {"correct", N_("Correction: so many more or fewer"), "", ""},
				     {"carry", N_("Moved to another place"), "", ""},
				     {0}};

const char *stock_place_name(const char *name, const char *kind)
{
	return str_empty(name) ? label_text(stock_place_labels, kind) : name;
}

/* ---- Why is it 3? -----------------------------------------------------------------------------
 */

static void term(struct tpl *t, const struct fmt *f, const char *sign, int64_t n, const char *word)
{
	t = tpl_add(t, T_TERM);
	tpl_set(t, T_SIGN, sign);
	tpl_set(t, T_NUMBER, fmt_int(f, n));
	tpl_set(t, T_WORD, word);
}

static struct stock_supply supply_of(const struct stock_page *page)
{
	const struct stock_sum *s = &page->sum;

	return (struct stock_supply){.is_known = s->is_known,
				     .on_hand = s->on_hand,
				     .reserved = s->reserved,
				     .buffer = s->buffer,
				     .on_way = page->on_way,
				     .pieces = 1};
}

/* There are fewer than the offers take, and somebody keeps them. */
static bool is_kept(const struct stock_page *page)
{
	const struct stock_supply supply = supply_of(page);
	int64_t wanted = 0;

	for (size_t i = 0; i < page->n_sellers; i++)
		wanted += page->sellers[i].pieces;
	return page->lease.offer_id && stock_is_scarce(stock_available(&supply), wanted);
}

static void fill_sum(struct tpl *t, const struct fmt *f, const struct stock_page *page)
{
	const struct stock_sum *s = &page->sum;
	const struct stock_supply supply = supply_of(page);
	int64_t available = stock_available(&supply);

	if (available == STOCK_UNKNOWN) {
		tpl_show(t, T_IF_UNKNOWN);
		return;
	}
	t = tpl_add(t, T_IF_KNOWN);
	tpl_set(t, T_AVAILABLE, fmt_int(f, available));
	term(t, f, "", s->on_hand, _("on hand"));
	if (s->reserved)
		term(t, f, "−", s->reserved, _("reserved"));
	if (s->buffer)
		term(t, f, "−", s->buffer, _("buffer"));
	if (page->on_way)
		term(t, f, "−", page->on_way, _("just bought"));
	if (available < 0)
		tpl_show(t, T_IF_SHORT);
	if (is_kept(page))
		tpl_set_shown(t, T_KEEPER, page->lease.offer_id, T_IF_KEPT);
}

static void fill_levels(struct tpl *t, const struct fmt *f, const struct stock_page *page)
{
	if (page->n_levels < 2)
		return;
	t = tpl_add(t, T_IF_PLACES);
	for (size_t i = 0; i < page->n_levels; i++) {
		struct tpl *row = tpl_add(t, T_PLACE_ROW);
		tpl_set(row, T_PLACE,
			stock_place_name(page->levels[i].place, page->levels[i].place_kind));
		tpl_set(row, T_ON_HAND, fmt_int(f, page->levels[i].on_hand));
		tpl_set(row, T_RESERVED, fmt_int(f, page->levels[i].reserved));
	}
}

static void fill_holdings(struct tpl *t, const struct fmt *f, const struct stock_page *page)
{
	if (!page->n_holdings)
		return;
	t = tpl_add(t, T_IF_ORDERS);
	for (size_t i = 0; i < page->n_holdings && i < ORDER_HOLDINGS; i++) {
		const struct order_holding *h = &page->holdings[i];
		struct tpl *row = tpl_add(t, T_ORDER);
		tpl_set(row, T_ORDER_URL, url_orders_id(f->mem, h->form_id));
		tpl_set(row, T_ORDER_ID, h->form_id);
		tpl_set(row, T_ORDER_PIECES, fmt_int(f, h->pieces));
		FMT_TIME(row, f, BOUGHT, fmt_when(f, h->bought_at), h->bought_at);
	}
	if (page->n_holdings > ORDER_HOLDINGS)
		tpl_show(t, T_IF_MORE_ORDERS);
}

static void fill_sellers(struct tpl *t, const struct fmt *f, const struct stock_page *page)
{
	if (!page->n_sellers)
		return;
	t = tpl_add(t, T_IF_OFFERS);
	for (size_t i = 0; i < page->n_sellers; i++) {
		struct tpl *row = tpl_add(t, T_OFFER);
		tpl_set(row, T_OFFER_ID, page->sellers[i].offer_id);
		if (f->role >= ROLE_SELLER)
			tpl_set_shown(row, T_OFFER_URL,
				      url_offers_id(f->mem, page->sellers[i].offer_id), T_IF_LINK);
		tpl_set(row, T_ACCOUNT, page->sellers[i].account);
		tpl_set(row, T_PIECES, fmt_int(f, page->sellers[i].pieces));
	}
}

void stock_card_fill(struct tpl *t, const struct fmt *f, const struct stock_page *page)
{
	fill_sum(t, f, page);
	fill_levels(t, f, page);
	fill_holdings(t, f, page);
	fill_sellers(t, f, page);
}

/* ---- Movements --------------------------------------------------------------------------------
 */

static const char *signed_text(const struct fmt *f, int64_t n)
{
	return n ? mem_printf(f->mem, "%s%s", n > 0 ? "+" : "", fmt_int(f, n)) : "";
}

/* The line of an order is named by its account and its id, of which nobody knows anything. */
static void fill_doc(struct tpl *t, const struct fmt *f, const struct stock_move *m)
{
	if (str_eq(m->doc_kind, STOCK_DOC_RUN) && f->role >= ROLE_SELLER)
		tpl_set_shown(t, T_FILE_URL, url_files_id(f->mem, m->doc), T_IF_FILE);
	tpl_set(t, T_WHY, str_eq(m->why, "undo") ? _("file rolled back") : m->why);
}

static void fill_move(struct tpl *t, const struct fmt *f, const struct stock_moved *m)
{
	FMT_TIME(t, f, AT, fmt_when(f, m->m.at), m->m.at);
	tpl_set(t, T_KIND, label_text(kinds, m->m.kind));
	tpl_set(t, T_DELTA, signed_text(f, m->m.on_hand));
	tpl_set(t, T_HELD, signed_text(f, m->m.reserved));
	tpl_set(t, T_LEVEL, fmt_int(f, m->after));
	tpl_set(t, T_PLACE, stock_place_name(m->place, m->place_kind));
	tpl_set(t, T_ACTOR, once_person(f, m->m.actor));
	fill_doc(t, f, &m->m);
}

static void fill_moves(struct tpl *t, const struct fmt *f, const struct stock_form *page)
{
	const struct stock_page *s = &page->stock;
	const char *url = url_products_id_stock(f->mem, fmt_id(f, s->product_id));
	struct tpl *rows = s->n_moves ? tpl_add(t, T_IF_MOVES) : NULL;

	for (size_t i = 0; i < s->n_moves; i++)
		fill_move(tpl_add(rows, T_MOVE), f, &s->moves[i]);
	if (!s->n_moves)
		tpl_show(t, T_IF_NO_MOVES);
	if (s->older) {
		const struct url_arg arg = {"before", fmt_id(f, (uint64_t)s->older)};
		tpl_set_shown(t, T_OLDER_URL, url_with(f->mem, url, &arg, 1), T_IF_OLDER);
	}
	if (page->before)
		tpl_set_shown(t, T_NEWEST_URL, url, T_IF_NEWEST);
}

/* ---- Booking ----------------------------------------------------------------------------------
 */

static void fill_places(struct tpl *t, const char *marker, const struct fmt *f,
			const struct stock_form *page, uint64_t chosen)
{
	for (size_t i = 0; i < page->n_places; i++) {
		const struct stock_place *p = &page->places[i];
		struct tpl *option = tpl_add(t, marker);
		tpl_set(option, T_VALUE, fmt_id(f, p->id));
		tpl_set(option, T_TEXT, stock_place_name(p->name, p->kind));
		if (p->id == chosen)
			tpl_show(option, T_CHOSEN);
	}
}

static void fill_deeds(struct tpl *t, const struct stock_form *page)
{
	for (size_t i = 0; i < STOCK_DEEDS; i++) {
		if (i == STOCK_DEED_CARRY && page->n_places < 2)
			continue;
		struct tpl *option = tpl_add(t, T_DEED);
		tpl_set(option, T_VALUE, stock_deed_names[i]);
		tpl_set(option, T_TEXT, label_text(deeds, stock_deed_names[i]));
		if (str_eq(stock_deed_names[i], page->deed))
			tpl_show(option, T_CHOSEN);
	}
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct stock_form *page)
{
	const char *id = fmt_id(f, page->stock.product_id);
	char doc[37];

	str_uuid(doc);
	t = tpl_add(t, T_IF_FORM);
	tpl_set(t, T_BOOK_URL, url_products_id_stock(f->mem, id));
	tpl_set(t, T_DOC, doc);
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	fill_deeds(t, page);
	fill_places(t, T_PLACE_OPTION, f, page, page->place_id);
	if (page->n_places > 1)
		fill_places(tpl_add(t, T_IF_TO), T_TO_OPTION, f, page, 0);
	tpl_set(t, T_PIECES_TYPED, page->pieces);
	tpl_set(t, T_WHY_TYPED, page->why);
	tpl_set(t, T_BUFFER_URL, url_products_id_buffer(f->mem, id));
	if (page->stock.sum.own_buffer != INT64_MIN)
		tpl_set_int(t, T_BUFFER, page->stock.sum.own_buffer);
	if (page->product.p.category)
		tpl_set_shown(t, T_CATEGORY, page->product.p.category, T_IF_CATEGORY);
}

void stock_form_fill(struct tpl *t, const struct fmt *f, const struct stock_form *page)
{
	tpl_set(t, T_NAME, str_or(page->product.p.name, page->product.p.sku));
	tpl_set(t, T_SKU, page->product.p.sku);
	tpl_set(t, T_PRODUCT_URL, url_products_id(f->mem, fmt_id(f, page->stock.product_id)));
	stock_card_fill(tpl_include(t, T_STOCK_CARD, TPL_STOCK__CARD), f, &page->stock);
	if (f->role >= ROLE_SELLER)
		fill_form(t, f, page);
	fill_moves(t, f, page);
}
