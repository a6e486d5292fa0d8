#ifndef NET_MAIL_SEND_H
#define NET_MAIL_SEND_H

/* The two ways out of mail.h; text is the composed message. Not for others. */

#include "net/mail.h"

MUST_CHECK enum rc mail_smtp(const struct mail_route *route, const char *text, struct err *e);
MUST_CHECK enum rc mail_sendmail(const struct mail_route *route, const char *text, struct err *e);

/* The mail may have gone out, or not: RC_RETRY with code MAIL_UNKNOWN. */
enum rc mail_unknown(struct err *e, const char *why);

/* First line of what the other side said, printable, at most max bytes with its NUL. */
void mail_reply_keep(char *out, size_t max, const char *said, size_t len);

#endif
