#ifndef DOMAIN_HEALTH_WATCH_NUMBERS_H
#define DOMAIN_HEALTH_WATCH_NUMBERS_H

/* Numbers as the rules of the watch need them; private to watch*.c. */

#include <inttypes.h>

#include "base/mem.h"

static inline const char *number(void *owner, int64_t n)
{
	return mem_printf(owner, "%" PRId64, n);
}

static inline int64_t magnitude(int64_t n)
{
	return n < 0 ? -n : n;
}

static inline int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

#endif
