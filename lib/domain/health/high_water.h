#ifndef DOMAIN_HEALTH_HIGH_WATER_H
#define DOMAIN_HEALTH_HIGH_WATER_H

/*
 * Has the database gone back in time? (RELIABILITY F40: a restored backup, commits a cluster lost.)
 *
 * Each host remembers under state-dir how far numbers had come that only ever grow. When the
 * database knows less than that, what happened in between is unknown to it: the alarm
 * ALARM_TIME_TRAVEL goes up and stays until a person accepts the state ("kramctl alarms
 * accept-restore"), and who writes to Allegro asks for it first (alarm_is_open).
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/conf.h"
#include "db/db.h"

struct high_water {
	int64_t runs;	/* of jobs */
	int64_t cursor; /* moves of all order cursors */
	int64_t tokens; /* generations of all accounts' tokens */
	int64_t audit;	/* entries of the trail */
};

/* Is any number of b below that of a? Pure. */
bool high_water_fell(const struct high_water *a, const struct high_water *b);

/* What the database knows. */
MUST_CHECK enum rc high_water_read(struct db *db, struct high_water *out, struct err *e);

/*
 * Compare with what this host remembers, then remember the higher. *fell: the database went back;
 * then the memory stays as it is.
 */
MUST_CHECK enum rc high_water_check(const struct conf *conf, struct db *db, bool *fell,
				    struct err *e);

/*
 * May this host write to Allegro? Not while somebody has found that the database went back, nor
 * when this host finds it now; looks only, changes nothing.
 */
MUST_CHECK enum rc high_water_may_write(const struct conf *conf, struct db *db, bool *may,
					struct err *e);

/* Take the database as it is from here on. */
MUST_CHECK enum rc high_water_accept(const struct conf *conf, struct db *db, struct err *e);

#endif
