#ifndef DOMAIN_OUTBOX_OUTBOX_SEND_H
#define DOMAIN_OUTBOX_OUTBOX_SEND_H

/*
 * Sending: one account's turn. For push-outbox.
 *
 * Of each intent: SENT is committed, with writer switch and lease read in that transaction, then
 * the request is made, then Allegro is asked; only what it shows closes the intent. A process that
 * dies in between leaves a SENT row, and the next one asks. No request is made inside a
 * transaction, and none by a process that may have slept past its lease (RELIABILITY 1.1, 1.3, F34,
 * F35).
 */

#include "domain/accounts/turn.h"
#include "domain/outbox/outbox.h"

/* Of what the turn counts, changed are done, unchanged deferred, unknown or unclear, and failed
 * those left to a person or refused. */
struct outbox_push {
	struct turn *turn;
	int64_t lease_s; /* how long its fence is good for */
	int outages;	 /* in a row */
};

/* Is anything of this account due? */
MUST_CHECK enum rc outbox_is_due(struct db *db, uint64_t account_id, bool *due, struct err *e);

/* Send and ask until nothing is due, or until what hinders one would hinder all: that is the
 * trouble of the turn then. */
MUST_CHECK enum rc outbox_push(struct outbox_push *p, struct err *e);

/* Hold what is past its deadline, of all accounts; the turn has none. */
MUST_CHECK enum rc outbox_expire(struct outbox_push *p, struct err *e);

#endif
