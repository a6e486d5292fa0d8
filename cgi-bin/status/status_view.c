/* The status page: the light at the top, and its parts in order. */
#include "status/status_view.h"

#include "accounts/account_view.h"
#include "alarms/alarm_view.h"
#include "base/mem.h"
#include "base/str.h"
#include "tpl/status/_accounts.h"
#include "tpl/status/_alarms.h"
#include "tpl/status/_jobs.h"
#include "tpl/status/_limits.h"
#include "tpl/status/_oddities.h"
#include "tpl/status/_mail.h"
#include "tpl/status/_over.h"
#include "tpl/status/_readings.h"
#include "tpl/status/status.h"

static const struct {
	const char *text; /* message id */
	const char *tone; /* and icon */
} lights[] = {
    [LIGHT_GREEN] = {N_("Everything is working"), "ok"},
    [LIGHT_AMBER] = {N_("Working, needs attention"), "warn"},
    [LIGHT_RED] = {N_("Something is not working"), "bad"},
};

const char *light_tone(enum light light)
{
	return lights[light].tone;
}

struct label light_label(enum light light, const char *text)
{
	return (struct label){
	    .text = _(text), .tone = light_tone(light), .icon = light_tone(light)};
}

/* ---- Accounts ------------------------------------------------------------------------------ */

static const struct order_progress *progress_of(const struct status *s, uint64_t account_id)
{
	for (size_t i = 0; i < s->sync.n; i++)
		if (s->sync.rows[i].account.id == account_id)
			return &s->sync.rows[i];
	return NULL;
}

static int64_t unreadable_of(const struct status *s, const char *account)
{
	int64_t n = 0;

	for (size_t i = 0; i < s->n_problems; i++)
		n += str_eq(s->problems[i].account, account);
	return n;
}

static void fill_account(struct tpl *t, const struct fmt *f, const struct status *s,
			 const struct account *a)
{
	const struct order_progress *p = progress_of(s, a->id);

	tpl_set(t, T_ACCOUNT_URL, account_view_url(f, a));
	tpl_set(t, T_ACCOUNT_NAME, a->name);
	account_view_state(t, a);
	tpl_set(t, T_REFRESH, account_view_left(f, a, a->refresh_expires_at));
	tpl_set(t, T_UNREADABLE, fmt_int(f, unreadable_of(s, a->name)));
	if (!p)
		return;
	tpl_set(t, T_POLLED, fmt_ago(f, p->polled_at));
	tpl_set(t, T_EVENT, p->event_at == TIME_NONE ? "" : fmt_ago(f, p->event_at));
	tpl_set(t, T_DIRTY, fmt_count(f, p->waiting, ORDER_COUNT_MAX));
	if (p->waiting)
		tpl_set_shown(t, T_WAITS,
			      mem_printf(f->mem, _("since %s"), fmt_when(f, p->waiting_since)),
			      T_IF_WAITS);
}

static void fill_accounts(struct tpl *t, const struct fmt *f, const struct status *s)
{
	struct tpl *table;

	if (!s->accounts.n) {
		tpl_show(t, T_NO_ACCOUNTS);
		return;
	}
	table = tpl_add(t, T_IF_ACCOUNTS);
	for (size_t i = 0; i < s->accounts.n; i++)
		fill_account(tpl_add(table, T_ACCOUNT), f, s, &s->accounts.accounts[i]);
}

/* ---- The light ----------------------------------------------------------------------------- */

/* Alarms are renewed once a minute; what the page sees itself counts at once. */
static enum light light_of(const struct status *s, enum light jobs)
{
	enum light light = jobs;

	for (size_t i = 0; i < s->alarms.n; i++)
		light = light_worse(light, s->alarms.rows[i].severity >= ALARM_RED ? LIGHT_RED
										   : LIGHT_AMBER);
	for (size_t i = 0; i < s->accounts.n; i++)
		if (str_eq(s->accounts.accounts[i].state, ACCOUNT_RECONNECT_REQUIRED))
			light = LIGHT_RED;
	return s->n_problems || limits_holds(&s->limits) ? light_worse(light, LIGHT_AMBER) : light;
}

