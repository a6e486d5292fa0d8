/* Line logger: key=value on stderr, control characters and quotes escaped. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"

enum { LINE_MAX_BYTES = 2048, UNIT_MAX = 64 };

static const char *program = "kram";
static enum log_level threshold = LOG_LEVEL_INFO;
static char unit[UNIT_MAX];

static const char *const level_names[] = {
    [LOG_LEVEL_ERROR] = "error",
    [LOG_LEVEL_WARN] = "warn",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_DEBUG] = "debug",
};

void log_init(const char *name, enum log_level level)
{
	program = name;
	threshold = level;
}

void log_unit(const char *key, const char *value)
{
	if (value)
		(void)snprintf(unit, sizeof(unit), " %s=%.40s", key, value);
	else
		unit[0] = '\0';
}

const char *log_unit_text(void)
{
	return unit[0] ? unit + 1 : unit;
}

/* Escapes in place of a copy: a log line is one line whatever the text holds. */
static void escape(char *out, size_t room, const char *in)
{
	size_t n = 0;

	for (; *in && n + 5 < room; in++) {
		unsigned char c = (unsigned char)*in;
		if (c == '"' || c == '\\') {
			out[n++] = '\\';
			out[n++] = (char)c;
		} else if (c < ' ' || c == 0x7f) {
			n += (size_t)snprintf(out + n, room - n, "\\x%02x", c);
		} else {
			out[n++] = (char)c;
		}
	}
	out[n] = '\0';
}

static void emit(enum log_level level, const char *extra, const char *text)
{
	char safe[LINE_MAX_BYTES];
	char ts[TIME_RFC3339_SIZE];

	escape(safe, sizeof(safe), text);
	time_format_rfc3339(time_now_ms(), ts);
	(void)fprintf(stderr, "ts=%s level=%s prog=%s%s%s msg=\"%s\"\n", ts, level_names[level],
		      program, unit, extra, safe);
}

PRINTF(3, 0)
static void vemit(enum log_level level, const char *extra, const char *fmt, va_list ap)
{
	char text[LINE_MAX_BYTES];

	if (level > threshold)
		return;
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	emit(level, extra, text);
}

#define DEFINE_LOG(name, level)                                                                    \
	void name(const char *fmt, ...)                                                            \
	{                                                                                          \
		va_list ap;                                                                        \
		va_start(ap, fmt);                                                                 \
		vemit(level, "", fmt, ap);                                                         \
		va_end(ap);                                                                        \
	}

DEFINE_LOG(log_error, LOG_LEVEL_ERROR)
DEFINE_LOG(log_warn, LOG_LEVEL_WARN)
DEFINE_LOG(log_info, LOG_LEVEL_INFO)
DEFINE_LOG(log_debug, LOG_LEVEL_DEBUG)

void log_err(enum log_level level, const struct err *e, const char *fmt, ...)
{
	char context[ERR_TEXT_MAX];
	char text[LINE_MAX_BYTES];
	char extra[ERR_CODE_MAX + ERR_TRACE_MAX + 64];
	va_list ap;

	if (level > threshold)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(context, sizeof(context), fmt, ap);
	va_end(ap);
	(void)snprintf(text, sizeof(text), "%s: %s", context, e->msg);
	int n = snprintf(extra, sizeof(extra), " rc=%s", rc_name(e->rc));
	if (e->http)
		n += snprintf(extra + n, sizeof(extra) - (size_t)n, " http=%d", e->http);
	if (e->trace[0])
		(void)snprintf(extra + n, sizeof(extra) - (size_t)n, " trace=%s", e->trace);
	emit(level, extra, text);
}
