/* The table of blame, and the share of a batch that makes an outage. */
#include "domain/feed/feed_blame.h"

enum { OUTAGE_SHARE = 2 }; /* more than one half (F8) */

static const enum feed_blame blames[MEANING_COUNT] = {
    [MEANING_NONE] = BLAME_NOBODY, /* this machine, not the document */
    [MEANING_NO_ANSWER] = BLAME_NOBODY, [MEANING_OUTAGE] = BLAME_NOBODY,
    [MEANING_WALL] = BLAME_NOBODY,	[MEANING_LIMIT] = BLAME_NOBODY,
    [MEANING_TOKEN] = BLAME_NOBODY,	[MEANING_SCOPE] = BLAME_NOBODY,
    [MEANING_BLOCKED] = BLAME_NOBODY,	[MEANING_REMOVED] = BLAME_NOBODY,
    [MEANING_REQUEST] = BLAME_NOBODY,	[MEANING_GONE] = BLAME_MISSING,
    [MEANING_FOREIGN] = BLAME_THING,	[MEANING_CONFLICT] = BLAME_THING,
    [MEANING_EXHAUSTED] = BLAME_THING,	[MEANING_REFUSED] = BLAME_THING,
    [MEANING_SHAPE] = BLAME_THING, /* not its document, not JSON, too large */
};

enum feed_blame feed_blame_of(const struct err *e)
{
	if (e->meaning)
		return blames[e->meaning];
	return e->rc == RC_SHAPE ? BLAME_THING : BLAME_NOBODY;
}

bool feed_is_outage(const struct feed_verdict *v)
{
	return v->bad >= FEED_VERDICT_MIN && v->bad * OUTAGE_SHARE > v->fresh;
}
