/* A month of days: the newest one in a sentence, all of them in a table. */
#include "days/certificate_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "tpl/certificate/month.h"
#include "urls.h"

static bool is_state(const struct day *day, enum day_state state)
{
	return str_eq(day->state, day_state_names[state]);
}

static const char *gap_text(const struct fmt *f, int64_t ms)
{
	return ms ? fmt_span(f, ms) : "–";
}

/* ---- Rows ---------------------------------------------------------------------------------- */

static const char *since_text(const struct fmt *f, const struct day *day)
{
	if (day->different_since != TIME_NONE)
		return mem_printf(f->mem, _("being fixed since %s"),
				  fmt_when(f, day->different_since));
	if (day->unsettled_since != TIME_NONE && !is_state(day, DAY_SEALED))
		return mem_printf(f->mem, _("changing, next comparison %s"),
				  fmt_in(f, day->next_check_at));
	return NULL;
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct day *day)
{
	bool counted = day_is_counted(day);

	tpl_set(t, T_URL, certificate_day_url(f, day->account_id, day->day_at));
	tpl_set(t, T_DAY, fmt_long_day(f, day->day_at));
	BADGE(t, STATE, day_label(day));
	tpl_set_shown(t, T_SINCE, since_text(f, day), T_IF_SINCE);
	/* A phone leaves out what is not there. */
	tpl_set(t, T_THEIRS_CLASS, counted ? "" : "none");
	tpl_set(t, T_LATENCY_CLASS, day->latency.n ? "" : "none");
	tpl_set(t, T_GAP_CLASS, day->gap_ms ? "" : "none");
	tpl_set(t, T_THEIRS, counted ? fmt_int(f, day->theirs) : "–");
	tpl_set(t, T_HERE, counted || is_state(day, DAY_OPEN) ? fmt_int(f, day->here) : "–");
	tpl_set(t, T_FOUND, counted ? fmt_int(f, day->found) : "–");
	tpl_set(t, T_LATENCY, certificate_latency(f, &day->latency));
	if (day->latency.n)
		tpl_set_shown(t, T_MEASURED,
			      mem_printf(f->mem,
					 ngettext("of %s order", "of %s orders",
						  (unsigned long)day->latency.n),
					 fmt_int(f, day->latency.n)),
			      T_IF_MEASURED);
	tpl_set(t, T_GAP, gap_text(f, day->gap_ms));
}

static void fill_totals(struct tpl *t, const struct fmt *f, const struct certificate *c)
{
	struct day sum = {0};
	int64_t days = 0;
	int64_t sealed = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct day *day = &c->days[i];
		sum.gap_ms += day->gap_ms;
		if (!day_is_counted(day))
			continue;
		days++;
		sealed += is_state(day, DAY_SEALED);
		sum.theirs += day->theirs;
		sum.here += day->here;
		sum.found += day->found;
	}
	tpl_set(t, T_TOTAL_SEALED,
		mem_printf(f->mem,
			   ngettext("%s of %s day confirmed", "%s of %s days confirmed",
				    (unsigned long)days),
			   fmt_int(f, sealed), fmt_int(f, days)));
	tpl_set(t, T_TOTAL_THEIRS, fmt_int(f, sum.theirs));
	tpl_set(t, T_TOTAL_HERE, fmt_int(f, sum.here));
	tpl_set(t, T_TOTAL_FOUND, fmt_int(f, sum.found));
	tpl_set(t, T_TOTAL_GAP, gap_text(f, sum.gap_ms));
}

static const char *month_text(const struct fmt *f, const struct certificate *c)
{
	struct tm last;

	time_local(time_day_start(c->until_at, -1), &last);
	return mem_printf(f->mem, "1–%s", fmt_date(f, time_day_start(c->until_at, -1)));
}

static void fill_days(struct tpl *t, const struct fmt *f, const struct certificate *c)
{
	t = tpl_add(t, T_IF_DAYS);
	tpl_set(t, T_CSV_URL,
		certificate_file_url(f, url_orders_certificate_csv(), c->account->id, c->month_at));
	tpl_set(t, T_CAPTION, mem_printf(f->mem, "%s, %s", c->account->name, month_text(f, c)));
	for (size_t i = c->n; i-- > 0;)
		fill_row(tpl_add(t, T_ROW), f, &c->days[i]);
	fill_totals(t, f, c);
	tpl_set(t, T_PRINTED,
		mem_printf(f->mem, _("Account %s. Printed by Kram on %s."), c->account->name,
			   fmt_full(f, f->now)));
}

