/* Requests per minute of one application. */
#include "server/rate.h"

#include "base/time.h"

enum { BAN_MAX_MS = 3600000 };

void rate_ban(struct rate *r, int64_t now_ms, int64_t ms)
{
	r->ban_ms = ms < BAN_MAX_MS ? ms : BAN_MAX_MS;
	r->banned_until = now_ms + r->ban_ms;
}

bool rate_take(struct rate *r, int64_t now_ms)
{
	if (r->ban_ms && now_ms < r->banned_until) {
		rate_ban(r, now_ms, 2 * r->ban_ms);
		return false;
	}
	r->ban_ms = 0;
	if (!r->per_minute)
		return true;
	if (now_ms - r->window_start >= TIME_MINUTE_MS) {
		r->window_start = now_ms;
		r->used = 0;
	}
	return r->used++ < r->per_minute;
}
