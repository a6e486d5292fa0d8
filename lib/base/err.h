#ifndef BASE_ERR_H
#define BASE_ERR_H

/*
 * One error scheme for the whole program.
 *
 * The code says what to do next, the text says what happened. A function that can fail returns
 * enum rc and takes a caller-owned struct err *e as its last parameter; results go through the
 * parameter before it. Libraries neither log nor exit: the request dispatcher (web/), the job
 * runner (job/) and kramctl translate an error once, at the boundary.
 *
 *	struct err e = {0};
 *	if (order_load(db, mem, id, &order, &e))
 *		return err_wrap(&e, "showing order %s", id);
 */

#include "base/compiler.h"
#include "base/meaning.h"

enum rc {
	RC_OK,
	RC_NOT_FOUND, /* the thing asked for is not there */
	RC_INVALID,   /* the input is wrong; the same input fails again */
	RC_DENIED,    /* authenticated, but not allowed */
	RC_CONFLICT,  /* lost a race: read again and decide anew */
	RC_RETRY,     /* transient: 429, 5xx, timeout, deadlock, lost connection */
	RC_REMOTE,    /* Allegro said no; its code is in the text */
	RC_AUTH,      /* Allegro refuses our token or client credentials */
	RC_SHAPE,     /* an answer of Allegro does not have the promised shape */
	RC_DB,	      /* the database refused; not transient */
	RC_IO,	      /* a local file, socket or library failed */
	RC_STOPPED,   /* asked to stop (signal or deadline); state is consistent */
	RC_COUNT
};

enum { ERR_TEXT_MAX = 512, ERR_CODE_MAX = 64, ERR_TRACE_MAX = 40 };

struct err {
	enum rc rc;
	int http;	      /* status of the remote answer, 0 when there was none */
	enum meaning meaning; /* of the remote answer; MEANING_NONE when there is none behind it */
	int retry_after_s;    /* what the remote asked for, 0 when it did not */
	char code[ERR_CODE_MAX];   /* remote error code or JSON path, "" when none */
	char trace[ERR_TRACE_MAX]; /* Allegro's Trace-Id, "" when none */
	char msg[ERR_TEXT_MAX];	   /* full sentence in English, for logs and run rows */
};

/* Record an error at its origin and return rc. Overwrites whatever e held; the meaning is that of
 * RC_SHAPE, or none. */
enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) PRINTF(3, 4) NONNULL(1, 3);

/* Put the caller's context in front: "context: what happened". Returns e->rc. */
enum rc err_wrap(struct err *e, const char *fmt, ...) PRINTF(2, 3) NONNULL(1, 2);

/* Give the error a code, cut between characters when it is too long; NULL: none. */
void err_code(struct err *e, const char *code) NONNULL(1);

/* Forget the error, so that e can be used for the next call. */
void err_clear(struct err *e) NONNULL(1);

/* Short stable name of a code ("RETRY"), for logs and run rows. */
const char *rc_name(enum rc rc) RETURNS_NONNULL;

/* A programming error: says where and aborts. Never for input or the environment. */
#define BUG(...) err_bug(__FILE__, __LINE__, __VA_ARGS__)
NORETURN void err_bug(const char *file, int line, const char *fmt, ...) PRINTF(3, 4);

#endif
