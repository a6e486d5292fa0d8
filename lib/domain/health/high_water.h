#ifndef DOMAIN_HEALTH_HIGH_WATER_H
#define DOMAIN_HEALTH_HIGH_WATER_H

/*
 * Has the database gone back in time? (RELIABILITY F40: a restored backup, commits a cluster lost.)
 *
 * Each host remembers under state-dir how far numbers had come that only ever grow. When the
 * database knows less than that, what happened in between is unknown to it: the alarm
 * ALARM_TIME_TRAVEL goes up and stays until a person accepts the state ("kramctl alarms
 * accept-restore"), and who writes to Allegro asks for it first (alarm_is_open).
 *
 * A host that remembers nothing meets a database with a history: it joined others, or it is the new
 * home of a backup. Somebody used the database minutes ago: it lives. If nobody did, Allegro has to
 * be asked (restore_check.h), because its journal remembers what happened to orders, our own
 * writes among it, when nobody else does.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/conf.h"
#include "db/db.h"

struct high_water {
	int64_t runs;	   /* of jobs */
	int64_t cursor;	   /* moves of all order cursors */
	int64_t tokens;	   /* generations of all accounts' tokens */
	int64_t audit;	   /* entries of the trail */
	int64_t silent_ms; /* since Allegro's journal was read last, for any account; INT64_MIN:
			    * never, so that there is no history to lose. Not remembered */
};

enum high_water_sign {
	HIGH_WATER_WELL,
	HIGH_WATER_FELL,    /* the database knows less than this host does */
	HIGH_WATER_UNKNOWN, /* this host knows nothing, and nobody uses the database */
};

/* seen: NULL when this host remembers nothing. Pure. */
enum high_water_sign high_water_judge(const struct high_water *seen, const struct high_water *now);

/* What the database knows. */
MUST_CHECK enum rc high_water_read(struct db *db, struct high_water *out, struct err *e);

/*
 * Compare with what this host remembers. When all is well, and nobody has found otherwise, that is
 * remembered from here on; else the memory stays as it is.
 */
MUST_CHECK enum rc high_water_check(const struct conf *conf, struct db *db,
				    enum high_water_sign *sign, struct err *e);

/* The same on a host that remembers nothing yet; on any other it costs a look at the file. */
MUST_CHECK enum rc high_water_learn(const struct conf *conf, struct db *db,
				    enum high_water_sign *sign, struct err *e);

/*
 * May this host write to Allegro? Not while somebody has found that the database went back, nor
 * when this host finds it now, or cannot know; looks only, changes nothing.
 */
MUST_CHECK enum rc high_water_may_write(const struct conf *conf, struct db *db, bool *may,
					struct err *e);

/* Take the database as it is from here on. */
MUST_CHECK enum rc high_water_accept(const struct conf *conf, struct db *db, struct err *e);

#endif
