/* What happens to an offer. */
#include "offers/offer.h"

#include "base/str.h"

static void touch(struct world *w, struct offer *o)
{
	o->updated_at = world_now(w);
}

static bool is_live(const struct offer *o)
{
	return o->status == OFFER_ACTIVE || o->status == OFFER_ACTIVATING;
}

void offer_price(struct world *w, struct offer *o, struct offer_price to)
{
	const bool same = o->price.minor == to.price.minor;

	o->price = to.price;
	touch(w, o);
	if (!same && is_live(o))
		offer_tell(w, o, OFFER_EVENT_PRICE, to.automatic);
}

void offer_stock(struct world *w, struct offer *o, int64_t to)
{
	const bool same = o->stock == to;

	o->stock = to;
	touch(w, o);
	if (!same && is_live(o))
		offer_tell(w, o, OFFER_EVENT_STOCK, false);
	if (!to && o->status == OFFER_ACTIVE)
		offer_end(w, o, END_BY_EMPTY_STOCK);
}

void offer_end(struct world *w, struct offer *o, enum offer_end by)
{
	if (!is_live(o))
		return;
	o->status = OFFER_ENDED;
	o->ended_by = by;
	o->ended_at = world_now(w);
	touch(w, o);
	offer_tell(w, o, OFFER_EVENT_ENDED, false);
}

bool offer_activate(struct world *w, struct offer *o)
{
	if (is_live(o))
		return true;
	if (!o->stock || o->archived)
		return false;
	o->status = OFFER_ACTIVE;
	o->started_at = world_now(w);
	o->ended_at = TIME_NONE;
	touch(w, o);
	offer_tell(w, o, OFFER_EVENT_ACTIVATED, false);
	return true;
}

void offer_changed(struct world *w, struct offer *o)
{
	touch(w, o);
	if (is_live(o))
		offer_tell(w, o, OFFER_EVENT_CHANGED, false);
}

/* Sixty days after its end an offer is archived, and a draft nobody touched is deleted. */
void offers_age(struct world *w)
{
	const int64_t limit = world_now(w) - OFFER_ARCHIVE_DAYS * TIME_DAY_MS;

	for (size_t i = 0; i < SELLERS; i++) {
		struct shelf *s = &w->offers->shelves[i];
		for (size_t k = 0; k < s->n; k++) {
			struct offer *o = s->at[k];
			const bool ended = o->status == OFFER_ENDED && o->ended_at < limit;
			const bool idle = o->status == OFFER_INACTIVE && o->updated_at < limit;

			if (o->archived || (!ended && !idle))
				continue;
			o->archived = true;
			s->n_archived++;
			if (ended)
				offer_tell(w, o, OFFER_EVENT_ARCHIVED, false);
		}
	}
}
