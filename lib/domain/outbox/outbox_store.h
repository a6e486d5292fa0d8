#ifndef DOMAIN_OUTBOX_OUTBOX_STORE_H
#define DOMAIN_OUTBOX_OUTBOX_STORE_H

/* Private to lib/domain/outbox: rows of the outbox and their steps. */

#include "db/tx.h"
#include "domain/outbox/outbox.h"

struct allegro_receipt;

enum { OUTBOX_VALUE_CHARS = 500 }; /* of the columns that hold values, and what a step says */

/* What a step adds to the history of an intent. */
struct step_row {
	uint64_t outbox_id;
	const char *actor;
	const char *event;
	const char *state;
	const char *request;
	int64_t status; /* INT64_MIN: none */
	const char *trace;
	const char *detail;
};
enum rc step_add(struct db *db, const struct step_row *s, struct err *e);
enum rc steps_add(struct db *db, const struct step_row *rows, size_t n, struct err *e);

/* An intent as it is first written. */
struct intent_row {
	uint64_t account_id;
	const char *key;
	const char *command_id;
	const char *kind;
	int64_t class;
	const char *subject;
	const char *batch;
	const char *guard;
	const char *before;
	const char *after;
	const char *accepted;
	const char *actor;
	int64_t delay_s;
	int64_t deadline_s;
};
/* Up to STMT_BULK_ROWS. RC_CONFLICT: one of them is there, or another waits for its subject. */
enum rc intents_insert(struct db *db, const struct intent_row *rows, size_t n, struct err *e);

/* Subjects of one account and kind, no two of them equal: up to STMT_BULK_ROWS. */
struct intent_ask {
	uint64_t account_id;
	const char *kind;
	const char *batch;
	const char *const *subjects;
	size_t n;
};
/* Those that this batch has decided about, in the order of the subjects. */
struct intent_id {
	const char *subject;
	uint64_t id;
};
enum rc intents_known(struct db *db, void *mem, const struct intent_ask *ask,
		      struct intent_id **rows, size_t *n, struct err *e);

/* Key of an intent that is not over. */
struct open_row {
	uint64_t id;
	const char *state;
	uint64_t version;
	const char *kind;
	const char *subject;
	const char *before;
	const char *after;
};
/* Those of these subjects, of whichever batch; those of a batch that were never sent. Locked until
 * the transaction ends. */
enum rc intents_open(struct db *db, void *mem, const struct intent_ask *ask, struct open_row **rows,
		     size_t *n, struct err *e);
enum rc intents_undoable(struct db *db, void *mem, const char *batch, struct open_row **rows,
			 size_t *n, struct err *e);

/* A person's move: compare-and-set of version. */
struct person_move {
	uint64_t id;
	uint64_t version;
	const char *from;
	const char *to;
	const char *reason;
	const char *accepted; /* NULL: as it was */
};
enum rc intent_close(struct db *db, const struct person_move *m, struct err *e);
enum rc intent_release(struct db *db, const struct person_move *m, struct err *e);

/* ---- For the files of deciding (outbox.c) --------------------------------------------------- */

/* tx_run(), or the body alone: inside a transaction of the caller's. */
typedef enum rc outbox_run_fn(struct db *db, tx_body body, void *arg, struct err *e);
outbox_run_fn outbox_run_within;

/* Withdrawn, because something else was decided; RC_CONFLICT: it is in flight. */
enum rc intent_replace(struct db *db, const struct open_row *row, const char *actor, struct err *e);

/* What trail and steps tell of a value: what people wrote is told by the intent alone, from which
 * it goes in its time. */
const char *outbox_told(const char *kind, const char *value);

enum rc writer_insert(struct db *db, const struct outbox_switching *s, const char *actor,
		      struct err *e);
enum rc writer_update(struct db *db, const struct outbox_switching *s, const char *actor,
		      struct err *e);

/* ---- For push-outbox (outbox_push_store.c) -------------------------------------------------- */

/* The next of an account whose time has come: first what is in flight, then new ones by class whose
 * writer is armed and whose subject has nothing in flight. RC_NOT_FOUND: nothing to do. */
enum rc intent_next(struct db *db, void *mem, uint64_t account_id, struct outbox_intent *out,
		    struct err *e);

/* Past their deadline, of any account: waiting, or in flight without an end. */
enum rc intents_overdue(struct db *db, void *mem, struct outbox_intent **rows, size_t *n,
			struct err *e);

/* What goes with one that is new and due: of its account and kind, in their order; what was sent
 * together before goes together again. And what was sent in a command and has no end. */
struct due_ask {
	const struct outbox_intent *first;
	size_t max;
	bool one_value; /* only what is to become the same */
};
enum rc intents_due(struct db *db, void *mem, const struct due_ask *ask,
		    struct outbox_intent **rows, size_t *n, struct err *e);
enum rc intents_sent(struct db *db, void *mem, uint64_t command, struct outbox_intent **rows,
		     size_t *n, struct err *e);

/* A request as it is first written, or counted once more. */
struct command_row {
	uint64_t account_id;
	const char *uuid;
	const char *kind;
	const char *request; /* method and address */
	const char *body;
	uint64_t intents;
	const char *actor;
};
enum rc command_save(struct db *db, const struct command_row *row, uint64_t *id, struct err *e);
enum rc command_answered(struct db *db, uint64_t id, const struct allegro_receipt *receipt,
			 struct err *e);

/* NEW -> SENT in a command, only while its writer is armed and it is what was decided. */
enum rc intent_claim(struct db *db, const struct outbox_intent *i, uint64_t command, struct err *e);

/* A move of the job: compare-and-set of version. */
struct job_move {
	uint64_t id;
	uint64_t version;
	const char *from;
	const char *to;
	const char *reason;
	const char *problem;
	const char *found_value; /* NULL: as it was */
	const char *found_guard;
	const char *trace;
	uint64_t asked;	 /* 1: one more question */
	int64_t landed;	 /* TIME_NONE: none */
	int64_t pause_s; /* until the next try or question */
};
enum rc intent_move(struct db *db, const struct job_move *m, struct err *e);

#endif
