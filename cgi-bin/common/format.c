/* How the panel writes numbers, money, dates and identifiers. */
#include "common/format.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define NBSP "\xc2\xa0"

enum {
	GROUP_FROM = 5, /* digits from which a number is grouped (CLDR pl) */
	NIP_DIGITS = 10,
	PHONE_DIGITS = 9, /* of a Polish number without its prefix */
};

struct fmt fmt_for(struct request *rq)
{
	return (struct fmt){
	    .mem = rq, .lang = rq->lang, .now = time_now_ms(), .role = rq->session->role, .rq = rq};
}

const char *fmt_money(const struct fmt *f, struct money m)
{
	return money_format(f->mem, m, f->lang == LANG_PL ? MONEY_PL : MONEY_EN);
}

const char *fmt_int(const struct fmt *f, int64_t n)
{
	char *digits = mem_printf(f->mem, "%" PRId64, n);
	size_t len = strlen(digits);
	struct str out;

	if (n < 0 || len < GROUP_FROM)
		return digits;
	str_init(&out, f->mem, 2 * len + sizeof(NBSP) * len);
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			str_add(&out, f->lang == LANG_PL ? NBSP : ",");
		str_add_bytes(&out, &digits[i], 1);
	}
	return out.text;
}

const char *fmt_count(const struct fmt *f, int64_t n, int64_t limit)
{
	if (n < limit)
		return fmt_int(f, n);
	return mem_printf(f->mem, "%s+", fmt_int(f, limit));
}

const char *fmt_id(const struct fmt *f, uint64_t id)
{
	return mem_printf(f->mem, "%" PRIu64, id);
}

const char *fmt_rate(const struct fmt *f, const char *decimal)
{
	char *out = mem_strdup(f->mem, str_or(decimal, ""));
	char *dot = strchr(out, '.');
	size_t len = strlen(out);

	if (!dot)
		return out;
	while (out[len - 1] == '0')
		out[--len] = '\0';
	if (out[len - 1] == '.')
		out[--len] = '\0';
	else if (f->lang == LANG_PL)
		*dot = ',';
	return out;
}

/* ---- Dates --------------------------------------------------------------------------------- */

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),	    N_("April"),   N_("May"),	   N_("June"),
    N_("July"),	   N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
};
static const char *const weekdays[] = {
    N_("Sunday"),   N_("Monday"), N_("Tuesday"),  N_("Wednesday"),
    N_("Thursday"), N_("Friday"), N_("Saturday"),
};

static const char *hour(const struct fmt *f, const struct tm *tm)
{
	return mem_printf(f->mem, "%02d:%02d", tm->tm_hour, tm->tm_min);
}

const char *fmt_short_day(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	time_local(ms, &tm);
	if (f->lang == LANG_PL)
		return mem_printf(f->mem, "%d.%02d", tm.tm_mday, tm.tm_mon + 1);
	return mem_printf(f->mem, "%d %.3s", tm.tm_mday, months[tm.tm_mon]);
}

const char *fmt_day(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	if (ms == TIME_NONE)
		return "";
	time_local(ms, &tm);
	return mem_printf(f->mem, f->lang == LANG_PL ? "%s.%d" : "%s %d", fmt_short_day(f, ms),
			  tm.tm_year + 1900);
}

const char *fmt_long_day(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	time_local(ms, &tm);
	return mem_printf(f->mem, "%s, %d %s", _(weekdays[tm.tm_wday]), tm.tm_mday,
			  _(months[tm.tm_mon]));
}

const char *fmt_month_day(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	time_local(ms, &tm);
	return mem_printf(f->mem, "%d %s", tm.tm_mday, _(months[tm.tm_mon]));
}

const char *fmt_date(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	time_local(ms, &tm);
	return mem_printf(f->mem, "%s %d", fmt_month_day(f, ms), tm.tm_year + 1900);
}

