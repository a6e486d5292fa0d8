/* Requests of a kind within their window. */
#include "offers/pace.h"

#include "base/str.h"
#include "base/time.h"

#include "oauth/oauth.h"
#include "offers/offer.h"
#include "sandbox.h"
#include "server/errors.h"

enum { FAILED_COUNTS = 3 };

#define RULES                                                                                      \
	{                                                                                          \
		TIME_SECOND_MS, 5                                                                  \
	}

_Static_assert((int)OFFER_PACES >= (int)PACES, "a place for each");

static const struct {
	int64_t window_ms;
	int64_t most;
} paces[PACES] = {
    [PACE_GET] = {TIME_MINUTE_MS, 3500},
    [PACE_POST] = {TIME_MINUTE_MS, 2490},
    [PACE_PATCH] = {TIME_MINUTE_MS, 2490},
    [PACE_FEES] = {TIME_SECOND_MS, 25},
    [PACE_RULES_LIST] = RULES,
    [PACE_RULES_MAKE] = RULES,
    [PACE_RULES_SHOW] = RULES,
    [PACE_RULES_CHANGE] = RULES,
    [PACE_RULES_DELETE] = RULES,
    [PACE_RULES_OF_OFFER] = RULES,
};

static struct pace_used *used_of(struct exchange *x, enum pace kind)
{
	struct world *w = x->sb->world;

	return &w->offers->paces[grant_seller(x->grant) - w->sellers][kind];
}

bool offer_pace_take(struct exchange *x, enum pace kind)
{
	struct pace_used *u = used_of(x, kind);
	const int64_t window = mono_ms() / paces[kind].window_ms;

	if (u->window != window)
		*u = (struct pace_used){.window = window};
	if (u->n >= paces[kind].most) {
		answer_error(x, ERROR_TOO_MANY, NULL, NULL);
		return false;
	}
	u->n++;
	return true;
}

void offer_pace_failed(struct exchange *x)
{
	used_of(x, str_eq(x->method, "POST") ? PACE_POST : PACE_PATCH)->n += FAILED_COUNTS - 1;
}
