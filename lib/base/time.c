/* Clocks, RFC 3339 and the Warsaw calendar. */
#include "base/time.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TIME_MIN_MS                                                                                \
	INT64_C(-62135596800000)	     /* 0001-01-01, the first day SQL and RFC 3339 share   \
					      */
#define TIME_MAX_MS INT64_C(253402300799999) /* 9999-12-31T23:59:59.999 */

static const char zone[] = "Europe/Warsaw";

void time_init(void)
{
	(void)setenv("TZ", zone, 1);
	tzset();
}

static int64_t clock_ms(clockid_t id)
{
	struct timespec ts;

	(void)clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t time_now_ms(void)
{
	return clock_ms(CLOCK_REALTIME);
}

int64_t mono_ms(void)
{
	return clock_ms(CLOCK_BOOTTIME);
}

/* Reads exactly n digits and moves on; -1 when they are not digits. */
static int digits(const char **p, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++, (*p)++) {
		if (!isdigit((unsigned char)**p))
			return -1;
		v = v * 10 + (**p - '0');
	}
	return v;
}

static bool take(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

static bool parse_fraction(const char **p, int *ms)
{
	int n = 0;

	*ms = 0;
	if (!take(p, '.'))
		return true;
	for (int scale = 100; isdigit((unsigned char)**p); (*p)++, n++, scale /= 10)
		*ms += (**p - '0') * scale;
	return n >= 1 && n <= 9;
}

static bool parse_offset(const char **p, int *minutes)
{
	*minutes = 0;
	if (take(p, 'Z') || take(p, 'z'))
		return true;
	int sign = take(p, '-') ? -1 : take(p, '+') ? 1 : 0;
	int h = sign ? digits(p, 2) : -1;
	if (h < 0 || h > 23)
		return false;
	(void)take(p, ':');
	int m = digits(p, 2);
	*minutes = sign * (h * 60 + m);
	return m >= 0 && m <= 59;
}

static bool valid_date(const struct tm *tm)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int y = tm->tm_year + 1900;
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	if (y < 1 || tm->tm_mon < 0 || tm->tm_mon > 11 || tm->tm_mday < 1)
		return false;
	return tm->tm_mday <= days[tm->tm_mon] && (tm->tm_mon != 1 || tm->tm_mday < 29 || leap);
}

static bool parse_day(const char **p, struct tm *tm)
{
	tm->tm_year = digits(p, 4) - 1900;
	if (!take(p, '-'))
		return false;
	tm->tm_mon = digits(p, 2) - 1;
	if (!take(p, '-'))
		return false;
	tm->tm_mday = digits(p, 2);
	return valid_date(tm);
}

static bool parse_clock(const char **p, struct tm *tm)
{
	tm->tm_hour = digits(p, 2);
	if (!take(p, ':'))
		return false;
	tm->tm_min = digits(p, 2);
	if (!take(p, ':'))
		return false;
	tm->tm_sec = digits(p, 2);
	if (tm->tm_hour < 0 || tm->tm_hour > 23 || tm->tm_min < 0 || tm->tm_min > 59)
		return false;
	return tm->tm_sec >= 0 && tm->tm_sec <= 60;
}

bool time_parse_rfc3339(const char *text, int64_t *ms)
{
	struct tm tm = {0};
	const char *p = text;
	int frac;
	int offset;

	if (!text || !parse_day(&p, &tm) || !(take(&p, 'T') || take(&p, 't') || take(&p, ' ')))
		return false;
	if (!parse_clock(&p, &tm) || !parse_fraction(&p, &frac) || !parse_offset(&p, &offset) || *p)
		return false;
	*ms = time_from_utc(&tm) + frac - offset * TIME_MINUTE_MS;
	return *ms >= TIME_MIN_MS && *ms <= TIME_MAX_MS; /* an offset may leave the years we show */
}

void time_utc(int64_t ms, struct tm *tm)
{
	if (ms < TIME_MIN_MS)
		ms = TIME_MIN_MS;
	if (ms > TIME_MAX_MS)
		ms = TIME_MAX_MS;
	int64_t s = ms / 1000 - (ms % 1000 < 0);
	time_t t = (time_t)s;
	(void)gmtime_r(&t, tm);
}

