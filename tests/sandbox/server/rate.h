#ifndef SANDBOX_SERVER_RATE_H
#define SANDBOX_SERVER_RATE_H

/* The limit of requests an application has per minute (FACTS 1.9: 9000; off unless asked for), and
 * the ban of one that goes on asking (RELIABILITY 0.2). */

#include <stdbool.h>
#include <stdint.h>

struct rate {
	int64_t per_minute; /* 0: no limit */
	int64_t window_start;
	int64_t used;
	int64_t ban_ms;	      /* 0: no ban; doubles with each request while it lasts */
	int64_t banned_until; /* monotonic */
	bool tells;	      /* Retry-After is sent */
};

/* Count one request; false when the limit is reached and the minute has not passed. */
bool rate_take(struct rate *r, int64_t now_ms);

/* Ban the application for so long, and for twice as long each time it asks meanwhile; 0: lift it.
 */
void rate_ban(struct rate *r, int64_t now_ms, int64_t ms);

#endif
