#ifndef DOMAIN_ALARMS_ALARM_MAIL_H
#define DOMAIN_ALARMS_ALARM_MAIL_H

/*
 * One mail for all that is new: alarms that were raised or got worse, and those that are over.
 *
 * The first alarm is told at once; what follows within ALARM_MAIL_PAUSE_MS shares the next mail.
 * Nobody is told of the end of an alarm he was not told of. Trouble with mails itself is not
 * mailed. The mail and its mark on each alarm are one transaction, so none is told twice.
 */

#include "base/conf.h"
#include "base/i18n.h"
#include "db/db.h"
#include "domain/alarms/alarm.h"

#define ALARM_MAIL_PAUSE_MS (5 * TIME_MINUTE_MS)

enum { ALARM_MESSAGE_SUBJECT_MAX = 140 }; /* characters */

struct alarm_news {
	struct alarm_list raised;
	struct alarm_list cleared;
};

struct alarm_mail_opts {
	const char *actor;	/* "send-alarms@host" */
	const char *status_url; /* of the page with all of them */
};

struct alarm_message {
	const char *subject;
	const char *body;
};

/* From here on texts are in the language of mails (mail-language). */
void alarm_mail_speak(const struct conf *conf);

/* Pure: the words, in the language in use. There is news. */
struct alarm_message alarm_message(void *owner, const struct alarm_news *news,
				   const struct alarm_mail_opts *opts);

/* The words of a test mail. */
struct alarm_message alarm_message_test(void *owner, const struct alarm_mail_opts *opts);

/* What is to be told now; nothing while the last mail is younger than the pause. */
MUST_CHECK enum rc alarm_news(struct db *db, void *owner, struct alarm_news *out, struct err *e);

/* Make the mail; *made: there was something to tell. RC_CONFLICT: an alarm moved, next time. */
MUST_CHECK enum rc alarm_mail_make(struct db *db, void *owner, const struct alarm_mail_opts *opts,
				   bool *made, struct err *e);

/* Alarms nobody was told of, and ends too old to be news, need no all-clear. */
MUST_CHECK enum rc alarm_mail_skip(struct db *db, struct err *e);

#endif
