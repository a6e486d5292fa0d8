#ifndef DOMAIN_OUTBOX_OUTBOX_H
#define DOMAIN_OUTBOX_OUTBOX_H

/*
 * The outbox: everything Kram is to write to Allegro, decided by a person, kept with its outcome.
 *
 * A decision is a batch of drafts, one a subject, committed before anything leaves. Its intents
 * wait OUTBOX_UNDO_S, then push-outbox sends them (outbox_send.h). Undoing and sending compare and
 * set the same version, so that only one of them wins. Every move leaves a step.
 */

#include "base/str.h"
#include "db/db.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/outbox/outbox_state.h"

/* Kinds of writes; each is a writer that is off until it is armed for an account. */
extern const char *const outbox_kind_names[]; /* ended by NULL */

struct outbox_intent {
	uint64_t id;
	uint64_t account_id;
	const char *account;
	const char *kind;
	const char *subject;
	const char *batch;
	const char *guard;
	const char *before;
	const char *after;
	const char *state;
	const char *accepted; /* the doubt in spite of which it was decided; NULL: there was none */
	const char *reason;   /* outbox_reason_names, or what its kind says; NULL: none */
	const char *problem;  /* with the words of Allegro, in English */
	const char *found_value;
	const char *found_guard;
	const char *trace;
	const char *actor;
	uint64_t attempts;
	uint64_t asks;
	int64_t next_at;
	int64_t deadline;
	int64_t sent_at;
	int64_t ended_at;
	int64_t created_at;
	uint64_t version;
	/* Known to push-outbox only. */
	int64_t class;
	const char *command_id;	  /* of the decision: every host derives the same */
	uint64_t command;	  /* in which it was sent last; 0: in none */
	const char *command_uuid; /* of that */
};

/* ---- Deciding ----------------------------------------------------------------------------- */

/* A subject in the state somebody saw. */
struct outbox_pick {
	const char *subject;
	uint64_t version;     /* of the local copy; it moves with every change */
	const char *accepted; /* the doubt that was shown, and accepted; NULL: none was */
};

/* What a kind says of a change when it looks at it (outbox_kind.h): words that outbox.reason keeps
 * and that the kind's words explain. */
struct outbox_objection {
	const char *obstacle; /* it must not be sent, whoever wants it; NULL: it may */
	const char *doubt;    /* a person has to accept this first; NULL: nobody has to */
};
bool outbox_is_clear(const struct outbox_objection *o);

/* One subject of a decision. */
struct outbox_draft {
	uint64_t account_id;
	const char *subject;
	const char *guard; /* NULL: none */
	const char *before;
	const char *after;
	const char *accepted;		   /* the doubt the person was shown; NULL: none */
	struct outbox_objection objection; /* set: why it was not kept; clear: it was */
};

struct outbox_decision {
	const char *kind;
	const char *batch; /* UUID made with the form: the same form twice is one decision */
	const char *actor;
	int64_t delay_s; /* OUTBOX_UNDO_S */
	struct outbox_draft *drafts;
	size_t n;
};

/*
 * Commit a decision, but for drafts that are objected to. A waiting or held intent of the same
 * subject is replaced. RC_CONFLICT, and nothing is kept, when one of them is in flight. *posted:
 * intents made, 0 when the same form was sent before.
 */
MUST_CHECK enum rc outbox_post(struct db *db, const struct outbox_decision *d, size_t *posted,
			       struct err *e);

/* The same inside a transaction of the caller's, which keeps something with it. */
MUST_CHECK enum rc outbox_post_within(struct db *db, const struct outbox_decision *d,
				      size_t *posted, struct err *e);

/* ---- Taking it back, or deciding again ----------------------------------------------------- */

/* Undo what of a batch has not been sent yet; *undone says how many. */
MUST_CHECK enum rc outbox_undo(struct db *db, const char *batch, const char *actor, size_t *undone,
			       struct err *e);

MUST_CHECK enum rc outbox_undo_within(struct db *db, const char *batch, const char *actor,
				      size_t *undone, struct err *e);

