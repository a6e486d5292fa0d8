#ifndef DOMAIN_OUTBOX_OUTBOX_WORK_H
#define DOMAIN_OUTBOX_OUTBOX_WORK_H

/*
 * Private to lib/domain/outbox: intents of one kind and account that go to Allegro together, and
 * what becomes of each. A move is one step of one intent; those of a command are one transaction.
 */

#include "domain/outbox/outbox_remote.h"
#include "domain/outbox/outbox_send.h"

/* Version and state of the rows follow each move. */
struct work {
	struct outbox_push *p;
	const struct outbox_remote *remote;
	void *mem;
	struct outbox_intent *rows;
	size_t n;
	uint64_t command;		       /* row of outbox_command; 0: not sent yet */
	const char *uuid;		       /* of the command */
	const struct allegro_receipt *receipt; /* to be kept with the next moves; NULL: none */
};

/* What came of an intent beside its state. */
struct outcome {
	enum outbox_event event;
	const char *reason; /* NULL: none */
	const char *request;
	int64_t status; /* INT64_MIN: no answer */
	const char *trace;
	const char *problem;
	const char *found_value;
	const char *found_guard;
	uint64_t asked;
};

/* outcomes[i] of rows[i], in one transaction with the fence. */
enum rc work_move(struct work *w, const struct outcome *outcomes, struct err *e);

/* Inside a transaction: one of the rows. Its version and state are as they were. */
enum rc row_move(struct work *w, struct outbox_intent *row, const struct outcome *s, struct err *e);

/* After it: these have moved. */
void row_moved(struct work *w, struct outbox_intent *row, const struct outcome *s);

enum rc row_step(struct work *w, const struct outbox_intent *row, const struct outcome *s,
		 enum outbox_state to, struct err *e);

#endif
