/* The reach of the journal of orders. */
#include "domain/orders/order_gap_rule.h"

const struct feed_reach order_reach = {.journal_ms = 60 * TIME_DAY_MS, .late_ms = TIME_DAY_MS};

int64_t order_gap_from(const struct feed_gap_facts *f)
{
	int64_t known = feed_gap_known_until(f);
	int64_t oldest = f->now - ORDER_LIST_KEPT_MS;

	if (known == TIME_NONE || known - ORDER_GAP_SLACK_MS < oldest)
		return oldest;
	return known - ORDER_GAP_SLACK_MS;
}
