#ifndef DOMAIN_MAPPING_RULES_H
#define DOMAIN_MAPPING_RULES_H

/*
 * The decisions that hold for an account, ready to be asked: which rule counts for a product. Pure
 * but for loading. Conditions come before what holds always, the account before all accounts.
 */

#include "domain/catalog/product.h"
#include "domain/mapping/decision.h"
#include "domain/mapping/offer_fields.h"
#include "domain/mapping/rule_condition.h"
#include "domain/mapping/value_source.h"

struct rule {
	struct decision d;
	struct rule_condition condition; /* of d.applies_if */
	struct value_source source;	 /* of a rule of a parameter, of a field of offers */
	bool is_broken;			 /* cannot be read: counts for nothing */
};

struct rules {
	struct rule *at; /* by kind, subject, and then as they count */
	size_t n;
	struct offer_sources offer;
};

/* Of decisions in the order of decisions_live(), those that concern the account. */
void rules_make(void *mem, struct decision *decisions, size_t n, uint64_t account_id,
		struct rules *out);
MUST_CHECK enum rc rules_load(struct db *db, void *mem, const char *environment,
			      uint64_t account_id, struct rules *out, struct err *e);

enum rule_which { RULE_CONDITIONAL, RULE_ALWAYS };

/* The first rule of this subject that counts for the product; NULL: none. */
const struct rule *rule_find(const struct rules *rules, enum decision_kind kind,
			     const char *subject, enum rule_which which,
			     const struct product *product);

#endif