static const struct account *cut_off(const struct status *s)
{
	for (size_t i = 0; i < s->accounts.n; i++)
		if (str_eq(s->accounts.accounts[i].state, ACCOUNT_RECONNECT_REQUIRED))
			return &s->accounts.accounts[i];
	return NULL;
}

/* What is wrong, at once. The page sees some of it a minute before the alarm. */
static const char *headline(const struct fmt *f, const struct status *s, enum light light)
{
	const struct alarm_view_sum alarms = alarm_view_sum(f->mem, &s->alarms);
	const struct account *a = cut_off(s);

	if (light == LIGHT_GREEN)
		return _(lights[light].text);
	if (alarms.cause)
		return alarms.cause;
	if (a)
		return mem_printf(f->mem, "%s: %s", a->name,
				  _(alarm_kind(ALARM_TOKEN_DEAD)->title));
	if (s->n_problems)
		return _(alarm_kind(ALARM_ORDER_PROBLEM)->title);
	if (limits_holds(&s->limits))
		return _(alarm_kind(ALARM_BANNED)->title);
	return job_view_worst(f, &s->jobs);
}

static int64_t oldest_poll(const struct status *s)
{
	int64_t oldest = s->sync.n ? s->sync.rows[0].polled_at : TIME_NONE;

	for (size_t i = 1; i < s->sync.n; i++)
		if (s->sync.rows[i].polled_at < oldest)
			oldest = s->sync.rows[i].polled_at;
	return oldest;
}

/* One sentence under the light: how grave and how many, or how fresh the orders are. */
static const char *light_text(const struct fmt *f, const struct status *s, enum light light)
{
	int boxes = alarm_view_sum(f->mem, &s->alarms).boxes;
	int64_t polled = oldest_poll(s);

	if (boxes > 1)
		return mem_printf(
		    f->mem, "%s · %s", _(lights[light].text),
		    mem_printf(f->mem,
			       ngettext("%s issue needs attention", "%s issues need attention",
					(unsigned long)boxes),
			       fmt_int(f, boxes)));
	if (light != LIGHT_GREEN)
		return _(lights[light].text);
	if (polled == TIME_NONE)
		return _("No orders have been read yet.");
	return mem_printf(f->mem, _("Orders were read from Allegro %s."), fmt_ago(f, polled));
}

void status_fill(struct tpl *t, const struct fmt *f, const struct status *s)
{
	enum light jobs = job_view_fill(tpl_include(t, T_JOBS, TPL_STATUS__JOBS), f, &s->jobs);
	enum light light = light_of(s, jobs);

	tpl_set(t, T_OVERALL_TONE, lights[light].tone);
	tpl_set(t, T_OVERALL_ICON, lights[light].tone);
	tpl_set(t, T_OVERALL, headline(f, s, light));
	tpl_set(t, T_OVERALL_TEXT, light_text(f, s, light));
	tpl_set(t, T_ASOF, fmt_iso(f, f->now));
	tpl_set(t, T_NOW, fmt_clock(f, f->now));
	if (s->alarms.n)
		alarm_view_open(tpl_include(tpl_add(t, T_IF_ALARMS), T_ALARMS, TPL_STATUS__ALARMS),
				f, &s->alarms);
	fill_accounts(tpl_include(t, T_ACCOUNTS, TPL_STATUS__ACCOUNTS), f, s);
	readings_fill(tpl_include(t, T_READINGS, TPL_STATUS__READINGS), f, &s->readings);
	mail_view_fill(tpl_include(t, T_MAIL, TPL_STATUS__MAIL), f, s->conf, &s->mails);
	limits_fill(tpl_include(t, T_LIMITS, TPL_STATUS__LIMITS), f, &s->limits);
	oddities_fill(tpl_include(t, T_ODDITIES, TPL_STATUS__ODDITIES), f, &s->oddities);
	if (s->over.n)
		alarm_view_over(tpl_include(tpl_add(t, T_IF_OVER), T_OVER, TPL_STATUS__OVER), f,
				&s->over);
}
