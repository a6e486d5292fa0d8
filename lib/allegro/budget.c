/* Allegro's limits as a table, and budgets that may be absent. */
#include "allegro/budget.h"

/* FACTS 15. */
const struct request_rate request_rates[LIMIT_COUNT] = {
    [LIMIT_ALL] = {"all", 9000, 60, PER_APPLICATION},
    /* Not published: a refresh every few hours and a device polled every 5 s fit with ease. */
    [LIMIT_TOKENS] = {"tokens", 120, 60, PER_APPLICATION},
    [LIMIT_CARRIERS] = {"carriers", 50, 1, PER_APPLICATION},
    [LIMIT_SHIPMENTS] = {"shipments", 50, 1, PER_APPLICATION},
    [LIMIT_OFFER_READ] = {"offer-read", 3500, 60, PER_ACCOUNT},
    [LIMIT_OFFER_WRITE] = {"offer-write", 2490, 60, PER_ACCOUNT},
    [LIMIT_OFFER_CREATE] = {"offer-create", 2490, 60, PER_ACCOUNT},
    [LIMIT_CATEGORY_MATCH] = {"category-match", 5, 1, PER_APPLICATION},
    /* Not published: with what is left to others, five a second go out. */
    [LIMIT_PRODUCTS] = {"products", 600, 60, PER_APPLICATION},
    [LIMIT_PRICE_RULES] = {"price-rules", 5, 1, PER_APPLICATION},
    [LIMIT_RETURNS] = {"returns", 25, 1, PER_ACCOUNT},
};

enum rc budget_take(const struct request_budget *b, const struct request_ask *ask, size_t *granted,
		    struct err *e)
{
	*granted = ask->want;
	return b->take ? b->take(b->ctx, ask, granted, e) : RC_OK;
}

void budget_tell(const struct request_budget *b, const struct request_told *told)
{
	if (b->tell)
		b->tell(b->ctx, told);
}
