/* Offers as people read them. */
#include "offers/offer_view.h"

#include "base/mem.h"
#include "common/amount.h"
#include "common/facts.h"
#include "common/json_text.h"
#include "common/once.h"
#include "domain/offers/offer_value.h"
#include "offers/bulk.h"
#include "offers/offer_words.h"
#include "outbox/outbox_words.h"
#include "outbox/undo_view.h"
#include "tpl/offers/_differences.h"
#include "tpl/offers/_link.h"
#include "tpl/offers/list.h"
#include "tpl/offers/show.h"
#include "tpl/pricing/_automation.h"
#include "tpl/pricing/_priced.h"
#include "tpl/outbox/_banner.h"
#include "urls.h"

static const struct label statuses[] = {
    {"ACTIVE", N_("active"), "ok", "ok"},
    {"ACTIVATING", N_("being activated"), "info", "clock"},
    {"INACTIVE", N_("draft"), "mute", "dot"},
    {"ENDED", N_("ended"), "mute", "cancelled"},
    {"gone", N_("no longer on Allegro"), "mute", "cancelled"},
    {OFFER_DELETED, N_("deleted"), "mute", "cancelled"},
    {0},
};

static const struct label ended_by[] = {
    {"USER", N_("by a person or a program"), "", ""},
    {"ADMIN", N_("by Allegro"), "", ""},
    {"EXPIRATION", N_("its time ran out"), "", ""},
    {"EMPTY_STOCK", N_("sold out"), "", ""},
    {"PRODUCT_DETACHMENT", N_("its product was taken off it"), "", ""},
    {"ERROR", N_("by a fault at Allegro"), "", ""},
    {0},
};

static const struct label fields[] = {
    {"price", N_("Price"), "", ""},
    {"stock", N_("Stock"), "", ""},
    {"status", N_("Offer status"), "", ""},
    {"external", N_("Signature"), "", ""},
    {"name", N_("Title"), "", ""},
    {"category", N_("Category"), "", ""},
    {"rule", N_("Allegro's price rule"), "", ""},
    {"shipping", N_("Delivery price list"), "", ""},
    {"returns", N_("Return policy"), "", ""},
    {"card", N_("Product at Allegro"), "", ""},
    {0},
};

static const struct label authors[] = {
    {"nobody", N_("being checked"), "mute", "clock"},
    {"kram", N_("Kram"), "ok", "ok"},
    {"sale", N_("a purchase"), "info", "cash"},
    {"allegro", N_("Allegro"), "info", "help"},
    {"others", N_("another program or a person at Allegro"), "warn", "warn"},
    {0},
};

static const struct label marks[] = {
    {"zero", N_("nothing in stock"), "", ""},
    {"rule", N_("under Allegro's price rule"), "", ""},
    {"fulfillment", N_("shipped by Allegro"), "", ""},
    {"abroad", N_("sold abroad too"), "", ""},
    {"errors", N_("with errors"), "", ""},
    {"set", N_("a set"), "", ""},
    {0},
};

static struct label status_label(const struct offer_row *row)
{
	const char *status = row->gone_at == TIME_NONE ? row->s.status : "gone";

	return label_of(statuses, str_or(status, ""));
}

/* The first thing that a person has to know of it; "" when there is none. */
static const char *trouble_text(const struct fmt *f, const struct offer_row *row)
{
	if (row->s.errors > 0)
		return row->s.error;
	if (row->foreign_open > 0)
		return mem_printf(f->mem,
				  ngettext("%s change by another program",
					   "%s changes by another program",
					   (unsigned long)row->foreign_open),
				  fmt_int(f, row->foreign_open));
	return "";
}

/* ---- The list -------------------------------------------------------------------------------- */

static const struct list_view views[OFFER_VIEW_COUNT] = {
    [OFFER_VIEW_ACTIVE] = {N_("Active"), "", N_("No offer is active"), ""},
    [OFFER_VIEW_DRAFT] = {N_("Drafts"), "", N_("There are no drafts"), ""},
    [OFFER_VIEW_ENDED] = {N_("Ended offers"), "", N_("No offer has ended"), ""},
    [OFFER_VIEW_ATTENTION] = {N_("Needs attention"), "warn", N_("No offer needs attention"),
			      N_("Offers with errors, without a product or changed by another"
				 " program show up here.")},
    [OFFER_VIEW_DIFFERS] =
	{N_("Differs from product"), "info", N_("No offer differs from its product"),
	 N_("What changes in the shop, or on Allegro, shows up here before it is sent.")},
    [OFFER_VIEW_ALL] = {N_("All"), "", N_("There are no offers yet"),
			N_("Kram fetches them from Allegro every night.")},
};

