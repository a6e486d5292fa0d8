#ifndef COMMON_FORMAT_H
#define COMMON_FORMAT_H

/*
 * How the panel writes numbers, money, dates and identifiers: one place, both languages.
 *
 * Times are UTC milliseconds and shown in Europe/Warsaw. Every text belongs to f.mem; TIME_NONE,
 * MONEY_NONE and NULL give "". Texts follow the language i18n_use() has chosen for the request.
 */

#include <stdint.h>

#include "base/compiler.h"
#include "base/money.h"
#include "base/time.h"
#include "web/i18n.h"
#include "web/request.h"
#include "web/session.h"
#include "web/template.h"

struct fmt {
	void *mem;
	enum lang lang;
	int64_t now;
	enum role role;	    /* of the reader */
	struct request *rq; /* whose page it is; NULL: nobody asks */
};

/* For the time of one request. */
struct fmt fmt_for(struct request *rq);

/* "129,99 zł" or "PLN 129.99". */
const char *fmt_money(const struct fmt *f, struct money m) RETURNS_NONNULL;

/* Whole number with groups from five digits on; "10 000+" when it reached the limit of counting. */
const char *fmt_int(const struct fmt *f, int64_t n) RETURNS_NONNULL;
const char *fmt_count(const struct fmt *f, int64_t n, int64_t limit) RETURNS_NONNULL;

/* One of our own numbers, for addresses and fields. */
const char *fmt_id(const struct fmt *f, uint64_t id) RETURNS_NONNULL;

/* "23" for "23.00", "5,5" for "5.50": a decimal without its empty end. */
const char *fmt_rate(const struct fmt *f, const char *decimal) RETURNS_NONNULL;

/* "today 08:15", "yesterday 17:02", "19.11, 17:02", "19.11.2025, 17:02". */
const char *fmt_when(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* "21.11.2026, 08:15" or "21 Nov 2026, 08:15": for titles and paper. */
const char *fmt_full(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* "Saturday, 21 November", "21.11", "21.11.2026". */
const char *fmt_long_day(const struct fmt *f, int64_t ms) RETURNS_NONNULL;
const char *fmt_short_day(const struct fmt *f, int64_t ms) RETURNS_NONNULL;
const char *fmt_day(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* "21 November", "21 November 2026", "2026-11-21" for addresses and files. */
const char *fmt_month_day(const struct fmt *f, int64_t ms) RETURNS_NONNULL;
const char *fmt_date(const struct fmt *f, int64_t ms) RETURNS_NONNULL;
const char *fmt_iso_day(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* "10:04:12". */
const char *fmt_clock(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* Length of time in its two largest fitting units: "12 s", "9 h 12 min", "89 days". */
const char *fmt_span(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* Within a day "12 min ago", before that as fmt_when; "in 12 s" and "9 h 12 min left". */
const char *fmt_ago(const struct fmt *f, int64_t ms) RETURNS_NONNULL;
const char *fmt_in(const struct fmt *f, int64_t ms) RETURNS_NONNULL;
const char *fmt_left(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* "by today 14:00", "2 h late". */
const char *fmt_deadline(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* "2026-11-21T07:15:00Z" for <time datetime>. */
const char *fmt_iso(const struct fmt *f, int64_t ms) RETURNS_NONNULL;

/* "+48 501 502 503", "525-244-57-67", "00-950"; anything of another shape stays as it is. */
const char *fmt_phone(const struct fmt *f, const char *phone) RETURNS_NONNULL;
const char *fmt_nip(const struct fmt *f, const char *nip) RETURNS_NONNULL;

/* First and second with a blank between, either may be missing. */
const char *fmt_join(const struct fmt *f, const char *first, const char *second) RETURNS_NONNULL;

/* The three values of a <time>: the text, its machine form and the full date for the title;
 * FMT_TIME is for [[@time NAME]]. */
void fmt_time_set(struct tpl *t, const struct fmt *f, const char *const *names, const char *text,
		  int64_t ms);
#define FMT_TIME(t, f, NAME, text, ms)                                                             \
	fmt_time_set(t, f, (const char *const[]){T_##NAME, T_##NAME##_ISO, T_##NAME##_FULL}, text, \
		     ms)

#endif
