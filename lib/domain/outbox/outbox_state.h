#ifndef DOMAIN_OUTBOX_OUTBOX_STATE_H
#define DOMAIN_OUTBOX_OUTBOX_STATE_H

/*
 * The life of an intent as a table. Pure.
 *
 *	NEW	decided, not sent: can be undone
 *	SENT	committed before the request left; taken, but not yet seen at Allegro
 *	UNKNOWN	no answer one can build on: Allegro is asked before anything else happens
 *	DONE	Allegro shows it
 *	FAILED	over without effect: refused, withdrawn, replaced
 *	HELD	waits for a person
 *
 * A state is left by an event alone; what the table does not have does not happen (RELIABILITY
 * 1.1 OUTBOX, 1.3). Success is claimed only by OUTBOX_CONFIRMED (R13), an unknown outcome stays
 * unknown (R12), and nothing goes from UNKNOWN to another request without Allegro having said that
 * the first had no effect.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum outbox_state {
	OUTBOX_NONE, /* no such move */
	OUTBOX_NEW,
	OUTBOX_SENT,
	OUTBOX_UNKNOWN,
	OUTBOX_DONE,
	OUTBOX_FAILED,
	OUTBOX_HELD,
	OUTBOX_STATE_COUNT
};
extern const char *const outbox_state_names[OUTBOX_STATE_COUNT + 1]; /* [0] is "" */

enum outbox_event {
	OUTBOX_CLAIMED,	  /* the request is about to be made */
	OUTBOX_ACCEPTED,  /* answered with success; to be seen yet */
	OUTBOX_REFUSED,	  /* answered, or found, with a refusal that stays one */
	OUTBOX_BLOCKED,	  /* answered, or found: refused for a reason a person can remove */
	OUTBOX_DEFERRED,  /* surely not executed: later again */
	OUTBOX_LOST,	  /* no answer, or one that says nothing */
	OUTBOX_CLASHED,	  /* answered "changed meanwhile": by whom has to be asked */
	OUTBOX_CONFIRMED, /* asked: Allegro shows it */
	OUTBOX_ABSENT,	  /* asked: nothing happened, and nothing changed */
	OUTBOX_CHANGED,	  /* asked: it is no longer what the person saw */
	OUTBOX_UNCLEAR,	  /* asked in vain: again later */
	OUTBOX_EXPIRED,	  /* too old to be done unseen */
	OUTBOX_WITHDRAWN, /* by a person: undone, dropped, replaced */
	OUTBOX_RELEASED,  /* by a person: send it all the same */
	OUTBOX_OVERTAKEN, /* looked at again: what was decided about is no longer so */
	OUTBOX_DOUBTED,	  /* looked at again: a person should know something first */
	OUTBOX_EVENT_COUNT
};
extern const char *const outbox_event_names[OUTBOX_EVENT_COUNT + 1];

/* Why an intent is late, held or over, as stored in outbox.reason; beside what a kind objects
 * itself (outbox_kind.h). */
enum outbox_reason {
	OUTBOX_BECAUSE_NOTHING, /* NULL */
	OUTBOX_BECAUSE_ACCEPTED,
	OUTBOX_BECAUSE_THROTTLED,
	OUTBOX_BECAUSE_OFFLINE,
	OUTBOX_BECAUSE_TOKEN,
	OUTBOX_BECAUSE_NO_ANSWER,
	OUTBOX_BECAUSE_CLASH,
	OUTBOX_BECAUSE_CHANGED,
	OUTBOX_BECAUSE_PERMISSION,
	OUTBOX_BECAUSE_NOT_FOUND,
	OUTBOX_BECAUSE_REFUSED,
	OUTBOX_BECAUSE_NOT_SENT,    /* expired before it was sent */
	OUTBOX_BECAUSE_UNCONFIRMED, /* expired while nobody could tell what became of it */
	OUTBOX_BECAUSE_UNDONE,
	OUTBOX_BECAUSE_DROPPED,
	OUTBOX_BECAUSE_REPLACED,
	OUTBOX_BECAUSE_WALL,
	OUTBOX_BECAUSE_BLOCKED,	  /* the account may not do this */
	OUTBOX_BECAUSE_FOREIGN,	  /* another seller's */
	OUTBOX_BECAUSE_REMOVED,	  /* Allegro removed the function */
	OUTBOX_BECAUSE_EXHAUSTED, /* no further change of it is accepted */
	OUTBOX_REASON_COUNT
};
extern const char *const outbox_reason_names[OUTBOX_REASON_COUNT + 1]; /* [0] is "" */

/* The state an event leads to; OUTBOX_NONE: it cannot happen in this state. */
enum outbox_state outbox_move(enum outbox_state from, enum outbox_event event);

/* The state with this name; OUTBOX_NONE for no name of ours. */
enum outbox_state outbox_state_of(const char *name);

/* Waiting or in flight: not yet decided by Allegro, nor left to a person. */
bool outbox_is_open(enum outbox_state s);

/* What the error of a request means for the intent. sent: may it have reached Allegro? Whether the
 * next request would meet the same is told by meaning_reach(). */
struct outbox_verdict {
	enum outbox_event event;
	enum outbox_reason reason;
};
struct outbox_verdict outbox_judge(const struct err *e, bool sent);

enum {
	OUTBOX_UNDO_S = 60,	       /* before a decision leaves: time to think again */
	OUTBOX_DEADLINE_S = 24 * 3600, /* a day later the world is another one */
	OUTBOX_CLAIM_S = 90,	       /* longer than the longest request with its second try */
	OUTBOX_PAUSE_FIRST_S = 4,
	OUTBOX_PAUSE_LONGEST_S = 300,
};

/* Pause before the next try or question, growing with those made. */
int64_t outbox_pause_s(uint64_t tries);

#endif
