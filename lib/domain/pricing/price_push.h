#ifndef DOMAIN_PRICING_PRICE_PUSH_H
#define DOMAIN_PRICING_PRICE_PUSH_H

/*
 * From price rules to plans: for push-prices. An account's offers are held against the rules every
 * PRICE_PUSH_MS, and at once when a rule was changed. What an armed rule changes becomes a plan of
 * its own (offers/plan.h), which goes on by itself if it is as small as the rule allows and no
 * brake holds it, and waits for a person else. The same changes are not planned twice: who stops
 * such a plan is not asked again until something differs.
 *
 * Nothing is written to Allegro here, and nothing is asked of it.
 */

#include "domain/accounts/turn.h"
#include "domain/pricing/pricing.h"

enum { PRICE_PUSH_MS = 5 * 60 * 1000 }; /* a look at 100,000 offers takes four seconds */

MUST_CHECK enum rc prices_are_due(struct turn *turn, bool *due, struct err *e);
MUST_CHECK enum rc prices_push(struct turn *turn, struct err *e);

/* May what a rule changes go without a person's word? biggest: change of a price, basis points.
 * Pure.
 */
bool price_push_goes_alone(const struct price_version *rule, int64_t changes, int64_t biggest);

/* What a rule last led to at the offers of an account. */
struct price_push {
	uint64_t account_id;
	uint64_t number; /* of the rule; 0: of the account as a whole */
	int64_t looked_at;
	const char *digest; /* of the changes; "": none, or not all of them are planned yet */
	int64_t changes;
	int64_t left_out;
	uint64_t plan_id;	/* 0: none */
	const char *plan_state; /* NULL: none */
};
/* Those of an environment, by rule. */
MUST_CHECK enum rc price_pushes(struct db *db, void *mem, const char *environment,
				struct price_push **out, size_t *n, struct err *e);

#endif
