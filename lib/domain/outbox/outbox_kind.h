#ifndef DOMAIN_OUTBOX_OUTBOX_KIND_H
#define DOMAIN_OUTBOX_OUTBOX_KIND_H

/*
 * What a kind of write is to the panel and to the jobs alike: its row of outbox_kinds.h, and
 * whether what was decided about is still so. The second is asked when a change is sent, and when
 * a held one is released (RELIABILITY 1.3); an obstacle drops the change.
 */

#include "domain/outbox/outbox.h"

/* *obstacle: why this change must not be sent any more, OUTBOX_BECAUSE_NOTHING: it may. */
typedef enum rc outbox_check_fn(struct db *db, void *mem, const struct outbox_intent *i,
				enum outbox_reason *obstacle, struct err *e);

struct outbox_kind {
	const char *name;
	const char *subject;
	int64_t class;
	const char *scope;
	outbox_check_fn *check;
};

/* NULL: not a kind of ours. */
const struct outbox_kind *outbox_kind_find(const char *name);

/* The kind's check; a kind that is not known here has no obstacle. */
MUST_CHECK enum rc outbox_check(struct db *db, void *mem, const struct outbox_intent *i,
				enum outbox_reason *obstacle, struct err *e);

/* What the audit trail calls a subject of this kind: "order:ID". */
const char *outbox_subject(void *mem, const char *kind, const char *subject) RETURNS_NONNULL;

#endif
