#ifndef DOMAIN_OFFERS_OFFER_READING_H
#define DOMAIN_OFFERS_OFFER_READING_H

/* How offers came in lately, account by account: how fresh their journal is, when nobody read it,
 * and what it could not tell. For the status page. */

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Times are TIME_NONE where nothing is to be told. */
struct offer_reading {
	uint64_t account_id;
	const char *account;
	int64_t polled_at; /* last answer of the journal */
	int64_t event_at;  /* of the newest change that was read */
	int64_t pauses;	   /* of OFFER_PAUSE_DAYS, in which nobody read it for 20 minutes or more */
	int64_t longest_ms;
	int64_t paused_at; /* one that has not ended began then */
	const char *gap;   /* why the journal could not tell everything: feed_gap_reasons, of the
			      last time; NULL: it always could */
	int64_t gap_from;  /* until then everything was known */
	int64_t gap_at;	   /* when it was found, and all offers were asked for instead */
	int64_t list_at;   /* begin of the last reading of the whole list that was finished */
	int64_t list_is_going; /* 1: one is under way, or begins within a minute */
};
enum { OFFER_PAUSE_DAYS = 7 };

/* Of each account whose offers were ever read, by name. */
MUST_CHECK enum rc offer_readings(struct db *db, void *mem, struct offer_reading **rows, size_t *n,
				  struct err *e);

#endif