int64_t time_from_utc(const struct tm *tm)
{
	struct tm copy = *tm;

	return (int64_t)timegm(&copy) * 1000;
}

void time_format_rfc3339(int64_t ms, char out[TIME_RFC3339_SIZE])
{
	struct tm tm;
	int frac = (int)(((ms % 1000) + 1000) % 1000);

	time_utc(ms, &tm);
	(void)snprintf(out, TIME_RFC3339_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
		       (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100,
		       (unsigned)tm.tm_mday % 100, (unsigned)tm.tm_hour % 100,
		       (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100, (unsigned)frac % 1000);
}

/*
 * Warsaw's clocks move at full hours of UTC, so that what the zone says of a moment goes for its
 * hour. libc works it out from the rules each time: that was a seventh of what a list of orders
 * costs. Each place is found by its hour or day, and the next one with the same place pushes it
 * out. Years before 1970 had other offsets and are left to libc.
 */
enum { HOURS_KEPT = 256, STARTS_KEPT = 32, HOURS = 24, HOUR_S = 3600 };

struct hour_kept {
	int64_t hour; /* since 1970, and one, so that 0 is empty */
	long offset_s;
	int is_summer;
	const char *zone; /* libc's own text */
};
struct start_kept {
	int64_t hour; /* likewise */
	int days;
	int clock;
	int64_t at;
};
static struct hour_kept hours_kept[HOURS_KEPT];
static struct start_kept starts_kept[STARTS_KEPT];

void time_local(int64_t ms, struct tm *tm)
{
	int64_t s = ms / 1000 - (ms % 1000 < 0);
	int64_t hour = s / HOUR_S + 1;
	struct hour_kept *kept = &hours_kept[(uint64_t)hour % HOURS_KEPT];
	time_t t = (time_t)s;

	if (s < 0 || kept->hour != hour) {
		(void)localtime_r(&t, tm);
		if (s >= 0)
			*kept = (struct hour_kept){hour, tm->tm_gmtoff, tm->tm_isdst, tm->tm_zone};
		return;
	}
	t += kept->offset_s;
	(void)gmtime_r(&t, tm);
	tm->tm_gmtoff = kept->offset_s;
	tm->tm_isdst = kept->is_summer;
	tm->tm_zone = kept->zone;
}

static int64_t day_hour(int64_t ms, int days, int hour)
{
	struct tm tm;

	time_local(ms, &tm);
	tm.tm_mday += days;
	tm.tm_hour = hour;
	tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1; /* the calendar day decides, not today's offset */
	return (int64_t)mktime(&tm) * 1000;
}

int64_t time_day_hour(int64_t ms, int days, int hour)
{
	int64_t at = ms / TIME_HOUR_MS + 1;
	struct start_kept *kept = &starts_kept[(unsigned)(days * HOURS + hour) % STARTS_KEPT];

	if (ms < 0)
		return day_hour(ms, days, hour);
	if (kept->hour != at || kept->days != days || kept->clock != hour)
		*kept = (struct start_kept){at, days, hour, day_hour(ms, days, hour)};
	return kept->at;
}

int64_t time_day_start(int64_t ms, int days)
{
	return time_day_hour(ms, days, 0);
}

int64_t time_day_of(const char *date)
{
	enum { DATE_CHARS = 10, TEXT_SIZE = 21 };
	char text[TEXT_SIZE] = {0};
	int64_t noon;

	if (!date || strlen(date) != DATE_CHARS)
		return TIME_NONE;
	memcpy(text, date, DATE_CHARS);
	memcpy(text + DATE_CHARS, "T12:00:00Z", sizeof("T12:00:00Z"));
	return time_parse_rfc3339(text, &noon) ? time_day_start(noon, 0) : TIME_NONE;
}

static int64_t time_floor(int64_t ms, int64_t step)
{
	return ms - (ms % step + step) % step;
}

int64_t time_utc_day(int64_t ms)
{
	return time_floor(ms, TIME_DAY_MS);
}

int64_t time_utc_hour(int64_t ms)
{
	return time_floor(ms, TIME_HOUR_MS);
}
