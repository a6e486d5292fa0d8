#ifndef DOMAIN_CATALOG_IMPORT_H
#define DOMAIN_CATALOG_IMPORT_H

/*
 * A run: one file on its way into the catalogue.
 *
 * First its rows are read and compared, in bounded transactions, into rows of the run: that is the
 * report, and the catalogue does not know of it. Then all of it is applied in one transaction of a
 * few statements over those rows, so that a reader, and whoever comes after a kill, sees the
 * catalogue as it was or as it will be. A product that somebody changed after it was compared makes
 * the whole run be compared again: what is applied is what the report said.
 *
 * Taking it back is one transaction too: each field that still is what the run made it becomes what
 * it was, and a product the run brought and nobody touched goes. What a person changed or locked
 * meanwhile stays.
 */

#include "base/err.h"
#include "db/db.h"
#include "domain/catalog/product_diff.h"

enum run_state {
	RUN_WAITING,  /* its file is there */
	RUN_READ,     /* compared: the report can be seen */
	RUN_APPROVED, /* somebody wants it applied */
	RUN_APPLIED,
	RUN_TO_UNDO, /* somebody wants it taken back */
	RUN_UNDONE,
	RUN_FAILED,  /* problem says why; nothing was changed */
	RUN_DROPPED, /* not wanted */
	RUN_DRAFT,   /* uploaded: nobody has said yet how it is read */
	RUN_STATES
};
extern const char *const run_state_names[RUN_STATES + 1];
extern const char *const product_verdict_names[PRODUCT_VERDICTS + 1];
extern const char *const run_brake_names[BRAKES + 1];

/* How the files of one source are read. */
struct import_profile {
	uint64_t id;
	const char *name;
	const char *format;
	const char *encoding; /* "": told by the file; as the next two */
	const char *separator;
	const char *decimal_mark;
	int64_t net; /* prices of which the file does not say what they are, are net */
	int64_t vat; /* INT64_MIN: not known */
	const char *currency;
	const char *mapping; /* a line each: column, tab, target */
	int64_t whole;	     /* what is not in a file is gone from the shop */
	int64_t auto_apply;  /* what no brake holds */
	int64_t version;
};
/* One that nobody has said anything of; without a name. */
#define IMPORT_PROFILE                                                                             \
	((struct import_profile){.format = "",                                                     \
				 .encoding = "",                                                   \
				 .separator = "",                                                  \
				 .decimal_mark = "",                                               \
				 .vat = INT64_MIN,                                                 \
				 .currency = "PLN",                                                \
				 .mapping = "",                                                    \
				 .whole = 1})

struct import_run {
	uint64_t id;
	uint64_t profile_id; /* 0: of a draft */
	const char *state;   /* NULL, of a new one: RUN_WAITING */
	const char *file_name;
	const char *host; /* whose disk has the file; NULL, "": kramctl reads it where it is */
	int64_t file_bytes;
	int64_t read_bytes;
	int64_t rows[PRODUCT_VERDICTS];
	int64_t noted; /* rows with warnings */
	struct run_effect effect;
	const char *brake;
	const char *problem;
	const char *actor;
	int64_t created_at;
	int64_t applied_at;
	int64_t undone_at;
	int64_t version;
};

/* A row of the file, compared. */
struct import_row {
	uint64_t run_id;
	int64_t n;
	int64_t line;
	const char *verdict;
	int64_t product_id; /* INT64_MIN: none */
	int64_t product_version;
	const char *changed;
	const char *locked;
	const char *notes; /* row_note.h */
	const char *words;
	struct product p; /* as the file has it; sku NULL: it has none */
};

MUST_CHECK enum rc import_profile_save(struct db *db, struct import_profile *profile,
				       struct err *e);
MUST_CHECK enum rc import_profile_find(struct db *db, void *mem, const char *name,
				       struct import_profile *out, struct err *e);
MUST_CHECK enum rc import_profile_load(struct db *db, void *mem, uint64_t id,
				       struct import_profile *out, struct err *e);

/* Names of profiles, for choosing one: the first IMPORT_PROFILES by name. */
enum { IMPORT_PROFILES = 100 };
MUST_CHECK enum rc import_profiles_list(struct db *db, void *mem, struct import_profile **out,
					size_t *n, struct err *e);

