/* The first page: tiles, what is to be done, what it is worth. */
#include "today/today_view.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "days/certificate_view.h"
#include "orders/order_view.h"
#include "stock/stock_view.h"
#include "today/today_chart.h"
#include "tpl/today/_chart.h"
#include "tpl/today/today.h"
#include "urls.h"
#include "users/roles.h"

static const struct tile {
	size_t count; /* offset in struct order_overview */
	enum order_view view;
	const char *name;
	const char *hint;
	const char *icon;
	const char *tone; /* when there is something in it */
} tiles[] = {
#define COUNT(field) offsetof(struct order_overview, field)
    {COUNT(late), ORDER_VIEW_LATE, N_("Late"), N_("the deadline has passed"), "warn", "bad"},
    {COUNT(today), ORDER_VIEW_TODAY, N_("To send today"), N_("including late ones"), "truck",
     "warn"},
    {COUNT(fresh), ORDER_VIEW_NEW, N_("New"), N_("not started yet"), "dot", ""},
    {COUNT(unpaid), ORDER_VIEW_UNPAID, N_("Unpaid"), N_("waiting for the buyer"), "hourglass", ""},
    {COUNT(problems), ORDER_VIEW_PROBLEM, N_("Problems"), N_("needs review"), "bad", "bad"},
#undef COUNT
};

static int64_t count_of(const struct order_overview *o, const struct tile *tile)
{
	return *(const int64_t *)(const void *)((const char *)o + tile->count);
}

static void fill_tile(struct tpl *t, const struct fmt *f, const struct tile *tile, int64_t n)
{
	const struct url_arg arg = {"view", order_view_names[tile->view]};

	tpl_set(t, T_TILE_URL, url_with(f->mem, url_orders(), &arg, 1));
	tpl_set(t, T_TILE_COUNT, fmt_count(f, n, ORDER_COUNT_MAX));
	tpl_set(t, T_TILE_NAME, _(tile->name));
	tpl_set(t, T_TILE_HINT, n ? _(tile->hint) : _("none"));
	tpl_set(t, T_TILE_ICON, n ? tile->icon : "check");
	tpl_set(t, T_TILE_TONE, n ? tile->tone : "ok");
}

/* Yesterday against Allegro: the newest compared day of each account, together. */
static void fill_proof(struct tpl *t, const struct fmt *f, const struct today *today)
{
	struct day sum = {.state = day_state_names[DAY_SEALED]};
	struct label face;

	for (size_t i = 0; i < today->n_last; i++) {
		const struct day *day = &today->last[i];
		sum.theirs += day->theirs;
		sum.here += day->here;
		sum.day_at = day->day_at > sum.day_at ? day->day_at : sum.day_at;
		if (!str_eq(day->state, sum.state) && !str_eq(sum.state, "DIFFERENT"))
			sum.state = day->state;
	}
	face = day_label(&sum);
	tpl_set(t, T_TILE_URL, url_orders_certificate());
	tpl_set(t, T_TILE_NAME, _("Daily check"));
	tpl_set(t, T_TILE_ICON, today->n_last ? face.icon : "hourglass");
	tpl_set(t, T_TILE_TONE, today->n_last ? face.tone : "");
	tpl_set(t, T_TILE_COUNT,
		today->n_last
		    ? mem_printf(f->mem, "%s/%s", fmt_int(f, sum.here), fmt_int(f, sum.theirs))
		    : "–");
	tpl_set(t, T_TILE_HINT,
		today->n_last
		    ? mem_printf(f->mem, "%s: %s", fmt_month_day(f, sum.day_at), face.text)
		    : _("the first time tonight"));
}

/* Numbers of pieces against Allegro, of all accounts together: what is worst of them. */
struct stock_tile {
	struct stock_certificate sum;
	enum stock_proof proof;
};

static struct stock_tile stock_tile_of(const struct fmt *f, const struct today *today)
{
	struct stock_tile out = {.proof = STOCK_PROOFS, .sum = {.made_at = INT64_MAX}};

