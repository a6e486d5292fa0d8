#ifndef DOMAIN_PRICING_PRICING_STORE_H
#define DOMAIN_PRICING_PRICING_STORE_H

/* Private to lib/domain/pricing. */

#include "domain/pricing/pricing.h"

/* Inside a transaction, all of these. RC_NOT_FOUND: there is none with this id. */
MUST_CHECK enum rc price_version_lock(struct db *db, void *mem, uint64_t id,
				      struct price_version *out, struct err *e);
/* RC_CONFLICT: one that holds is for the same offers. */
MUST_CHECK enum rc price_version_insert(struct db *db, const struct price_version *v, uint64_t *id,
					struct err *e);
/* RC_CONFLICT: it had ended. */
MUST_CHECK enum rc price_version_close(struct db *db, uint64_t id, const char *actor,
				       struct err *e);
MUST_CHECK enum rc price_rules_count(struct db *db, const char *environment, int64_t *n,
				     struct err *e);

#endif