/* A held or waiting intent is given up. RC_CONFLICT: it has moved on. */
MUST_CHECK enum rc outbox_drop(struct db *db, uint64_t id, uint64_t version, const char *actor,
			       struct err *e);

struct outbox_releasing {
	uint64_t id;
	uint64_t version;
	const char *accepted; /* the doubt the person was shown; NULL: none */
	const char *actor;
};
/* A held intent is sent all the same, on top of what Allegro showed last; unless there is an
 * obstacle, which drops it. *obstacle says which, NULL: none. RC_CONFLICT: it has moved on, or
 * there is a doubt that was not shown. */
MUST_CHECK enum rc outbox_release(struct db *db, const struct outbox_releasing *r,
				  const char **obstacle, struct err *e);

/* ---- Looking ------------------------------------------------------------------------------- */

MUST_CHECK enum rc outbox_find(struct db *db, void *mem, uint64_t id, struct outbox_intent *out,
			       struct err *e);

enum outbox_view {
	OUTBOX_VIEW_HELD,
	OUTBOX_VIEW_OPEN,
	OUTBOX_VIEW_OVER,
	OUTBOX_VIEW_ALL,
	OUTBOX_VIEW_COUNT
};
extern const char *const outbox_view_names[OUTBOX_VIEW_COUNT + 1];

enum { OUTBOX_PAGE_ROWS = 50, OUTBOX_STEPS_MAX = 200 };

struct outbox_filter {
	enum outbox_view view;
	uint64_t account_id; /* 0: all */
	const char *subject; /* NULL: all */
	uint64_t before_id;  /* 0: from the newest */
};

/* Newest first; up to OUTBOX_PAGE_ROWS + 1, the last tells of another page.
 */
MUST_CHECK enum rc outbox_list(struct db *db, void *mem, const struct outbox_filter *f,
			       struct outbox_intent **rows, size_t *n, struct err *e);

/* How many are held and open. */
struct outbox_counts {
	int64_t held;
	int64_t open;
};
MUST_CHECK enum rc outbox_count(struct db *db, struct outbox_counts *out, struct err *e);

struct outbox_step {
	int64_t at;
	const char *actor;
	const char *event; /* outbox_event_names, or "decided" */
	const char *state;
	const char *request;
	int64_t status; /* INT64_MIN: no answer */
	const char *trace;
	const char *detail;
};
MUST_CHECK enum rc outbox_steps(struct db *db, void *mem, uint64_t id, struct outbox_step **rows,
				size_t *n, struct err *e);

/* What the outbox may hold for a page to show: asked first, because mostly there is nothing. */
struct outbox_glance {
	bool may_wait;	 /* an intent that is not sent yet */
	bool may_matter; /* any that is not DONE */
};
MUST_CHECK enum rc outbox_glance(struct db *db, struct outbox_glance *out, struct err *e);

/* The newest decision of this person that can still be undone. RC_NOT_FOUND: there is none. */
struct outbox_batch {
	const char *batch;
	const char *kind;
	int64_t n;
	int64_t next_at; /* when it leaves */
	const char *after;
};
MUST_CHECK enum rc outbox_undoable(struct db *db, void *mem, const char *actor,
				   struct outbox_batch *out, struct err *e);

/* ---- Writers ------------------------------------------------------------------------------- */

struct outbox_writer {
	const char *kind;
	uint64_t armed;
	const char *actor; /* who switched it last; NULL: nobody ever */
	int64_t at;
	uint64_t version; /* 0: no row yet */
};

/* One row for each kind, in the order of outbox_kind_names. */
MUST_CHECK enum rc outbox_writers(struct db *db, void *mem, uint64_t account_id,
				  struct outbox_writer **rows, size_t *n, struct err *e);

enum outbox_switch { OUTBOX_OFF, OUTBOX_ARMED };

struct outbox_switching {
	uint64_t account_id;
	const char *kind;
	enum outbox_switch to;
	uint64_t version; /* as seen; 0: no row yet */
};
/* RC_CONFLICT: somebody else switched it meanwhile. */
MUST_CHECK enum rc outbox_switch(struct db *db, const struct outbox_switching *s, const char *actor,
				 struct err *e);

#endif
