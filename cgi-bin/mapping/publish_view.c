/* Listing as people read it. */
#include "mapping/publish.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/label.h"
#include "tpl/mapping/publish.h"
#include "urls.h"
#include "web/url.h"

enum { DRAFTS_MAX = 20000 /* FACTS 3.5: of an account */ };

static const struct label states[] = {
    {"trial", N_("the first five are on their way"), "info", "clock"},
    {"running", N_("under way"), "info", "clock"},
    {"stopped", N_("stopped"), "warn", "pause"},
    {"done", N_("finished"), "ok", "ok"},
    {0},
};

static const struct label items[] = {
    {"planned", N_("waiting"), "", ""},
    {"sent", N_("on their way"), "", ""},
    {"listed", N_("listed"), "", ""},
    {"refused", N_("refused by Allegro"), "", ""},
    {"held", N_("for you to decide"), "", ""},
    {"left", N_("left out"), "", ""},
    {0},
};

static const struct label whys[] = {
    {"not-ready", N_("It is no longer ready to list."), "", ""},
    {"linked", N_("An offer sells it already."), "", ""},
    {"exists", N_("An offer with this signature exists already."), "", ""},
    {"ean-listed", N_("An offer with this EAN exists already."), "", ""},
    {"no-sku", N_("It has no SKU."), "", ""},
    {"no-stock", N_("It has 0 pieces: Allegro takes it as a draft only."), "", ""},
    {"given-up", N_("The listing was given up before its turn."), "", ""},
    {0},
};

static void fill_outlook(struct tpl *t, const struct fmt *f, const struct publish_page *page)
{
	const struct listing_outlook *o = &page->outlook;

	t = tpl_add(t, T_IF_OUTLOOK);
	tpl_set(t, T_COUNT,
		mem_printf(f->mem,
			   ngettext("%s product can be listed", "%s products can be listed",
				    (unsigned long)o->n),
			   fmt_int(f, o->n)));
	tpl_set(t, T_CATEGORIES, fmt_int(f, o->categories));
	if (o->cheapest != INT64_MIN)
		tpl_set_shown(t, T_PRICES,
			      mem_printf(f->mem, "%s – %s",
					 fmt_money(f, (struct money){o->cheapest, "PLN"}),
					 fmt_money(f, (struct money){o->dearest, "PLN"})),
			      T_IF_PRICES);
	tpl_set(t, T_KNOWN, fmt_int(f, o->known));
	if (o->empty)
		tpl_set_shown(t, T_EMPTY, fmt_int(f, o->empty), T_IF_EMPTY);
	tpl_set(t, T_DRAFTS,
		mem_printf(f->mem, _("%s of %s"), fmt_int(f, o->drafts), fmt_int(f, DRAFTS_MAX)));
}

static void fill_sample(struct tpl *t, const struct fmt *f, const struct publish_page *page)
{
	struct tpl *list = page->n_sample ? tpl_add(t, T_IF_SAMPLE) : NULL;

	for (size_t i = 0; i < page->n_sample; i++) {
		const struct listing_row *row = &page->sample[i];
		struct tpl *one = tpl_add(list, T_ONE);
		tpl_set(one, T_ONE_URL,
			url_products_id_allegro(f->mem, fmt_id(f, row->product_id)));
		tpl_set(one, T_ONE_NAME, str_or(row->name, row->sku));
		tpl_set(one, T_ONE_SKU, row->sku);
		tpl_set(one, T_ONE_PRICE, fmt_money(f, row->price));
		tpl_set(one, T_ONE_CATEGORY, row->category);
	}
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct publish_page *page)
{
	if (!page->outlook.n || (page->run.id && page->run.ended_at == TIME_NONE))
		return;
	t = tpl_add(t, T_IF_FORM);
	tpl_set(t, T_ACTION, url_mapping_publish());
	tpl_set(t, T_ACCOUNT, fmt_id(f, page->scope.account->id));
}

/* ---- The run --------------------------------------------------------------------------------- */

static const char *show_url(const struct fmt *f, const struct publish_page *page, const char *item)
{
	const struct url_arg args[] = {{"account", fmt_id(f, page->scope.account->id)},
				       {"show", item}};

	return url_with(f->mem, url_mapping_publish(), args, COUNT_OF(args));
}

static void fill_sums(struct tpl *t, const struct fmt *f, const struct publish_page *page)
{
	int64_t over = 0;
	int64_t all = 0;

	for (int i = 0; i < LISTING_ITEMS; i++) {
		const int64_t n = page->run.sums.of[i];
		struct tpl *sum = tpl_add(t, T_SUM);

		tpl_set(sum, T_SUM_URL, show_url(f, page, listing_item_names[i]));
		tpl_set(sum, T_SUM_NAME, label_text(items, listing_item_names[i]));
		tpl_set(sum, T_SUM_N, fmt_int(f, n));
		if (i == (int)page->show)
			tpl_show(sum, T_SUM_CHOSEN);
		all += n;
		over += i == LISTING_PLANNED || i == LISTING_SENT ? 0 : n;
	}
	tpl_set_int(t, T_OVER, over);
	tpl_set_int(t, T_ALL, all ? all : 1);
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct listing_row *row)
{
	tpl_set(t, T_ROW_URL,
		row->offer_id ? url_offers_id(f->mem, row->offer_id)
			      : url_products_id_allegro(f->mem, fmt_id(f, row->product_id)));
	tpl_set(t, T_ROW_NAME, str_or(row->name, row->sku));
	tpl_set(t, T_ROW_SKU, row->sku);
	tpl_set(t, T_ROW_WHY, row->problem ? row->problem : label_text(whys, str_or(row->why, "")));
}

