#ifndef BASE_BEAT_H
#define BASE_BEAT_H

/*
 * Heartbeats of this host: one empty file NAME.beat under state-dir, whose time of change is the
 * sign of life. They need neither the database nor room on the disk.
 */

#include <stdint.h>

#include "base/conf.h"
#include "base/err.h"

/* Alive now. RC_IO when the file cannot be made or touched. */
MUST_CHECK enum rc beat_touch(const struct conf *conf, const char *name, struct err *e);

/* UTC ms of the last sign; TIME_NONE when there was none. */
int64_t beat_last(const struct conf *conf, const char *name);

#endif
