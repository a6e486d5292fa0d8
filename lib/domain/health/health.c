/* The rule of readiness. */
#include "domain/health/health.h"

#include <stddef.h>

static bool is_silent(const struct health *h, int64_t age_ms)
{
	bool never = age_ms == INT64_MIN;

	return never ? h->accounts_connected > 0 : age_ms > HEALTH_SILENT_MS;
}

const char *health_fault(const struct health *h)
{
	if (h->accounts_cut_off)
		return "an account is cut off from Allegro";
	if (h->accounts_connected && is_silent(h, h->poll_age_ms))
		return "poll-orders is late";
	if (is_silent(h, h->watch_age_ms))
		return "the jobs are silent";
	return h->red_alarms ? "a red alarm is open" : NULL;
}
