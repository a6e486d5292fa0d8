/* One day: the sentence, what is open, what the audit found, where each order stands, the seal. */
#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "days/certificate_view.h"
#include "orders/order_labels.h"
#include "orders/order_view.h"
#include "tpl/certificate/day.h"
#include "urls.h"

enum { HASH_SHORT = 12 }; /* hex digits that tell two seals apart on a page */

static const char *const verdict_texts[DAY_VERDICT_COUNT] = {
    [DAY_VERDICT_EQUAL] = N_("in Kram, matching"),
    [DAY_VERDICT_MISSING] = N_("missing in Kram, being fetched"),
    [DAY_VERDICT_DIFFERS] = N_("different in Kram, being fetched"),
    [DAY_VERDICT_WAITING] = N_("changing just now, being read"),
    [DAY_VERDICT_UNREADABLE] = N_("cannot be read"),
    [DAY_VERDICT_FAILING] = N_("cannot be fetched"),
    [DAY_VERDICT_SUPERSEDED] = N_("merged into another order that is here"),
};

static const char *const absence_texts[DAY_ABSENCE_COUNT] = {
    [DAY_ABSENCE_MERGED] = N_("merged into another order"),
    [DAY_ABSENCE_GONE] = N_("no longer at Allegro"),
    [DAY_ABSENCE_ELSEWHERE] = N_("bought on several days, listed on another"),
    [DAY_ABSENCE_SERVED] = N_("not listed, but available by number"),
    [DAY_ABSENCE_ASKED] = N_("not explained yet, Kram is asking Allegro"),
};

static const struct label open_labels[] = {
    {"MISSING", N_("was missing in Kram"), "", ""},
    {"DIFFERS", N_("differs from Allegro's"), "", ""},
    {"WAITING", N_("changed at Allegro"), "", ""},
    {"UNREADABLE", N_("cannot be read"), "", ""},
    {"FAILING", N_("cannot be fetched"), "", ""},
    {0},
};

static const struct label kind_labels[] = {
    {"MISSING", N_("the order was missing"), "", ""},
    {"DIFFERS", N_("the order had changed"), "", ""},
    {0},
};

static const struct label now_labels[] = {
    {"HERE", N_("in Kram"), "ok", "check"},
    {"FETCHED", N_("being fetched"), "warn", "hourglass"},
    {0},
};

static const struct label action_labels[] = {
    {"SEALED", N_("Day confirmed"), "", "ok"},
    {"RESEALED", N_("Day confirmed again, orders had changed on both sides"), "", "ok"},
    {"UNSEALED", N_("Confirmation withdrawn: a difference"), "", "bad"},
    {"DIFFERENT", N_("A difference was found"), "", "warn"},
    {0},
};

static bool is_state(const struct day *day, enum day_state state)
{
	return str_eq(day->state, day_state_names[state]);
}

/* ---- Head ---------------------------------------------------------------------------------- */

static const char *detail_text(const struct fmt *f, const struct certificate_day *c)
{
	const struct day *day = &c->day;

	if (is_state(day, DAY_OPEN))
		return mem_printf(f->mem, _("The day is not over yet. Next comparison: %s."),
				  fmt_when(f, time_day_hour(day->day_at, 1, (int)c->audit_hour)));
	if (!day_is_counted(day))
		return mem_printf(f->mem, _("Next comparison: %s."), fmt_in(f, day->next_check_at));
	if (is_state(day, DAY_SEALED))
		return mem_printf(f->mem, _("Confirmed since %s, last compared %s."),
				  fmt_when(f, day->sealed_at), fmt_when(f, day->checked_at));
	if (is_state(day, DAY_DIFFERENT))
		return mem_printf(
		    f->mem,
		    _("A difference since %s; Kram is fixing it. Last compared %s, next %s."),
		    fmt_when(f, day->different_since), fmt_when(f, day->checked_at),
		    fmt_in(f, day->next_check_at));
	return mem_printf(f->mem, _("Orders were changing during the comparison. Next: %s."),
			  fmt_in(f, day->next_check_at));
}

/* Days of 23 and 25 hours say so. */
static const char *span_text(const struct fmt *f, const struct day *day)
{
	int64_t hours = (day->until_at - day->day_at) / TIME_HOUR_MS;

	return mem_printf(f->mem,
			  ngettext("%s, %s hour, time in Warsaw", "%s, %s hours, time in Warsaw",
				   (unsigned long)hours),
			  fmt_long_day(f, day->day_at), fmt_int(f, hours));
}

