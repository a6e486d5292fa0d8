#ifndef DOMAIN_PRICING_PRICE_PUSH_STORE_H
#define DOMAIN_PRICING_PRICE_PUSH_STORE_H

/* Private to lib/domain/pricing. */

#include "domain/pricing/price_push.h"

/* Is a rule armed for the account, and was it looked at before this moment, or the rule made since?
 */
MUST_CHECK enum rc price_push_due(struct db *db, const char *environment, uint64_t account_id,
				  int64_t before, int64_t *due, struct err *e);
MUST_CHECK enum rc price_pushes_of(struct db *db, void *mem, uint64_t account_id,
				   struct price_push **out, size_t *n, struct err *e);
/* Looked at now, by the database's clock. */
MUST_CHECK enum rc price_push_save(struct db *db, const struct price_push *p, struct err *e);

#endif
