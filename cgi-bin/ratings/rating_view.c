/* Ratings as people read them. */
#include "ratings/rating_view.h"

#include "accounts/account_view.h"
#include "base/mem.h"
#include "common/facts.h"
#include "orders/order_view.h"
#include "outbox/act.h"
#include "outbox/undo_view.h"
#include "tpl/outbox/_banner.h"
#include "tpl/ratings/list.h"
#include "tpl/ratings/show.h"
#include "urls.h"

static const struct label opinions[] = {
    {"yes", N_("recommends"), "ok", "ok"},
    {"no", N_("does not recommend"), "bad", "bad"},
    {0},
};

static const struct label standings[] = {
    {"gone", N_("no longer on Allegro"), "mute", "cancelled"},
    {"asked", N_("removal requested"), "info", "flag"},
    {"answered", N_("answered"), "ok", "message"},
    {"open", N_("to answer"), "warn", "message"},
    {"", N_("without an answer"), "mute", "dot"},
    {0},
};

static const char *standing(const struct rating_row *row)
{
	if (row->gone_at != TIME_NONE)
		return "gone";
	if (row->r.removal_at != TIME_NONE)
		return "asked";
	if (row->r.answered_at != TIME_NONE)
		return "answered";
	return row->r.recommended ? "" : "open";
}

static const char *mark_text(const struct fmt *f, int64_t mark)
{
	return mark == INT64_MIN ? "" : mem_printf(f->mem, _("%s of 5"), fmt_int(f, mark));
}

/* Until when removal can be asked for; "" when it cannot. */
static const char *removal_left(const struct fmt *f, const struct rating_row *row)
{
	bool open = !rating_obstacle(row, OUTBOX_RATING_REMOVAL, f->now);

	return open ? fmt_left(f, row->r.removal_until) : "";
}

static const char *buyer_text(const struct rating_row *row)
{
	return row->r.login ? row->r.login : _("erased");
}

/* ---- The list -------------------------------------------------------------------------------- */

static const struct list_view views[RATING_VIEW_COUNT] = {
    [RATING_VIEW_ANSWER] = {N_("To answer"), "warn", N_("Nothing is waiting for an answer"),
			    N_("Negative ratings without an answer show up here.")},
    [RATING_VIEW_REMOVAL] = {N_("Can be removed"), "warn", N_("No rating can be removed now"),
			     N_("Ratings whose removal can still be requested show up here.")},
    [RATING_VIEW_ASKED] = {N_("Removal requested"), "", N_("No removal has been requested"), ""},
    [RATING_VIEW_NEGATIVE] = {N_("Negative"), "", N_("No rating is negative"), ""},
    [RATING_VIEW_ALL] = {N_("All"), "", N_("There are no ratings yet"),
			 N_("Kram fetches them from Allegro every 15 minutes.")},
};

static void fill_row(struct tpl *t, const struct fmt *f, const struct rating_row *row)
{
	tpl_set(t, T_URL, url_ratings_id(f->mem, row->r.id));
	FMT_TIME(t, f, AT, fmt_when(f, row->r.changed_at), row->r.changed_at);
	tpl_set(t, T_ACCOUNT, row->account);
	tpl_set(t, T_BUYER, buyer_text(row));
	BADGE(t, OPINION, label_of(opinions, row->r.recommended ? "yes" : "no"));
	tpl_set_shown(t, T_COMMENT, row->r.comment, T_IF_COMMENT);
	tpl_set(t, T_OFFER, row->title);
	BADGE(t, STANDING, label_of(standings, standing(row)));
	tpl_set_shown(t, T_LEFT, removal_left(f, row), T_IF_LEFT);
}

const struct list_def ratings_list = {
    .views = views,
    .find = N_("Search ratings"),
    .hint = N_("Order, buyer, offer, words in the rating"),
    .from = N_("Changed from"),
    .until = N_("Changed until"),
    .unconnected = N_("Ratings appear here as soon as an account is connected."),
    .scope = "allegro:api:ratings",
    .missing = N_("Kram may not read this account's ratings; reconnect it:"),
};

