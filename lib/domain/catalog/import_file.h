#ifndef DOMAIN_CATALOG_IMPORT_FILE_H
#define DOMAIN_CATALOG_IMPORT_FILE_H

/*
 * The file of a run, read through: what it is, then its rows compared in batches. Memory is that of
 * one batch, whatever the size of the file.
 */

#include "domain/catalog/import_stage.h"
#include "domain/catalog/product_detect.h"
#include "domain/catalog/product_read.h"

enum {
	IMPORT_ROWS_MAX = 500 * 1000,	      /* a shop of five times what Kram is measured with */
	IMPORT_BATCH_BYTES = 4 * 1024 * 1024, /* texts of a batch: descriptions of 40 kB each */
	IMPORT_LOOK_ROWS = 1000,	      /* tell the decimal mark */
};

struct import_source {
	uint64_t run_id;
	int fd; /* can be read from its beginning again */
	struct stage_fence fence;
	/* Between two batches; a stop is its RC_STOPPED. NULL: nobody asks. */
	enum rc (*beat)(void *arg, struct err *e);
	void *beat_arg;
};

/*
 * RC_OK: the run is READ, or FAILED with its problem. Anything else left it WAITING: it can be read
 * again.
 */
MUST_CHECK enum rc import_file_read(struct db *db, const struct import_source *src, struct err *e);

/* What the file is and how it would be read, by its beginning and the profile. RC_INVALID: it is no
 * file of products, or not what the profile is for; the sentence is for people. */
struct import_plan {
	struct table_opts table;
	struct read_options read;
};
MUST_CHECK enum rc import_file_plan(int fd, const struct import_profile *profile,
				    struct import_plan *out, struct err *e);

#endif
