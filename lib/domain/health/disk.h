#ifndef DOMAIN_HEALTH_DISK_H
#define DOMAIN_HEALTH_DISK_H

/*
 * What cannot be written down here must not be done at Allegro (RELIABILITY F43), so that who
 * writes there asks first. The line is that of the alarm: when it is raised nothing leaves any
 * more.
 */

#include <stdbool.h>

#include "base/conf.h"

/* Less of the disk below state-dir is free than the alarm allows. Not known is not low. */
bool disk_is_low(const struct conf *conf);

#endif
