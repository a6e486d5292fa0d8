#ifndef DOMAIN_DAYS_DAY_H
#define DOMAIN_DAYS_DAY_H

/*
 * The certificate of a day: what Allegro's list had, what is here, and what only the audit found
 * (DESIGN 1.1). Read by the panel and kramctl; day_audit.h makes it.
 *
 * A day is a day in Warsaw, known by its first moment in UTC: 23 to 25 hours. Its seal is the
 * BLAKE2b-256 of one line a form, sorted by bytes: "form-id revision updatedAt\n", with "-" for a
 * value Allegro did not send; `kramctl orders day --proof` prints that text, so that
 * `b2sum -l 256` says the same.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "domain/orders/order.h"

enum day_state {
	DAY_PENDING,   /* no check has come to an end */
	DAY_SEALED,    /* nothing is missing, nothing differs, nothing waits */
	DAY_DIFFERENT, /* something does; being repaired */
	DAY_OPEN,      /* today: never stored, Allegro's list still grows */
	DAY_STATE_COUNT
};
extern const char *const day_state_names[DAY_STATE_COUNT + 1];

/* What became of a form of Allegro's list: each is exactly one. */
enum day_verdict {
	DAY_VERDICT_EQUAL,	/* the stored document is this one */
	DAY_VERDICT_MISSING,	/* nothing here: found by the audit, now fetched */
	DAY_VERDICT_DIFFERS,	/* another document here: found by the audit, now fetched */
	DAY_VERDICT_WAITING,	/* the journal has told of a change that is not read yet */
	DAY_VERDICT_UNREADABLE, /* its document cannot be read */
	DAY_VERDICT_FAILING,	/* its document cannot be fetched */
	DAY_VERDICT_SUPERSEDED, /* its lines live on in another order */
	DAY_VERDICT_COUNT
};
extern const char *const day_verdict_names[DAY_VERDICT_COUNT + 1];

/* What became of an order of ours that the list does not have. */
enum day_absence {
	DAY_ABSENCE_MERGED,    /* its lines live on in another order */
	DAY_ABSENCE_GONE,      /* Allegro answers 404 */
	DAY_ABSENCE_ELSEWHERE, /* bought on several days: in the list of another */
	DAY_ABSENCE_SERVED,    /* Allegro served it when asked for it alone */
	DAY_ABSENCE_ASKED,     /* not explained yet: being asked for */
	DAY_ABSENCE_COUNT
};

/* Time from the purchase to the order on the screen. */
struct day_latency {
	int64_t n;	/* orders that came by themselves: no first import, mended gap or merge */
	int64_t p50_ms; /* INT64_MIN when n is 0 */
	int64_t p95_ms;
};

struct day {
	uint64_t account_id;
	int64_t day_at;
	int64_t until_at;
	const char *state; /* day_state_names */
	int64_t checked_at;
	int64_t theirs; /* the sum of verdicts */
	int64_t here;	/* of theirs: orders in the database */
	int64_t verdicts[DAY_VERDICT_COUNT];
	int64_t absences[DAY_ABSENCE_COUNT];
	struct bytes seal_hash; /* of the last list that was judged; one in motion is not */
	int64_t sealed_at;
	int64_t different_since;
	int64_t unsettled_since;
	int64_t next_check_at;
	struct day_latency latency;
	int64_t found;	/* only by the audit */
	int64_t gap_ms; /* of that day, in which the journal was not read */
};

/* Days of an account within [from, until), oldest first. */
MUST_CHECK enum rc day_list(struct db *db, void *mem, uint64_t account_id, int64_t from,
			    int64_t until, struct day **rows, size_t *n, struct err *e);

/* RC_NOT_FOUND: nobody has planned to check that day. */
MUST_CHECK enum rc day_load(struct db *db, void *mem, uint64_t account_id, int64_t day_at,
			    struct day *out, struct err *e);

/* The last day of an account whose check has come to an end, or RC_NOT_FOUND. */
MUST_CHECK enum rc day_last(struct db *db, void *mem, uint64_t account_id, struct day *out,
			    struct err *e);

/* Oldest day of an account, TIME_NONE when there is none; days that are not sealed though checked.
 */
struct day_extent {
	int64_t first;
	int64_t different;
};
MUST_CHECK enum rc day_extent(struct db *db, uint64_t account_id, struct day_extent *out,
			      struct err *e);

enum { DAY_ROWS_MAX = 200 }; /* of each list of one day's page */

/* What only the audit found that day. */
struct day_find {
	const char *form_id;
	const char *kind;   /* MISSING, DIFFERS */
	const char *reason; /* EVENT_MISSING, LATE, NOT_READ */
	int64_t found_at;
	int64_t event_seen_at; /* TIME_NONE: the journal has not told to this day */
	const char *form_state;
};
MUST_CHECK enum rc day_finds(struct db *db, void *mem, const struct day *day,
			     struct day_find **rows, size_t *n, struct err *e);

/* Forms that keep the day from being sealed. */
struct day_open {
	const char *form_id;
	const char *verdict;
	const char *problem; /* in words, NULL: none */
	int64_t next_try;
	int64_t since;
};
MUST_CHECK enum rc day_opens(struct db *db, void *mem, const struct day *day,
			     struct day_open **rows, size_t *n, struct err *e);

/* History of the seal, newest first. */
struct day_seal {
	int64_t at;
	const char *actor;
	const char *action; /* SEALED, RESEALED, UNSEALED, DIFFERENT */
	int64_t theirs;
	int64_t equal;
	struct bytes seal_hash;
};
MUST_CHECK enum rc day_seals(struct db *db, void *mem, const struct day *day,
			     struct day_seal **rows, size_t *n, struct err *e);

/* Times in which the journal went unread for longer than 20 minutes, and that touch [from, until).
 */
struct day_poll_gap {
	int64_t from_at;
	int64_t until_at; /* TIME_NONE: to this moment */
};
MUST_CHECK enum rc day_poll_gaps(struct db *db, void *mem, uint64_t account_id, int64_t from,
				 int64_t until, struct day_poll_gap **rows, size_t *n,
				 struct err *e);

/* Purchases of [from, until), measured now. */
MUST_CHECK enum rc day_latency(struct db *db, uint64_t account_id, int64_t from, int64_t until,
			       struct day_latency *out, struct err *e);

/* Orders here that were bought in [from, until). */
MUST_CHECK enum rc day_here(struct db *db, uint64_t account_id, int64_t from, int64_t until,
			    int64_t *n, struct err *e);

/* The list as Allegro gave it last, sorted by form id; of a day in motion newer than its seal. */
struct day_form {
	const char *form_id;
	const char *revision;
	int64_t updated_at;
	const char *verdict;
};
MUST_CHECK enum rc day_forms(struct db *db, void *mem, const struct day *day,
			     struct day_form **rows, size_t *n, struct err *e);

#endif