void ratings_list_fill(struct tpl *t, const struct fmt *f, const struct list_page *page)
{
	const struct rating_row *rows = page->found.rows;

	t = list_page_fill(t, LIST_PARTS, f, page);
	for (size_t i = 0; i < page->found.n; i++)
		fill_row(tpl_add(t, T_ROW), f, &rows[i]);
}

/* ---- One of them ----------------------------------------------------------------------------- */

static void fill_facts(struct tpl *t, const struct fmt *f, const struct rating_row *row)
{
	fact_add(t, T_FACTS, _("Account"), row->account);
	fact_add(t, T_FACTS, _("Offer"), row->title);
	fact_add(t, T_FACTS, _("Rated"), fmt_full(f, row->r.rated_at));
	fact_add(t, T_FACTS, _("Edited by the buyer"), fmt_full(f, row->r.edited_at));
	fact_add(t, T_FACTS, _("Delivery"), mark_text(f, row->r.delivery));
	fact_add(t, T_FACTS, _("Cost of delivery"), mark_text(f, row->r.delivery_cost));
	fact_add(t, T_FACTS, _("Agrees with the description"), mark_text(f, row->r.description));
	fact_add(t, T_FACTS, _("Service"), mark_text(f, row->r.service));
	fact_add(t, T_FACTS, _("Counts towards the average"), row->r.excluded ? _("no") : _("yes"));
	fact_add(t, T_FACTS, _("Removal can be requested"), removal_left(f, row));
}

/* What the buyer speaks of; of an order that is not here only its number is known. */
static void fill_order(struct tpl *t, const struct fmt *f, const struct rating_page_one *one)
{
	const struct order_summary summary = order_summary_of(&one->order.order);
	const char *form_id = one->rating.row.r.form_id;

	if (!form_id)
		return;
	t = tpl_add(t, T_IF_ORDER);
	tpl_set(t, T_ORDER, order_view_number(f, form_id));
	tpl_set(t, T_ORDER_ID, form_id);
	if (!one->has_order) {
		tpl_show(t, T_IF_ELSEWHERE);
		return;
	}
	tpl_set_shown(t, T_ORDER_URL, url_orders_id(f->mem, form_id), T_IF_HERE);
	order_view_status(t, &summary);
	for (size_t i = 0; i < one->order.n_lines; i++) {
		const struct order_line *line = &one->order.lines[i];
		struct tpl *row = tpl_add(t, T_LINE);

		tpl_set(row, T_QTY, fmt_int(f, line->quantity));
		tpl_set(row, T_LINE_NAME, line->offer_name);
		tpl_set(row, T_SKU, line->sku);
	}
}

void rating_show_fill(struct tpl *t, const struct fmt *f, const struct rating_page_one *one)
{
	const struct rating_detail *d = &one->rating;
	const struct rating *r = &d->row.r;
	const struct act_shown acts[] = {
	    {OUTBOX_RATING_ANSWER, rating_thing(&d->row, OUTBOX_RATING_ANSWER, f->now), r->answer,
	     r->answered_at, url_ratings_id_answer(f->mem, r->id)},
	    {OUTBOX_RATING_REMOVAL, rating_thing(&d->row, OUTBOX_RATING_REMOVAL, f->now),
	     r->removal, r->removal_at, url_ratings_id_removal(f->mem, r->id)},
	};

	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &one->undo);
	tpl_set_shown(t, T_PROBLEM, one->problem, T_IF_PROBLEM);
	tpl_set(t, T_BUYER, buyer_text(&d->row));
	BADGE(t, OPINION, label_of(opinions, r->recommended ? "yes" : "no"));
	BADGE(t, STANDING, label_of(standings, standing(&d->row)));
	tpl_set_shown(t, T_COMMENT, r->comment, T_IF_COMMENT);
	fill_order(t, f, one);
	fill_facts(t, f, &d->row);
	acts_fill(t, T_ACTS, f,
		  &(struct acts_shown){&d->acts, RATING_TEXT_MAX, acts, COUNT_OF(acts), one->typed,
				       one->typed_at});
}
