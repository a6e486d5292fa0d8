#ifndef DOMAIN_ORDERS_FEED_GAP_RULE_H
#define DOMAIN_ORDERS_FEED_GAP_RULE_H

/*
 * When the journal can no longer tell everything since the cursor (RELIABILITY F5). Pure.
 *
 * Allegro keeps events for 60 days (FACTS 2.1). What it answers to an older or unknown `from` is
 * not written anywhere: it may refuse it, or begin at its oldest event without a word. Both count.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"

#define FEED_JOURNAL_KEPT_MS (60 * TIME_DAY_MS)
#define FEED_CURSOR_OLD_MS   TIME_DAY_MS
/* updatedAt and the journal are two clocks of two systems; late events are read again anyway. */
#define FEED_GAP_SLACK_MS (2 * TIME_HOUR_MS)
/* FACTS 2.4: how far back the list is promised to reach. */
#define FEED_LIST_KEPT_MS (365 * TIME_DAY_MS)
/* A refusal so soon after a gap was closed is another trouble: reading the list again cures none.
 */
#define FEED_GAP_AGAIN_MS TIME_HOUR_MS

enum feed_gap_verdict {
	FEED_GAP_NONE,
	FEED_GAP_LATE,	  /* the journal still has everything, but somebody should know */
	FEED_GAP_OLD,	  /* older than the journal reaches */
	FEED_GAP_REFUSED, /* Allegro does not know the event of the cursor */
	FEED_GAP_JUMPED,  /* it answered with events from much later */
	FEED_GAP_UNREAD,  /* the next event cannot be read, nor named */
};
extern const char *const feed_gap_reasons[]; /* as stored; NULL for those that are no gap */

/* What is known once the journal was asked; TIME_NONE where nothing is. */
struct feed_gap_facts {
	int64_t now;
	int64_t event_at;  /* of the event on which the cursor stands */
	int64_t end_at;	   /* when the journal was last read to its end */
	int64_t oldest_at; /* event of the answer to this `from` */
	bool refused;	   /* the answer was that there is no such event */
	bool unreadable;   /* the next event cannot be read, and nobody knows its id */
};

/* Until when everything is stored; TIME_NONE: nobody knows. */
int64_t feed_gap_known_until(const struct feed_gap_facts *f);

enum feed_gap_verdict feed_gap_judge(const struct feed_gap_facts *f);

/* Does it take the list to mend it? */
bool feed_gap_is_one(enum feed_gap_verdict verdict);

/* Where the list has to be read from. */
int64_t feed_gap_from(const struct feed_gap_facts *f);

/* Does this error of the journal say that Allegro does not know the event asked for? */
bool feed_is_refusal(const struct err *e);

#endif
