#ifndef DOMAIN_OUTBOX_OUTBOX_KIND_H
#define DOMAIN_OUTBOX_OUTBOX_KIND_H

/*
 * What a kind of write is to the panel and to the jobs alike: its row of outbox_kinds.h, and
 * whether what was decided about is still so. The second is asked in the transaction that keeps a
 * decision, in the one that takes it to be sent, and in the one that releases a held change
 * (RELIABILITY 1.3). An obstacle keeps the change from being decided, and drops it later. A doubt
 * keeps it from being decided or released unless that doubt was accepted, and later holds it for a
 * person.
 */

#include "domain/outbox/outbox.h"

/*
 * out[i]: what is objected to rows[i], left as it is, clear, when nothing is. Of a row, account_id,
 * subject, guard, before and after are known. It looks at all of them at once.
 */
typedef enum rc outbox_check_fn(struct db *db, void *mem, const struct outbox_intent *rows,
				size_t n, struct outbox_objection *out, struct err *e);

struct outbox_kind {
	const char *name;
	const char *subject;
	int64_t class;
	const char *scope;
	bool words;
};

/* NULL: not a kind of ours. */
const struct outbox_kind *outbox_kind_find(const char *name);

/* Ask each row's kind; out[n] is filled, without doubts that the row has as accepted. A kind that
 * is not known here objects to nothing. */
MUST_CHECK enum rc outbox_check(struct db *db, void *mem, const struct outbox_intent *rows,
				size_t n, struct outbox_objection *out, struct err *e);

/* What the audit trail calls a subject of this kind: "order:ID". */
const char *outbox_subject(void *mem, const char *kind, const char *subject) RETURNS_NONNULL;

#endif
