/* Preloaded: the wall clock of a program is $KRAM_CLOCK_S seconds off. Nothing else is. */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdlib.h>
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
