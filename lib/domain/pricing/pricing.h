#ifndef DOMAIN_PRICING_PRICING_H
#define DOMAIN_PRICING_PRICING_H

/*
 * The price rules there are. A rule is a chain of versions, none of which is ever changed, only
 * ended: its history, and the way back. What is changed about a rule switches it off, so that what
 * it would do is looked at before it is armed again; arming is a version too.
 *
 * Each is made in one transaction with its audit row.
 */

#include "base/err.h"
#include "db/db.h"
#include "domain/pricing/price_rule.h"
#include "domain/pricing/price_scope.h"

enum {
	PRICE_NAME_MAX = 100,	  /* characters */
	PRICE_AUTO_OFFERS = 50,	  /* a new rule's: so many at once go without being asked about */
	PRICE_AUTO_CHANGE = 1000, /* and by so much each, basis points */
	PRICE_AUTO_OFFERS_MAX = 100000,
	PRICE_AUTO_CHANGE_MAX = 5000, /* half of it; whoever wants more is asked */
	PRICE_RULES_MAX = 500, /* that hold: a page shows them, and an offer is held against each */
};

struct price_version {
	uint64_t id;
	uint64_t number; /* of the rule: the id of its first version; 0: of one to be made */
	const char *environment;
	const char *name;
	struct price_scope scope; /* its currency is that of the rule */
	struct price_rule rule;
	int64_t auto_offers;
	int64_t auto_change;
	int64_t armed;	/* 0, 1; of what cannot be read 0 */
	bool is_broken; /* a word of it is not known here: it prices nothing */
	int64_t made_at;
	const char *made_by;
	int64_t ended_at; /* TIME_NONE: it holds */
	const char *ended_by;
	uint64_t replaces; /* 0: none. Of one to be made: the version its author saw */
};

/* Keep a rule, or a further version of one (`number` and `replaces` say of which), switched off.
 * *number: of the rule. RC_INVALID: it makes no sense, or there are PRICE_RULES_MAX. RC_CONFLICT:
 * somebody else changed it meanwhile, or another rule is for the same offers. */
MUST_CHECK enum rc price_rule_keep(struct db *db, const struct price_version *v, uint64_t *number,
				   struct err *e);

enum price_switch { PRICE_OFF, PRICE_ARMED };
/* RC_CONFLICT: the version with this id holds no more, or is broken. */
MUST_CHECK enum rc price_rule_switch(struct db *db, uint64_t id, enum price_switch to,
				     const char *actor, struct err *e);

/* It holds no more; price_rule_undo(): but what it had replaced does, as it was. RC_CONFLICT: it
 * had ended, or another rule is for the same offers now. */
MUST_CHECK enum rc price_rule_end(struct db *db, uint64_t id, const char *actor, struct err *e);
MUST_CHECK enum rc price_rule_undo(struct db *db, uint64_t id, const char *actor, struct err *e);

/* Of an environment, those that hold, by name. */
MUST_CHECK enum rc price_rules_live(struct db *db, void *mem, const char *environment,
				    struct price_version **out, size_t *n, struct err *e);

/* All versions of a rule, newest first, up to PRICE_VERSIONS_MAX; n 0: there is no such rule. */
enum { PRICE_VERSIONS_MAX = 100 };
MUST_CHECK enum rc price_rule_versions(struct db *db, void *mem, uint64_t number,
				       struct price_version **out, size_t *n, struct err *e);

#endif