/* ---- Around the table ---------------------------------------------------------------------- */

static const struct day *newest_counted(const struct certificate *c)
{
	for (size_t i = c->n; i-- > 0;)
		if (day_is_counted(&c->days[i]))
			return &c->days[i];
	return NULL;
}

static const char *hero_detail(const struct fmt *f, const struct day *day)
{
	if (is_state(day, DAY_SEALED))
		return mem_printf(f->mem,
				  _("The day is confirmed: every order is in Kram and matches. "
				    "Last compared %s."),
				  fmt_when(f, day->checked_at));
	if (is_state(day, DAY_DIFFERENT))
		return mem_printf(f->mem,
				  _("There has been a difference since %s. Next comparison: %s."),
				  fmt_when(f, day->different_since), fmt_in(f, day->next_check_at));
	return mem_printf(f->mem,
			  _("Orders were changing during the comparison. Next comparison: %s."),
			  fmt_in(f, day->next_check_at));
}

static void fill_hero(struct tpl *t, const struct fmt *f, const struct day *day)
{
	t = tpl_add(t, T_HERO);
	BADGE(t, HERO_STATE, day_label(day));
	tpl_set(t, T_HERO_URL, certificate_day_url(f, day->account_id, day->day_at));
	tpl_set(t, T_HERO_TEXT, certificate_sentence(f, day));
	tpl_set(t, T_HERO_DETAIL, hero_detail(f, day));
}

static void fill_tabs(struct tpl *t, const struct fmt *f, const struct certificate *c)
{
	if (c->accounts.n < 2)
		return;
	t = tabs_open(t, T_TABS, _("Accounts"));
	for (size_t i = 0; i < c->accounts.n; i++) {
		const struct account *a = &c->accounts.accounts[i];

		(void)tabs_add(t, a->name, certificate_url(f, a->id, c->month_at), a == c->account);
	}
}

static void fill_months(struct tpl *t, const struct fmt *f, const struct certificate *c)
{
	t = tpl_add(t, T_IF_ACCOUNT);
	tpl_set(t, T_MONTH, month_text(f, c));
	if (c->extent.first != TIME_NONE && c->extent.first < c->month_at)
		tpl_set(tpl_add(t, T_EARLIER), T_EARLIER_URL,
			certificate_url(f, c->account->id, time_day_start(c->month_at, -1)));
	if (c->until_at <= f->now)
		tpl_set(tpl_add(t, T_LATER), T_LATER_URL,
			certificate_url(f, c->account->id, c->until_at));
}

static void fill_different(struct tpl *t, const struct fmt *f, const struct certificate *c)
{
	int64_t n = c->extent.different;

	if (!n)
		return;
	tpl_set(tpl_add(t, T_DIFFERENT), T_DIFFERENT_TEXT,
		mem_printf(f->mem,
			   ngettext("%s day of this account has a difference",
				    "%s days of this account have a difference", (unsigned long)n),
			   fmt_int(f, n)));
}

static void fill_empty(struct tpl *t, const struct fmt *f, const struct certificate *c)
{
	int64_t night = time_day_hour(f->now, 1, (int)c->audit_hour);
	const struct empty empty = {
	    .icon = "hourglass",
	    .title = _("No day of this month has been compared yet"),
	    .text = mem_printf(f->mem,
			       _("A day is compared in the night after it: the next time %s. Days "
				 "before the first import are not compared."),
			       fmt_when(f, night)),
	};

	list_empty(t, T_EMPTY, &empty);
}

void certificate_fill(struct tpl *t, const struct fmt *f, const struct certificate *c)
{
	const struct day *newest = newest_counted(c);

	if (!c->account) {
		list_unconnected(t, T_EMPTY, f,
				 N_("Days are checked as soon as an account is connected."));
		return;
	}
	fill_tabs(t, f, c);
	fill_months(t, f, c);
	fill_different(t, f, c);
	if (newest)
		fill_hero(t, f, newest);
	if (c->n)
		fill_days(t, f, c);
	else
		fill_empty(t, f, c);
}
