/* Bounded text building and small text questions. */
#include "base/str.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uuid/uuid.h>

#include "base/mem.h"

enum { STR_FIRST_ROOM = 256, ID_MAX = 64, UUID_LEN = 36 };

void str_init(struct str *s, void *owner, size_t max)
{
	size_t room = max < STR_FIRST_ROOM ? max : STR_FIRST_ROOM;

	*s = (struct str){.owner = owner, .room = room, .max = max};
	s->text = mem_array(owner, char, room + 1);
}

static bool reserve(struct str *s, size_t more)
{
	if (s->overflow || more > s->max - s->len) {
		s->overflow = true;
		return false;
	}
	if (s->len + more <= s->room)
		return true;
	size_t room = s->room * 2 < s->len + more ? s->len + more : s->room * 2;
	s->room = room < s->max ? room : s->max;
	s->text = mem_grow(s->owner, s->text, char, s->room + 1);
	return true;
}

void str_add_bytes(struct str *s, const void *data, size_t len)
{
	if (!len || !reserve(s, len))
		return;
	memcpy(s->text + s->len, data, len);
	s->len += len;
	s->text[s->len] = '\0';
}

void str_add(struct str *s, const char *text)
{
	str_add_bytes(s, text, strlen(text));
}

void str_addf(struct str *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *text = mem_vprintf(s->owner, fmt, ap);
	va_end(ap);
	str_add(s, text);
	mem_free(text);
}

bool str_eq(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool str_empty(const char *s)
{
	return !s || !*s;
}

bool str_starts(const char *s, const char *prefix)
{
	return s && strncmp(s, prefix, strlen(prefix)) == 0;
}

const char *str_or(const char *s, const char *fallback)
{
	return str_empty(s) ? fallback : s;
}

bool str_is_unicode(const char *s, size_t len)
{
	return !u8_check((const uint8_t *)s, len);
}

bool str_is_utf8(const char *s, size_t len)
{
	return !memchr(s, '\0', len) && str_is_unicode(s, len);
}

bool str_is_seen(const char *s)
{
	const uint8_t *p = (const uint8_t *)s;
	ucs4_t c; /* U+FFFD for what is none, and that is seen */

	for (size_t left = strlen(s); left;) {
		const int n = u8_mbtouc(&c, p, left);

		if (!uc_is_property_white_space(c) &&
		    !uc_is_property_default_ignorable_code_point(c))
			return true;
		p += n;
		left -= (size_t)n;
	}
	return false;
}

void str_mend(char *s)
{
	const uint8_t *bad;

	while ((bad = u8_check((const uint8_t *)s, strlen(s)))) {
		s += bad - (const uint8_t *)s;
		*s = '?';
	}
}

size_t str_fit(const char *s, size_t max)
{
	size_t n = strnlen(s, max);
	const uint8_t *bad = u8_check((const uint8_t *)s, n);

	return bad ? (size_t)(bad - (const uint8_t *)s) : n;
}

/* Controls that no page, file or label can take; line ends and tabs can be. */
static bool is_control(char c)
{
	return (unsigned char)c < ' ' && c != '\n' && c != '\t';
}

static size_t head_bytes(const char *s, size_t chars)
{
	enum { CONTINUATION_MASK = 0xc0, CONTINUATION = 0x80 };
	size_t at = 0;

	for (; chars && s[at]; chars--)
		for (at++; ((unsigned char)s[at] & CONTINUATION_MASK) == CONTINUATION; at++)
			;
	return at;
}

const char *str_head(void *owner, const char *s, size_t chars)
{
	size_t len;
	size_t clean = 0;

	if (!s)
		return NULL;
	len = head_bytes(s, chars);
	while (clean < len && !is_control(s[clean]))
		clean++;
	if (clean == len && !s[len])
		return s;
	char *copy = mem_strndup(owner, s, len);
	for (; clean < len; clean++)
		if (is_control(copy[clean]))
			copy[clean] = ' ';
	return copy;
}

static bool is_plain(char c)
{
	return c >= ' ' && c <= '~';
}

const char *str_ascii(void *owner, const char *s, size_t chars)
{
	size_t n = 0;

	while (s && n <= chars && is_plain(s[n]))
		n++;
	if (!s || (!s[n] && n <= chars))
		return s;
	char *copy = mem_strndup(owner, s, strnlen(s, chars));
	for (n = 0; copy[n]; n++)
		if (!is_plain(copy[n]))
			copy[n] = '?';
	if (s[n])
		copy[n - 1] = '~';
	return copy;
}

bool str_is_one_of(const char *s, const char *const *list)
{
	for (; *list; list++)
		if (str_eq(s, *list))
			return true;
	return false;
}

bool str_has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = words; p && *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (strcspn(p, " ") == len && memcmp(p, word, len) == 0)
			return true;
	return false;
}

bool str_is_id(const char *s)
{
	size_t n = s ? strnlen(s, ID_MAX + 1) : 0;

	if (n == 0 || n > ID_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~' || strchr("\"'<>&\\", s[i]))
			return false;
	return true;
}

const char *str_id(const char *s)
{
	return str_is_id(s) ? s : NULL;
}

bool str_is_uuid(const char *s)
{
	if (!s || strnlen(s, UUID_LEN + 1) != UUID_LEN)
		return false;
	for (size_t i = 0; i < UUID_LEN; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
			return false;
	}
	return true;
}

char *str_squeeze(void *owner, const char *s)
{
	char *out = mem_array(owner, char, strlen(s) + 1);
	size_t n = 0;

	for (; *s; s++) {
		bool blank = isspace((unsigned char)*s);
		if (!blank)
			out[n++] = *s;
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	if (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

bool str_to_i64(const char *s, int64_t min, int64_t max, int64_t *out)
{
	char *end;

	if (!s || !(isdigit((unsigned char)*s) || (*s == '-' && isdigit((unsigned char)s[1]))))
		return false;
	errno = 0;
	long long v = strtoll(s, &end, 10);
	if (errno || *end || v < min || v > max)
		return false;
	*out = v;
	return true;
}

char *str_hex(void *owner, struct bytes bytes)
{
	const uint8_t *from = bytes.data;
	char *out = mem_array(owner, char, 2 * bytes.len + 1);

	for (size_t i = 0; i < bytes.len; i++) {
		out[2 * i] = "0123456789abcdef"[from[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[from[i] & 0xf];
	}
	return out;
}

void str_uuid(char out[37])
{
	uuid_t id;

	uuid_generate_random(id);
	uuid_unparse_lower(id, out);
}

void str_uuid_of(const char *name, char out[37])
{
	/* Drawn once; another one would give every command a second id. */
	static const uuid_t space = {0x5d, 0x0c, 0x1e, 0x77, 0x9a, 0x42, 0x4b, 0x6f,
				     0xa3, 0x58, 0x2e, 0x91, 0xc4, 0x07, 0x6b, 0xd2};
	uuid_t id;

	uuid_generate_sha1(id, space, name, strlen(name));
	uuid_unparse_lower(id, out);
}

char *str_take(void *owner, const char **text, const char *ends)
{
	const size_t len = strcspn(*text, ends);
	char *part = mem_strndup(owner, *text, len);

	*text += len;
	*text += **text != '\0';
	return part;
}
