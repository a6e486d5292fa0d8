#ifndef DOMAIN_OFFERS_AUTOMATION_STORE_H
#define DOMAIN_OFFERS_AUTOMATION_STORE_H

/* Private to lib/domain/offers: statements of automation.h. */

#include "domain/offers/automation.h"

/* Whether offers under a rule are to be looked for, and whether some are to be asked. */
struct automation_due {
	int64_t look;
	int64_t offers;
};
MUST_CHECK enum rc automation_due(struct db *db, uint64_t account_id, struct automation_due *out,
				  struct err *e);

/* All inside a transaction. What the list of offers has under a rule, or under another one than
 * before, is to be asked. */
MUST_CHECK enum rc automation_look(struct db *db, uint64_t account_id, struct err *e);

struct automation_asked {
	const char *offer_id;
};
MUST_CHECK enum rc automation_offers_due(struct db *db, void *mem, uint64_t account_id,
					 struct automation_asked **out, size_t *n, struct err *e);
MUST_CHECK enum rc automation_seats_save(struct db *db, uint64_t account_id, const char *offer_id,
					 const struct automation_place *places, size_t n,
					 struct err *e);
/* It could not be asked: tomorrow again. */
MUST_CHECK enum rc automation_offer_postpone(struct db *db, uint64_t account_id,
					     const char *offer_id, struct err *e);

#endif
