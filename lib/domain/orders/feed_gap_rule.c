/* Is there a gap, and from when on? */
#include "domain/orders/feed_gap_rule.h"

const char *const feed_gap_reasons[] = {
    [FEED_GAP_OLD] = "old",
    [FEED_GAP_REFUSED] = "refused",
    [FEED_GAP_JUMPED] = "jumped",
    [FEED_GAP_UNREAD] = "unread",
};

int64_t feed_gap_known_until(const struct feed_gap_facts *f)
{
	return f->end_at > f->event_at ? f->end_at : f->event_at; /* TIME_NONE is the smallest */
}

enum feed_gap_verdict feed_gap_judge(const struct feed_gap_facts *f)
{
	int64_t known = feed_gap_known_until(f);

	if (known != TIME_NONE && f->now - known > FEED_JOURNAL_KEPT_MS)
		return FEED_GAP_OLD;
	if (f->refused)
		return FEED_GAP_REFUSED;
	if (f->unreadable)
		return FEED_GAP_UNREAD;
	if (known == TIME_NONE)
		return FEED_GAP_NONE;
	if (f->oldest_at != TIME_NONE && f->oldest_at - known > FEED_JOURNAL_KEPT_MS)
		return FEED_GAP_JUMPED;
	return f->now - known > FEED_CURSOR_OLD_MS ? FEED_GAP_LATE : FEED_GAP_NONE;
}

bool feed_gap_is_one(enum feed_gap_verdict verdict)
{
	return verdict >= FEED_GAP_OLD;
}

int64_t feed_gap_from(const struct feed_gap_facts *f)
{
	int64_t known = feed_gap_known_until(f);
	int64_t oldest = f->now - FEED_LIST_KEPT_MS;

	if (known == TIME_NONE || known - FEED_GAP_SLACK_MS < oldest)
		return oldest;
	return known - FEED_GAP_SLACK_MS;
}

bool feed_is_refusal(const struct err *e)
{
	return e->meaning == MEANING_REFUSED || e->meaning == MEANING_GONE ||
	       e->meaning == MEANING_REMOVED;
}
