/* States over a small buffer: what may still become a boundary waits in it, the rest goes on. */
#include "web/multipart.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	ROOM = 8192,			       /* of the buffer: headers, or a piece of a part */
	MARK_MAX = 4 + MULTIPART_BOUNDARY_MAX, /* CR LF "--" boundary */
};

enum state {
	AT_START, /* the first boundary, and nothing before it */
	AT_MARK,  /* behind a boundary: another part, or the end */
	IN_HEADERS,
	IN_PART,
	AT_END, /* behind the last boundary: at most a line end */
};

struct multipart {
	struct multipart_sink sink;
	enum state state;
	char mark[MARK_MAX + 1];
	size_t mark_len;
	size_t parts;
	char room[ROOM];
	size_t have; /* bytes in it */
	size_t done; /* of these */
};

/* ---- Opening ----------------------------------------------------------------------------------
 */

/* bchars of RFC 2046 without the blank: nobody sends one. */
static bool is_boundary(const char *text, size_t len)
{
	static const char signs[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "'()+_,-./:=?";

	return len && len <= MULTIPART_BOUNDARY_MAX && strspn(text, signs) >= len;
}

char *multipart_boundary(void *owner, const char *content_type)
{
	static const char type[] = "multipart/form-data";
	static const char name[] = "boundary=";
	const char *p = str_or(content_type, "");

	if (strncasecmp(p, type, strlen(type)))
		return NULL;
	p += strlen(type);
	p += strspn(p, " \t");
	if (*p != ';')
		return NULL;
	p += 1 + strspn(p + 1, " \t");
	if (strncasecmp(p, name, strlen(name)))
		return NULL;
	p += strlen(name);
	bool quoted = *p == '"';
	p += quoted;
	size_t len = strcspn(p, quoted ? "\"" : "; \t");
	if (!is_boundary(p, len) || !str_eq(p + len, quoted ? "\"" : ""))
		return NULL;
	return mem_strndup(owner, p, len);
}

/* The first boundary has no line end before it: it is as if there had been one. */
void multipart_open(void *owner, const char *boundary, const struct multipart_sink *sink,
		    struct multipart **out)
{
	struct multipart *m = mem_zero(owner, struct multipart);

	if (!is_boundary(boundary, strlen(boundary)))
		BUG("no boundary: %s", boundary);
	m->sink = *sink;
	memcpy(m->mark, "\r\n--", 4);
	memcpy(m->mark + 4, boundary, strlen(boundary) + 1);
	m->mark_len = strlen(m->mark);
	memcpy(m->room, "\r\n", 2);
	m->have = 2;
	*out = m;
}

/* ---- Headers of a part ------------------------------------------------------------------------
 */

struct headers {
	void *mem;
	struct multipart_part part;
};

static bool is_called(const char *line, size_t len, const char *name)
{
	return len == strlen(name) && !strncasecmp(line, name, len);
}

/* A value with a backslash before a quote, or "%22" for one, as browsers write them. */
static char *unquoted(void *mem, const char *text, size_t len)
{
	char *out = mem_strndup(mem, text, len);
	char *to = out;

	for (const char *p = out; *p;) {
		size_t skip = str_starts(p, "\\\"") ? 2 : str_starts(p, "%22") ? 3 : 0;
		*to++ = skip ? '"' : *p;
		p += skip ? skip : 1;
	}
	*to = '\0';
	return out;
}

/* The end of a quoted value: the first quote without a backslash before it. NULL: there is none. */
static const char *quote_end(const char *p)
{
	while (*p && *p != '"')
		p += p[0] == '\\' && p[1] == '"' ? 2 : 1;
	return *p ? p : NULL;
}

/* One "; name=value" with the value in quotes, as browsers write them; *p moves behind it. */
static enum rc take_param(struct headers *h, const char **p, struct err *e)
{
	const char *name = *p + 1 + strspn(*p + 1, " \t");
	size_t len = strcspn(name, "=");
	const char *value = name + len + 2;
	const char *end = str_starts(name + len, "=\"") ? quote_end(value) : NULL;

	if (**p != ';' || !end)
		return err_set(e, RC_INVALID, "a part of the body has a name that cannot be read");
	bool is_file = is_called(name, len, "filename");
	bool is_name = is_called(name, len, "name");
	const char **to = is_file ? &h->part.file_name : &h->part.name;
	if ((!is_file && !is_name) || *to)
		return err_set(e, RC_INVALID, "a part of the body has a name too many");
	*to = unquoted(h->mem, value, (size_t)(end - value));
	*p = end + 1;
	return RC_OK;
}

static enum rc take_disposition(struct headers *h, const char *value, struct err *e)
{
	static const char kind[] = "form-data";
	const char *p = value + strlen(kind);

	if (h->part.name)
		return err_set(e, RC_INVALID, "a part of the body says twice what it is");
	if (strncasecmp(value, kind, strlen(kind)) || *p != ';')
		return err_set(e, RC_INVALID, "a part of the body is no field of a form");
	while (*p)
		if (take_param(h, &p, e))
			return e->rc;
	if (str_empty(h->part.name) || !str_is_utf8(h->part.name, strlen(h->part.name)))
		return err_set(e, RC_INVALID, "a part of the body has no name");
	return RC_OK;
}

/* Of other headers those are refused that would change what the bytes of the part mean. */
static enum rc take_header(struct headers *h, const char *line, struct err *e)
{
	static const char *const plain[] = {"binary", "8bit", "7bit", NULL};
	size_t len = strcspn(line, ": \t");
	const char *value = line + len + 1 + (line[len] ? strspn(line + len + 1, " \t") : 0);

	if (!len || line[len] != ':' || strpbrk(line, "\r\n"))
		return err_set(e, RC_INVALID, "a part of the body has a broken header");
	if (is_called(line, len, "Content-Disposition"))
		return take_disposition(h, value, e);
	if (is_called(line, len, "Content-Type") && !strncasecmp(value, "multipart/", 10))
		return err_set(e, RC_INVALID, "a part of the body has parts inside");
	if (is_called(line, len, "Content-Transfer-Encoding") && !str_is_one_of(value, plain))
		return err_set(e, RC_INVALID, "a part of the body is encoded");
	return RC_OK;
}

static bool has_control(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (((unsigned char)text[i] < ' ' && !strchr("\t\r\n", text[i])) || !text[i] ||
		    text[i] == 0x7f)
			return true;
	return false;
}

/* Lines that each end with CR LF. */
static enum rc take_headers(struct headers *h, const char *text, size_t len, struct err *e)
{
	char *line = mem_strndup(h->mem, text, len);

	if (has_control(text, len))
		return err_set(e, RC_INVALID, "a part of the body has a header with controls");
	while (*line) {
		char *end = strstr(line, "\r\n");
		*end = '\0';
		if (take_header(h, line, e))
			return e->rc;
		line = end + 2;
	}
	return h->part.name ? RC_OK : err_set(e, RC_INVALID, "a part of the body has no name");
}

/* ---- States: each takes what it can from the buffer; *moved: something was taken ----------------
 */

static const char *left(const struct multipart *m, size_t *n)
{
	*n = m->have - m->done;
	return m->room + m->done;
}

static enum rc step_start(struct multipart *m, bool *moved, struct err *e)
{
	size_t n;
	const char *p = left(m, &n);
	size_t seen = n < m->mark_len ? n : m->mark_len;

	if (memcmp(p, m->mark, seen))
		return err_set(e, RC_INVALID, "the body does not begin with its boundary");
	if (seen < m->mark_len)
		return RC_OK;
	m->done += m->mark_len;
	m->state = AT_MARK;
	*moved = true;
	return RC_OK;
}

static enum rc step_mark(struct multipart *m, bool *moved, struct err *e)
{
	size_t n;
	const char *p = left(m, &n);

	if (n < 2)
		return RC_OK;
	bool is_last = !memcmp(p, "--", 2);
	if (!is_last && memcmp(p, "\r\n", 2))
		return err_set(e, RC_INVALID, "a boundary of the body goes on");
	if (!is_last && ++m->parts > MULTIPART_PARTS_MAX)
		return err_set(e, RC_INVALID, "the body has more than %d parts",
			       MULTIPART_PARTS_MAX);
	m->done += 2;
	m->state = is_last ? AT_END : IN_HEADERS;
	*moved = true;
	return RC_OK;
}

static enum rc begin_part(struct multipart *m, const char *text, size_t len, struct err *e)
{
	struct headers h = {.mem = mem_context(NULL, "part")};

	if (!take_headers(&h, text, len, e))
		(void)m->sink.begin(m->sink.arg, &h.part, e);
	mem_free(h.mem);
	return e->rc;
}

static enum rc step_headers(struct multipart *m, bool *moved, struct err *e)
{
	size_t n;
	const char *p = left(m, &n);
	const char *end = memmem(p, n, "\r\n\r\n", 4);
	size_t len = end ? (size_t)(end - p) + 2 : n;

	if (len > MULTIPART_HEADERS_MAX)
		return err_set(e, RC_INVALID,
			       "a part of the body has more than %d bytes of headers",
			       MULTIPART_HEADERS_MAX);
	if (!end)
		return RC_OK;
	if (begin_part(m, p, len, e))
		return e->rc;
	m->done += len + 2;
	m->state = IN_PART;
	*moved = true;
	return RC_OK;
}

static enum rc step_part(struct multipart *m, bool *moved, struct err *e)
{
	size_t n;
	const char *p = left(m, &n);
	const char *mark = memmem(p, n, m->mark, m->mark_len);
	size_t safe = n >= m->mark_len ? n - m->mark_len + 1 : 0;
	size_t len = mark ? (size_t)(mark - p) : safe;

	if (len && m->sink.bytes(m->sink.arg, p, len, e))
		return e->rc;
	if (mark && m->sink.end(m->sink.arg, e))
		return e->rc;
	m->done += len + (mark ? m->mark_len : 0);
	m->state = mark ? AT_MARK : IN_PART;
	*moved = mark != NULL;
	return RC_OK;
}

static enum rc step_end(struct multipart *m, bool *moved, struct err *e)
{
	size_t n;
	const char *p = left(m, &n);

	(void)moved;
	if (n > 2 || memcmp(p, "\r\n", n))
		return err_set(e, RC_INVALID, "the body goes on behind its end");
	return RC_OK;
}

static enum rc (*const steps[])(struct multipart *m, bool *moved, struct err *e) = {
    [AT_START] = step_start, [AT_MARK] = step_mark, [IN_HEADERS] = step_headers,
    [IN_PART] = step_part,   [AT_END] = step_end,
};

static enum rc take_all(struct multipart *m, struct err *e)
{
	bool moved = true;

	while (moved) {
		moved = false;
		if (steps[m->state](m, &moved, e))
			return e->rc;
	}
	memmove(m->room, m->room + m->done, m->have - m->done);
	m->have -= m->done;
	m->done = 0;
	return RC_OK;
}

/* A state that takes nothing from a full buffer has refused it. */
enum rc multipart_feed(struct multipart *m, const char *bytes, size_t n, struct err *e)
{
	while (n) {
		size_t part = n < ROOM - m->have ? n : ROOM - m->have;
		memcpy(m->room + m->have, bytes, part);
		m->have += part;
		bytes += part;
		n -= part;
		if (take_all(m, e))
			return e->rc;
	}
	return RC_OK;
}

enum rc multipart_end(struct multipart *m, struct err *e)
{
	if (m->state != AT_END || m->have == 1)
		return err_set(e, RC_INVALID, "the body ends before its last boundary");
	return RC_OK;
}

/* ---- For people -------------------------------------------------------------------------------
 */

const char *multipart_shown_name(void *owner, const char *file_name)
{
	const char *name = file_name;

	for (const char *p = file_name; *p; p++)
		if (*p == '/' || *p == '\\')
			name = p + 1;
	if (!str_is_utf8(name, strlen(name)) || !str_is_seen(name))
		return "file";
	return mem_strdup(owner, str_head(owner, name, MULTIPART_NAME_CHARS));
}
