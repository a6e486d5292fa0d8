/* Whether offers show what the ledger says. */
#include "domain/offers/stock_class.h"

#include "base/str.h"
#include "base/time.h"
#include "domain/stock/stock_rule.h"

const char *const stock_class_names[STOCK_CLASSES + 1] = {
    [STOCK_IS_EQUAL] = "equal",	      [STOCK_IS_COMING] = "coming",
    [STOCK_IS_HELD] = "held",	      [STOCK_IS_UNCOUNTED] = "uncounted",
    [STOCK_IS_CONFLICT] = "conflict", [STOCK_IS_THEIRS] = "theirs",
    [STOCK_IS_ENDED] = "ended",	      [STOCK_IS_OFF] = "differs",
};

static bool is_equal(const struct stock_offer_case *c)
{
	if (stock_offer_want(c).kind)
		return false;
	if (str_eq(c->status, "ENDED"))
		return c->shows <= 0;
	return c->available == c->shows;
}

enum stock_class stock_class_of(const struct stock_offer_case *c, struct stock_pending pending)
{
	if (!c->may_write)
		return STOCK_IS_THEIRS;
	if (!c->is_linked)
		return STOCK_IS_CONFLICT;
	if (c->shows == STOCK_UNKNOWN)
		return STOCK_IS_UNCOUNTED;
	if (is_equal(c))
		return STOCK_IS_EQUAL;
	if (pending.is_held)
		return STOCK_IS_HELD;
	if (pending.is_coming)
		return STOCK_IS_COMING;
	if (str_eq(c->status, "ENDED") && !c->is_emptied)
		return STOCK_IS_ENDED;
	return STOCK_IS_OFF;
}

enum stock_proof stock_proof_of(int64_t made_at, const int64_t counts[STOCK_CLASSES],
				int64_t now_ms)
{
	int64_t offers = 0;

	if (made_at == TIME_NONE)
		return STOCK_PROOF_NONE;
	for (unsigned k = 0; k < STOCK_CLASSES; k++)
		offers += counts[k];
	if (!offers)
		return STOCK_PROOF_EMPTY;
	if (counts[STOCK_IS_OFF])
		return STOCK_PROOF_OFF;
	if (now_ms - made_at >= STOCK_PROOF_HOURS * TIME_HOUR_MS)
		return STOCK_PROOF_OLD;
	return counts[STOCK_IS_EQUAL] == offers ? STOCK_PROOF_EQUAL : STOCK_PROOF_EXPLAINED;
}
