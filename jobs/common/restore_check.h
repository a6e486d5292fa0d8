#ifndef JOBS_COMMON_RESTORE_CHECK_H
#define JOBS_COMMON_RESTORE_CHECK_H

/*
 * Does a backup lie here that was restored on a new host? (RELIABILITY F40, high_water.h)
 *
 * For the begin of each round (round.h) that asks Allegro about orders, before it changes anything.
 * On a host that knows the database, or when somebody used it minutes ago, it costs nothing.
 * Otherwise Allegro is asked for the newest event of each account: where our cursor stands on it,
 * nothing is missing, and the host remembers the database from here on. Newer events, no access or
 * no answer may be a backup, or a long pause just as well: the alarm goes up, nothing is written to
 * Allegro, and a person decides ("kramctl alarms accept-restore"). Reading goes on.
 */

#include "job/job.h"

MUST_CHECK enum rc restore_check(struct job *job, struct err *e);

#endif
