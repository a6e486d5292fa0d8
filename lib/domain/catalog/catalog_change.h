#ifndef DOMAIN_CATALOG_CATALOG_CHANGE_H
#define DOMAIN_CATALOG_CATALOG_CHANGE_H

/*
 * What a person changes about a product. The field is locked by it: files leave it alone until
 * somebody unlocks it, and then the next file may move it again. Each is in the audit trail.
 */

#include "domain/catalog/catalog.h"

/* Fields a person may change, by name; ended by NULL. Stock is none: its ledger has its own ways.
 */
extern const char *const catalog_change_names[];

struct catalog_change {
	uint64_t id;
	int64_t version; /* of the product as it was seen */
	const char *field;
	const char *value; /* as it is typed: "1 234,50", "0,5 kg" */
	const char *actor;
};

/* RC_INVALID: this is no value of that field. RC_CONFLICT: somebody was faster. */
MUST_CHECK enum rc catalog_change(struct db *db, const struct catalog_change *change,
				  struct err *e);
MUST_CHECK enum rc catalog_unlock(struct db *db, const struct catalog_change *change,
				  struct err *e);

#endif
