#ifndef PRICING_PRICED_H
#define PRICING_PRICED_H

/*
 * What the price rules make of an offer, or of each offer of a product, as a part of other pages:
 * {{>PRICED}} in the template; empty for who may not see rules, and where no rule is.
 *
 *	if (priced_offer(rq, account_id, offer_id, &page.priced, e))
 *		return e->rc;
 *	priced_fill(tpl_include(t, T_PRICED, TPL_PRICING__PRICED), f, &page.priced);
 */

#include "common/format.h"
#include "domain/pricing/price_book.h"

struct priced {
	struct price_judged *at;
	size_t n;
};
MUST_CHECK enum rc priced_offer(struct request *rq, uint64_t account_id, const char *offer_id,
				struct priced *out, struct err *e);
MUST_CHECK enum rc priced_product(struct request *rq, uint64_t product_id, struct priced *out,
				  struct err *e);
void priced_fill(struct tpl *t, const struct fmt *f, const struct priced *priced);

#endif
