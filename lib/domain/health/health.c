/* The rule of freshness. */
#include "domain/health/health.h"

bool health_is_fresh(const struct health *h)
{
	if (h->accounts_connected == 0)
		return true;
	return h->poll_age_ms != INT64_MIN && h->poll_age_ms <= HEALTH_POLL_MAX_MS;
}
