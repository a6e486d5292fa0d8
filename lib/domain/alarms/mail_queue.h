#ifndef DOMAIN_ALARMS_MAIL_QUEUE_H
#define DOMAIN_ALARMS_MAIL_QUEUE_H

/*
 * Mails on their way: an intent is a row before anything is sent.
 *
 *	NEW --begin--> SENDING --end--> SENT | NEW (again later) | UNKNOWN | FAILED
 *
 * One sender at a time (the lease of send-alarms). A mail that was certainly not handed over is
 * tried again after 2, 4, 8 ... 60 minutes, for MAIL_GIVE_UP_MS. One whose outcome nobody knows (a
 * kill or a broken connection between handing it over and the answer) is sent once more, under the
 * same Message-ID: a doubled mail is better than a silent failure. A second unknown outcome is
 * taken for sent and left alone, so that a server which swallows answers cannot make a flood. A
 * test mail is tried once, because somebody looks at its outcome.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/time.h"
#include "db/db.h"

#define MAIL_GIVE_UP_MS (3 * TIME_DAY_MS)

enum {
	MAIL_PAUSE_LONGEST_MIN = 60,
	MAIL_PAUSE_UNKNOWN_MIN = 1,
	MAIL_KEEP_DAYS = 400, /* as long as orders can be asked about (FACTS 2.4) */
};

#define MAIL_KIND_ALARM "alarm"
#define MAIL_KIND_TEST	"test"

#define MAIL_NEW     "NEW"
#define MAIL_SENDING "SENDING"
#define MAIL_SENT    "SENT"
#define MAIL_LOST    "UNKNOWN"
#define MAIL_FAILED  "FAILED"

struct mail {
	uint64_t id;
	const char *kind;
	const char *message_id;
	const char *actor;
	const char *subject; /* NULL: of a test mail, whose words are made when it is sent */
	const char *body;
	const char *state;
	uint64_t tries;
	uint64_t unknowns;
	const char *outcome; /* NULL: nothing went wrong */
	int64_t created_at;
	int64_t sent_at;
};

/* Ask for a test mail. */
MUST_CHECK enum rc mail_ask_test(struct db *db, const char *actor, struct err *e);

/* The newest mail of a kind; RC_NOT_FOUND. */
MUST_CHECK enum rc mail_newest(struct db *db, void *owner, const char *kind, struct mail *out,
			       struct err *e);

/* The oldest one that is due, or was being sent when its sender died. RC_NOT_FOUND. */
MUST_CHECK enum rc mail_due(struct db *db, void *owner, struct mail *out, struct err *e);

/* About to be sent; RC_CONFLICT when somebody else has begun. Moves m's counters along. */
MUST_CHECK enum rc mail_begin(struct db *db, struct mail *m, struct err *e);

/* What becomes of a mail. */
struct mail_verdict {
	const char *state;
	int64_t pause_min; /* until the next try, when state is NEW */
	bool unknown;	   /* count one more unknown outcome */
};

/* Pure. rc and unknown are what sending said; now_ms decides about giving up. */
struct mail_verdict mail_judge(const struct mail *m, enum rc rc, bool unknown, int64_t now_ms);

/* Write it down; outcome NULL when all is well. Alarms it told of become mailed. */
MUST_CHECK enum rc mail_end(struct db *db, const struct mail *m, const struct mail_verdict *v,
			    const char *outcome, struct err *e);

/* How many alarm mails have failed at least twice and still wait. */
MUST_CHECK enum rc mail_count_stuck(struct db *db, int64_t *n, struct err *e);

/* Forget what is older than MAIL_KEEP_DAYS, alarms too, a bounded number at a time. */
MUST_CHECK enum rc mail_sweep(struct db *db, struct err *e);

#endif
