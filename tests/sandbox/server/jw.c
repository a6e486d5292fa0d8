/* JSON writer. */
#include "server/jw.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"

static void start(struct jw *w, const char *key)
{
	if (w->comma)
		str_add_bytes(w->out, ",", 1);
	w->comma = true;
	if (!key)
		return;
	str_add_bytes(w->out, "\"", 1);
	str_add(w->out, key);
	str_add_bytes(w->out, "\":", 2);
}

static void open(struct jw *w, const char *key, const char *bracket)
{
	start(w, key);
	str_add_bytes(w->out, bracket, 1);
	w->comma = false;
}

static void close(struct jw *w, const char *bracket)
{
	str_add_bytes(w->out, bracket, 1);
	w->comma = true;
}

void jw_object(struct jw *w, const char *key)
{
	open(w, key, "{");
}

void jw_object_end(struct jw *w)
{
	close(w, "}");
}

void jw_array(struct jw *w, const char *key)
{
	open(w, key, "[");
}

void jw_array_end(struct jw *w)
{
	close(w, "]");
}

/* How many bytes at s need no escape. */
static size_t plain_run(const char *s)
{
	size_t n = 0;

	while ((unsigned char)s[n] >= ' ' && s[n] != '"' && s[n] != '\\' && s[n] != '\xc0')
		n++;
	return n;
}

/* Escape the byte at s; returns how many bytes it took. */
static size_t escape(struct str *out, const char *s)
{
	char text[8];
	unsigned char c = (unsigned char)*s;

	if (c == '"' || c == '\\') {
		str_add_bytes(out, (char[]){'\\', (char)c}, 2);
		return 1;
	}
	if (c >= ' ' && (unsigned char)s[1] != 0x80) {
		str_add_bytes(out, s, 1);
		return 1;
	}
	(void)snprintf(text, sizeof(text), "\\u%04x", c < ' ' ? c : 0U);
	str_add(out, text);
	return c < ' ' ? 1 : 2;
}

void jw_str(struct jw *w, const char *key, const char *value)
{
	if (!value)
		return;
	start(w, key);
	str_add_bytes(w->out, "\"", 1);
	while (*value) {
		size_t n = plain_run(value);
		str_add_bytes(w->out, value, n);
		value += n;
		if (*value)
			value += escape(w->out, value);
	}
	str_add_bytes(w->out, "\"", 1);
}

/* Decimal digits of n, at least `least`, right-aligned in a buffer; returns their start. */
static char *digits(char *end, uint64_t n, int least)
{
	char *p = end;

	*p = '\0';
	for (; n || least > 0; least--, n /= 10)
		*--p = (char)('0' + n % 10);
	return p;
}

static void add_int(struct str *out, int64_t value)
{
	char room[24];

	if (value < 0)
		str_add_bytes(out, "-", 1);
	str_add(out, digits(room + sizeof(room) - 1,
			    value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1));
}

void jw_int(struct jw *w, const char *key, int64_t value)
{
	start(w, key);
	add_int(w->out, value);
}

void jw_bool(struct jw *w, const char *key, bool value)
{
	start(w, key);
	str_add(w->out, value ? "true" : "false");
}

void jw_null(struct jw *w, const char *key)
{
	start(w, key);
	str_add(w->out, "null");
}

static void add_decimal(struct str *out, int64_t minor)
{
	char room[8];

	add_int(out, minor / 100);
	str_add_bytes(out, ".", 1);
	str_add(out, digits(room + sizeof(room) - 1, (uint64_t)(minor % 100), 2));
}

void jw_money(struct jw *w, const char *key, struct money value)
{
	if (money_is_none(value))
		return;
	start(w, key);
	str_add(w->out, "{\"amount\":\"");
	add_decimal(w->out, value.minor);
	str_add(w->out, "\",\"currency\":\"");
	str_add(w->out, value.currency);
	str_add(w->out, "\"}");
}

void jw_decimal(struct jw *w, const char *key, struct money value)
{
	start(w, key);
	str_add_bytes(w->out, "\"", 1);
	add_decimal(w->out, value.minor);
	str_add_bytes(w->out, "\"", 1);
}

void jw_time(struct jw *w, const char *key, int64_t ms)
{
	char text[TIME_RFC3339_SIZE];

	if (ms == TIME_NONE)
		return;
	time_format_rfc3339(ms, text);
	jw_str(w, key, text);
}

void jw_raw(struct jw *w, const char *key, const char *json, size_t len)
{
	start(w, key);
	str_add_bytes(w->out, json, len);
}
