#ifndef DOMAIN_HEALTH_HEALTH_H
#define DOMAIN_HEALTH_HEALTH_H

/* Can this installation do its work? For /readyz, which a monitor asks every few seconds. */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/time.h"
#include "db/db.h"

/* A job beats at least once a minute; five missed minutes are no coincidence. */
#define HEALTH_SILENT_MS (5 * TIME_MINUTE_MS)

/* How /readyz begins when the panel works and something else does not. */
#define HEALTH_NOT_READY "not ready: "

struct health {
	int64_t accounts_connected;
	int64_t accounts_cut_off; /* a person has to connect them again */
	int64_t red_alarms;
	int64_t poll_age_ms;  /* since the last sign of poll-orders; INT64_MIN: never */
	int64_t watch_age_ms; /* of send-alarms */
};

/* RC_OK with figures, or why the database is of no use (unreachable, other schema). */
MUST_CHECK enum rc health_read(struct db *db, void *owner, struct health *out, struct err *e);

/* Pure: the first thing that is wrong, in English words for machines; NULL: ready. Nothing
 * connected and no job ever started means nothing to do: that is ready. */
const char *health_fault(const struct health *h);

#endif
