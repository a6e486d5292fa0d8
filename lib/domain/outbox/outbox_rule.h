#ifndef DOMAIN_OUTBOX_OUTBOX_RULE_H
#define DOMAIN_OUTBOX_OUTBOX_RULE_H

/*
 * What a kind of write is to the panel and to the job alike: what its subject is called, and
 * whether what was decided about is still so. The second is asked when a change is decided, when it
 * is sent, and when a held one is released (RELIABILITY 1.3); an obstacle drops the change.
 */

#include "domain/outbox/outbox.h"

struct outbox_rule {
	const char *kind;
	const char *subject; /* what its subjects are called in the audit trail: "order" */

	/* *obstacle: why this change must not be sent any more, OUTBOX_BECAUSE_NOTHING: it may. */
	enum rc (*check)(struct db *db, void *mem, const struct outbox_intent *i,
			 enum outbox_reason *obstacle, struct err *e);
};

/* NULL: not a kind of ours. */
const struct outbox_rule *outbox_rule_find(const char *kind);

/* The rule's check; a kind that is not known here has no obstacle. */
MUST_CHECK enum rc outbox_check(struct db *db, void *mem, const struct outbox_intent *i,
				enum outbox_reason *obstacle, struct err *e);

extern const struct outbox_rule outbox_order_status_rule; /* order_status.c */

#endif
