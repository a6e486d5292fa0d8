/* Preloaded: what a host tells a program is not so. The wall clock is $KRAM_CLOCK_S seconds off, of
 * every disk $KRAM_DISK_PERCENT percent are free. */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <time.h>

int clock_gettime(clockid_t id, struct timespec *ts)
{
	static int (*real)(clockid_t, struct timespec *);
	const char *off = getenv("KRAM_CLOCK_S");

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
	int result = real(id, ts);
	if (!result && off && id == CLOCK_REALTIME)
		ts->tv_sec += strtol(off, NULL, 10);
	return result;
}

int statvfs(const char *path, struct statvfs *fs)
{
	static int (*real)(const char *, struct statvfs *);
	const char *percent = getenv("KRAM_DISK_PERCENT");

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "statvfs");
	int result = real(path, fs);
	if (!result && percent)
		fs->f_bavail = fs->f_blocks / 100 * strtoul(percent, NULL, 10);
	return result;
}
