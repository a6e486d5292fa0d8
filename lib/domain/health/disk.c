/* The line below which nothing is risked. */
#include "domain/health/disk.h"

#include "base/host.h"
#include "domain/health/watch.h"

bool disk_is_low(const struct conf *conf)
{
	int64_t free = host_disk_free_percent(conf->state_dir);

	return free >= 0 && free < WATCH_DISK_PERCENT;
}
