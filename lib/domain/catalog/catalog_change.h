#ifndef DOMAIN_CATALOG_CATALOG_CHANGE_H
#define DOMAIN_CATALOG_CATALOG_CHANGE_H

/*
 * What a person changes about a product. The field is locked by it: files leave it alone until
 * somebody unlocks it, and then the next file may move it again. Each is in the audit trail.
 */

#include "domain/catalog/catalog_list.h"

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

/* What is done with many (bulk_plan.h): set a field and lock it, lock what it is, let files have it
 * again. */
enum catalog_verb { CATALOG_SET, CATALOG_LOCK, CATALOG_UNLOCK, CATALOG_VERBS };
extern const char *const catalog_verb_names[CATALOG_VERBS + 1];

enum { CATALOG_BULK_MAX = 50 }; /* a page of the list */
struct catalog_bulk {
	enum catalog_verb verb;
	const char *field;
	const char *value; /* of CATALOG_SET, as it is typed */
	uint64_t ids[CATALOG_BULK_MAX];
	size_t n;
};

/* What would become of one product. */
struct catalog_outcome {
	struct catalog_detail before;
	struct product after;
	bool is_same;  /* nothing would change */
	bool is_wrong; /* this is no value of the field, for this product */
};
/* Of a product that is here; texts are the product's or belong to mem. */
void catalog_outcome(void *mem, enum catalog_verb verb, enum product_field field, const char *value,
		     const struct catalog_product *now, struct catalog_outcome *out);
const char *catalog_locks_after(void *mem, enum catalog_verb verb, const char *locks,
				enum product_field field) RETURNS_NONNULL;

MUST_CHECK enum rc catalog_outcomes(struct db *db, void *mem, const struct catalog_bulk *bulk,
				    struct catalog_outcome *out, size_t *n, struct err *e);

#endif
