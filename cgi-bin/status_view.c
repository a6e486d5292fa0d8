/* The status page: jobs, accounts, alarms, and the light at the top. */
#include "status_view.h"

#include <inttypes.h>

#include "account_view.h"
#include "base/mem.h"
#include "base/str.h"
#include "order_query.h"
#include "tpl/status/_limits.h"
#include "tpl/status/status.h"
#include "urls.h"

const struct status_job status_jobs[STATUS_JOBS] = {
    {"poll-orders", N_("Fetching orders")},
    {"refresh-tokens", N_("Renewing access to Allegro")},
    {"keep-house", N_("Keeping house")},
    {"audit-orders", N_("Comparing each day with Allegro")},
};

enum light { LIGHT_GREEN, LIGHT_AMBER, LIGHT_RED };

static const struct {
	const char *text;
	const char *tone;
	const char *icon;
} lights[] = {
    [LIGHT_GREEN] = {N_("everything works"), "ok", "ok"},
    [LIGHT_AMBER] = {N_("needs a look"), "warn", "warn"},
    [LIGHT_RED] = {N_("does not work"), "bad", "bad"},
};

static const struct {
	const char *text;
	enum light light;
} run_states[] = {
    [RUN_NEVER] = {N_("has not run yet"), LIGHT_AMBER}, [RUN_GOOD] = {N_("works"), LIGHT_GREEN},
    [RUN_TRYING] = {N_("trying again"), LIGHT_AMBER},	[RUN_FAILING] = {N_("failed"), LIGHT_RED},
    [RUN_SILENT] = {N_("has stopped"), LIGHT_RED},
};

static enum light worse(enum light a, enum light b)
{
	return a > b ? a : b;
}

static void fill_light(struct tpl *t, const char *tone, const char *icon, enum light light)
{
	tpl_set(t, tone, lights[light].tone);
	tpl_set(t, icon, lights[light].icon);
}

/* ---- Jobs ---------------------------------------------------------------------------------- */

static void fill_job(struct tpl *t, const struct fmt *f, const struct status_job *job,
		     const struct run_summary *run)
{
	static const struct fmt_time_names last = {T_LAST, T_LAST_ISO, T_LAST_FULL};

	tpl_set(t, T_JOB_NAME, _(job->name));
	tpl_set(t, T_JOB_ID, job->id);
	fill_light(t, T_TONE, T_ICON, run_states[run->state].light);
	tpl_set(t, T_STATE, _(run_states[run->state].text));
	tpl_set_shown(t, T_ERROR, run->error, T_IF_ERROR);
	fmt_time_set(t, f, &last, fmt_ago(f, run->last_at), run->last_at);
	if (run->state == RUN_NEVER)
		return;
	tpl_set(t, T_NEXT, fmt_in(f, run->next_at));
	tpl_set(t, T_DURATION, fmt_span(f, run->duration_ms));
	tpl_set(t, T_SEEN, fmt_int(f, run->hour.seen));
	tpl_set(t, T_CHANGED, fmt_int(f, run->hour.changed));
	tpl_set(t, T_FAILED, fmt_int(f, run->hour.failed));
	tpl_set(t, T_REQUESTS, fmt_int(f, run->hour.requests));
	if (run->hour.throttled)
		tpl_set_shown(
		    t, T_THROTTLED,
		    mem_printf(f->mem, _("slowed down %s times"), fmt_int(f, run->hour.throttled)),
		    T_IF_THROTTLED);
}

/* ---- Accounts ------------------------------------------------------------------------------ */

static const struct order_progress *progress_of(const struct status *s, uint64_t account_id)
{
	for (size_t i = 0; i < s->sync.n; i++)
		if (s->sync.rows[i].account_id == account_id)
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
	tpl_set(t, T_ACCESS, account_view_left(f, a, a->access_expires_at));
	tpl_set(t, T_REFRESH, account_view_left(f, a, a->refresh_expires_at));
	tpl_set(t, T_UNREADABLE, fmt_int(f, unreadable_of(s, a->name)));
	if (!p)
		return;
	tpl_set(t, T_POLLED, fmt_ago(f, p->polled_at));
	tpl_set(t, T_EVENT, p->event_at == TIME_NONE ? "" : fmt_ago(f, p->event_at));
	tpl_set(t, T_DIRTY, fmt_count(f, p->dirty, ORDER_COUNT_MAX));
}

