#ifndef DOMAIN_HEALTH_GUARD_H
#define DOMAIN_HEALTH_GUARD_H

/*
 * The rules of kram-watch, the watchman that needs no database: what it looks at, when it tells,
 * and what it remembers between two looks.
 *
 * It watches what the other watchman (send-alarms) cannot tell by itself: the database, the panel,
 * and send-alarms. As long as that one runs, jobs and disk are its business, so that nobody gets
 * two mails for one thing. A trouble is told when two looks GUARD_PATIENCE_MS apart have seen it,
 * once; its end likewise. A try to tell is remembered before it is made: one that is killed is
 * repeated, GUARD_TRIES_MAX times in all, because a doubled mail is better than none.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"
#include "domain/alarms/alarm_mail.h"

#define GUARD_PATIENCE_MS (55 * TIME_SECOND_MS) /* two looks of a minute's cadence */
#define GUARD_SILENT_MS	  (2 * TIME_MINUTE_MS)	/* and the patience: three intervals (R21) */

enum { GUARD_TRIES_MAX = 2 };

enum guard_check {
	GUARD_DATABASE,
	GUARD_JOBS,
	GUARD_PANEL,
	GUARD_DOOR, /* nginx lets nobody look whether the panel answers */
	GUARD_DISK,
	GUARD_COUNT
};

enum guard_sign {
	GUARD_UNSEEN, /* could not be looked at, or is somebody else's business now */
	GUARD_WELL,
	GUARD_BAD,
};

struct guard_look {
	enum guard_sign sign;
	const char *why; /* in words, for GUARD_BAD */
};

/* What is remembered of one check; all zero: nothing. */
struct guard_entry {
	int64_t since; /* first look that was bad */
	int64_t calm;  /* first look that was well again */
	int64_t told;  /* somebody knows */
	int64_t tries; /* to tell the present state */
};

struct guard_state {
	struct guard_entry entries[GUARD_COUNT];
};

/* What is to be told now. */
struct guard_news {
	bool raised[GUARD_COUNT];
	bool over[GUARD_COUNT];
	bool any;
};

/* Pure: take the looks in; counts the tries of what is to be told. */
struct guard_news guard_judge(struct guard_state *s, const struct guard_look looks[GUARD_COUNT],
			      int64_t now_ms);

/* It was told; or it certainly was not, and is to be tried again. */
void guard_told(struct guard_state *s, const struct guard_news *news);
void guard_not_told(struct guard_state *s, const struct guard_news *news);

/* The words of the mail, in the language in use; s: before guard_told(). */
struct alarm_message guard_message(void *owner, const struct guard_state *s,
				   const struct guard_news *news,
				   const struct guard_look looks[GUARD_COUNT],
				   const struct alarm_mail_opts *opts);

/* As text and back; what is not understood is forgotten. */
const char *guard_write(void *owner, const struct guard_state *s);
void guard_parse(const char *text, struct guard_state *out);

#endif
