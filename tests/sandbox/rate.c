/* Requests per minute of one application. */
#include "rate.h"

#include "base/time.h"

bool rate_take(struct rate *r, int64_t now_ms)
{
	if (!r->per_minute)
		return true;
	if (now_ms - r->window_start >= TIME_MINUTE_MS) {
		r->window_start = now_ms;
		r->used = 0;
	}
	return r->used++ < r->per_minute;
}
