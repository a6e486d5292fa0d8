#ifndef DOMAIN_PRICING_PRICE_SCOPE_H
#define DOMAIN_PRICING_PRICE_SCOPE_H

/*
 * For which offers a rule is. Of the rules that cover an offer the most special one counts, and it
 * alone, armed or not: who switches a special rule off leaves its offers at their price and does
 * not hand them to the next one. Pure.
 *
 * The order, what stands first weighing more than all that follows: a single offer; a brand; a
 * shop category, the deeper one; a category of Allegro's, the deeper one; a marketplace; an
 * account.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts are "" and the account 0 where it is for all. */
struct price_scope {
	uint64_t account_id;
	const char *offer_id;
	const char *brand;	   /* folded (base/fold.h) */
	const char *shop_category; /* levels by " > "; and what lies below it */
	const char *category_id;   /* Allegro's; and what lies below it */
	const char *market;
	const char *currency; /* never "": amounts of the rule are in it */
};

/* What is known of an offer; texts are "" when it is not. */
struct price_subject {
	uint64_t account_id;
	const char *offer_id;
	const char *brand; /* folded, of its product */
	const char *shop_category;
	const char *const *categories; /* Allegro's, its own first, then those above it */
	size_t n_categories;
	const char *market;
	const char *currency;
};

enum {
	PRICE_WEIGHTS = 6,
	PRICE_DEPTH_MAX = 32, /* levels of categories */
};

/* How special a scope is for an offer it covers. */
struct price_weight {
	uint32_t of[PRICE_WEIGHTS];
};

/* False: it is not for this offer. */
bool price_scope_covers(const struct price_scope *scope, const struct price_subject *subject,
			struct price_weight *out);

/* Like strcmp(): above 0 when a is the more special one. */
int price_weight_compare(const struct price_weight *a, const struct price_weight *b);

#endif
