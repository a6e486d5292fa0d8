/* Percent-encoding and the joining of our own URLs. */
#include "web/url.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum { URL_MAX = 8192 }; /* what nginx takes as a request line */

static const char unreserved[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

static void add_encoded(struct str *s, const char *text)
{
	static const char hex[] = "0123456789ABCDEF";

	while (*text) {
		size_t plain = strspn(text, unreserved);
		unsigned char c = (unsigned char)text[plain];
		char coded[3] = {'%', hex[c >> 4], hex[c & 15]};

		str_add_bytes(s, text, plain);
		if (c)
			str_add_bytes(s, coded, sizeof(coded));
		text += plain + (c != '\0');
	}
}

static char *finish(const struct str *s)
{
	if (s->overflow)
		BUG("URL longer than %d bytes", URL_MAX);
	return s->text;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte of "%XX", 0 when it is no such triple (a NUL byte is refused as well). */
static char triple(const char *text, size_t len)
{
	if (len < 3)
		return '\0';
	int high = hex_digit(text[1]);
	int low = hex_digit(text[2]);
	return high < 0 || low < 0 ? '\0' : (char)(high * 16 + low);
}

char *url_decode(void *owner, const char *text, size_t len)
{
	char *out = mem_array(owner, char, len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];
		if (c == '%') {
			c = triple(text + i, len - i);
			i += 2;
		}
		if (!c) {
			mem_free(out);
			return NULL;
		}
		out[n++] = c;
	}
	out[n] = '\0';
	return out;
}

char *url_build(void *owner, const char *pattern, const char *const *args)
{
	struct str s;

	str_init(&s, owner, URL_MAX);
	while (*pattern) {
		size_t plain = strcspn(pattern, ":");
		str_add_bytes(&s, pattern, plain);
		pattern += plain;
		if (!*pattern)
			break;
		if (pattern[1] == '/') { /* of "https://", no name */
			str_add_bytes(&s, pattern++, 1);
			continue;
		}
		pattern += strcspn(pattern, "/");
		if (!*args)
			BUG("too few arguments for a URL");
		add_encoded(&s, *args++);
	}
	return finish(&s);
}

char *url_with(void *owner, const char *path, const struct url_arg *args, size_t n)
{
	struct str s;
	const char *joint = strchr(path, '?') ? "&" : "?";

	str_init(&s, owner, URL_MAX);
	str_add(&s, path);
	for (size_t i = 0; i < n; i++) {
		if (str_empty(args[i].value))
			continue;
		str_add(&s, joint);
		add_encoded(&s, args[i].name);
		str_add(&s, "=");
		add_encoded(&s, args[i].value);
		joint = "&";
	}
	return finish(&s);
}

char *url_origin(void *owner, const char *url)
{
	size_t scheme = str_starts(url, "https://") ? 8 : str_starts(url, "http://") ? 7 : 0;

	if (!scheme)
		return NULL;
	size_t host = strcspn(url + scheme, "/?#");
	return host ? mem_strndup(owner, url, scheme + host) : NULL;
}

char *url_without_empty(void *owner, const char *query)
{
	struct str s;

	str_init(&s, owner, strlen(query) + 1);
	while (*query) {
		size_t len = strcspn(query, "&");

		if (len && query[len - 1] != '=')
			str_addf(&s, "%s%.*s", s.len ? "&" : "", (int)len, query);
		query += len + (query[len] == '&');
	}
	return finish(&s);
}