const struct list_def offers_list = {
    .views = views,
    .find = N_("Search offers"),
    .hint = N_("Title, offer number, signature, EAN"),
    .marks = marks,
    .mark = N_("Only"),
    .from = N_("Changed from"),
    .until = N_("Changed until"),
    .unconnected = N_("Offers appear here as soon as an account is connected."),
    .scope = "allegro:api:sale:offers:read",
    .missing = N_("Kram may not read this account's offers; reconnect it:"),
};

/* Allegro tells some numbers only in its list: of an offer that was never met there nobody knows
 * them. */
static const char *count_text(const struct fmt *f, int64_t n)
{
	return n == INT64_MIN ? _("unknown") : fmt_int(f, n);
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct offer_row *row,
		     const struct picture_copies *pictures)
{
	const struct offer_state *s = &row->s;

	PICTURE(t, f, PICTURE, picture_copy_of(pictures, row->id));
	tpl_set(t, T_URL, url_offers_id(f->mem, row->offer_id));
	tpl_set(t, T_NAME, str_or(s->name, row->offer_id));
	tpl_set(t, T_ID, row->offer_id);
	tpl_set(t, T_PICK, mem_printf(f->mem, "%s:%s", fmt_id(f, row->account_id), row->offer_id));
	tpl_set_shown(t, T_SIGN, s->external_id, T_IF_SIGN);
	tpl_set(t, T_ACCOUNT, row->account);
	tpl_set(t, T_PRICE, fmt_money(f, s->price));
	tpl_set(t, T_STOCK, count_text(f, s->available));
	tpl_set(t, T_SOLD, count_text(f, s->sold));
	tpl_set(t, T_VISITS, count_text(f, s->visits));
	tpl_set(t, T_WATCHERS, count_text(f, s->watchers));
	BADGE(t, STATUS, status_label(row));
	BADGE(t, MATCH, offer_match_label(row->matching));
	tpl_set_shown(t, T_TROUBLE, trouble_text(f, row), T_IF_TROUBLE);
}

/* What can be done with the marked ones, or with all that the filter shows on several pages. */
static void fill_bulk(struct tpl *t, const struct fmt *f, const struct list_page *page,
		      const struct bulk_terms *terms)
{
	tpl_set(t, T_BULK_URL, query_under(&page->query, url_bulk_offers()));
	tpl_set(t, T_VALUE_MAX, fmt_int(f, BULK_VALUE_CHARS));
	for (const struct label *deed = offer_deeds; deed->word; deed++) {
		struct tpl *option = tpl_add(t, T_DEED);
		tpl_set(option, T_DEED_NAME, deed->word);
		tpl_set(option, T_DEED_TEXT, _(deed->text));
	}
	automation_bulk_fill(t, T_IF_RULES, f);
	bulk_terms_fill(t, f, terms);
	if (page->found.older || page->filter.before)
		tpl_set(tpl_add(t, T_ALL), T_ALL_TEXT,
			mem_printf(f->mem, _("All that match, on every page (up to %s)"),
				   fmt_int(f, BULK_OFFERS_MAX)));
}

void offers_list_fill(struct tpl *t, const struct fmt *f, const struct list_page *page,
		      const struct bulk_terms *terms)
{
	const struct offer_row *rows = page->found.rows;

	t = list_page_fill(t, LIST_PARTS, f, page);
	if (t)
		fill_bulk(t, f, page, terms);
	for (size_t i = 0; i < page->found.n; i++)
		fill_row(tpl_add(t, T_ROW), f, &rows[i], &page->pictures);
}

/* ---- One of them ----------------------------------------------------------------------------- */

/* As the seller calls it; its id while the list has none of it. */
static const char *term_text(const struct term_list *list, const char *id)
{
	const struct term_row *row = term_of(list, id);

	return row ? row->t.name : id;
}

