/* Changes of an offer, as Allegro allows them. */
#include <json-c/json.h>

#include "base/str.h"

#include "offers/command.h"
#include "offers/offer_rules.h"
#include "offers/price_rule.h"
#include "sandbox.h"

static const char *price_to(struct world *w, struct offer *o, int64_t minor)
{
	struct money price = o->price;

	price.minor = minor;
	if (o->programmes & (IN_BADGE | IN_ALLE_DISCOUNT))
		return "ConstraintViolationException.OfferInCampaign";
	if (!offer_price_fits(minor))
		return "ConstraintViolationException.Price";
	offer_price(w, o, (struct offer_price){.price = price});
	return NULL;
}

static const char *change_price(struct world *w, struct offer *o, const struct change *c)
{
	enum { WHOLE = 10000 }; /* hundredths of a percent */
	const int64_t now = o->price.minor;

	if (c->market && !str_eq(c->market, "allegro-pl"))
		return "MarketplaceNotFoundException";
	if (c->currency && !str_eq(c->currency, o->price.currency))
		return "ConstraintViolationException.Price";
	if (c->what == CHANGE_PRICE_TO)
		return price_to(w, o, c->number);
	if (c->what == CHANGE_PRICE_BY)
		return price_to(w, o, now + c->number);
	return price_to(w, o, (now * (WHOLE + c->number) + WHOLE / 2) / WHOLE);
}

/* Pieces alone never revive an offer; an offer without pieces is ended, not changed. */
static const char *change_stock(struct world *w, struct offer *o, const struct change *c)
{
	offer_sell(w, o, SELL_BEFORE_CHANGE);
	const int64_t to = c->what == CHANGE_STOCK_TO ? c->number : o->stock + c->number;

	if (o->fulfilment)
		return "OfferStockManagedByFulfillmentException";
	if (to < 0)
		return "AvailableStockMustEqualToZeroOrBeGreaterThanZero";
	if (!to && c->what == CHANGE_STOCK_TO)
		return "AvailableStockMustEqualToOneOrBeGreaterThanOne";
	if (to > OFFER_STOCK_MAX)
		return "ConstraintViolationException.OfferValidation";
	offer_stock(w, o, to);
	return NULL;
}

static const char *activate(struct world *w, struct offer *o, const struct change *c)
{
	const int64_t now = world_now(w);

	if (c->number != TIME_NONE && c->number < now)
		return "ScheduleInPastException";
	if (o->status == OFFER_ACTIVE || o->status == OFFER_ACTIVATING)
		return NULL;
	if (o->missing)
		return o->missing;
	if (!o->stock)
		return "AvailableStockMustEqualToOneOrBeGreaterThanOne";
	if (c->number != TIME_NONE)
		offer_activate_at(w, o, c->number);
	else
		offer_publish(w, o);
	return NULL;
}

static const char *end(struct world *w, struct offer *o)
{
	if (o->status == OFFER_INACTIVE)
		return "OfferCannotBeEndedException";
	offer_end(w, o, END_BY_USER);
	return NULL;
}

const char *command_apply(struct world *w, struct offer *o, const struct change *c)
{
	switch (c->what) {
	case CHANGE_ACTIVATE:
		return activate(w, o, c);
	case CHANGE_END:
		return end(w, o);
	case CHANGE_PRICE_TO:
	case CHANGE_PRICE_BY:
	case CHANGE_PRICE_PERCENT:
		return change_price(w, o, c);
	case CHANGE_STOCK_TO:
	case CHANGE_STOCK_BY:
		return change_stock(w, o, c);
	case CHANGE_FIELD:
		return offer_set_field(w, o, c->field, c->text);
	case CHANGE_RULE_TO:
	case CHANGE_RULE_OFF:
		return price_rule_assign(w, o, c);
	}
	return "OFFER_SERVICE_ERROR";
}
