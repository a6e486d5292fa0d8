#ifndef DOMAIN_MAPPING_DECISION_STORE_H
#define DOMAIN_MAPPING_DECISION_STORE_H

/* Private to lib/domain/mapping. */

#include "domain/mapping/decision.h"
#include "domain/mapping/ready.h"

/* Which products are to be judged anew for it. */
enum touch_kind decision_touches(void *mem, const struct decision *d, const char **subject);

/* Inside a transaction, all of these. The one that holds for the same subject and condition,
 * locked; RC_NOT_FOUND: there is none. */
MUST_CHECK enum rc decision_lock(struct db *db, void *mem, const struct decision *like,
				 struct decision *out, struct err *e);
MUST_CHECK enum rc decision_insert(struct db *db, const struct decision *d, struct err *e);
/* RC_CONFLICT: it had ended. */
MUST_CHECK enum rc decision_close(struct db *db, uint64_t id, const char *actor, struct err *e);

#endif
