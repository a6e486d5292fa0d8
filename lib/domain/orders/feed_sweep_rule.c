/* The table of what is read again, and its arithmetic of times. */
#include "domain/orders/feed_sweep_rule.h"

#include "base/time.h"

#include <stddef.h>

const struct feed_sweep_rule feed_sweep_rules[ORDER_SWEEP_COUNT] = {
    [ORDER_SWEEP_OVERLAP] =
	{"overlap", ORDER_SWEEP_JOURNAL, 5 * TIME_MINUTE_MS, 2 * TIME_HOUR_MS, 0, {NULL}},
    /* Before the shop opens, after the audit of the day would have begun at the latest hour. */
    [ORDER_SWEEP_NIGHTLY] = {"nightly",
			     ORDER_SWEEP_JOURNAL,
			     TIME_DAY_MS,
			     3 * TIME_DAY_MS,
			     2 * TIME_HOUR_MS + 10 * TIME_MINUTE_MS,
			     {NULL}},
    /* Older ones are abandoned baskets: they are among the open ones. */
    [ORDER_SWEEP_UNPAID] = {"unpaid",
			    ORDER_SWEEP_DOCUMENTS,
			    15 * TIME_MINUTE_MS,
			    3 * TIME_DAY_MS,
			    0,
			    {"unpaid", "unpaid", "unpaid"}},
    /* As far back as the journal reaches: what is open longer waits for a person. */
    [ORDER_SWEEP_OPEN] = {"open",
			  ORDER_SWEEP_DOCUMENTS,
			  TIME_HOUR_MS,
			  60 * TIME_DAY_MS,
			  0,
			  {"unpaid", "new", "open"}},
    /* A seller may take a cancel back for some days, and that may come without an event; parcels
     * come back for two weeks. */
    [ORDER_SWEEP_CLOSED] = {"closed",
			    ORDER_SWEEP_DOCUMENTS,
			    TIME_DAY_MS,
			    21 * TIME_DAY_MS,
			    3 * TIME_HOUR_MS + 10 * TIME_MINUTE_MS,
			    {"sent", "cancelled", "cancelled"}},
    /* Kram or Allegro may have been mended since. */
    [ORDER_SWEEP_SICK] = {"sick",
			  ORDER_SWEEP_QUARANTINE,
			  TIME_DAY_MS,
			  0,
			  4 * TIME_HOUR_MS + 10 * TIME_MINUTE_MS,
			  {NULL}},
};

/* The next night after now: today's when its hour is still to come. */
static int64_t next_night(int64_t night_ms, int64_t now)
{
	int64_t tonight = time_day_start(now, 0) + night_ms;

	return tonight > now ? tonight : time_day_start(now, 1) + night_ms;
}

int64_t feed_sweep_next(enum feed_sweep_kind kind, int64_t now)
{
	const struct feed_sweep_rule *rule = &feed_sweep_rules[kind];

	return rule->night_ms ? next_night(rule->night_ms, now) : now + rule->every_ms;
}

bool feed_sweep_is_due(enum feed_sweep_kind kind, const struct feed_sweep_state *state, int64_t now)
{
	return state->running || state->due_at <= now ||
	       state->due_at > feed_sweep_next(kind, now) + TIME_HOUR_MS;
}
