#ifndef DOMAIN_OUTBOX_OUTBOX_KIND_H
#define DOMAIN_OUTBOX_OUTBOX_KIND_H

/*
 * A kind of write: a row of functions. What states, times, steps and retries are about is the same
 * for all kinds and stands in outbox_send.c; here is what differs. For push-outbox only.
 */

#include "allegro/client.h"
#include "domain/outbox/outbox.h"

/* What Allegro showed when it was asked. */
struct outbox_finding {
	enum outbox_event event; /* OUTBOX_CONFIRMED, _ABSENT, _CHANGED or _UNCLEAR */
	const char *value;
	const char *guard;
};

struct outbox_kind {
	const char *name;

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
const struct outbox_kind *outbox_kind_find(const char *name);

extern const struct outbox_kind outbox_order_status; /* order_status_push.c */

#endif
