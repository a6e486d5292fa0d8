/* The table of states and events, and what an error means. */
#include "domain/outbox/outbox_state.h"

#include "base/str.h"

const char *const outbox_state_names[] = {
    "", "NEW", "SENT", "UNKNOWN", "DONE", "FAILED", "HELD", NULL,
};

const char *const outbox_event_names[] = {
    "claimed", "accepted", "refused", "blocked", "deferred",  "lost",	  "clashed", "confirmed",
    "absent",  "changed",  "unclear", "expired", "withdrawn", "released", NULL,
};

const char *const outbox_reason_names[] = {
    "",	       "accepted",   "throttled", "offline", "token",	 "no-answer",	"clash",
    "changed", "permission", "not-found", "refused", "not-sent", "unconfirmed", "undone",
    "dropped", "replaced",   NULL,
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
	    [OUTBOX_EXPIRED] = OUTBOX_HELD,
	},
    [OUTBOX_HELD] =
	{
	    [OUTBOX_WITHDRAWN] = OUTBOX_FAILED,
	    [OUTBOX_RELEASED] = OUTBOX_NEW,
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

/* The first row that fits; RC_COUNT and 0 fit everything. What may have been executed is not in
 * here: the last rows are for answers that say it was not. */
static const struct {
	enum rc rc;
	int http;
	struct outbox_verdict verdict;
} answers[] = {
    {RC_RETRY, 429, {OUTBOX_DEFERRED, OUTBOX_BECAUSE_THROTTLED, true}},
    {RC_CONFLICT, 409, {OUTBOX_CLASHED, OUTBOX_BECAUSE_CLASH, false}},
    {RC_DENIED, 403, {OUTBOX_BLOCKED, OUTBOX_BECAUSE_PERMISSION, true}},
    {RC_AUTH, 401, {OUTBOX_DEFERRED, OUTBOX_BECAUSE_TOKEN, true}},
    {RC_NOT_FOUND, 0, {OUTBOX_REFUSED, OUTBOX_BECAUSE_NOT_FOUND, false}},
    {RC_REMOTE, 0, {OUTBOX_REFUSED, OUTBOX_BECAUSE_REFUSED, false}},
    {RC_RETRY, 0, {OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER, true}},
    {RC_COUNT, 0, {OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER, false}},
};

static bool fits(enum rc rc, int http, const struct err *e)
{
	return rc == RC_COUNT || (rc == e->rc && (!http || http == e->http));
}

/* Told by Allegro, or by the request budget on its behalf: words of allegro/budget.h. */
static bool is_slowed(const struct err *e)
{
	return e->http == 429 || str_eq(e->code, "blocked") || str_eq(e->code, "budget");
}

static enum outbox_reason why_not_sent(const struct err *e)
{
	if (e->rc == RC_AUTH)
		return OUTBOX_BECAUSE_TOKEN;
	return is_slowed(e) ? OUTBOX_BECAUSE_THROTTLED : OUTBOX_BECAUSE_OFFLINE;
}

struct outbox_verdict outbox_judge(const struct err *e, bool sent)
{
	size_t i = 0;

	if (!sent)
		return (struct outbox_verdict){OUTBOX_DEFERRED, why_not_sent(e), true};
	while (!fits(answers[i].rc, answers[i].http, e))
		i++;
	return answers[i].verdict;
}

int64_t outbox_pause_s(uint64_t tries)
{
	int64_t pause = OUTBOX_PAUSE_FIRST_S;

	while (tries-- && pause < OUTBOX_PAUSE_LONGEST_S)
		pause *= 2;
	return pause < OUTBOX_PAUSE_LONGEST_S ? pause : OUTBOX_PAUSE_LONGEST_S;
}
