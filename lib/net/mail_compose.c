/* A message from its parts: RFC 5322 and MIME, with nothing of a header left to chance. */
#include "net/mail.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <ctype.h>
#include <string.h>

enum {
	LINE_MAX = 75,		  /* of quoted-printable, before its soft break */
	WORD_MAX = 45,		  /* encoded bytes in one encoded word: 75 with its frame */
	MESSAGE_MAX = 512 * 1024, /* a body of nothing but encoded bytes fits */
	MESSAGE_ID_MAX = 64,
};

/* ---- Addresses and routes -------------------------------------------------------------------- */

/* Letters an address may have without quoting (RFC 5322 atext), and the dot. */
static bool is_address_letter(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("!#$%&'*+/=?^_`{|}~.-", c));
}

static bool is_address(const char *s)
{
	const char *at = strchr(s, '@');

	if (!at || at == s || !at[1] || strlen(s) > MAIL_ADDRESS_MAX || s[0] == '-')
		return false;
	for (const char *p = s; *p; p++)
		if (p != at && !is_address_letter(*p))
			return false;
	return true;
}

static enum rc check_address(const char *setting, const char *s, struct err *e)
{
	return is_address(s) ? RC_OK
			     : err_set(e, RC_INVALID, "%s: \"%s\" is not an address", setting, s);
}

static const struct {
	const char *word;
	enum mail_transport transport;
} transports[] = {{"off", MAIL_OFF}, {"sendmail", MAIL_SENDMAIL}, {"smtp", MAIL_SMTP}};

static enum rc take_transport(const char *word, enum mail_transport *out, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(transports); i++)
		if (str_eq(transports[i].word, word)) {
			*out = transports[i].transport;
			return RC_OK;
		}
	return err_set(e, RC_INVALID, "mail-transport must be off, sendmail or smtp");
}

static enum rc take_recipients(void *owner, const char *list, struct mail_route *out, struct err *e)
{
	size_t n = 0;

	for (list += strspn(list, " "); *list; list += strspn(list, " ")) {
		size_t len = strcspn(list, " ");
		if (n == MAIL_TO_MAX)
			return err_set(e, RC_INVALID, "mail-to: more than %d addresses",
				       MAIL_TO_MAX);
		out->to[n] = mem_strndup(owner, list, len);
		if (check_address("mail-to", out->to[n++], e))
			return e->rc;
		list += len;
	}
	return n ? RC_OK : err_set(e, RC_INVALID, "mail-to is empty: nobody to tell");
}

static enum rc take_login(void *owner, const struct conf *conf, struct mail_route *out,
			  struct err *e)
{
	out->smtp_user = str_empty(conf->smtp_user) ? NULL : conf->smtp_user;
	if (out->transport != MAIL_SMTP || !out->smtp_user)
		return RC_OK;
	return secret_read_file(owner, conf_secret_path(owner, conf, "smtp-password"),
				&out->smtp_password, e);
}

enum rc mail_route(void *owner, const struct conf *conf, struct mail_route *out, struct err *e)
{
	*out = (struct mail_route){
	    .sendmail = conf->sendmail,
	    .smtp_url = conf->smtp_url,
	    .ca_bundle = conf->ca_bundle,
	};
	if (take_transport(conf->mail_transport, &out->transport, e))
		return e->rc;
	if (out->transport == MAIL_OFF)
		return RC_OK;
	if (take_recipients(owner, conf->mail_to, out, e))
		return e->rc;
	out->from = str_empty(conf->mail_from) ? out->to[0] : conf->mail_from;
	if (check_address("mail-from", out->from, e))
		return e->rc;
	if (out->transport == MAIL_SENDMAIL && conf->sendmail[0] != '/')
		return err_set(e, RC_INVALID, "sendmail must be an absolute path");
	return take_login(owner, conf, out, e);
}

/* ---- Encoding -------------------------------------------------------------------------------- */

static void add_hex(struct str *s, unsigned char c)
{
	str_addf(s, "=%02X", c);
}