	for (size_t i = 0; i < today->n_stock; i++) {
		const struct stock_certificate *c = &today->stock[i];
		const enum stock_proof proof = stock_proof_of(c->made_at, c->counts, f->now);

		if (!c->offers)
			continue;
		out.proof = proof < out.proof ? proof : out.proof;
		out.sum.offers += c->offers;
		out.sum.made_at = c->made_at < out.sum.made_at ? c->made_at : out.sum.made_at;
		for (unsigned k = 0; k < STOCK_CLASSES; k++)
			out.sum.counts[k] += c->counts[k];
	}
	return out;
}

static const char *stock_hint(const struct fmt *f, const struct stock_tile *tile)
{
	const struct stock_certificate *sum = &tile->sum;

	switch ((int)tile->proof) {
	case STOCK_PROOF_OFF:
		return mem_printf(f->mem, _("for no known reason: %s"),
				  fmt_int(f, sum->counts[STOCK_IS_OFF]));
	case STOCK_PROOF_OLD:
		return mem_printf(f->mem, _("compared %s"), fmt_ago(f, sum->made_at));
	case STOCK_PROOF_EXPLAINED:
		return mem_printf(f->mem, _("others, with a reason: %s"),
				  fmt_int(f, sum->offers - sum->counts[STOCK_IS_EQUAL]));
	default:
		return _("equal on Allegro and here");
	}
}

/* Only where some offer is linked: before that there is nothing to prove. */
static void fill_stock(struct tpl *t, const struct fmt *f, const struct today *today)
{
	const struct stock_tile tile = stock_tile_of(f, today);

	if (tile.proof == STOCK_PROOFS || f->role < ROLE_SELLER)
		return;
	const struct label face = stock_proof_label(tile.proof);
	t = tpl_add(t, T_TILE);
	tpl_set(t, T_TILE_URL, url_stock_certificate());
	tpl_set(t, T_TILE_NAME, _("Stock check"));
	tpl_set(t, T_TILE_ICON, face.icon);
	tpl_set(t, T_TILE_TONE, face.tone);
	tpl_set(t, T_TILE_COUNT,
		mem_printf(f->mem, "%s/%s", fmt_int(f, tile.sum.counts[STOCK_IS_EQUAL]),
			   fmt_int(f, tile.sum.offers)));
	tpl_set(t, T_TILE_HINT, stock_hint(f, &tile));
}

/* ---- Work ---------------------------------------------------------------------------------- */

static const char *view_url(const struct fmt *f, enum order_view view)
{
	const struct url_arg arg = {"view", order_view_names[view]};

	return url_with(f->mem, url_orders(), &arg, 1);
}

static void fill_cut(struct tpl *t, const struct fmt *f, const struct order_overview *o)
{
	if (o->cut_at == TIME_NONE) {
		tpl_show(t, T_NO_CUT);
		return;
	}
	t = tpl_add(t, T_CUT);
	if (o->cut_at < time_day_start(f->now, 1))
		tpl_set_shown(t, T_CUT_URL, view_url(f, ORDER_VIEW_TODAY), T_IF_CUT_LIST);
	else if (o->cut_at < time_day_start(f->now, 2))
		tpl_set_shown(t, T_CUT_URL, view_url(f, ORDER_VIEW_TOMORROW), T_IF_CUT_LIST);
	FMT_TIME(t, f, CUT, fmt_deadline(f, o->cut_at), o->cut_at);
	tpl_set(t, T_CUT_COUNT,
		mem_printf(f->mem, ngettext("%s order", "%s orders", (unsigned long)o->cut_n),
			   fmt_count(f, o->cut_n, ORDER_CUT_MAX)));
}

static void fill_late_row(struct tpl *t, const struct fmt *f, const struct order_row *r)
{
	const struct url_arg arg = {"view", order_view_names[ORDER_VIEW_LATE]};

	tpl_set(t, T_LATE_URL, url_with(f->mem, url_orders_id(f->mem, r->form_id), &arg, 1));
	tpl_set(t, T_LATE_ID, r->form_id);
	tpl_set(t, T_LATE_NUMBER, order_view_number(f, r->form_id));
	tpl_set(t, T_LATE_BUYER, fmt_join(f, r->ship_first_name, r->ship_last_name));
	tpl_set(
	    t, T_LATE_ITEMS,
	    mem_printf(f->mem, "%s × %s", fmt_int(f, r->item_count), str_or(r->first_line, "")));
	FMT_TIME(t, f, LATE_BY, fmt_deadline(f, r->send_key), r->send_key);
}

