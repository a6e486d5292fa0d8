/* The words of rules, and which rules make sense. */
#include "domain/pricing/price_rule.h"

const char *const price_base_names[PRICE_BASES + 1] = {"price", "cost"};
const char *const price_way_names[PRICE_WAYS + 1] = {"percent", "markup", "margin", "fixed"};
const char *const price_ending_names[PRICE_ENDINGS + 1] = {"any", "99", "90", "whole"};
const char *const price_direction_names[PRICE_DIRECTIONS + 1] = {"nearest", "up", "down"};
const char *const price_reason_names[PRICE_REASONS + 1] = {
    [PRICE_FOUND] = "found",	       [PRICE_NO_PRICE] = "no-price",
    [PRICE_NO_COST] = "no-cost",       [PRICE_NO_VAT] = "no-vat",
    [PRICE_NO_FEE] = "no-fee",	       [PRICE_NO_RATE] = "no-rate",
    [PRICE_NO_PIECES] = "no-pieces",   [PRICE_OTHER_CURRENCY] = "other-currency",
    [PRICE_IMPOSSIBLE] = "impossible", [PRICE_BOUNDS] = "bounds",
    [PRICE_RANGE] = "range",
};

bool price_rate_is_sound(const struct price_rate *rate)
{
	return rate->rate > 0 && rate->rate <= PRICE_RATE_MOST && rate->units > 0 &&
	       rate->units <= PRICE_RATE_UNITS_MAX;
}

static bool is_price(int64_t minor)
{
	return minor >= PRICE_LEAST && minor <= PRICE_MOST;
}

static bool is_bound(int64_t minor)
{
	return minor == PRICE_NONE || is_price(minor);
}

static int64_t rate_max(const struct price_rule *rule)
{
	return rule->way == PRICE_MARGIN ? PRICE_MARGIN_MAX : PRICE_PERCENT_MAX;
}

static bool is_within_reach(const struct price_rule *rule)
{
	return rule->rate >= PRICE_PERCENT_MIN && rule->rate <= rate_max(rule);
}

static bool are_bounds_sound(const struct price_rule *rule)
{
	return is_bound(rule->floor) && is_bound(rule->ceiling) &&
	       (rule->ceiling == PRICE_NONE || rule->floor <= rule->ceiling);
}

static bool is_margin_sound(int64_t margin)
{
	return margin == PRICE_NONE || (margin >= PRICE_PERCENT_MIN && margin <= PRICE_MARGIN_MAX);
}

enum price_fault price_rule_fault(const struct price_rule *rule)
{
	if (rule->way == PRICE_FIXED && !is_price(rule->fixed))
		return PRICE_FAULT_FIXED;
	if (rule->way != PRICE_FIXED && !is_within_reach(rule))
		return PRICE_FAULT_RATE;
	if (rule->add < -PRICE_MOST || rule->add > PRICE_MOST)
		return PRICE_FAULT_AMOUNT;
	if (!are_bounds_sound(rule))
		return PRICE_FAULT_BOUNDS;
	return is_margin_sound(rule->min_margin) ? PRICE_FAULTLESS : PRICE_FAULT_MARGIN;
}
