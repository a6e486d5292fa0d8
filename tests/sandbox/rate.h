#ifndef SANDBOX_RATE_H
#define SANDBOX_RATE_H

/* The limit of requests an application has per minute (FACTS 1.9: 9000; off unless asked for). */

#include <stdbool.h>
#include <stdint.h>

struct rate {
	int64_t per_minute; /* 0: no limit */
	int64_t window_start;
	int64_t used;
};

/* Count one request; false when the limit is reached and the minute has not passed. */
bool rate_take(struct rate *r, int64_t now_ms);

#endif
