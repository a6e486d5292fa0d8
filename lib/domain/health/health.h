#ifndef DOMAIN_HEALTH_HEALTH_H
#define DOMAIN_HEALTH_HEALTH_H

/* Can this installation do its work? For /readyz, which a monitor asks every few seconds. */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/time.h"
#include "db/db.h"

/* A polling job beats at least once a minute; five missed minutes are no coincidence. */
#define HEALTH_POLL_MAX_MS (5 * TIME_MINUTE_MS)

struct health {
	int64_t accounts_connected;
	int64_t poll_age_ms; /* since the last sign of poll-orders; INT64_MIN: never */
};

/* RC_OK with figures, or why the database is of no use (unreachable, other schema). */
MUST_CHECK enum rc health_read(struct db *db, void *owner, struct health *out, struct err *e);

/* Nothing connected means nothing to poll: that is healthy. */
bool health_is_fresh(const struct health *h);

#endif
