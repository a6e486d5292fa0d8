/* The growing delay. */
#include "domain/users/login_rule.h"

static const struct {
	const char *name;
	uint64_t free_tries; /* failures that cost nothing */
} kinds[THROTTLE_KINDS] = {
    [THROTTLE_USER] = {"user", 5},
    [THROTTLE_IP] = {"ip", 30},
};

enum { DELAY_MAX_S = 900, DOUBLINGS_MAX = 10 };

const char *throttle_name(enum throttle_kind kind)
{
	return kinds[kind].name;
}

int64_t login_delay_s(enum throttle_kind kind, uint64_t failures)
{
	uint64_t free_tries = kinds[kind].free_tries;

	if (failures < free_tries)
		return 0;
	uint64_t doublings = failures - free_tries;
	if (doublings >= DOUBLINGS_MAX)
		return DELAY_MAX_S;
	int64_t delay = INT64_C(1) << doublings;
	return delay < DELAY_MAX_S ? delay : DELAY_MAX_S;
}