/* A file is there; *id is its run. */
MUST_CHECK enum rc import_run_start(struct db *db, const struct import_run *run, uint64_t *id,
				    struct err *e);
MUST_CHECK enum rc import_run_load(struct db *db, void *mem, uint64_t id, struct import_run *out,
				   struct err *e);

/* Runs that somebody has to do something about, the oldest first, behind a number (0: from the
 * first on); up to IMPORT_RUNS_DUE. */
enum { IMPORT_RUNS_DUE = 20 };
MUST_CHECK enum rc import_runs_due(struct db *db, void *mem, uint64_t after,
				   struct import_run **out, size_t *n, struct err *e);

/* A draft has its profile, and waits to be read. RC_CONFLICT: it is no draft. */
MUST_CHECK enum rc import_run_settle(struct db *db, uint64_t id, uint64_t profile_id,
				     struct err *e);

/* A run that was READ is approved if it came by itself, its profile wants that, and no brake holds
 * it: in the transaction that made it READ. */
#define IMPORT_BY_ITSELF "import-products" /* the actor of such a run */
#define IMPORT_FETCHED	 "fetch-products"  /* and of one that was fetched */
MUST_CHECK enum rc import_run_agree(struct db *db, uint64_t id, struct err *e);

/* Its rows and its file are as they shall be. */
MUST_CHECK enum rc import_run_tidied(struct db *db, uint64_t id, struct err *e);

/* From one state into another: RC_CONFLICT when it is in another one. problem is kept for
 * RUN_FAILED, "" else. */
MUST_CHECK enum rc import_run_move(struct db *db, uint64_t id, enum run_state from,
				   enum run_state to, const char *problem, struct err *e);

/* Forget the rows of a run that is read again: some thousand a call, *more says whether there are
 * others. With `spare` those that taking it back and the report need stay. */
enum import_rows { IMPORT_ROWS_ALL, IMPORT_ROWS_SPARE };
MUST_CHECK enum rc import_rows_forget(struct db *db, uint64_t run_id, enum import_rows which,
				      bool *more, struct err *e);
MUST_CHECK enum rc import_rows_add(struct db *db, const struct import_row *rows, size_t n,
				   struct err *e);

/* Parents of variants by their keys, and forgetting all of them (import_parents.h). */
MUST_CHECK enum rc import_parents_find(struct db *db, void *mem, uint64_t run_id,
				       const char *const *keys, size_t n, struct import_row **out,
				       size_t *n_out, struct err *e);
MUST_CHECK enum rc import_parents_forget(struct db *db, uint64_t run_id, struct err *e);

/* Rows with a SKU that an earlier row of the file has are refused. */
MUST_CHECK enum rc import_rows_refuse_twins(struct db *db, uint64_t run_id, struct err *e);

/* For a report: rows of one verdict, behind the n-th of the file; NULL: of any. Of texts they have
 * the beginning: a description may be a megabyte. */
MUST_CHECK enum rc import_rows_list(struct db *db, void *mem, uint64_t run_id, const char *verdict,
				    int64_t after, struct import_row **out, size_t *n,
				    struct err *e);
enum { IMPORT_ROWS_PAGE = 100 };

/* Where the reading stands; and what the report says at its end, which makes the run READ. */
MUST_CHECK enum rc import_run_progress(struct db *db, uint64_t id, int64_t read_bytes,
				       struct err *e);
MUST_CHECK enum rc import_run_report(struct db *db, const struct import_run *run, struct err *e);

/* Count what would be gone: products of the profile without a row. */
MUST_CHECK enum rc import_count_gone(struct db *db, uint64_t run_id, uint64_t profile_id,
				     int64_t *n, struct err *e);

/* The same as the counts of import_run.rows, out of its rows. */
MUST_CHECK enum rc import_count_rows(struct db *db, uint64_t run_id, struct import_run *out,
				     struct err *e);

/* In one transaction of the caller's. RC_CONFLICT with the code IMPORT_STALE: a product is not what
 * it was compared with. */
#define IMPORT_STALE "import-stale"
MUST_CHECK enum rc import_apply_rows(struct db *db, const struct import_run *run,
				     const struct import_profile *profile, struct err *e);
MUST_CHECK enum rc import_undo_rows(struct db *db, uint64_t run_id, struct err *e);

#endif
