/* Rules of price automation: which there are, and what they do to an offer. */
#include "offers/price_rule.h"

#include "base/str.h"

#include "offers/offer_api.h"

const char *price_rule_assign(struct world *w, struct offer *o, const struct change *c)
{
	if (!str_eq(c->market, "allegro-pl"))
		return "MarketplaceNotFoundException";
	if (c->what == CHANGE_RULE_OFF) {
		o->rule = NULL;
		o->ruled_at = TIME_NONE;
		offer_changed(w, o);
		return NULL;
	}
	if (!str_eq(c->text, OFFER_RULE_MARKET) && !str_eq(c->text, OFFER_RULE_TOP))
		return "PriceRuleNotFoundException";
	if (!c->most)
		return "PriceRangeRequiredException";
	o->rule = c->text;
	o->rule_min = c->least;
	o->rule_max = c->most;
	offer_changed(w, o);
	offer_follow_rule(w, o);
	return NULL;
}