static void fill_head(struct tpl *t, const struct fmt *f, const struct certificate_day *c)
{
	const struct day *day = &c->day;
	const char *iso = fmt_iso_day(f, day->day_at);

	tpl_set(t, T_BACK_URL, certificate_url(f, day->account_id, day->day_at));
	tpl_set(t, T_DATE, fmt_date(f, day->day_at));
	BADGE(t, STATE, day_label(day));
	tpl_set(t, T_ACCOUNT, c->account->name);
	tpl_set(t, T_SPAN, span_text(f, day));
	tpl_set(t, T_SENTENCE, certificate_sentence(f, day));
	tpl_set(t, T_DETAIL, detail_text(f, c));
	tpl_set(t, T_PRINTED,
		mem_printf(f->mem, _("Account %s. Printed by Kram on %s."), c->account->name,
			   fmt_full(f, f->now)));
	if (day_is_counted(day))
		tpl_set(tpl_add(t, T_IF_CSV), T_CSV_URL,
			certificate_file_url(f, url_orders_certificate_day_csv(f->mem, iso),
					     day->account_id, TIME_NONE));
}

/* ---- Trouble and finds --------------------------------------------------------------------- */

static const char *done_text(const struct fmt *f, const struct day_open *open)
{
	if (str_eq(open->verdict, day_verdict_names[DAY_VERDICT_UNREADABLE]))
		return _("open it: you can retry there, or read it without the field");
	if (str_eq(open->verdict, day_verdict_names[DAY_VERDICT_FAILING]))
		return mem_printf(f->mem, _("next attempt %s"), fmt_in(f, open->next_try));
	return _("will be fetched within a minute");
}

static void fill_open(struct tpl *t, const struct fmt *f, const struct day_open *open)
{
	bool nameless = str_starts(open->form_id, ORDER_NAMELESS);
	struct tpl *name = tpl_add(t, nameless ? T_IF_NAMELESS : T_IF_LINK);

	tpl_set(name, T_NUMBER,
		nameless ? _("an order without a number") : order_view_number(f, open->form_id));
	if (!nameless)
		tpl_set(name, T_URL, url_orders_id(f->mem, open->form_id));
	tpl_set(t, T_TROUBLE, label_text(open_labels, open->verdict));
	tpl_set_shown(t, T_PROBLEM, order_view_problem(f, open->problem), T_IF_PROBLEM);
	tpl_set(t, T_DONE,
		nameless ? _("nothing to do here: Allegro must give its number")
			 : done_text(f, open));
}

static void fill_find(struct tpl *t, const struct fmt *f, const struct day_find *find)
{
	bool here = str_eq(find->form_state, "APPLIED");

	tpl_set(t, T_URL, url_orders_id(f->mem, find->form_id));
	tpl_set(t, T_NUMBER, order_view_number(f, find->form_id));
	tpl_set(t, T_WHAT, label_text(kind_labels, find->kind));
	tpl_set(t, T_WHY, certificate_reason(find->reason));
	if (find->event_seen_at != TIME_NONE)
		tpl_set_shown(
		    t, T_TOLD,
		    mem_printf(f->mem, _("journal: %s"), fmt_when(f, find->event_seen_at)),
		    T_IF_TOLD);
	FMT_TIME(t, f, FOUND, fmt_when(f, find->found_at), find->found_at);
	BADGE(t, NOW, label_of(now_labels, here ? "HERE" : "FETCHED"));
}

static void fill_lists(struct tpl *t, const struct fmt *f, const struct certificate_day *c)
{
	struct tpl *opens = c->n_opens ? tpl_add(t, T_OPENS) : NULL;
	struct tpl *finds = c->n_finds ? tpl_add(t, T_FINDS) : NULL;

	for (size_t i = 0; i < c->n_opens; i++)
		fill_open(tpl_add(opens, T_OPEN), f, &c->opens[i]);
	for (size_t i = 0; i < c->n_finds; i++)
		fill_find(tpl_add(finds, T_FIND), f, &c->finds[i]);
}

/* ---- Counts -------------------------------------------------------------------------------- */

static void fill_absences(struct tpl *t, const struct fmt *f, const struct day *day)
{
	struct tpl *list = NULL;

	for (size_t i = 0; i < DAY_ABSENCE_COUNT; i++) {
		if (!day->absences[i])
			continue;
		if (!list)
			list = tpl_add(t, T_UNLISTED);
		struct tpl *row = tpl_add(list, T_ABSENT);
		tpl_set(row, T_ABSENT_NAME, _(absence_texts[i]));
		tpl_set(row, T_ABSENT_N, fmt_int(f, day->absences[i]));
	}
}

