/* When a sweep is due. */
#include "domain/feed/feed_sweep_rule.h"

#include "base/time.h"

/* The next night after now: today's when its hour is still to come. */
static int64_t next_night(int64_t night_ms, int64_t now)
{
	int64_t tonight = time_day_start(now, 0) + night_ms;

	return tonight > now ? tonight : time_day_start(now, 1) + night_ms;
}

int64_t feed_sweep_next(const struct feed_sweep_rule *rule, int64_t now)
{
	return rule->night_ms ? next_night(rule->night_ms, now) : now + rule->every_ms;
}

bool feed_sweep_is_due(const struct feed_sweep_rule *rule, const struct feed_sweep_state *state,
		       int64_t now)
{
	return state->running || state->due_at <= now ||
	       state->due_at > feed_sweep_next(rule, now) + TIME_HOUR_MS;
}
