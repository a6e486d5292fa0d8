#ifndef DB_LEASE_H
#define DB_LEASE_H

/*
 * Leases: one holder of a piece of work on all hosts that share a database.
 *
 * A lease is a row, won by one compare-and-set UPDATE that also raises its generation. The clock is
 * the database's. Every transaction that must not be made by a former holder calls lease_fence()
 * inside it: that writes the row under the generation of this holder, so that a process which
 * slept past its lease cannot commit, on one server or on Galera (RELIABILITY 1.1, M5).
 */

#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

enum { LEASE_NAME_MAX = 32, LEASE_HOLDER_MAX = 100 };

struct lease {
	char job[LEASE_NAME_MAX + 1];
	uint64_t subject; /* account the work is about; 0: the job as a whole */
	uint64_t gen;
	char holder[LEASE_HOLDER_MAX + 1]; /* host:pid:place:random, see base/host.h */
};

/*
 * Take the lease for `seconds`. RC_CONFLICT: somebody else has it. A holder that died on this very
 * host (its process is gone) is replaced at once, others when their time is over; so is one from
 * before the machine was started again.
 */
MUST_CHECK enum rc lease_take(struct db *db, const char *job, uint64_t subject, int64_t seconds,
			      struct lease *out, struct err *e);

/* Hold it for `seconds` from now. RC_CONFLICT: it was lost. */
MUST_CHECK enum rc lease_renew(struct db *db, const struct lease *lease, int64_t seconds,
			       struct err *e);

/* Inside a transaction: RC_CONFLICT, and no commit, unless this is still the holder. */
MUST_CHECK enum rc lease_fence(struct db *db, const struct lease *lease, struct err *e);

/* Give it back. A lost lease is no error. */
MUST_CHECK enum rc lease_release(struct db *db, const struct lease *lease, struct err *e);

#endif
