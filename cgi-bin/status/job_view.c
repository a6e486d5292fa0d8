/* What Kram does by itself: one row a job. */
#include "status/job_view.h"

#include "base/mem.h"
#include "tpl/status/_jobs.h"

static const struct {
	const char *text;
	enum light light;
} run_states[] = {
    [RUN_NEVER] = {N_("has not run yet"), LIGHT_AMBER}, [RUN_GOOD] = {N_("works"), LIGHT_GREEN},
    [RUN_TRYING] = {N_("retrying"), LIGHT_AMBER},	[RUN_FAILING] = {N_("failed"), LIGHT_AMBER},
    [RUN_SILENT] = {N_("stopped"), LIGHT_RED},
};

enum rc job_view_load(struct request *rq, struct job_list *out, struct err *e)
{
	*out = (struct job_list){0};
	for (const struct watch_job *job = watch_jobs; job->id; job++) {
		struct run *runs;
		size_t n;

		if (run_recent(rq->db, rq, job->id, &runs, &n, e))
			return e->rc;
		out->runs = mem_grow(rq, out->runs, struct run_summary, out->n + 1);
		out->runs[out->n++] = run_summarise(runs, n, job->interval_ms, time_now_ms());
	}
	return RC_OK;
}

static const char *hour_text(const struct fmt *f, const struct run *hour)
{
	if (!hour->seen && !hour->changed && !hour->requests)
		return _("nothing to do");
	return mem_printf(f->mem, _("checked: %s, changed: %s, requests to Allegro: %s"),
			  fmt_int(f, hour->seen), fmt_int(f, hour->changed),
			  fmt_int(f, hour->requests));
}

static void fill_job(struct tpl *t, const struct fmt *f, const struct watch_job *job,
		     const struct run_summary *run)
{
	tpl_set(t, T_JOB_NAME, _(job->name));
	tpl_set(t, T_JOB_ID, job->id);
	BADGE(t, STATE, light_label(run_states[run->state].light, run_states[run->state].text));
	tpl_set_shown(t, T_REASON, run->reason ? _(run->reason) : NULL, T_IF_REASON);
	tpl_set_shown(t, T_ERROR, run->error, T_IF_ERROR);
	FMT_TIME(t, f, LAST, fmt_ago(f, run->last_at), run->last_at);
	if (run->state == RUN_NEVER)
		return;
	tpl_set(t, T_HOUR, hour_text(f, &run->hour));
	if (run->hour.throttled)
		tpl_set_shown(
		    t, T_SLOWED,
		    mem_printf(f->mem, _("times slowed down: %s"), fmt_int(f, run->hour.throttled)),
		    T_IF_SLOWED);
}

const char *job_view_worst(const struct fmt *f, const struct job_list *jobs)
{
	size_t worst = 0;

	for (size_t i = 1; i < jobs->n; i++)
		if (run_states[jobs->runs[i].state].light >
		    run_states[jobs->runs[worst].state].light)
			worst = i;
	return mem_printf(f->mem, "%s: %s", _(watch_jobs[worst].name),
			  _(run_states[jobs->runs[worst].state].text));
}

enum light job_view_fill(struct tpl *t, const struct fmt *f, const struct job_list *jobs)
{
	enum light worst = LIGHT_GREEN;

	for (size_t i = 0; i < jobs->n; i++) {
		fill_job(tpl_add(t, T_JOB), f, &watch_jobs[i], &jobs->runs[i]);
		worst = light_worse(worst, run_states[jobs->runs[i].state].light);
	}
	return worst;
}
