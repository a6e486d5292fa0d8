#ifndef DOMAIN_CATALOG_IMPORT_STAGE_H
#define DOMAIN_CATALOG_IMPORT_STAGE_H

/* Rows of a file become compared rows of a run. */

#include "domain/catalog/import.h"
#include "domain/catalog/row_note.h"

/* A row as it was read. */
struct stage_row {
	int64_t n;
	int64_t line;
	struct row_notes notes;
	struct product p;
};

/* A fence inside each transaction, NULL: nobody else works on it. */
struct stage_fence {
	enum rc (*check)(struct db *db, void *arg, struct err *e);
	void *arg;
};
MUST_CHECK enum rc stage_hold(struct db *db, const struct stage_fence *fence, struct err *e);

/* Of a batch: with 100 a file takes a fifth longer, with 1000 no less. */
enum { STAGE_ROWS = 500 };

/* Compare up to STAGE_ROWS rows with the catalogue and keep them, in a transaction of their own;
 * what they would do is added to effect. */
MUST_CHECK enum rc import_stage(struct db *db, uint64_t run_id, struct stage_row *rows, size_t n,
				const struct stage_fence *fence, struct run_effect *effect,
				struct err *e);

/* All rows are in: what is refused because of its twin, what would be gone, the brake; the run is
 * READ. A file without a row that could be taken, a profile's products being there, fails. */
MUST_CHECK enum rc import_stage_end(struct db *db, const struct import_run *run,
				    const struct import_profile *profile,
				    const struct stage_fence *fence,
				    const struct run_effect *effect, struct err *e);

/* In one transaction, from the state somebody left it in for a job (APPROVED, TO_UNDO) or from the
 * one it is in when nobody else shall see it on its way (READ, APPLIED). A run that was compared
 * with what is no more is WAITING again, or DROPPED if it was READ, and *again. */
MUST_CHECK enum rc import_apply(struct db *db, uint64_t run_id, enum run_state from,
				const struct stage_fence *fence, bool *again, struct err *e);
MUST_CHECK enum rc import_undo(struct db *db, uint64_t run_id, enum run_state from,
			       const struct stage_fence *fence, struct err *e);

#endif
