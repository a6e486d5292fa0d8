/* What happens to offers by itself. */
#include "base/str.h"

#include "offers/command.h"
#include "offers/offer.h"
#include "offers/operation.h"

enum {
	REST_MS = 60000,   /* nothing is due: look again after this long */
	RULE_PERCENT = 98, /* of the price somebody set: what a rule makes of it */
};

static int64_t soonest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Sixty days after its end an offer is archived, and a draft nobody touched is deleted. */
static void age(struct world *w, struct shelf *s, struct offer *o, int64_t now)
{
	const bool ended = o->status == OFFER_ENDED;
	const int64_t from = ended ? o->ended_at : o->updated_at;
	const int64_t at = from + OFFER_ARCHIVE_DAYS * TIME_DAY_MS;

	if (o->archived || (!ended && o->status != OFFER_INACTIVE))
		return;
	if (at >= now) {
		w->offers->next_age = soonest(w->offers->next_age, at + 1);
		return;
	}
	o->archived = true;
	s->n_archived++;
	if (ended)
		offer_tell(w, o, OFFER_EVENT_ARCHIVED, false);
}

/* A rule of prices goes below whoever set the price, within its range. */
static void follow_rule(struct world *w, struct offer *o)
{
	struct money price = o->price;

	o->ruled_at = TIME_NONE;
	if (!o->rule)
		return;
	price.minor = price.minor * RULE_PERCENT / 100;
	if (o->rule_max && price.minor > o->rule_max)
		price.minor = o->rule_max;
	if (price.minor < o->rule_min)
		price.minor = o->rule_min;
	offer_price(w, o, (struct offer_price){.price = price, .automatic = true});
}

static void wake(struct world *w, struct offer *o, int64_t now)
{
	if (o->ruled_at != TIME_NONE && o->ruled_at <= now)
		follow_rule(w, o);
	if (o->activates_at != TIME_NONE && o->activates_at <= now) {
		o->activates_at = TIME_NONE;
		if (o->status == OFFER_ACTIVATING && !offer_activate(w, o))
			o->status = OFFER_INACTIVE;
	}
	if (o->ruled_at != TIME_NONE)
		offers_wake(w, o->ruled_at);
	if (o->activates_at != TIME_NONE)
		offers_wake(w, o->activates_at);
}

void offers_wake(struct world *w, int64_t at)
{
	w->offers->next_due = soonest(w->offers->next_due, at);
}

void offers_wake_age(struct world *w)
{
	w->offers->next_age =
	    soonest(w->offers->next_age, world_now(w) + OFFER_ARCHIVE_DAYS * TIME_DAY_MS);
}

int64_t offers_step(struct world *w)
{
	struct offers *all = w->offers;
	const int64_t now = world_now(w);
	const bool ages = all->next_age <= now;
	const bool wakes = all->next_due <= now;

	if (ages)
		all->next_age = now + OFFER_ARCHIVE_DAYS * TIME_DAY_MS;
	if (wakes) {
		all->next_due = INT64_MAX;
		commands_run(w);
		operations_run(w);
	}
	for (size_t i = 0; (ages || wakes) && i < SELLERS; i++)
		for (size_t k = 0; k < all->shelves[i].n; k++) {
			struct offer *o = all->shelves[i].at[k];
			if (ages)
				age(w, &all->shelves[i], o, now);
			if (wakes)
				wake(w, o, now);
		}
	const int64_t next = soonest(all->next_age, all->next_due);
	return next <= now ? 0 : soonest(next - now, REST_MS);
}
