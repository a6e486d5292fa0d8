/* The table of states and events, and what an error means. */
#include "domain/outbox/outbox_state.h"

#include "base/str.h"

const char *const outbox_state_names[] = {
    "", "NEW", "SENT", "UNKNOWN", "DONE", "FAILED", "HELD", NULL,
};

const char *const outbox_event_names[] = {
    "claimed",	 "accepted",  "refused",   "blocked", "deferred", "lost",
    "clashed",	 "confirmed", "absent",	   "changed", "unclear",  "expired",
    "withdrawn", "released",  "overtaken", "doubted", NULL,
};

const char *const outbox_reason_names[] = {
    "",	       "accepted",   "throttled", "offline", "token",	 "no-answer",	"clash",
    "changed", "permission", "not-found", "refused", "not-sent", "unconfirmed", "undone",
    "dropped", "replaced",   "wall",	  "blocked", "foreign",	 "removed",	"exhausted",
    NULL,
};

_Static_assert(COUNT_OF(outbox_state_names) == OUTBOX_STATE_COUNT + 1, "a name for each state");
_Static_assert(COUNT_OF(outbox_event_names) == OUTBOX_EVENT_COUNT + 1, "a name for each event");
_Static_assert(COUNT_OF(outbox_reason_names) == OUTBOX_REASON_COUNT + 1, "a name for each reason");

static const enum outbox_state moves[OUTBOX_STATE_COUNT][OUTBOX_EVENT_COUNT] = {
    [OUTBOX_NEW] =
	{
	    [OUTBOX_CLAIMED] = OUTBOX_SENT,
	    [OUTBOX_EXPIRED] = OUTBOX_HELD,
	    [OUTBOX_WITHDRAWN] = OUTBOX_FAILED,
	    [OUTBOX_OVERTAKEN] = OUTBOX_FAILED,
	    [OUTBOX_DOUBTED] = OUTBOX_HELD,
	},
    [OUTBOX_SENT] =
	{
	    [OUTBOX_ACCEPTED] = OUTBOX_SENT,
	    [OUTBOX_REFUSED] = OUTBOX_FAILED,
	    [OUTBOX_BLOCKED] = OUTBOX_HELD,
	    [OUTBOX_DEFERRED] = OUTBOX_NEW,
	    [OUTBOX_LOST] = OUTBOX_UNKNOWN,
	    [OUTBOX_CLASHED] = OUTBOX_UNKNOWN,
	    [OUTBOX_CONFIRMED] = OUTBOX_DONE,
	    [OUTBOX_ABSENT] = OUTBOX_NEW,
	    [OUTBOX_CHANGED] = OUTBOX_HELD,
	    [OUTBOX_UNCLEAR] = OUTBOX_SENT,
	    [OUTBOX_EXPIRED] = OUTBOX_HELD,
	},
    [OUTBOX_UNKNOWN] =
	{
	    [OUTBOX_CONFIRMED] = OUTBOX_DONE,
	    [OUTBOX_ABSENT] = OUTBOX_NEW,
	    [OUTBOX_CHANGED] = OUTBOX_HELD,
	    [OUTBOX_UNCLEAR] = OUTBOX_UNKNOWN,
	    [OUTBOX_REFUSED] = OUTBOX_FAILED,
	    [OUTBOX_BLOCKED] = OUTBOX_HELD,
	    [OUTBOX_EXPIRED] = OUTBOX_HELD,
	},
    [OUTBOX_HELD] =
	{
	    [OUTBOX_WITHDRAWN] = OUTBOX_FAILED,
	    [OUTBOX_RELEASED] = OUTBOX_NEW,
	    [OUTBOX_OVERTAKEN] = OUTBOX_FAILED,
	},
};

enum outbox_state outbox_move(enum outbox_state from, enum outbox_event event)
{
	return moves[from][event];
}

enum outbox_state outbox_state_of(const char *name)
{
	for (int s = OUTBOX_NEW; s < OUTBOX_STATE_COUNT; s++)
		if (str_eq(outbox_state_names[s], name))
			return (enum outbox_state)s;
	return OUTBOX_NONE;
}

bool outbox_is_open(enum outbox_state s)
{
	return s == OUTBOX_NEW || s == OUTBOX_SENT || s == OUTBOX_UNKNOWN;
}

/* What may have been executed is LOST until it was asked for; the others say that it was not. */
static const struct outbox_verdict answers[MEANING_COUNT] = {
    [MEANING_NONE] = {OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
    [MEANING_DONE] = {OUTBOX_ACCEPTED, OUTBOX_BECAUSE_ACCEPTED},
    [MEANING_NO_ANSWER] = {OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
    [MEANING_OUTAGE] = {OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
    [MEANING_SHAPE] = {OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
    [MEANING_WALL] = {OUTBOX_DEFERRED, OUTBOX_BECAUSE_WALL},
    [MEANING_LIMIT] = {OUTBOX_DEFERRED, OUTBOX_BECAUSE_THROTTLED},
    [MEANING_TOKEN] = {OUTBOX_DEFERRED, OUTBOX_BECAUSE_TOKEN},
    [MEANING_SCOPE] = {OUTBOX_BLOCKED, OUTBOX_BECAUSE_PERMISSION},
    [MEANING_BLOCKED] = {OUTBOX_BLOCKED, OUTBOX_BECAUSE_BLOCKED},
    [MEANING_CONFLICT] = {OUTBOX_CLASHED, OUTBOX_BECAUSE_CLASH},
    [MEANING_FOREIGN] = {OUTBOX_REFUSED, OUTBOX_BECAUSE_FOREIGN},
    [MEANING_GONE] = {OUTBOX_REFUSED, OUTBOX_BECAUSE_NOT_FOUND},
    [MEANING_REMOVED] = {OUTBOX_BLOCKED, OUTBOX_BECAUSE_REMOVED},
    [MEANING_EXHAUSTED] = {OUTBOX_REFUSED, OUTBOX_BECAUSE_EXHAUSTED},
    [MEANING_REFUSED] = {OUTBOX_REFUSED, OUTBOX_BECAUSE_REFUSED},
    [MEANING_REQUEST] = {OUTBOX_REFUSED, OUTBOX_BECAUSE_REFUSED},
};

static enum outbox_reason why_not_sent(const struct err *e)
{
	if (e->rc == RC_AUTH)
		return OUTBOX_BECAUSE_TOKEN;
	return e->meaning == MEANING_LIMIT ? OUTBOX_BECAUSE_THROTTLED : OUTBOX_BECAUSE_OFFLINE;
}

struct outbox_verdict outbox_judge(const struct err *e, bool sent)
{
	if (!sent)
		return (struct outbox_verdict){OUTBOX_DEFERRED, why_not_sent(e)};
	return answers[e->meaning];
}

int64_t outbox_pause_s(uint64_t tries)
{
	int64_t pause = OUTBOX_PAUSE_FIRST_S;

	while (tries-- && pause < OUTBOX_PAUSE_LONGEST_S)
		pause *= 2;
	return pause < OUTBOX_PAUSE_LONGEST_S ? pause : OUTBOX_PAUSE_LONGEST_S;
}