static void fill_rows(struct tpl *t, const struct fmt *f, const struct publish_page *page)
{
	size_t n = page->n_rows;
	const bool more = query_cut(&n, LISTING_PAGE);
	struct tpl *list = n ? tpl_add(t, T_IF_ROWS) : NULL;

	for (size_t i = 0; i < n; i++)
		fill_row(tpl_add(list, T_ROW), f, &page->rows[i]);
	if (more)
		tpl_set_shown(
		    list, T_MORE_URL,
		    query_with(&page->query, "after", fmt_id(f, page->rows[n - 1].product_id)),
		    T_IF_MORE);
}

static void fill_run(struct tpl *t, const struct fmt *f, const struct publish_page *page)
{
	const struct listing_run *run = &page->run;
	const bool is_open = run->ended_at == TIME_NONE;
	const bool is_stopped = str_eq(run->state, listing_state_names[LISTING_STOPPED]);

	t = tpl_add(t, T_IF_RUN);
	BADGE(t, STATE, label_of(states, run->state));
	FMT_TIME(t, f, BEGAN, fmt_when(f, run->created_at), run->created_at);
	fill_sums(t, f, page);
	fill_rows(t, f, page);
	if (str_eq(run->reason, "trial"))
		tpl_show(t, T_IF_TRIAL_FAILED);
	if (!is_open)
		return;
	const char *url = url_mapping_publish_id(f->mem, fmt_id(f, run->id));
	const int64_t over_at = is_stopped ? TIME_NONE : listing_over_at(run, time_now_ms());
	if (over_at != TIME_NONE)
		tpl_set_shown(t, T_OVER_AT, fmt_when(f, over_at), T_IF_OVER_AT);
	struct tpl *act = tpl_add(t, T_IF_ACT);
	tpl_set(act, T_ACT_URL, url);
	tpl_set(act, T_ACT, is_stopped ? "go-on" : "stop");
	tpl_set(act, T_ACT_TEXT, is_stopped ? _("Go on with the rest") : _("Stop"));
	tpl_set(act, T_VERSION, fmt_id(f, (uint64_t)run->version));
	if (!is_stopped)
		return;
	struct tpl *give_up = tpl_add(act, T_IF_GIVE_UP);
	tpl_set(give_up, T_ACT_URL, url);
	tpl_set(give_up, T_VERSION, fmt_id(f, (uint64_t)run->version));
}

static void fill_bar(struct tpl *t, const struct fmt *f, const struct listing_bar *bar)
{
	const int64_t minutes = listing_bar_minutes(bar);

	if (!listing_is_barred(bar))
		return;
	t = tpl_add(t, T_IF_BARRED);
	if (!bar->lists) {
		tpl_show(t, T_IF_UNLISTED);
		return;
	}
	tpl_set(t, T_UNREAD,
		mem_printf(f->mem,
			   ngettext("Kram has not read %s offer of this account yet.",
				    "Kram has not read %s offers of this account yet.",
				    (unsigned long)bar->unread),
			   fmt_int(f, bar->unread)));
	if (minutes)
		tpl_set(t, T_WHEN,
			mem_printf(f->mem, _("That happens by itself, within about %s min."),
				   fmt_int(f, minutes)));
	if (!bar->stuck)
		return;
	t = tpl_add(t, T_IF_STUCK);
	tpl_set(t, T_STUCK,
		mem_printf(f->mem,
			   _("Cannot be read: %s. Say yourself which products they sell, or that "
			     "they sell none."),
			   fmt_int(f, bar->stuck)));
	tpl_set(t, T_MATCHING_URL, url_matching());
}

void publish_fill(struct tpl *t, const struct fmt *f, const struct publish_page *page)
{
	const struct listing_run *run = &page->run;

	if (!page->scope.account) {
		tpl_show(t, T_IF_UNCONNECTED);
		return;
	}
	tpl_set(t, T_SELF_URL, show_url(f, page, listing_item_names[page->show]));
	if (run->id && run->ended_at == TIME_NONE)
		tpl_show(t, T_IF_PENDING);
	if (page->missing_terms)
		tpl_set_shown(t, T_TERMS_URL,
			      url_terms_id(f->mem, fmt_id(f, page->scope.account->id)), T_IF_TERMS);
	if (!page->is_armed)
		tpl_set_shown(t, T_WRITER_URL,
			      url_accounts_id(f->mem, fmt_id(f, page->scope.account->id)),
			      T_IF_OFF);
	fill_bar(t, f, &page->bar);
	fill_outlook(t, f, page);
	fill_sample(t, f, page);
	fill_form(t, f, page);
	if (run->id)
		fill_run(t, f, page);
}
