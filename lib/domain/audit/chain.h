#ifndef DOMAIN_AUDIT_CHAIN_H
#define DOMAIN_AUDIT_CHAIN_H

/*
 * The chain that makes the trail tell when somebody changed it behind our back.
 *
 * Each row has a hash (a leaf); a seal hashes the leaves of up to a thousand rows with the seal
 * before it. Rows are sealed in batches by a job under its lease, not one by one as they are
 * written: writers share no row. Whoever alters or deletes a row is found by its leaf, whoever
 * alters a leaf by its seal, a seal by the next one, and who rewrites all of them by a head that
 * was printed or mailed before (`kramctl audit head`).
 */

#include "db/lease.h"
#include "domain/audit/audit.h"

/*
 * Seal one batch of rows; sealed receives their number, 0 when there was nothing left. RC_CONFLICT
 * when the lease was lost.
 */
MUST_CHECK enum rc chain_seal(struct db *db, const struct lease *lease, size_t *sealed,
			      struct err *e);

enum { CHAIN_HASH_TEXT = 65 };

struct chain_head {
	uint64_t seal_id; /* 0: nothing is sealed yet */
	uint64_t last_id; /* last row of the last seal */
	int64_t at;
	char hash[CHAIN_HASH_TEXT]; /* hexadecimal */
};
MUST_CHECK enum rc chain_head(struct db *db, struct chain_head *out, struct err *e);

enum { CHAIN_FAULTS_MAX = 20 };

struct chain_report {
	uint64_t seals;
	uint64_t rows;
	uint64_t faults;			   /* all of them */
	const char *fault_texts[CHAIN_FAULTS_MAX]; /* the first: "row 17 (user.role, ...) ..." */
};

struct chain_reading {
	const char *head; /* kept elsewhere, must be in the chain; NULL: none */
	enum rc (*beat)(void *arg, struct err *e); /* after each seal: a trail is long; or NULL */
	void *beat_arg;
};

/*
 * Read the whole trail and compare. What is wrong is in the report, each with the row or seal it is
 * about; an error is returned only when the reading failed, or beat's. Texts belong to owner.
 */
MUST_CHECK enum rc chain_verify(struct db *db, void *owner, const struct chain_reading *how,
				struct chain_report *out, struct err *e);

/* The verdict of the last nightly verification, for the page. */
struct chain_check {
	int64_t at; /* TIME_NONE: never */
	uint64_t seal_id;
	uint64_t leaves;
	const char *fault; /* NULL: none */
};
MUST_CHECK enum rc chain_check_save(struct db *db, const struct chain_report *report,
				    struct err *e);
MUST_CHECK enum rc chain_check_last(struct db *db, void *owner, struct chain_check *out,
				    struct err *e);

#endif
