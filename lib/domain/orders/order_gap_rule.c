/* Is there a gap, and from when on? */
#include "domain/orders/order_gap_rule.h"

const char *const order_gap_reasons[] = {
    [ORDER_GAP_OLD] = "old",
    [ORDER_GAP_REFUSED] = "refused",
    [ORDER_GAP_JUMPED] = "jumped",
    [ORDER_GAP_UNREAD] = "unread",
};

int64_t order_gap_known_until(const struct order_gap_facts *f)
{
	return f->end_at > f->event_at ? f->end_at : f->event_at; /* TIME_NONE is the smallest */
}

enum order_gap_verdict order_gap_judge(const struct order_gap_facts *f)
{
	int64_t known = order_gap_known_until(f);

	if (f->refused)
		return ORDER_GAP_REFUSED;
	if (f->unreadable)
		return ORDER_GAP_UNREAD;
	if (known == TIME_NONE)
		return ORDER_GAP_NONE;
	if (f->now - known > ORDER_JOURNAL_KEPT_MS)
		return ORDER_GAP_OLD;
	if (f->oldest_at != TIME_NONE && f->oldest_at - known > ORDER_JOURNAL_KEPT_MS)
		return ORDER_GAP_JUMPED;
	return f->now - known > ORDER_CURSOR_OLD_MS ? ORDER_GAP_LATE : ORDER_GAP_NONE;
}

bool order_gap_is_one(enum order_gap_verdict verdict)
{
	return verdict >= ORDER_GAP_OLD;
}

int64_t order_gap_from(const struct order_gap_facts *f)
{
	int64_t known = order_gap_known_until(f);
	int64_t oldest = f->now - ORDER_LIST_KEPT_MS;

	if (known == TIME_NONE || known - ORDER_GAP_SLACK_MS < oldest)
		return oldest;
	return known - ORDER_GAP_SLACK_MS;
}

bool order_journal_is_refusal(const struct err *e)
{
	return e->meaning == MEANING_REFUSED || e->meaning == MEANING_GONE ||
	       e->meaning == MEANING_REMOVED;
}