/* ---- Alarms and the light ------------------------------------------------------------------ */

struct alarm {
	enum light light;
	const char *title;
	const char *text;
	const char *url; /* NULL: no link */
	const char *link;
};

static enum light raise_alarm(struct tpl *t, const struct alarm *alarm)
{
	t = tpl_add(t, T_ALARM);
	fill_light(t, T_ALARM_TONE, T_ALARM_ICON, alarm->light);
	tpl_set(t, T_ALARM_TITLE, alarm->title);
	tpl_set(t, T_ALARM_TEXT, alarm->text);
	if (alarm->url) {
		t = tpl_add(t, T_IF_LINK);
		tpl_set(t, T_LINK_URL, alarm->url);
		tpl_set(t, T_LINK_TEXT, alarm->link);
	}
	return alarm->light;
}

static enum light check_account(struct tpl *t, const struct fmt *f, const struct account *a)
{
	if (!str_eq(a->state, ACCOUNT_RECONNECT_REQUIRED))
		return LIGHT_GREEN;
	return raise_alarm(
	    t, &(struct alarm){LIGHT_RED,
			       mem_printf(f->mem, _("%s: Allegro no longer lets Kram in"), a->name),
			       _("No orders come in until the account is connected again."),
			       account_view_url(f, a), _("Connect again")});
}

static enum light check_problems(struct tpl *t, const struct fmt *f, const struct status *s)
{
	static const struct url_arg problems = {"view", "problem"};

	if (!s->n_problems)
		return LIGHT_GREEN;
	return raise_alarm(
	    t, &(struct alarm){LIGHT_AMBER,
			       mem_printf(f->mem,
					  ngettext("%s order cannot be read or fetched",
						   "%s orders cannot be read or fetched",
						   (unsigned long)s->n_problems),
					  fmt_int(f, (int64_t)s->n_problems)),
			       _("The others come in without hindrance."),
			       url_with(f->mem, url_orders(), &problems, 1), _("Show them")});
}

static enum light check_run(struct tpl *t, const struct status_job *job,
			    const struct run_summary *run)
{
	if (run->state == RUN_SILENT)
		(void)raise_alarm(t, &(struct alarm){LIGHT_RED, _(job->name),
						     _("The job has not been started for minutes. "
						       "Check that cron runs its lines."),
						     NULL, NULL});
	return run_states[run->state].light;
}

static enum light fill_alarms(struct tpl *t, const struct fmt *f, const struct status *s)
{
	enum light light = check_problems(t, f, s);

	for (int i = 0; i < STATUS_JOBS; i++)
		light = worse(light, check_run(t, &status_jobs[i], &s->runs[i]));
	for (size_t i = 0; i < s->accounts.n; i++)
		light = worse(light, check_account(t, f, &s->accounts.accounts[i]));
	return light;
}

void status_fill(struct tpl *t, const struct fmt *f, const struct status *s)
{
	enum light light = fill_alarms(t, f, s);
	struct tpl *accounts;

	fill_light(t, T_OVERALL_TONE, T_OVERALL_ICON, light);
	tpl_set(t, T_OVERALL, _(lights[light].text));
	tpl_set(t, T_NOW, fmt_clock(f, f->now));
	for (int i = 0; i < STATUS_JOBS; i++)
		fill_job(tpl_add(t, T_JOB), f, &status_jobs[i], &s->runs[i]);
	limits_fill(tpl_include(t, T_LIMITS, TPL_STATUS__LIMITS), f, &s->limits);
	if (!s->accounts.n) {
		tpl_show(t, T_NO_ACCOUNTS);
		return;
	}
	accounts = tpl_add(t, T_IF_ACCOUNTS);
	for (size_t i = 0; i < s->accounts.n; i++)
		fill_account(tpl_add(accounts, T_ACCOUNT), f, s, &s->accounts.accounts[i]);
}
