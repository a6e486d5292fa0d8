#ifndef DOMAIN_MAPPING_CONTRADICTION_STORE_H
#define DOMAIN_MAPPING_CONTRADICTION_STORE_H

/* Private to lib/domain/mapping. Inside a transaction. */

#include "domain/mapping/contradiction.h"

MUST_CHECK enum rc contradiction_save(struct db *db, const struct contradiction *c, struct err *e);
MUST_CHECK enum rc contradiction_find(struct db *db, void *mem, uint64_t id,
				      struct contradiction *out, struct err *e);
/* RC_CONFLICT: it is gone. */
MUST_CHECK enum rc contradiction_delete(struct db *db, uint64_t id, struct err *e);

#endif
