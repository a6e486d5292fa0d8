#ifndef PRICING_PRICE_RULE_VIEW_H
#define PRICING_PRICE_RULE_VIEW_H

#include "domain/pricing/price_preview.h"
#include "pricing/rule_form.h"

struct price_rule_page {
	struct account_list accounts;
	struct price_version *versions; /* newest first; none: a new rule */
	size_t n_versions;
	const struct price_version *holds; /* NULL: it was removed, or is not made yet */
	struct rule_form form;
	const char *problem;		     /* with what was typed; NULL: none */
	const struct price_preview *preview; /* NULL: not asked for */
};
void price_rule_fill(struct tpl *t, const struct fmt *f, const struct price_rule_page *page);

/* Is it armed, off, or removed? */
struct label price_rule_state(const struct price_version *v);

/* For which offers it is: "Philips, category 123"; "all offers in PLN". */
const char *price_scope_text(const struct fmt *f, const struct price_scope *scope,
			     const struct account_list *accounts) RETURNS_NONNULL;

#endif