const char *fmt_iso_day(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	time_local(ms, &tm);
	return mem_printf(f->mem, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

const char *fmt_full(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	if (ms == TIME_NONE)
		return "";
	time_local(ms, &tm);
	if (f->lang == LANG_PL)
		return mem_printf(f->mem, "%d.%02d.%d, %02d:%02d", tm.tm_mday, tm.tm_mon + 1,
				  tm.tm_year + 1900, tm.tm_hour, tm.tm_min);
	return mem_printf(f->mem, "%d %.3s %d, %02d:%02d", tm.tm_mday, months[tm.tm_mon],
			  tm.tm_year + 1900, tm.tm_hour, tm.tm_min);
}

const char *fmt_clock(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	if (ms == TIME_NONE)
		return "";
	time_local(ms, &tm);
	return mem_printf(f->mem, "%s:%02d", hour(f, &tm), tm.tm_sec);
}

const char *fmt_iso(const struct fmt *f, int64_t ms)
{
	char text[TIME_RFC3339_SIZE];

	if (ms == TIME_NONE)
		return "";
	time_format_rfc3339(ms, text);
	return mem_strdup(f->mem, text);
}

/* "today", "tomorrow", "yesterday", or NULL for another Warsaw day. */
static const char *near_day(const struct fmt *f, int64_t ms)
{
	static const char *const names[] = {N_("yesterday"), N_("today"), N_("tomorrow")};

	for (int i = 0; i < 3; i++)
		if (ms >= time_day_start(f->now, i - 1) && ms < time_day_start(f->now, i))
			return _(names[i]);
	return NULL;
}

const char *fmt_when(const struct fmt *f, int64_t ms)
{
	const char *day = ms == TIME_NONE ? NULL : near_day(f, ms);
	struct tm now;
	struct tm tm;

	if (ms == TIME_NONE)
		return "";
	time_local(ms, &tm);
	time_local(f->now, &now);
	if (day)
		return mem_printf(f->mem, "%s" NBSP "%02d:%02d", day, tm.tm_hour, tm.tm_min);
	if (tm.tm_year != now.tm_year)
		return fmt_full(f, ms);
	return mem_printf(f->mem, "%s, %s", fmt_short_day(f, ms), hour(f, &tm));
}

/* ---- Spans --------------------------------------------------------------------------------- */

static const char *days_text(const struct fmt *f, int64_t days)
{
	return mem_printf(f->mem, ngettext("%s day", "%s days", (unsigned long)days),
			  fmt_int(f, days));
}

const char *fmt_span(const struct fmt *f, int64_t ms)
{
	int64_t minutes = ms / TIME_MINUTE_MS;

	if (ms < 10 * TIME_SECOND_MS)
		return mem_printf(f->mem, f->lang == LANG_PL ? "%d,%d s" : "%d.%d s",
				  (int)(ms / 1000), (int)(ms % 1000 / 100));
	if (ms < TIME_MINUTE_MS)
		return mem_printf(f->mem, "%d s", (int)(ms / TIME_SECOND_MS));
	if (minutes < 60)
		return mem_printf(f->mem, "%" PRId64 " min", minutes);
	if (ms >= 2 * TIME_DAY_MS)
		return days_text(f, ms / TIME_DAY_MS);
	if (minutes % 60 == 0 || minutes >= 10 * 60)
		return mem_printf(f->mem, "%" PRId64 " h", minutes / 60);
	return mem_printf(f->mem, "%" PRId64 " h %" PRId64 " min", minutes / 60, minutes % 60);
}

/* Whole seconds: an age of "0.4 s" would pretend a precision the page has not. */
static const char *whole_span(const struct fmt *f, int64_t ms)
{
	if (ms < TIME_MINUTE_MS)
		return mem_printf(f->mem, "%d s", ms > 0 ? (int)(ms / TIME_SECOND_MS) : 0);
	return fmt_span(f, ms);
}

const char *fmt_ago(const struct fmt *f, int64_t ms)
{
	if (ms == TIME_NONE)
		return _("never");
	if (f->now - ms >= TIME_DAY_MS)
		return fmt_when(f, ms);
	if (f->now - ms < TIME_MINUTE_MS)
		return _("just now");
	return mem_printf(f->mem, _("%s ago"), fmt_span(f, f->now - ms));
}

const char *fmt_in(const struct fmt *f, int64_t ms)
{
	if (ms == TIME_NONE)
		return "";
	if (ms <= f->now)
		return _("any moment now");
	return mem_printf(f->mem, _("in %s"), whole_span(f, ms - f->now));
}

const char *fmt_left(const struct fmt *f, int64_t ms)
{
	if (ms == TIME_NONE)
		return "";
	if (ms <= f->now)
		return mem_printf(f->mem, _("expired %s"), fmt_when(f, ms));
	return mem_printf(f->mem, _("%s left"), whole_span(f, ms - f->now));
}

/* Whole hours past a deadline: minutes change nothing then, and columns are narrow. */
static const char *late_span(const struct fmt *f, int64_t ms)
{
	if (ms < TIME_HOUR_MS || ms >= 2 * TIME_DAY_MS)
		return whole_span(f, ms);
	return mem_printf(f->mem, "%" PRId64 NBSP "h", ms / TIME_HOUR_MS);
}

const char *fmt_deadline(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	if (ms == TIME_NONE)
		return "";
	if (ms < f->now)
		return mem_printf(f->mem, _("%s late"), late_span(f, f->now - ms));
	time_local(ms, &tm);
	if (ms < time_day_start(f->now, 1))
		return mem_printf(f->mem, _("today by %s"), hour(f, &tm));
	if (ms < time_day_start(f->now, 2))
		return mem_printf(f->mem, _("tomorrow by %s"), hour(f, &tm));
	return mem_printf(f->mem, _("by %s"), fmt_when(f, ms));
}

/* ---- Identifiers --------------------------------------------------------------------------- */

/* Digits of text; NULL when anything but digits, blanks, dashes and a leading plus stands in it. */
static char *digits_of(const struct fmt *f, const char *text)
{
	char *out = mem_strdup(f->mem, text);
	size_t n = 0;

	for (const char *p = text; *p; p++) {
		if (*p >= '0' && *p <= '9')
			out[n++] = *p;
		else if (*p != ' ' && *p != '-' && !(*p == '+' && p == text))
			return NULL;
	}
	out[n] = '\0';
	return out;
}

const char *fmt_phone(const struct fmt *f, const char *phone)
{
	const char *d = str_empty(phone) ? NULL : digits_of(f, phone);
	size_t n = d ? strlen(d) : 0;

	if (n == PHONE_DIGITS + 2 && str_starts(d, "48"))
		d += 2;
	else if (n != PHONE_DIGITS || phone[0] == '+')
		return str_or(phone, "");
	return mem_printf(f->mem, "+48" NBSP "%.3s" NBSP "%.3s" NBSP "%.3s", d, d + 3, d + 6);
}

const char *fmt_nip(const struct fmt *f, const char *nip)
{
	const char *d = str_empty(nip) ? NULL : digits_of(f, nip);

	if (!d || strlen(d) != NIP_DIGITS)
		return str_or(nip, "");
	return mem_printf(f->mem, "%.3s-%.3s-%.2s-%.2s", d, d + 3, d + 6, d + 8);
}

const char *fmt_join(const struct fmt *f, const char *first, const char *second)
{
	if (str_empty(first))
		return str_or(second, "");
	if (str_empty(second))
		return first;
	return mem_printf(f->mem, "%s %s", first, second);
}

/* To the minute, as people read it: seconds would be the part of a row that compresses worst. */
static const char *iso_minute(const struct fmt *f, int64_t ms)
{
	struct tm tm;

	if (ms == TIME_NONE)
		return "";
	time_utc(ms, &tm);
	return mem_printf(f->mem, "%04d-%02d-%02dT%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
			  tm.tm_mday, tm.tm_hour, tm.tm_min);
}

void fmt_time_set(struct tpl *t, const struct fmt *f, const char *const *names, const char *text,
		  int64_t ms)
{
	tpl_set(t, names[0], text);
	tpl_set(t, names[1], iso_minute(f, ms));
	tpl_set(t, names[2], fmt_full(f, ms));
}
