#ifndef DOMAIN_PRICING_CAMPAIGNS_STORE_H
#define DOMAIN_PRICING_CAMPAIGNS_STORE_H

/* Private to lib/domain/pricing. */

#include "allegro/campaign_api.h"
#include "domain/pricing/campaigns.h"

extern const char *const campaign_kind_names[CAMPAIGN_KINDS + 1]; /* PRICE_CAMPAIGN_... */

struct campaign_due {
	const char *kind;
	int64_t now; /* by the database's clock */
};
MUST_CHECK enum rc campaigns_due(struct db *db, void *mem, uint64_t account_id,
				 struct campaign_due **out, size_t *n, struct err *e);

struct campaign_market {
	const char *id;
};
/* Where the account has offers. */
MUST_CHECK enum rc campaign_markets(struct db *db, void *mem, uint64_t account_id,
				    struct campaign_market **out, size_t *n, struct err *e);

struct campaign_reading {
	uint64_t account_id;
	const char *kind;
	int64_t began_at;
	const char *problem; /* NULL: it came to its end */
};
/* Inside a transaction. */
MUST_CHECK enum rc campaigns_save(struct db *db, void *mem, const struct campaign_reading *r,
				  const struct campaign_offer *rows, size_t n, struct err *e);
/* What was not met takes part no more. */
MUST_CHECK enum rc campaigns_end(struct db *db, const struct campaign_reading *r, struct err *e);
MUST_CHECK enum rc campaigns_postpone(struct db *db, const struct campaign_reading *r,
				      struct err *e);

#endif
