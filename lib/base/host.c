/* Name and disk of this machine. */
#include "base/host.h"

#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

void host_name(char out[HOST_NAME_SIZE])
{
	memset(out, 0, HOST_NAME_SIZE);
	if (gethostname(out, HOST_NAME_SIZE - 1) || !*out)
		memcpy(out, "localhost", sizeof("localhost"));
}

int64_t host_disk_free_percent(const char *folder)
{
	struct statvfs fs;

	if (statvfs(folder, &fs) || !fs.f_blocks)
		return -1;
	return (int64_t)((uint64_t)fs.f_bavail * 100 / (uint64_t)fs.f_blocks);
}
