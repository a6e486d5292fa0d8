/* What an offer's number of pieces asks for. */
#include "domain/offers/stock_push_rule.h"

#include "base/str.h"
#include "domain/offers/offer_value.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/stock/stock_rule.h"

static struct stock_want nothing(void)
{
	return (struct stock_want){.kind = NULL};
}

static struct stock_want status(const char *word)
{
	return (struct stock_want){.kind = OUTBOX_OFFER_STATUS, .word = word};
}

static struct stock_want number(const struct stock_offer_case *c)
{
	if (c->available == c->shows)
		return nothing();
	return (struct stock_want){.kind = OUTBOX_OFFER_STOCK, .pieces = c->shows};
}

struct stock_want stock_offer_want(const struct stock_offer_case *c)
{
	const bool is_live = str_eq(c->status, "ACTIVE") || str_eq(c->status, "ACTIVATING");

	if (!c->is_linked || !c->may_write || c->shows == STOCK_UNKNOWN)
		return nothing();
	if (is_live)
		return c->shows > 0 ? number(c) : status(OFFER_EMPTIED);
	if (!str_eq(c->status, "ENDED") || !c->is_emptied || c->shows <= 0)
		return nothing();
	return c->available == c->shows ? status(OFFER_REVIVED) : number(c);
}