/* Bytes of the character at p (UTF-8 was checked), never past the end. */
static size_t char_len(const char *p)
{
	size_t n = 1;

	while (((unsigned char)p[n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* A subject as encoded words (RFC 2047): whole characters, folded, blanks for control characters.
 */
static void add_subject(struct str *s, const char *subject)
{
	size_t used = 0;

	str_add(s, "Subject: =?UTF-8?Q?");
	while (*subject) {
		size_t n = char_len(subject);
		if (used + 3 * n > WORD_MAX) {
			str_add(s, "?=\r\n =?UTF-8?Q?");
			used = 0;
		}
		for (size_t i = 0; i < n; i++) {
			unsigned char c = (unsigned char)subject[i];
			bool plain = c < 0x80 && isalnum(c);
			if (plain)
				str_add_bytes(s, &c, 1);
			else if (c <= ' ' || c == 0x7F)
				str_add(s, "_");
			else
				add_hex(s, c);
			used += plain || c <= ' ' ? 1 : 3;
		}
		subject += n;
	}
	str_add(s, "?=\r\n");
}

/* May this byte stand in quoted-printable as it is? A blank before a break may not, a dot at the
 * beginning of a line would be doubled by some programs and not by others. */
static bool is_printable(const char *p, size_t column)
{
	if (*p == ' ')
		return p[1] && p[1] != '\n';
	return *p > ' ' && *p <= '~' && *p != '=' && !(*p == '.' && column == 0);
}

static void add_body(struct str *s, const char *body)
{
	size_t column = 0;

	for (const char *p = body; *p; p++) {
		if (*p == '\n') {
			str_add(s, "\r\n");
			column = 0;
			continue;
		}
		bool plain = is_printable(p, column);
		size_t width = plain ? 1 : 3;
		if (column + width > LINE_MAX) {
			str_add(s, "=\r\n");
			column = 0;
			plain = is_printable(p, column);
			width = plain ? 1 : 3;
		}
		if (plain)
			str_add_bytes(s, p, 1);
		else
			add_hex(s, (unsigned char)*p);
		column += width;
	}
	str_add(s, "\r\n");
}

/* ---- The message ----------------------------------------------------------------------------- */

static void add_date(struct str *s, int64_t ms)
{
	static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct tm tm;

	time_utc(ms, &tm);
	str_addf(s, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[tm.tm_wday], tm.tm_mday,
		 months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void add_headers(struct str *s, const struct mail_route *route, const struct mail_message *m)
{
	add_date(s, m->date_ms);
	str_addf(s, "From: Kram <%s>\r\nTo: ", route->from);
	for (size_t i = 0; route->to[i]; i++)
		str_addf(s, "%s%s", i ? ",\r\n " : "", route->to[i]);
	str_addf(s, "\r\nMessage-ID: <%s%s>\r\n", m->id, strchr(route->from, '@'));
	add_subject(s, m->subject);
	str_add(s, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
		   "Content-Type: text/plain; charset=UTF-8\r\n"
		   "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
}

enum rc mail_compose(void *owner, const struct mail_route *route, const struct mail_message *m,
		     const char **out, struct err *e)
{
	struct mail_message head = *m;
	struct str s;

	if (!str_is_id(m->id) || strlen(m->id) > MESSAGE_ID_MAX || strpbrk(m->id, "<>@"))
		return err_set(e, RC_INVALID, "not an id of a message");
	if (strlen(m->body) > MAIL_BODY_MAX)
		return err_set(e, RC_INVALID, "a mail of more than %d bytes", MAIL_BODY_MAX);
	if (!str_is_utf8(m->subject, strlen(m->subject)) || !str_is_utf8(m->body, strlen(m->body)))
		return err_set(e, RC_INVALID, "a mail that is not UTF-8");
	head.subject = str_head(owner, m->subject, MAIL_SUBJECT_MAX);
	str_init(&s, owner, MESSAGE_MAX);
	add_headers(&s, route, &head);
	add_body(&s, m->body);
	if (s.overflow)
		return err_set(e, RC_INVALID, "the mail is too large");
	*out = s.text;
	return RC_OK;
}
