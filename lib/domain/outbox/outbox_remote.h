#ifndef DOMAIN_OUTBOX_OUTBOX_REMOTE_H
#define DOMAIN_OUTBOX_OUTBOX_REMOTE_H

/*
 * What a kind of write is at Allegro: a row of functions. What states, times, steps and retries are
 * about is the same for all kinds and stands in outbox_send.c; here is what differs. For programs
 * that reach Allegro.
 */

#include "allegro/client.h"
#include "domain/outbox/outbox.h"

/* What Allegro showed when it was asked. */
struct outbox_finding {
	enum outbox_event event; /* OUTBOX_CONFIRMED, _ABSENT, _CHANGED or _UNCLEAR */
	const char *value;
	const char *guard;
};

struct outbox_remote {
	/* Method and address, for the history; no secret. */
	const char *(*head)(void *mem, const struct outbox_intent *i);

	/* Make the request with exactly i->body. */
	enum rc (*send)(struct allegro *api, void *mem, const struct outbox_intent *i,
			struct allegro_receipt *out, struct err *e);

	/* Ask what became of it. RC_NOT_FOUND and other refusals are the finding of the caller. */
	enum rc (*ask)(struct allegro *api, void *mem, const struct outbox_intent *i,
		       struct outbox_finding *out, struct err *e);

	/* In the transaction that makes it DONE: have the local copy renewed. *landed: see outbox.
	 */
	enum rc (*land)(struct db *db, const struct outbox_intent *i, int64_t *landed,
			struct err *e);
};

/* NULL: not a kind of ours. */
const struct outbox_remote *outbox_remote_find(const char *kind);

#endif
