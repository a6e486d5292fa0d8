#ifndef DOMAIN_OUTBOX_OUTBOX_ACT_H
#define DOMAIN_OUTBOX_OUTBOX_ACT_H

/*
 * Acts: a text that a person has sent about one thing, an answer, a request, a message. Each is a
 * kind of write, and whether it may be is one judgement, asked by the page, when it is decided and
 * when it leaves. An area brings
 *
 *	a row a kind in outbox_kinds.h, and its words in cgi-bin/outbox/outbox_words.c;
 *	a function that looks at the thing, and OUTBOX_ACT(x, look); for each kind, in a file that
 *	every program has;
 *	what the kind is at Allegro, a row of outbox_text.h;
 *	on the page of the thing what outbox/act.h of cgi-bin says.
 */

#include "domain/accounts/account.h"
#include "domain/outbox/outbox_kind.h"

/* What an act is about. */
struct act_subject {
	uint64_t account_id; /* 0: whose it is does not matter */
	const char *id;
	const char *kind;
};

/* The thing when it is looked at. */
struct act_thing {
	uint64_t account_id;
	int64_t version;      /* what was said of one version is not said of another */
	const char *obstacle; /* why nothing of the kind may be sent, whatever the text: a reason
				 that its words explain; NULL: it may */
	int64_t read_at;      /* more can be said, once it was read again after the last was done;
				 TIME_NONE: it takes one text of a kind */
};

/* RC_NOT_FOUND: it was never here. */
typedef enum rc act_look_fn(struct db *db, void *mem, const struct act_subject *s,
			    struct act_thing *out, struct err *e);

/* ---- Looking ------------------------------------------------------------------------------- */

/* What a judgement needs beside the thing. */
struct acts {
	struct account account;
	struct outbox_writer *writers;
	size_t n_writers;
	struct outbox_intent *intents; /* about the thing, newest first */
	size_t n_intents;
};
MUST_CHECK enum rc acts_load(struct db *db, void *mem, uint64_t account_id, const char *id,
			     struct acts *out, struct err *e);

enum act_verdict {
	ACT_MAY,
	ACT_PENDING, /* it is on its way, or done and not yet read again */
	ACT_BARRED,  /* the obstacle says why */
	ACT_OFF,     /* the writer is not armed */
	ACT_CUT_OFF, /* the account is disconnected, or the permission missing */
};
/* Pure. */
enum act_verdict act_judge(const struct acts *acts, const char *kind,
			   const struct act_thing *thing);

/* The newest intent of the kind; NULL: none. */
const struct outbox_intent *act_intent(const struct acts *acts, const char *kind);

/* ---- Deciding ------------------------------------------------------------------------------ */

struct act_decision {
	const char *kind;
	const char *text;
	int64_t version; /* of the thing as the person saw it */
	const char *batch;
	const char *actor;
};
/* RC_CONFLICT: it may not be, or no longer, or the thing is another one now. */
MUST_CHECK enum rc act_decide(struct db *db, void *mem, act_look_fn *look, const char *id,
			      const struct act_decision *d, struct err *e);

/* What the guard of an act says of that version. */
const char *act_guard(void *mem, int64_t version) RETURNS_NONNULL;

/* outbox_check_fn of kinds that are acts. One by one: people write, not machines. */
MUST_CHECK enum rc act_check(struct db *db, void *mem, act_look_fn *look,
			     const struct outbox_intent *rows, size_t n,
			     struct outbox_objection *out, struct err *e);

#define OUTBOX_ACT(x, look)                                                                        \
	outbox_check_fn outbox_##x##_check;                                                        \
	enum rc outbox_##x##_check(struct db *db, void *mem, const struct outbox_intent *rows,     \
				   size_t n, struct outbox_objection *out, struct err *e)          \
	{                                                                                          \
		return act_check(db, mem, look, rows, n, out, e);                                  \
	}                                                                                          \
	_Static_assert(1, "a semicolon")

#endif
