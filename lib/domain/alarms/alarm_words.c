/* Message ids and values, joined without printf: texts come out of the database. */
#include "domain/alarms/alarm_words.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

static const char separator = '\x1f';

/* A value must end neither itself nor the line it is shown in. */
static void add_value(struct str *s, const char *value)
{
	static const char blank = ' ';

	for (; *value; value++)
		str_add_bytes(s, (unsigned char)*value < ' ' ? &blank : value, 1);
}

const char *alarm_args(void *owner, const char *const values[ALARM_VALUES_MAX])
{
	struct str s;

	str_init(&s, owner, ALARM_ARGS_MAX);
	for (int i = 0; i < ALARM_VALUES_MAX && values[i]; i++) {
		if (i)
			str_add_bytes(&s, &separator, 1);
		add_value(&s, values[i]);
	}
	s.text[str_fit(s.text, ALARM_ARGS_MAX)] = '\0';
	return s.text;
}

/* Value number n (from 0) of args, "" when there is none. */
static struct bytes value_of(const char *args, int n)
{
	while (n-- > 0 && args) {
		args = strchr(args, separator);
		args = args ? args + 1 : NULL;
	}
	if (!args)
		return (struct bytes){"", 0};
	const char *end = strchr(args, separator);
	return (struct bytes){args, end ? (size_t)(end - args) : strlen(args)};
}

/* Bytes of a place for a value at p: "%s" or "%2$s"; 0: none. *n becomes the value's number. */
static size_t place_at(const char *p, int *n)
{
	if (p[0] != '%')
		return 0;
	if (p[1] == 's')
		return 2;
	if (p[1] < '1' || p[1] > '0' + ALARM_VALUES_MAX || p[2] != '$' || p[3] != 's')
		return 0;
	*n = p[1] - '1';
	return 4;
}

const char *alarm_words(void *owner, const char *text, const char *args)
{
	struct str s;
	int next = 0;

	str_init(&s, owner, ALARM_WORDS_MAX);
	while (*text) {
		int n = next;
		size_t len = place_at(text, &n);
		struct bytes value = value_of(args, n);
		str_add_bytes(&s, len ? value.data : text, len ? value.len : 1);
		next = len ? n + 1 : next;
		text += len ? len : 1;
	}
	return s.text;
}

const char *alarm_moment(void *owner, int64_t ms)
{
	struct tm tm;

	time_local(ms, &tm);
	return mem_printf(owner, "%02d.%02d.%d, %02d:%02d", tm.tm_mday, tm.tm_mon + 1,
			  tm.tm_year + 1900, tm.tm_hour, tm.tm_min);
}

const char *alarm_value(void *owner, const char *args, int n)
{
	struct bytes value = value_of(args, n);

	return str_or(mem_strndup(owner, value.data, value.len), "");
}
