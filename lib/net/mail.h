#ifndef NET_MAIL_H
#define NET_MAIL_H

/*
 * Mail: short plain-text messages, handed to the sendmail command or to a mail server by SMTP.
 *
 * Safe against injection (RELIABILITY F56): addresses are plain ASCII or refused, a subject loses
 * its control characters and is encoded, the body is quoted-printable, no header is made of
 * anything else. SMTP insists on TLS (smtps, or STARTTLS) unless the server is this machine, where
 * it is plain. No shell, no environment, no waiting without end.
 *
 *	RC_OK		handed over: the other side said so
 *	RC_RETRY	certainly not sent, may work later: no connection, busy server
 *	RC_REMOTE	certainly not sent, refused: its words are in the text
 *	RC_INVALID	cannot be sent: an address, a setting
 *	RC_IO		certainly not sent: the program is missing
 *
 * e->code is MAIL_UNKNOWN when nobody knows whether it was sent: the message was given away whole
 * and no answer came. Sent again under the same Message-ID, most mailboxes show it once.
 */

#include <stdint.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/secret.h"

#define MAIL_UNKNOWN "mail-unknown"

enum {
	MAIL_TO_MAX = 10,	/* recipients */
	MAIL_ADDRESS_MAX = 254, /* RFC 5321 */
	MAIL_SUBJECT_MAX = 150, /* characters: what mailboxes show */
	MAIL_BODY_MAX = 64 * 1024,
	MAIL_CONNECT_S = 10,
	MAIL_TOTAL_S = 30, /* a mail server that greylists or scans answers within */
};

enum mail_transport { MAIL_OFF, MAIL_SENDMAIL, MAIL_SMTP };

/* How mails leave, and between whom. */
struct mail_route {
	enum mail_transport transport;
	const char *from;
	const char *to[MAIL_TO_MAX + 1]; /* ended by NULL */
	const char *sendmail;		 /* absolute path of the program */
	const char *smtp_url;
	const char *smtp_user; /* NULL: no login */
	struct secret *smtp_password;
	const char *ca_bundle;
};

struct mail_message {
	const char *id;	     /* left part of the Message-ID: a UUID */
	const char *subject; /* UTF-8 */
	const char *body;    /* UTF-8, lines ended by \n */
	int64_t date_ms;
};

/*
 * The route of this installation (mail-to, mail-from, ...); texts belong to owner. RC_INVALID names
 * the setting that is wrong. With mail-transport "off" nothing else is looked at.
 */
MUST_CHECK enum rc mail_route(void *owner, const struct conf *conf, struct mail_route *out,
			      struct err *e);

/* The whole message as it travels, lines ended by CR LF. */
MUST_CHECK enum rc mail_compose(void *owner, const struct mail_route *route,
				const struct mail_message *m, const char **out, struct err *e);

/* Send it. With MAIL_OFF: RC_INVALID, nobody is configured. */
MUST_CHECK enum rc mail_send(const struct mail_route *route, const struct mail_message *m,
			     struct err *e);

#endif
