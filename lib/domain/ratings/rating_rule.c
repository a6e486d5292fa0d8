/* Whether something may be done about a rating: one judgement for page, decision and sending. */
#include "domain/ratings/rating.h"

#include "base/str.h"
#include "domain/outbox/outbox_kind.h"

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

const struct outbox_intent *rating_intent(const struct rating_detail *d, const char *kind)
{
	for (size_t i = 0; i < d->n_intents; i++)
		if (str_eq(d->intents[i].kind, kind))
			return &d->intents[i];
	return NULL;
}

static bool is_armed(const struct rating_detail *d, const char *kind)
{
	for (size_t i = 0; i < d->n_writers; i++)
		if (str_eq(d->writers[i].kind, kind))
			return d->writers[i].armed;
	return false;
}

enum rating_verdict rating_judge(const struct rating_detail *d, const char *kind, int64_t now)
{
	const struct outbox_intent *i = rating_intent(d, kind);

	if (rating_obstacle(&d->row, kind, now))
		return RATING_BARRED;
	if (i && outbox_state_of(i->state) != OUTBOX_FAILED)
		return RATING_PENDING;
	if (!str_eq(d->account.state, ACCOUNT_CONNECTED) ||
	    !str_has_word(d->account.scopes, outbox_kind_find(kind)->scope))
		return RATING_CUT_OFF;
	return is_armed(d, kind) ? RATING_MAY : RATING_OFF;
}