static void fill_counts(struct tpl *t, const struct fmt *f, const struct day *day)
{
	if (!day_is_counted(day))
		return;
	t = tpl_add(t, T_COUNTS);
	for (size_t i = 0; i < DAY_VERDICT_COUNT; i++) {
		if (!day->verdicts[i] && i != DAY_VERDICT_EQUAL)
			continue;
		struct tpl *row = tpl_add(t, T_COUNT);
		tpl_set(row, T_COUNT_NAME, _(verdict_texts[i]));
		tpl_set(row, T_COUNT_N, fmt_int(f, day->verdicts[i]));
	}
	tpl_set(t, T_THEIRS, fmt_int(f, day->theirs));
	fill_absences(t, f, day);
}

/* ---- Speed, gaps --------------------------------------------------------------------------- */

static void fill_speed(struct tpl *t, const struct fmt *f, const struct day *day)
{
	const struct day_latency *l = &day->latency;

	tpl_set(t, T_MEASURED_TEXT,
		mem_printf(f->mem,
			   _("Measured on %s of %s. Time is not measured for orders of the first "
			     "import and orders merged by Allegro."),
			   fmt_int(f, l->n), fmt_int(f, day->here)));
	if (!l->n)
		return;
	t = tpl_add(t, T_MEASURED);
	tpl_set(t, T_P50, fmt_span(f, l->p50_ms));
	tpl_set(t, T_P95, fmt_span(f, l->p95_ms));
}

static const char *gap_text(const struct fmt *f, const struct day_poll_gap *gap)
{
	if (gap->until_at == TIME_NONE)
		return mem_printf(f->mem, _("since %s, to this moment"), fmt_when(f, gap->from_at));
	return mem_printf(f->mem, _("%s from %s to %s"), fmt_span(f, gap->until_at - gap->from_at),
			  fmt_when(f, gap->from_at), fmt_when(f, gap->until_at));
}

static void fill_gaps(struct tpl *t, const struct fmt *f, const struct certificate_day *c)
{
	struct tpl *list;

	if (!c->n_gaps) {
		tpl_show(t, T_NO_GAPS);
		return;
	}
	list = tpl_add(t, T_GAPS);
	for (size_t i = 0; i < c->n_gaps; i++)
		tpl_set(tpl_add(list, T_GAP), T_GAP_TEXT, gap_text(f, &c->gaps[i]));
}

/* ---- Seal ---------------------------------------------------------------------------------- */

static void fill_seal(struct tpl *t, const struct fmt *f, const struct day_seal *seal)
{
	struct label label = label_of(action_labels, seal->action);

	tpl_set(t, T_SEAL_ICON, label.icon);
	tpl_set(t, T_SEAL_TEXT, label.text);
	FMT_TIME(t, f, SEAL_AT, fmt_when(f, seal->at), seal->at);
	tpl_set(t, T_SEAL_BY,
		mem_printf(f->mem, _("%s, matching %s of %s"), once_person(f, seal->actor),
			   fmt_int(f, seal->equal), fmt_int(f, seal->theirs)));
	tpl_set(t, T_SEAL_HASH, mem_strndup(f->mem, str_hex(f->mem, seal->seal_hash), HASH_SHORT));
}

static void fill_seals(struct tpl *t, const struct fmt *f, const struct certificate_day *c)
{
	if (!c->n_seals)
		return;
	t = tpl_add(t, T_SEALS);
	if (c->day.sealed_at != TIME_NONE) {
		struct tpl *hash = tpl_add(t, T_IF_HASH);

		tpl_set(hash, T_HASH, str_hex(f->mem, c->day.seal_hash));
		tpl_set(
		    hash, T_COMMAND,
		    mem_printf(f->mem,
			       "kramctl orders day --account %s --day %s --proof | b2sum -l 256",
			       c->account->name, fmt_iso_day(f, c->day.day_at)));
	}
	for (size_t i = 0; i < c->n_seals; i++)
		fill_seal(tpl_add(t, T_SEAL), f, &c->seals[i]);
}

void certificate_day_fill(struct tpl *t, const struct fmt *f, const struct certificate_day *c)
{
	fill_head(t, f, c);
	fill_lists(t, f, c);
	fill_counts(t, f, &c->day);
	fill_speed(t, f, &c->day);
	fill_gaps(t, f, c);
	fill_seals(t, f, c);
}
