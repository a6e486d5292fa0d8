/* Is there a gap, and from when on? */
#include "domain/feed/feed_gap_rule.h"

const char *const feed_gap_reasons[] = {
    [FEED_GAP_OLD] = "old",	  [FEED_GAP_REFUSED] = "refused", [FEED_GAP_JUMPED] = "jumped",
    [FEED_GAP_UNREAD] = "unread", [FEED_GAP_FIRST] = "first",
};

int64_t feed_gap_known_until(const struct feed_gap_facts *f)
{
	return f->end_at > f->event_at ? f->end_at : f->event_at; /* TIME_NONE is the smallest */
}

enum feed_gap_verdict feed_gap_judge(const struct feed_reach *reach, const struct feed_gap_facts *f)
{
	int64_t known = feed_gap_known_until(f);

	if (known != TIME_NONE && f->now - known > reach->journal_ms)
		return FEED_GAP_OLD;
	if (f->refused)
		return FEED_GAP_REFUSED;
	if (f->unreadable)
		return FEED_GAP_UNREAD;
	if (known == TIME_NONE)
		return FEED_GAP_NONE;
	if (f->oldest_at != TIME_NONE && f->oldest_at - known > reach->journal_ms)
		return FEED_GAP_JUMPED;
	return f->now - known > reach->late_ms ? FEED_GAP_LATE : FEED_GAP_NONE;
}

bool feed_gap_is_one(enum feed_gap_verdict verdict)
{
	return verdict >= FEED_GAP_OLD;
}

bool feed_is_refusal(const struct err *e)
{
	return e->meaning == MEANING_REFUSED || e->meaning == MEANING_GONE ||
	       e->meaning == MEANING_REMOVED;
}
