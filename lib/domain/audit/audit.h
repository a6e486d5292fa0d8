#ifndef DOMAIN_AUDIT_AUDIT_H
#define DOMAIN_AUDIT_AUDIT_H

/*
 * The audit trail: who changed what, when, from what to what.
 *
 * Who lets a person or a job change something adds a row inside the transaction of that change, so
 * that there is never one without the other:
 *
 *	audit_add(db, &(struct audit_entry){.actor = login, .action = "user.role",
 *		  .subject = audit_subject(mem, "user", id), .before = old, .after = new}, e)
 *
 * Personal values of buyers never go in: the trail is append-only by grant and cannot be erased.
 * What an order held before and after is in order_change; the trail says by whom and why it moved.
 */

#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "db/db.h"

enum {
	AUDIT_ACTOR_MAX = 100,
	AUDIT_ACTION_MAX = 48,
	AUDIT_SUBJECT_MAX = 120,
	AUDIT_VALUE_MAX = 1000,
	AUDIT_ID_MAX = 64,
};

struct audit_entry {
	uint64_t id;	     /* when read */
	int64_t at;	     /* when read: the database's clock */
	const char *actor;   /* login, "kramctl", or job */
	const char *action;  /* "user.role": lower case, area first */
	const char *subject; /* "user:3", "order:UUID", "account:1" */
	const char *before;  /* NULL: nothing, or not to be kept */
	const char *after;
	const char *request_id; /* NULL: that of the running request or run (base/log.h) */
	const char *trace_id;	/* Trace-Id of Allegro; NULL: none */
};

/* One row in the caller's transaction; values that are too long are cut. */
MUST_CHECK enum rc audit_add(struct db *db, const struct audit_entry *entry, struct err *e);

/* The same of n changes that were made as one. */
MUST_CHECK enum rc audit_add_all(struct db *db, const struct audit_entry *entries, size_t n,
				 struct err *e);

/* "kind:id"; belongs to owner. */
char *audit_subject(void *owner, const char *kind, uint64_t id) RETURNS_NONNULL;

#endif