static void fill_facts(struct tpl *t, const struct fmt *f, const struct offer_page *page)
{
	const struct offer_row *row = &page->offer;
	const struct offer_state *s = &row->s;

	fact_add(t, T_FACTS, _("Account"), row->account);
	fact_add(t, T_FACTS, _("Offer number"), row->offer_id);
	fact_add(t, T_FACTS, _("Signature"), s->external_id);
	fact_add(t, T_FACTS, _("EAN"), s->ean);
	fact_add(t, T_FACTS, _("Product at Allegro"), s->card_id);
	fact_add(t, T_FACTS, _("Price"), fmt_money(f, s->price));
	fact_add(t, T_FACTS, _("Stock"), count_text(f, s->available));
	fact_add(t, T_FACTS, _("Sold in 30 days"), count_text(f, s->sold));
	fact_add(t, T_FACTS, _("Views"), count_text(f, s->visits));
	fact_add(t, T_FACTS, _("Watching"), count_text(f, s->watchers));
	fact_add(t, T_FACTS, _("Started"), fmt_full(f, s->started_at));
	fact_add(t, T_FACTS, _("Ends"), fmt_full(f, s->ending_at));
	fact_add(t, T_FACTS, _("Ended"), fmt_full(f, s->ended_at));
	fact_add(t, T_FACTS, _("Why it ended"), label_text(ended_by, s->ended_by));
	if (row->gone_at == TIME_NONE && str_eq(s->status, OFFER_ENDED) && s->ended_at != TIME_NONE)
		fact_add(t, T_FACTS, _("Can be renewed until"),
			 fmt_full(f, s->ended_at + OFFER_KEPT_DAYS * TIME_DAY_MS));
	fact_add(t, T_FACTS, _("Marketplace"), s->market);
	fact_add(t, T_FACTS, _("Sold abroad too"), s->markets);
	fact_add(t, T_FACTS, _("Allegro's price rule"),
		 s->rule_id ? once_rule(f, s->rule_id) : NULL);
	fact_add(t, T_FACTS, _("Delivery price list"),
		 term_text(&page->shipping, s->shipping_rates));
	fact_add(t, T_FACTS, _("Return policy"), term_text(&page->returns, s->return_policy));
	fact_add(t, T_FACTS, _("Shipped by Allegro"), s->fulfillment == 1 ? _("yes") : NULL);
	fact_add(t, T_FACTS, _("Seen"), fmt_full(f, s->seen_at));
	fact_add(t, T_FACTS, _("Document read"), fmt_full(f, s->doc_at));
}

static const char *value_text(const struct fmt *f, const struct offer_change *c, const char *value)
{
	struct money price;

	if (!value)
		return _("nothing");
	if (str_eq(c->field, offer_trait_names[TRAIT_PRICE]) && offer_price_read(value, &price))
		return fmt_money(f, price);
	if (str_eq(c->field, offer_trait_names[TRAIT_RULE]))
		return once_rule(f, value);
	return str_eq(c->field, offer_trait_names[TRAIT_STATUS]) ? label_text(statuses, value)
								 : value;
}

/* What a person may say of a change by others. */
static void fill_settle(struct tpl *t, const struct fmt *f, const struct offer_change *c)
{
	char batch[37];

	str_uuid(batch);
	tpl_set(t, T_SETTLE_URL, url_offers_id_settle(f->mem, c->offer_id));
	tpl_set(t, T_CHANGE_ID, fmt_id(f, c->id));
	tpl_set(t, T_SETTLE_BATCH, batch);
	if (c->before)
		tpl_show(t, T_IF_BACK);
}

static void fill_change(struct tpl *t, const struct fmt *f, const struct offer_change *c)
{
	FMT_TIME(t, f, AT, fmt_when(f, c->at), c->at);
	tpl_set(t, T_FIELD, label_text(fields, c->field));
	tpl_set(t, T_BEFORE, value_text(f, c, c->before));
	tpl_set(t, T_AFTER, value_text(f, c, c->after));
	BADGE(t, AUTHOR, label_of(authors, c->author));
	if (str_eq(c->author, offer_author_names[OFFER_BY_OTHERS]) && !c->settled)
		fill_settle(tpl_add(t, T_IF_ASKS), f, c);
}

