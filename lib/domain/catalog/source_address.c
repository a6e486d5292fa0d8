/* A strict reading: what is not plainly an address is none. */
#include "domain/catalog/source_address.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>
#include <strings.h>

enum { HTTPS_PORT = 443, HTTP_PORT = 80, NAME_MAX_CHARS = 60 };

static const char https[] = "https://";
static const char http[] = "http://";

/* scheme://host[:port] and what comes behind it. */
struct place {
	bool is_plain;
	const char *host;
	size_t host_len;
	int64_t port;
	const char *rest;
};

static bool read_port(const char **p, int64_t *port)
{
	char digits[6] = "";
	size_t n = strspn(*p, "0123456789");

	if (!n || n >= sizeof(digits))
		return false;
	memcpy(digits, *p, n);
	*p += n;
	return str_to_i64(digits, 1, 65535, port);
}

/* A name of letters, digits, dots and hyphens; addresses as numbers pass as such. */
static bool read_place(const char *text, struct place *out)
{
	const char *p = text;

	*out = (struct place){.is_plain = !strncasecmp(p, http, strlen(http))};
	if (out->is_plain)
		p += strlen(http);
	else if (!strncasecmp(p, https, strlen(https)))
		p += strlen(https);
	out->host = p;
	out->host_len =
	    strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
	p += out->host_len;
	out->port = out->is_plain ? HTTP_PORT : HTTPS_PORT;
	if (*p == ':' && (p++, !read_port(&p, &out->port)))
		return false;
	out->rest = p;
	return out->host_len && out->host[0] != '.' && out->host[0] != '-';
}

static bool is_listed(const char *hosts, const struct place *place)
{
	struct place one;

	for (const char *p = str_or(hosts, ""); *(p += strspn(p, " ,\t")); p += strcspn(p, " ,\t"))
		if (read_place(p, &one) && strchr(" ,\t/", *one.rest) &&
		    one.is_plain == place->is_plain && one.port == place->port &&
		    one.host_len == place->host_len &&
		    !strncasecmp(one.host, place->host, one.host_len))
			return true;
	return false;
}

bool source_is_allowed(const char *hosts, const char *scheme, const char *host, int port)
{
	const struct place place = {.is_plain = str_eq(scheme, "http"),
				    .host = host,
				    .host_len = strlen(host),
				    .port = port};

	return (place.is_plain || str_eq(scheme, "https")) && is_listed(hosts, &place);
}

/* Printable, without what a browser would drop and without blanks. */
static bool is_path(const char *rest)
{
	for (const char *p = rest; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("\\#\"<>^`{|}", *p))
			return false;
	return !*rest || *rest == '/' || *rest == '?';
}

static const char *word_for(void *mem, const struct place *p)
{
	bool usual = p->port == (p->is_plain ? HTTP_PORT : HTTPS_PORT);
	const char *scheme = p->is_plain ? http : "";

	return usual
		   ? mem_printf(mem, "%s%.*s", scheme, (int)p->host_len, p->host)
		   : mem_printf(mem, "%s%.*s:%d", scheme, (int)p->host_len, p->host, (int)p->port);
}

enum source_problem source_address_check(void *mem, const char *hosts, const char *address,
					 const char **host)
{
	struct place place;
	bool has_scheme = !strncasecmp(address, http, strlen(http)) ||
			  !strncasecmp(address, https, strlen(https));

	*host = NULL;
	if (!has_scheme || strlen(address) > SOURCE_ADDRESS_MAX)
		return SOURCE_NO_ADDRESS;
	const char *authority = strstr(address, "//") + 2;
	const char *at = strchr(authority, '@');
	if (at && at < authority + strcspn(authority, "/?"))
		return SOURCE_HAS_LOGIN;
	if (!read_place(address, &place) || !is_path(place.rest))
		return SOURCE_NO_ADDRESS;
	if (is_listed(hosts, &place))
		return SOURCE_OK;
	*host = word_for(mem, &place);
	return SOURCE_NOT_LISTED;
}

/* The last part of the path when it looks like a file; "" else: it may be a key. */
static const char *last_part(void *mem, const char *rest)
{
	size_t len = strcspn(rest, "?");
	size_t from = len;

	while (from && rest[from - 1] != '/')
		from--;
	const char *name = mem_strndup(mem, rest + from, len - from);
	return strchr(name, '.') && strlen(name) <= NAME_MAX_CHARS ? name : "";
}

const char *source_address_shown(void *mem, const char *address)
{
	struct place place;

	if (!read_place(address, &place))
		return "?";
	const char *name = last_part(mem, place.rest);
	bool is_whole = strcspn(place.rest, "?") <= 1 + strlen(name);
	return mem_printf(mem, "%s%s%s%s", word_for(mem, &place), is_whole ? "/" : "/…/", name,
			  strchr(place.rest, '?') ? "?…" : "");
}

const char *source_file_name(void *mem, const char *address)
{
	struct place place;

	if (!read_place(address, &place))
		return "?";
	const char *name = last_part(mem, place.rest);
	return *name ? name : word_for(mem, &place);
}
