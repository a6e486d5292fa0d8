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

#include "allegro/client.h"
#include "db/tx.h"
#include "domain/outbox/outbox.h"

struct outbox_push_counts {
	uint64_t seen; /* intents taken up */
	uint64_t done;
	uint64_t later; /* deferred, unknown, unclear */
	uint64_t held;	/* left to a person, or refused */
};

struct outbox_push {
	struct db *db;
	struct allegro *api;
	uint64_t account_id;
	const char *actor; /* job@host */
	int64_t lease_s;   /* how long the fence is good for */
	tx_body fence; /* inside each transaction: RC_CONFLICT when this process must not write */
	void *fence_arg;
	enum rc (*beat)(void *arg, struct err *e); /* between intents: RC_STOPPED ends the work */
	void *beat_arg;
	struct outbox_push_counts counts;
	int outages;	    /* in a row */
	struct err trouble; /* why the turn ended early, RC_OK when it did not */
};

/* Is anything of this account due? */
MUST_CHECK enum rc outbox_is_due(struct db *db, uint64_t account_id, bool *due, struct err *e);

/* Send and ask until nothing is due, or until what hinders one would hinder all (trouble). */
MUST_CHECK enum rc outbox_push(struct outbox_push *p, struct err *e);

/* Hold what is past its deadline, of all accounts. */
MUST_CHECK enum rc outbox_expire(struct outbox_push *p, struct err *e);

#endif
