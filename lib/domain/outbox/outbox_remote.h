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
	enum outbox_event event; /* OUTBOX_CONFIRMED, _ABSENT, _CHANGED, _REFUSED or _UNCLEAR;
				    _BLOCKED: the account may not, which ends its turn */
	const char *value;
	const char *guard;
	const char *problem; /* with the words of Allegro; NULL: none */
};

/* Intents of one kind and account that travel as one request. */
struct outbox_command {
	const char *uuid; /* equal for the same decisions in the same bytes; NULL: sent before there
			     were commands */
	struct bytes body; /* empty when it is asked about */
	const struct outbox_intent *rows;
	size_t n;
};

enum { OUTBOX_AT_ONCE_MAX = 1000 };

struct outbox_remote {
	size_t at_once; /* intents in one request, up to OUTBOX_AT_ONCE_MAX */

	/* Method and address, for the history; no secret. */
	const char *(*head)(void *mem, const struct outbox_command *c);

	/* The bytes to be sent, of the JSON encoder: they follow from the rows alone. */
	const char *(*body)(void *mem, const struct outbox_intent *rows, size_t n);

	/* The same where they were kept when it was decided, in place of body: in the transaction
	 * that takes the rows to be sent. */
	enum rc (*load)(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			const char **body, struct err *e);

	/* Make the request with exactly c->body. */
	enum rc (*send)(struct allegro *api, void *mem, const struct outbox_command *c,
			struct allegro_receipt *out, struct err *e);

	/* Ask what became of c->rows: out[i] of rows[i], OUTBOX_UNCLEAR where nothing is filled in.
	 * RC_NOT_FOUND and other refusals are the finding of the caller. */
	enum rc (*ask)(struct allegro *api, void *mem, const struct outbox_command *c,
		       struct outbox_finding *out, struct err *e);

	/* In the transaction that makes it DONE, with found_value as it was found: have the local
	 * copy renewed. *landed: see outbox.
	 */
	enum rc (*land)(struct db *db, const struct outbox_intent *i, int64_t *landed,
			struct err *e);

	/* In the transaction that says that Allegro has something else: the same. NULL: land does.
	 */
	enum rc (*renew)(struct db *db, const struct outbox_intent *i, int64_t *landed,
			 struct err *e);

	/* In the transaction that makes it FAILED because Allegro refused the request: take notice
	 * of what it said of which field. NULL: nothing to do. */
	enum rc (*refused)(struct db *db, void *mem, const struct outbox_intent *i,
			   const struct allegro_receipt *receipt, struct err *e);

	/* A request sets one value: only what is to become the same goes together. */
	bool one_value;

	/* What was taken is carried out later: it is asked about after a pause, not at once. */
	bool is_slow;
};

/* NULL: not a kind of ours. */
const struct outbox_remote *outbox_remote_find(const char *kind);

#endif
