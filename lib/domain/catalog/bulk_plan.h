#ifndef DOMAIN_CATALOG_BULK_PLAN_H
#define DOMAIN_CATALOG_BULK_PLAN_H

/*
 * One field of the products a person marked, or of all that a filter finds, changed at once: first
 * a stored plan with the products and their versions, then the change of those that nobody touched
 * meanwhile, in one transaction, and its undoing for those that nobody touched since. A person may
 * do so only with what catalog_change.h lets him change of one.
 */

#include "domain/catalog/catalog_change.h"

enum {
	BULK_MAX = 5000, /* products: what one request changes in a second or two */
	BULK_DAYS = 90,	 /* a change may be undone that long; a plan waits for a day */
	BULK_ROWS = 50,
};

#define BULK_PLANNED "PLANNED"
#define BULK_DONE    "DONE"
#define BULK_UNDONE  "UNDONE"

struct bulk_row {
	uint64_t id;
	const char *verb;
	const char *field;
	const char *value;
	const char *state;
	int64_t products;
	int64_t changed;
	int64_t skipped;
	const char *actor;
	int64_t made_at;
	int64_t done_at;
	int64_t undone_at;
	const char *undone_by;
};

struct bulk_asked {
	enum catalog_verb verb;
	const char *field;
	const char *value;
	const char *actor;
	const uint64_t *ids; /* marked, each once or more; NULL: what the filter finds */
	size_t n_ids;
	const struct catalog_filter *filter;
};

/* RC_INVALID: these are more than BULK_MAX, or none. */
MUST_CHECK enum rc bulk_plan(struct db *db, const struct bulk_asked *asked, uint64_t *id,
			     struct err *e);

/* RC_CONFLICT: somebody did so already. */
MUST_CHECK enum rc bulk_apply(struct db *db, uint64_t id, const char *actor, struct err *e);
MUST_CHECK enum rc bulk_undo(struct db *db, uint64_t id, const char *actor, struct err *e);

MUST_CHECK enum rc bulk_find(struct db *db, void *mem, uint64_t id, struct bulk_row *out,
			     struct err *e);

/* Those that were done, the newest first, up to BULK_ROWS. */
MUST_CHECK enum rc bulk_list(struct db *db, void *mem, struct bulk_row **out, size_t *n,
			     struct err *e);

/* The first of its products, as they are and as they would be; up to CATALOG_BULK_MAX. */
MUST_CHECK enum rc bulk_sample(struct db *db, void *mem, const struct bulk_row *row,
			       struct catalog_outcome *out, size_t *n, struct err *e);

#endif
