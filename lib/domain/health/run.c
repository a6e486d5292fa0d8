/* How a job does, from its runs. */
#include "domain/health/run.h"

#include "base/i18n.h"
#include "base/meaning.h"
#include "base/str.h"
#include "base/time.h"

static void add(struct run *sum, const struct run *r)
{
	sum->seen += r->seen;
	sum->changed += r->changed;
	sum->failed += r->failed;
	sum->requests += r->requests;
	sum->throttled += r->throttled;
}

static bool is_running(const struct run *r)
{
	return r->ended_at == TIME_NONE;
}

/* The newest run that has ended, NULL when none has. */
static const struct run *last_ended(const struct run *runs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_running(&runs[i]))
			return &runs[i];
	return NULL;
}

const char *run_reason(const struct run *r)
{
	enum meaning m = meaning_find(r->meaning);
	const char *text = meaning_text(m);

	if (text)
		return text;
	if (m == MEANING_SHAPE)
		return N_("Allegro sent an answer that Kram does not understand.");
	return str_eq(r->result, "RETRY")
		   ? N_("It did not work for the moment; Kram will try again.")
		   : N_("It ended with an error; see the details.");
}

static enum run_state state_of(const struct run_summary *s, const struct run *ended,
			       int64_t interval_ms, int64_t now_ms)
{
	if (now_ms - s->last_at > RUN_DEAD_MS + interval_ms)
		return RUN_SILENT;
	if (!ended || str_eq(ended->result, "DONE") || str_eq(ended->result, "STOPPED"))
		return RUN_GOOD;
	return str_eq(ended->result, "RETRY") ? RUN_TRYING : RUN_FAILING;
}

struct run_summary run_summarise(const struct run *runs, size_t n, int64_t interval_ms,
				 int64_t now_ms)
{
	struct run_summary s = {RUN_NEVER, .last_at = TIME_NONE, .next_at = TIME_NONE};
	const struct run *ended = last_ended(runs, n);

	if (!n)
		return s;
	for (size_t i = 0; i < n; i++)
		if (runs[i].started_at > now_ms - TIME_HOUR_MS)
			add(&s.hour, &runs[i]);
	s.last_at = is_running(&runs[0]) ? runs[0].heartbeat_at : runs[0].ended_at;
	s.next_at = (runs[0].started_at / interval_ms + 1) * interval_ms;
	s.duration_ms = s.last_at - runs[0].started_at;
	s.state = state_of(&s, ended, interval_ms, now_ms);
	if (ended && (s.state == RUN_TRYING || s.state == RUN_FAILING)) {
		s.error = ended->error;
		s.reason = run_reason(ended);
	}
	return s;
}
