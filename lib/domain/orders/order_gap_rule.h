#ifndef DOMAIN_ORDERS_ORDER_GAP_RULE_H
#define DOMAIN_ORDERS_ORDER_GAP_RULE_H

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

#define ORDER_JOURNAL_KEPT_MS (60 * TIME_DAY_MS)
#define ORDER_CURSOR_OLD_MS   TIME_DAY_MS
/* updatedAt and the journal are two clocks of two systems; late events are read again anyway. */
#define ORDER_GAP_SLACK_MS (2 * TIME_HOUR_MS)
/* FACTS 2.4: how far back the list is promised to reach. */
#define ORDER_LIST_KEPT_MS (365 * TIME_DAY_MS)
/* A refusal so soon after a gap was closed is another trouble: reading the list again cures none.
 */
#define ORDER_GAP_AGAIN_MS TIME_HOUR_MS

enum order_gap_verdict {
	ORDER_GAP_NONE,
	ORDER_GAP_LATE,	   /* the journal still has everything, but somebody should know */
	ORDER_GAP_OLD,	   /* older than the journal reaches */
	ORDER_GAP_REFUSED, /* Allegro does not know the event of the cursor */
	ORDER_GAP_JUMPED,  /* it answered with events from much later */
	ORDER_GAP_UNREAD,  /* the next event cannot be read, nor named */
};
extern const char *const order_gap_reasons[]; /* as stored; NULL for those that are no gap */

/* What is known; TIME_NONE where nothing is. */
struct order_gap_facts {
	int64_t now;
	int64_t event_at;  /* of the event on which the cursor stands */
	int64_t end_at;	   /* when the journal was last read to its end */
	int64_t oldest_at; /* of the answer to this `from`; before asking TIME_NONE */
	bool refused;	   /* the answer was that there is no such event */
	bool unreadable;   /* the next event cannot be read, and nobody knows its id */
};

/* Until when everything is stored; TIME_NONE: nobody knows. */
int64_t order_gap_known_until(const struct order_gap_facts *f);

enum order_gap_verdict order_gap_judge(const struct order_gap_facts *f);

/* Does it take the list to mend it? */
bool order_gap_is_one(enum order_gap_verdict verdict);

/* Where the list has to be read from. */
int64_t order_gap_from(const struct order_gap_facts *f);

/* Does this error of the journal say that Allegro does not know the event asked for? */
bool order_journal_is_refusal(const struct err *e);

#endif
