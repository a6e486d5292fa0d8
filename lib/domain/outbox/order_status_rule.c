/* Judging an order's own words. */
#include "domain/outbox/order_status_rule.h"

#include "base/time.h"

/* How far the clocks of Allegro and of this machine may be apart, and how late a re-read may be. */
#define ECHO_BEFORE_MS (5 * TIME_SECOND_MS)
#define ECHO_EVENT_MS  (60 * TIME_SECOND_MS)
#define ECHO_READ_MS   (15 * TIME_MINUTE_MS)

enum outbox_event order_status_judge(const struct outbox_intent *i, const char *fulfillment,
				     const char *revision)
{
	bool accepted = str_eq(i->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED]);

	if (str_eq(fulfillment, i->after))
		return OUTBOX_CONFIRMED;
	if (accepted)
		return OUTBOX_UNCLEAR;
	if (str_eq(fulfillment, i->before) && str_eq(revision, i->guard))
		return OUTBOX_ABSENT;
	return OUTBOX_CHANGED;
}

const struct outbox_intent *order_status_echo(const struct outbox_intent *intents, size_t n,
					      const char *after, int64_t at)
{
	for (size_t k = 0; k < n; k++) {
		const struct outbox_intent *i = &intents[k];
		int64_t end = i->ended_at == TIME_NONE ? at : i->ended_at;

		if (i->sent_at == TIME_NONE || at < i->sent_at - ECHO_BEFORE_MS ||
		    at > end + (after ? ECHO_READ_MS : ECHO_EVENT_MS) || str_eq(i->state, "FAILED"))
			continue;
		if (!after || str_eq(i->after, after))
			return i;
	}
	return NULL;
}
