#ifndef BASE_TIME_H
#define BASE_TIME_H

/*
 * Time: int64_t milliseconds since 1970 UTC inside, RFC 3339 outside, Europe/Warsaw on the page.
 *
 * TIME_NONE stands for "no time" (SQL NULL, JSON null). Durations are measured with mono_ms(),
 * which no clock change moves. The zone is used only by time_local() and time_day_start().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/compiler.h"

#define TIME_NONE      INT64_MIN
#define TIME_LAST      INT64_C(253402300799000) /* 9999-12-31T23:59:59Z: no bound in SQL */
#define TIME_SECOND_MS INT64_C(1000)
#define TIME_MINUTE_MS (60 * TIME_SECOND_MS)
#define TIME_HOUR_MS   (60 * TIME_MINUTE_MS)
#define TIME_DAY_MS    (24 * TIME_HOUR_MS)

enum { TIME_RFC3339_SIZE = 28 }; /* "2026-11-21T08:15:00.000Z" and its NUL, with room */

/* Once per process, before any other call: sets the zone shown on pages. */
void time_init(void);

int64_t time_now_ms(void);
int64_t mono_ms(void); /* goes on while the machine is suspended: leases do so too */

/* RFC 3339 with Z or offset, 0 to 9 digits of a second (cut to ms). False for anything else. */
bool time_parse_rfc3339(const char *text, int64_t *ms) NONNULL(2);

/* UTC with milliseconds and Z. */
void time_format_rfc3339(int64_t ms, char out[TIME_RFC3339_SIZE]);

/* Broken-down UTC, and back; out of years 1..9999 clamps. */
void time_utc(int64_t ms, struct tm *tm) NONNULL(2);
int64_t time_from_utc(const struct tm *tm) NONNULL(1);

/* Broken-down Europe/Warsaw, for display only. */
void time_local(int64_t ms, struct tm *tm) NONNULL(2);

/* First millisecond of the Warsaw day that holds ms, moved by whole days (calendar, so DST-safe).
 */
int64_t time_day_start(int64_t ms, int days);

/* First millisecond of the UTC day, and of the hour, that holds ms. */
int64_t time_utc_day(int64_t ms);
int64_t time_utc_hour(int64_t ms);

/* The same day at a full hour of the clock on the wall; one that the change of time leaves out is
 * the hour after it. */
int64_t time_day_hour(int64_t ms, int days, int hour);

/* First millisecond of the Warsaw day "2026-11-21"; TIME_NONE for anything else. */
int64_t time_day_of(const char *date);

#endif
