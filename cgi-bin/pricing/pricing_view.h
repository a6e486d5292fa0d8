#ifndef PRICING_PRICING_VIEW_H
#define PRICING_PRICING_VIEW_H

#include "categories/categories.h"
#include "common/format.h"
#include "domain/outbox/outbox.h"
#include "domain/pricing/auto_rule.h"
#include "domain/pricing/price_push.h"
#include "domain/pricing/pricing.h"
#include "domain/pricing/price_terms.h"

struct pricing_page {
	struct account_list accounts;
	struct categories_tree tree; /* environment NULL: no account is connected */
	struct price_version *rules;
	size_t n_rules;
	struct price_push *pushes; /* by rule and account */
	size_t n_pushes;
	struct price_fee *fees;
	size_t n_fees;
	struct currency_rate *rates;
	size_t n_rates;
	struct auto_rule_row *autos; /* Allegro's own */
	size_t n_autos;
	struct outbox_batch undo;
	const char *fee_problem; /* with what was typed; NULL: none */
	const char *rate_problem;
	const char *typed_category;
	const char *typed_fee;
	const char *typed_rates;
};
void pricing_fill(struct tpl *t, const struct fmt *f, const struct pricing_page *page);

#endif
