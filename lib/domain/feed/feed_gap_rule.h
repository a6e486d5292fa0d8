#ifndef DOMAIN_FEED_FEED_GAP_RULE_H
#define DOMAIN_FEED_FEED_GAP_RULE_H

/*
 * When the journal can no longer tell everything since the cursor (RELIABILITY F5). Pure.
 *
 * Allegro forgets events after a while (FACTS 2.1, 3.1). What it answers to an older or unknown
 * `from` is not written anywhere: it may refuse it, or begin at its oldest event without a word.
 * Both count.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"

/* A refusal so soon after a gap was mended is another trouble: reading all again cures none. */
#define FEED_GAP_AGAIN_MS TIME_HOUR_MS

struct feed_reach {
	int64_t journal_ms; /* how far back the journal is sure to tell everything */
	int64_t late_ms;    /* a cursor as old as that is told */
};

enum feed_gap_verdict {
	FEED_GAP_NONE,
	FEED_GAP_LATE,	  /* the journal still has everything, but somebody should know */
	FEED_GAP_OLD,	  /* older than the journal reaches */
	FEED_GAP_REFUSED, /* Allegro does not know the event of the cursor */
	FEED_GAP_JUMPED,  /* it answered with events from much later */
	FEED_GAP_UNREAD,  /* the next event cannot be read, nor named */
	FEED_GAP_FIRST,	  /* the account was never read */
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

enum feed_gap_verdict feed_gap_judge(const struct feed_reach *reach,
				     const struct feed_gap_facts *f);

/* Is there something the journal no longer tells? */
bool feed_gap_is_one(enum feed_gap_verdict verdict);

/* Does this error of the journal say that Allegro does not know the event asked for? */
bool feed_is_refusal(const struct err *e);

#endif
