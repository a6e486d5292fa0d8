#ifndef DOMAIN_ALARMS_ALARM_H
#define DOMAIN_ALARMS_ALARM_H

/*
 * Alarms: something a person has to know, raised once and cleared once however often it is seen.
 *
 *	if (late && alarm_raise(db,
 *				&(struct alarm){.kind = ALARM_CURSOR_OLD,
 *						.account_id = account->id,
 *						.text = N_("The last event is %s hours old."),
 *						.values = {hours}},
 *				e))
 *		return e->rc;
 *	return alarm_clear(db, ALARM_CURSOR_OLD, account->id, "", e);
 *
 * One alarm is open for a kind, an account and a subject: raising it again renews its words, and
 * clearing what is not open does nothing, so a check calls one of the two each time it looks. Both
 * may be called inside a transaction. An alarm that comes back within ALARM_SETTLE_MS, before its
 * end was mailed, is the same alarm: what flickers does not fill a mailbox.
 *
 * Words are English message ids with %s for values; pages and mails translate (alarm_words.h). What
 * a kind means, how grave it is and where its cure is stands in the table of alarm_kinds.c. Never
 * put buyer data into a text: it is mailed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/time.h"
#include "db/db.h"

/* Stays clear for so long before the all-clear is mailed. */
#define ALARM_SETTLE_MS (5 * TIME_MINUTE_MS)

enum {
	ALARM_VALUES_MAX = 4,
	ALARM_SUBJECT_MAX = 100, /* characters, as stored */
	ALARM_LIST_MAX = 200,	 /* more open alarms than anybody reads */
	ALARM_RECENT_DAYS = 7,	 /* how long a cleared one is shown */
};

/* Never renumbered by hand: rows keep the key, not the number. */
enum alarm_kind {
	ALARM_JOB_SILENT,     /* subject: the job */
	ALARM_JOB_FAILING,    /* subject: the job */
	ALARM_WATCH_SILENT,   /* kram-watch itself */
	ALARM_POLL_GAP,	      /* the journal was not read for 20 minutes */
	ALARM_CURSOR_OLD,     /* the cursor is older than 24 hours */
	ALARM_ORDER_GAP,      /* Allegro no longer knows the cursor: orders are being read again */
	ALARM_ORDER_PROBLEM,  /* orders that cannot be read or fetched */
	ALARM_ORDER_WAITING,  /* documents that have been waited for too long; red after an hour */
	ALARM_DAY_DIFFERENCE, /* subject: the day */
	ALARM_TOKEN_DYING,    /* access ends soon; step rises with each warning */
	ALARM_TOKEN_DEAD,     /* access has ended */
	ALARM_ACCOUNT_QUIET,  /* nobody has asked Allegro for weeks: the consent will end */
	ALARM_KEY_UNUSED,     /* subject: the environment of a key that will be deleted */
	ALARM_BANNED,	      /* Allegro answers 429 */
	ALARM_OUTBOX_HELD,    /* writes nobody knows the outcome of */
	ALARM_PARCEL_STOP,    /* an order was cancelled while work on it had begun */
	ALARM_SOURCE_FAILING, /* subject: the profile whose file does not come */
	ALARM_DISK_LOW,	      /* state-dir is nearly full */
	ALARM_CLOCK_SKEW,     /* our clock and Allegro's differ */
	ALARM_DATABASE_PROFILE, /* settings of MariaDB that lose data */
	ALARM_TIME_TRAVEL,	/* the database is older than what this host has seen of it */
	ALARM_AUDIT_CHAIN,	/* the audit trail was changed afterwards */
	ALARM_STOCK_LEDGER,	/* sums of stock are not those of its movements */
	ALARM_STOCK_PROOF,	/* offers show other numbers than the ledger, for long */
	ALARM_MAIL,		/* mails cannot be sent */
	ALARM_KIND_COUNT
};

enum alarm_severity {
	ALARM_AS_KIND, /* what the table says */
	ALARM_AMBER,   /* look at it today */
	ALARM_RED,     /* look at it now */
};

/* Where the cure is; the panel knows the address. */
enum alarm_cure {
	ALARM_CURE_STATUS,  /* nothing but the health page itself */
	ALARM_CURE_CONNECT, /* connect the account again */
	ALARM_CURE_ACCOUNT, /* look at the account, check its connection */
	ALARM_CURE_PROBLEMS,
	ALARM_CURE_CERTIFICATE,
	ALARM_CURE_OUTBOX,
	ALARM_CURE_FILES,
	ALARM_CURE_STOCK,
	ALARM_CURE_AUDIT,
	ALARM_CURE_MAIL,
	ALARM_CURE_COUNT
};

/* What all alarms of a kind have in common. */
struct alarm_kind_def {
	const char *key; /* as stored */
	enum alarm_severity severity;
	enum alarm_cure cure;
	const char *title;  /* message id: what is wrong, in a few words */
	const char *advice; /* message id: what to do */
};

/* Never NULL for a kind of the enum. */
const struct alarm_kind_def *alarm_kind(enum alarm_kind kind) RETURNS_NONNULL;

/* By its key; NULL for one this program does not know. */
const struct alarm_kind_def *alarm_kind_find(const char *key);

struct alarm {
	enum alarm_kind kind;
	uint64_t account_id; /* 0: the installation */
	const char *subject; /* NULL: the kind says it all */
	const char *text;    /* message id; NULL: the title says it all */
	const char *values[ALARM_VALUES_MAX];
	enum alarm_severity severity;
	int64_t step; /* raise it when it got worse, so that it is mailed again */
};

MUST_CHECK enum rc alarm_raise(struct db *db, const struct alarm *alarm, struct err *e);

/* subject "" or NULL: the alarm without one. */
MUST_CHECK enum rc alarm_clear(struct db *db, enum alarm_kind kind, uint64_t account_id,
			       const char *subject, struct err *e);

/* What it warned of has come, and a graver alarm tells so: it ends without an all-clear by mail. */
MUST_CHECK enum rc alarm_overtaken(struct db *db, enum alarm_kind kind, uint64_t account_id,
				   struct err *e);

/* Is one of this kind open, for any account and subject? What must stop then asks first. */
MUST_CHECK enum rc alarm_is_open(struct db *db, enum alarm_kind kind, bool *open, struct err *e);

/* One stored alarm. */
struct alarm_row {
	uint64_t id;
	const char *kind; /* alarm_kind_find() */
	uint64_t account_id;
	const char *account; /* name, NULL: the installation */
	const char *subject;
	int64_t severity;
	const char *text;
	const char *args; /* alarm_words() puts them in */
	int64_t step;
	int64_t raised_at;
	int64_t cleared_at; /* TIME_NONE: open */
	int64_t mailed_at;  /* TIME_NONE: nobody was told yet */
	uint64_t version;
};

/* Its subject is a job. */
bool alarm_is_about_job(const struct alarm_row *a);

struct alarm_list {
	struct alarm_row *rows;
	size_t n;
};

/* Open ones, the gravest and newest first. */
MUST_CHECK enum rc alarm_list(struct db *db, void *owner, struct alarm_list *out, struct err *e);

/* Those cleared within ALARM_RECENT_DAYS, newest first. */
MUST_CHECK enum rc alarm_list_cleared(struct db *db, void *owner, struct alarm_list *out,
				      struct err *e);

#endif
