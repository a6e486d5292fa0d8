/* Whether a product may be listed, and how a run goes on. */
#include "domain/offers/listing.h"

#include "base/str.h"
#include "base/time.h"
#include "domain/offers/offer.h"

const char *const listing_state_names[] = {"trial", "running", "stopped", "done", NULL};
_Static_assert(COUNT_OF(listing_state_names) == LISTING_STATES + 1, "a name for each");

const char *const listing_item_names[] = {"planned", "sent", "listed", "refused",
					  "held",    "left", NULL};
_Static_assert(COUNT_OF(listing_item_names) == LISTING_ITEMS + 1, "a name for each");

#define LINKED "linked"
#define EXISTS "exists"
#define EAN    "ean-listed"

const char *const listing_obstacle_names[] = {
    LISTING_NOT_READY, LINKED,		 EXISTS,	   EAN,
    LISTING_NO_SKU,    LISTING_NO_STOCK, LISTING_GIVEN_UP, NULL};

const char *listing_obstacle(const struct listing_case *c)
{
	if (!c->is_ready)
		return LISTING_NOT_READY;
	if (!c->has_sku)
		return LISTING_NO_SKU;
	if (c->is_linked)
		return LINKED;
	if (c->has_sign)
		return EXISTS;
	return c->has_ean ? EAN : NULL;
}

bool listing_is_barred(const struct listing_bar *bar)
{
	return !bar->lists || bar->unread > 0;
}

/* They are woken once a minute, and the last are read in the minute after. */
int64_t listing_bar_minutes(const struct listing_bar *bar)
{
	const int64_t n = bar->unread - bar->stuck;

	return n > 0 ? (n + OFFERS_WOKEN - 1) / OFFERS_WOKEN + 1 : 0;
}

int64_t listing_over_at(const struct listing_run *run, int64_t now)
{
	const int64_t left = run->sums.of[LISTING_PLANNED] + run->sums.of[LISTING_SENT];

	return run->recent > 0 && left > 0 ? now + left * LISTING_PACE_MS / run->recent : TIME_NONE;
}

enum listing_state listing_next(enum listing_state state, const struct listing_sums *s)
{
	const int64_t *of = s->of;

	if (!of[LISTING_PLANNED] && !of[LISTING_SENT])
		return LISTING_DONE;
	if (state != LISTING_ON_TRIAL)
		return state;
	if (of[LISTING_REFUSED] + of[LISTING_HELD] > 0)
		return LISTING_STOPPED;
	return of[LISTING_LISTED] >= LISTING_TRIAL ? LISTING_RUNS : LISTING_ON_TRIAL;
}