static void fill_late(struct tpl *t, const struct fmt *f, const struct today *today)
{
	if (!today->n_late) {
		tpl_show(t, T_NO_LATE);
		return;
	}
	t = tpl_add(t, T_LATE);
	for (size_t i = 0; i < today->n_late; i++)
		fill_late_row(tpl_add(t, T_LATE_ROW), f, &today->late[i]);
	tpl_set(t, T_LATE_ALL_URL, view_url(f, ORDER_VIEW_LATE));
	tpl_set(t, T_LATE_ALL,
		mem_printf(f->mem, _("All late orders: %s"), fmt_int(f, today->overview.late)));
}

static void fill_decisions(struct tpl *t, const struct fmt *f, const struct today *today)
{
	const struct {
		int64_t n;
		const char *url;
		const char *icon;
		const char *name;
	} rows[] = {
	    {today->held, url_outbox(), "warn",
	     ngettext("change needs a decision", "changes need a decision",
		      (unsigned long)today->held)},
	    {today->overview.problems, view_url(f, ORDER_VIEW_PROBLEM), "bad",
	     ngettext("order or document with a problem", "orders and documents with a problem",
		      (unsigned long)today->overview.problems)},
	    {today->to_answer, url_ratings(), "message",
	     ngettext("rating without an answer", "ratings without an answer",
		      (unsigned long)today->to_answer)},
	};
	bool any = false;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!rows[i].n)
			continue;
		struct tpl *row = tpl_add(t, T_DECIDE);
		tpl_set(row, T_DECIDE_URL, rows[i].url);
		tpl_set(row, T_DECIDE_ICON, rows[i].icon);
		tpl_set(row, T_DECIDE_COUNT, fmt_count(f, rows[i].n, ORDER_COUNT_MAX));
		tpl_set(row, T_DECIDE_NAME, rows[i].name);
		any = true;
	}
	if (!any)
		tpl_show(t, T_NO_DECIDE);
}

/* "1 234,50 zł · 300,00 Kč"; "–": none. */
static const char *turnover_text(const struct fmt *f, const struct turnover *t)
{
	const char *out = "";

	for (size_t i = 0; i < t->n; i++) {
		const char *sum = fmt_money(f, t->sums[i]);

		out = *out ? mem_printf(f->mem, "%s · %s", out, sum) : sum;
	}
	return *out ? out : "–";
}

static void fill_money(struct tpl *t, const struct fmt *f, const struct order_turnover *money)
{
	t = tpl_add(t, T_MONEY);
	fact_add(t, T_MONEYFACTS, _("Today so far"), turnover_text(f, &money->today));
	fact_add(t, T_MONEYFACTS, _("Yesterday"), turnover_text(f, &money->yesterday));
	if (money->usual.n)
		fact_add_hint(t, T_MONEYFACTS, _("Usually"), turnover_text(f, &money->usual),
			      _("whole day, average for this weekday over the last four weeks"));
}

static void fill_work(struct tpl *t, const struct fmt *f, const struct today *today)
{
	t = tpl_add(t, T_WORK);
	fill_cut(t, f, &today->overview);
	fill_late(t, f, today);
	fill_decisions(t, f, today);
	if (role_sees(f->role, FACT_MONEY))
		fill_money(t, f, &today->turnover);
}

void today_fill(struct tpl *t, const struct fmt *f, const struct today *today)
{
	struct tpl *box;

	tpl_set(t, T_DATE, fmt_long_day(f, f->now));
	if (!today->accounts.n) {
		list_unconnected(t, T_EMPTY, f,
				 N_("Orders appear here as soon as an account is connected."));
		return;
	}
	sync_import_show(t, T_IMPORT, T_PROGRESS, f, &today->sync);
	box = tpl_add(t, T_TILES);
	for (size_t i = 0; i < COUNT_OF(tiles); i++)
		fill_tile(tpl_add(box, T_TILE), f, &tiles[i],
			  count_of(&today->overview, &tiles[i]));
	fill_proof(tpl_add(box, T_TILE), f, today);
	fill_stock(box, f, today);
	fill_work(t, f, today);
	today_chart_hours(tpl_include(t, T_HOURS, TPL_TODAY__CHART), f, &today->overview);
	today_chart_days(tpl_include(t, T_DAYS, TPL_TODAY__CHART), f, &today->overview);
}