/* A draft: made active, unless Allegro's own check found what is missing; or deleted. */
static void fill_draft(struct tpl *t, const struct fmt *f, const struct offer_row *row)
{
	char batch[37];

	tpl_set(t, T_SET_URL, url_offers_id_set(f->mem, row->offer_id));
	str_uuid(batch);
	tpl_set(t, T_BATCH_DELETE, batch);
	if (row->s.errors > 0) {
		tpl_set(tpl_add(t, T_IF_INCOMPLETE), T_LACKS, row->s.error);
		return;
	}
	t = tpl_add(t, T_IF_COMPLETE);
	str_uuid(batch);
	tpl_set(t, T_BATCH_ACTIVE, batch);
}

/* Price, stock and status, each with its form; and why none is to be written. */
static void fill_set(struct tpl *t, const struct fmt *f, const struct offer_page *page)
{
	const struct offer_row *row = &page->offer;
	const char *obstacle = offer_obstacle(row);
	const bool is_live = offer_is_live(&row->s);
	const char *const batches[] = {T_BATCH_PRICE, T_BATCH_STOCK, T_BATCH_STATUS};

	tpl_set_shown(t, T_SET_PROBLEM, page->problem, T_IF_SET_PROBLEM);
	if (str_eq(obstacle, OFFER_IS_DRAFT)) {
		fill_draft(tpl_add(t, T_IF_DRAFT), f, row);
		return;
	}
	if (obstacle) {
		tpl_set_shown(t, T_OBSTACLE, outbox_reason_text(OUTBOX_OFFER_PRICE, obstacle),
			      T_IF_OBSTACLE);
		return;
	}
	t = tpl_add(t, T_IF_SET);
	for (size_t i = 0; i < COUNT_OF(batches); i++) { /* each form is a decision */
		char batch[37];
		str_uuid(batch);
		tpl_set(t, batches[i], batch);
	}
	tpl_set(t, T_SET_URL, url_offers_id_set(f->mem, row->offer_id));
	tpl_set(t, T_PRICE, str_or(offer_price_text(f->mem, row->s.price), ""));
	tpl_set(t, T_PRICE_AMOUNT, amount_field(f, row->s.price));
	tpl_set(t, T_CURRENCY, row->s.price.currency);
	tpl_set(t, T_STOCK, str_or(offer_stock_text(f->mem, row->s.available), ""));
	tpl_set(t, T_NOW, is_live ? OFFER_ACTIVE : str_or(row->s.status, ""));
	tpl_set(t, T_THEN, is_live ? OFFER_ENDED : OFFER_ACTIVE);
	tpl_set(t, T_THEN_TEXT, is_live ? _("End the offer") : _("Make it active"));
}

void offer_show_fill(struct tpl *t, const struct fmt *f, const struct offer_page *page)
{
	const struct offer_row *row = &page->offer;

	PICTURE(t, f, PICTURE, picture_copy_of(&page->pictures, row->id));
	tpl_set(t, T_NAME, str_or(row->s.name, row->offer_id));
	BADGE(t, STATUS, status_label(row));
	BADGE(t, MATCH, offer_match_label(row->matching));
	tpl_set_shown(t, T_TROUBLE, trouble_text(f, row), T_IF_TROUBLE);
	tpl_set(t, T_RENEW_URL, url_offers_id_renew(f->mem, row->offer_id));
	link_form_fill(tpl_include(t, T_LINK, TPL_OFFERS__LINK), f, &page->link);
	fill_facts(t, f, page);
	differences_fill(tpl_include(t, T_DIFFERENCES, TPL_OFFERS__DIFFERENCES), f,
			 &page->differences);
	priced_fill(tpl_include(t, T_PRICED, TPL_PRICING__PRICED), f, &page->priced);
	automation_card_fill(tpl_include(t, T_AUTOMATION, TPL_PRICING__AUTOMATION), f,
			     &page->automation);
	fill_set(t, f, page);
	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &page->undo);
	struct tpl *changes = page->n_changes ? tpl_add(t, T_IF_CHANGES) : NULL;
	for (size_t i = 0; i < page->n_changes; i++)
		fill_change(tpl_add(changes, T_CHANGE), f, &page->changes[i]);
	if (!page->n_changes)
		tpl_show(t, T_IF_UNCHANGED);
	if (page->doc.raw)
		tpl_set_shown(t, T_DOCUMENT, json_text_indent(f->mem, page->doc.raw),
			      T_IF_DOCUMENT);
}
