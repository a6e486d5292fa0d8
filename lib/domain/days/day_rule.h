#ifndef DOMAIN_DAYS_DAY_RULE_H
#define DOMAIN_DAYS_DAY_RULE_H

/* The rules of the daily audit. Pure: no input or output. */

#include <stdbool.h>

#include "base/str.h"
#include "domain/days/day.h"

enum {
	DAY_AUDIT_DAYS = 14,	  /* each of them is checked every night */
	DAY_AUDIT_MONTHLY = 30,	  /* older ones every so many days */
	DAY_AUDIT_DAYS_MAX = 365, /* Allegro keeps orders for 12 months (FACTS 2.4) */
};

/* A day that stays in motion for longer than this has a difference. */
#define DAY_SETTLE_MS TIME_HOUR_MS

/* A form of Allegro's list beside what is known of it here. */
struct day_listed {
	const char *form_id;
	const char *revision;
	int64_t updated_at;
	struct bytes doc_hash;
	int64_t seen_at;
	const char *state; /* of order_form; NULL: unknown here */
	int64_t is_dirty;
	struct bytes here_hash;
	int64_t fetched_at; /* when the document here was stored */
	int64_t has_order;
	int64_t has_event;
};
enum day_verdict day_verdict_of(const struct day_listed *form);

/* An order of ours that the list does not have. */
struct day_unlisted {
	const char *form_id;
	const char *place;
	const char *state;
	int64_t is_dirty;
	int64_t lines_elsewhere; /* lines bought on another day */
	int64_t was_asked;	 /* has been marked for this reason before */
};
enum day_absence day_absence_of(const struct day_unlisted *order);

/* What a finished reading of a day has counted. */
struct day_count {
	int64_t verdicts[DAY_VERDICT_COUNT];
	int64_t absences[DAY_ABSENCE_COUNT];
	int64_t theirs; /* distinct forms met */
	int64_t told;	/* what Allegro counted when the reading was over */
	int64_t here;
};

enum day_outcome {
	DAY_OUTCOME_SEALED,
	DAY_OUTCOME_DIFFERENT,
	DAY_OUTCOME_UNSETTLED, /* in motion: says nothing yet, neither for nor against */
};

/* unsettled_since: since when checks have met this day in motion, TIME_NONE: they have not. */
enum day_outcome day_outcome(const struct day_count *c, int64_t unsettled_since, int64_t now_ms);

/*
 * When a day is to be checked again; TIME_NONE: never, Allegro need not have it any more. A sealed
 * day: the coming night, later once a month, at `hour` in Warsaw. Any other: after 1, 2, 4 … 60
 * minutes, by the number of checks in a row that did not seal it.
 */
int64_t day_next_check(int64_t day_at, enum day_outcome outcome, uint64_t tries, int hour,
		       int64_t now_ms);

/* Value below or at which `percent` of the sorted values lie (nearest rank); INT64_MIN for none. */
int64_t day_percentile(const int64_t *sorted, size_t n, int percent);

/* One line of the text a seal is the hash of; forms come in order of their ids. */
void day_seal_line(struct str *text, const char *form_id, const char *revision, int64_t updated_at);

#endif
