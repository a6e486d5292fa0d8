#ifndef DOMAIN_CATALOG_IMPORT_SOURCE_H
#define DOMAIN_CATALOG_IMPORT_SOURCE_H

/*
 * Where a profile's files come from by themselves: an address in the shop, asked at its period.
 *
 * A file that came is a run like any other. What its server told of it (ETag, Last-Modified) is
 * kept with the run and asked with next time only if that run could be read: a web page in place of
 * the file is asked for again, whatever its ETag. The same bytes as last time are no new run. A
 * file that waits for a person gives way to a newer one. SOURCE_PATIENCE failures in a row, of
 * asking or of reading, are an alarm.
 */

#include "base/err.h"
#include "base/secret.h"
#include "db/db.h"
#include "domain/catalog/import_stage.h"

enum {
	SOURCE_PATIENCE = 3,
	SOURCE_RETRY_MIN = 10, /* after a failure, doubled with each, at most the period */
	SOURCE_PERIOD_MIN = 15,
	SOURCE_PERIOD_USUAL = 60,
	SOURCE_PERIOD_MAX = 7 * 24 * 60,
	SOURCES_MAX = 100, /* a shop has a few */
};

/* Faults that are not those of fetching (net/fetch.h). */
#define SOURCE_FAULT_FILE "file" /* it came, and cannot be read */

struct file_source {
	uint64_t profile_id;
	const char *profile; /* its name */
	const char *address; /* may hold a key: source_address_shown() */
	int64_t period_min;
	int64_t paused;
	int64_t auto_apply; /* of the profile */
	int64_t next_at;
	int64_t asked_at; /* TIME_NONE: never */
	int64_t got_at;	  /* the same */
	const char *fault;
	const char *problem;
	int64_t failures;
	int64_t run_id; /* INT64_MIN: none */
	const char *run_state;
	const char *run_problem;
	const char *etag;
	const char *modified;
	struct bytes digest;
	int64_t version;
};

/* How long to wait after so many failures in a row. Pure. */
int64_t source_pause_min(int64_t period_min, int64_t failures);

/* May its last file be asked with, and stand for an equal one? Pure. */
bool source_has_good_run(const struct file_source *s);

MUST_CHECK enum rc source_list(struct db *db, void *mem, struct file_source **out, size_t *n,
			       struct err *e);
MUST_CHECK enum rc source_load(struct db *db, void *mem, uint64_t profile_id,
			       struct file_source *out, struct err *e);

/* What a person decides, with its place in the audit trail, which never has the address. */
struct source_draft {
	uint64_t profile_id; /* 0: of the name, made if there is none */
	const char *profile;
	const char *address; /* "": stays */
	int64_t period_min;
	int64_t auto_apply;
	int64_t version; /* that was seen; 0: a new one */
};
/* RC_CONFLICT: somebody was faster, or the profile has a source already. */
MUST_CHECK enum rc source_save(struct db *db, const struct source_draft *draft, const char *actor,
			       struct err *e);
enum source_change { SOURCE_PAUSE, SOURCE_RESUME, SOURCE_NOW, SOURCE_REMOVE, SOURCE_CHANGES };
MUST_CHECK enum rc source_change(struct db *db, uint64_t profile_id, enum source_change change,
				 const char *actor, struct err *e);

/* ---- For the job -------------------------------------------------------------------------------
 */

/* Those whose time has come, the longest due first; not while their last file is being read. */
MUST_CHECK enum rc source_list_due(struct db *db, void *mem, struct file_source **out, size_t *n,
				   struct err *e);

/* What became of files that came since: one that could not be read is a failure. */
MUST_CHECK enum rc source_settle(struct db *db, const struct stage_fence *fence, struct err *e);

/* The alarms are those of the sources that fail now, and of no other. */
MUST_CHECK enum rc source_watch(struct db *db, struct err *e);

/* Nothing new. */
MUST_CHECK enum rc source_same(struct db *db, const struct file_source *s,
			       const struct stage_fence *fence, struct err *e);

MUST_CHECK enum rc source_failed(struct db *db, const struct file_source *s, const char *fault,
				 const char *problem, const struct stage_fence *fence,
				 struct err *e);

/* A file came: *run_id is its run, a draft until its file is in its place (import_spool.h) and
 * import_run_settle() says so, or another job would take the file for lost. */
struct source_file {
	int64_t bytes;
	const char *etag;
	const char *modified;
	uint8_t digest[SECRET_HASH_BYTES];
};
MUST_CHECK enum rc source_got(struct db *db, const struct file_source *s,
			      const struct source_file *file, const struct stage_fence *fence,
			      uint64_t *run_id, struct err *e);

#endif
