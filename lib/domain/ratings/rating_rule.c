/* Whether something may be said about a rating. */
#include "domain/ratings/rating.h"

#include "base/str.h"

const char *const rating_view_names[] = {"answer", "removal", "asked", "negative", "all", NULL};
_Static_assert(COUNT_OF(rating_view_names) == RATING_VIEW_COUNT + 1, "a name for each view");

/* Reasons are explained in cgi-bin/outbox/outbox_words.c. */
const char *rating_obstacle(const struct rating_row *row, const char *kind, int64_t now)
{
	const struct rating *r = &row->r;

	if (row->gone_at != TIME_NONE)
		return "not-found";
	if (str_eq(kind, OUTBOX_RATING_ANSWER))
		return r->answered_at == TIME_NONE ? NULL : "answered";
	if (r->removal_at != TIME_NONE)
		return "asked";
	if (r->removal_until == TIME_NONE)
		return "no-removal";
	return r->removal_until > now ? NULL : "too-late";
}

struct act_thing rating_thing(const struct rating_row *row, const char *kind, int64_t now)
{
	return (struct act_thing){row->account_id, row->r.changed_at,
				  rating_obstacle(row, kind, now), TIME_NONE};
}
