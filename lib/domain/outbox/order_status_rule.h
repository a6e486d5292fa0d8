#ifndef DOMAIN_OUTBOX_ORDER_STATUS_RULE_H
#define DOMAIN_OUTBOX_ORDER_STATUS_RULE_H

/* What the status and revision an order shows say about a change on its way. Pure. */

#include "domain/outbox/outbox.h"

/*
 * OUTBOX_CONFIRMED: it shows what was wanted. OUTBOX_ABSENT: it shows the status and the revision
 * of before, so the same request may be made again. OUTBOX_CHANGED: something else has happened to
 * it. A change that Allegro has accepted is not made again because it does not show yet: then
 * OUTBOX_UNCLEAR, until it shows or a person looks.
 */
enum outbox_event order_status_judge(const struct outbox_intent *i, const char *fulfillment,
				     const char *revision);

/*
 * A FULFILLMENT_STATUS_CHANGED of the journal that tells of our own write (FACTS 2.6: the echo), or
 * a change of the document that brought it here: the intent it belongs to, NULL when it was
 * somebody else. intents: those of this order; `after` NULL: the journal does not say which status.
 */
const struct outbox_intent *order_status_echo(const struct outbox_intent *intents, size_t n,
					      const char *after, int64_t at);

#endif
