/* The error scheme: codes, texts and the way they are joined. */
#include "base/err.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const rc_names[RC_COUNT] = {
    [RC_OK] = "OK",
    [RC_NOT_FOUND] = "NOT_FOUND",
    [RC_INVALID] = "INVALID",
    [RC_DENIED] = "DENIED",
    [RC_CONFLICT] = "CONFLICT",
    [RC_RETRY] = "RETRY",
    [RC_REMOTE] = "REMOTE",
    [RC_AUTH] = "AUTH",
    [RC_SHAPE] = "SHAPE",
    [RC_DB] = "DB",
    [RC_IO] = "IO",
    [RC_STOPPED] = "STOPPED",
};

/* Run rows and pages are UTF-8; what an error quotes may be a foreign text, or end in the middle of
 * a character, and so may the text itself. */
PRINTF(2, 0)
static void format(char text[ERR_TEXT_MAX], const char *fmt, va_list ap)
{
	(void)vsnprintf(text, ERR_TEXT_MAX, fmt, ap);
	str_mend(text);
}

enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...)
{
	va_list ap;

	memset(e, 0, sizeof(*e));
	e->rc = rc;
	e->meaning = rc == RC_SHAPE ? MEANING_SHAPE : MEANING_NONE;
	va_start(ap, fmt);
	format(e->msg, fmt, ap);
	va_end(ap);
	return rc;
}

enum rc err_wrap(struct err *e, const char *fmt, ...)
{
	char context[ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	format(context, fmt, ap);
	va_end(ap);
	/* Cut the context rather than the cause: the cause is what somebody searches for. */
	size_t cause = strlen(e->msg);
	size_t room = cause + 3 < sizeof(e->msg) ? sizeof(e->msg) - cause - 3 : 0;
	size_t head = str_fit(context, room);
	if (!head)
		return e->rc;
	memmove(e->msg + head + 2, e->msg, cause + 1);
	memcpy(e->msg, context, head);
	memcpy(e->msg + head, ": ", 2);
	return e->rc;
}

void err_code(struct err *e, const char *code)
{
	size_t len = code ? str_fit(code, sizeof(e->code) - 1) : 0;

	memcpy(e->code, code ? code : "", len);
	e->code[len] = '\0';
}

void err_clear(struct err *e)
{
	memset(e, 0, sizeof(*e));
}

const char *rc_name(enum rc rc)
{
	return (unsigned)rc < RC_COUNT ? rc_names[rc] : "?";
}

void err_bug(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	(void)fprintf(stderr, "level=fatal bug=%s:%d msg=\"", file, line);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputs("\"\n", stderr);
	abort();
}
