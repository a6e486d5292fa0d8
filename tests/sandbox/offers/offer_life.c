/* What happens to an offer. */
#include "offers/offer.h"

#include "base/str.h"

enum { RULE_AFTER_MS = 2000 };

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
	if (same)
		return;
	if (is_live(o))
		offer_tell(w, o, OFFER_EVENT_PRICE, to.automatic);
	if (o->rule && !to.automatic)
		offer_follow_rule(w, o);
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
	if (o->status == OFFER_ACTIVE)
		return true;
	if (!o->stock || o->archived)
		return false;
	o->status = OFFER_ACTIVE;
	o->activates_at = TIME_NONE;
	o->started_at = world_now(w);
	o->ended_at = TIME_NONE;
	touch(w, o);
	offer_tell(w, o, OFFER_EVENT_ACTIVATED, false);
	return true;
}

void offer_activate_at(struct world *w, struct offer *o, int64_t at)
{
	o->status = OFFER_ACTIVATING;
	o->activates_at = at;
	o->ended_at = TIME_NONE;
	touch(w, o);
	offers_wake(w, at);
}

void offer_follow_rule(struct world *w, struct offer *o)
{
	o->ruled_at = world_now(w) + RULE_AFTER_MS;
	offers_wake(w, o->ruled_at);
}

void offer_changed(struct world *w, struct offer *o)
{
	touch(w, o);
	if (is_live(o))
		offer_tell(w, o, OFFER_EVENT_CHANGED, false);
}
