/* HTML by libxml2's SAX interface. It has two loops that grow with the square of what a file may
 * hold: through the attributes of a tag and through the tags that are open. Both are bounded here.
 */
#include "table/html.h"

#include "base/mem.h"
#include "table/xml_library.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <unistr.h>

/* Tells the parser that this is UTF-8, whatever a "meta" in it says. */
#define MARK "\xef\xbb\xbf"
enum { MARK_LEN = 3 };
/* Around it all: text that stands in no tag would get a paragraph that nobody wrote. */
#define WRAPPER "div"

enum {
	OPTIONS = HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
		  HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED
};

struct reader {
	const struct html_sink *sink;
	htmlParserCtxt *ctxt;
	const char *open[HTML_DEPTH_MAX]; /* names of the parser's dictionary */
	size_t depth;
	size_t stopped_at; /* the byte, 0: it goes on */
};

/* ---- What the parser is given ------------------------------------------------------------------
 */

static bool is_control(ucs4_t c)
{
	return (c < 0x20 && !strchr("\t\n\r", (int)c)) || c == 0 || c == 0x7f;
}

/* Valid UTF-8 without control characters. Returns how many are left out. */
static size_t add_clean(char *out, size_t *len, struct bytes html)
{
	const uint8_t *text = html.data;
	size_t lost = 0;
	ucs4_t c;

	for (size_t i = 0; i < html.len;) {
		int n = u8_mbtoucr(&c, text + i, html.len - i);
		if (n > 0 && !is_control(c)) {
			memcpy(out + *len, text + i, (size_t)n);
			*len += (size_t)n;
		} else {
			lost++;
		}
		i += n > 0 ? (size_t)n : 1;
	}
	out[*len] = '\0';
	return lost;
}

/* Bytes of the tag at the beginning of text when it has too many words, or is one of Word's
 * conditions ("<![if !mso]>"), which libxml2 takes for text; else 0. */
static size_t excess(const char *text)
{
	bool is_condition = str_starts(text, "<![");
	size_t words = 0;
	const char *p = text;

	if (!is_condition && (!*p || !isalpha((unsigned char)p[1])))
		return 0;
	for (; *p && *p != '>'; p++)
		words += isspace((unsigned char)*p) != 0;
	return is_condition || words > HTML_TAG_WORDS_MAX ? (size_t)(p - text) + (*p == '>') : 0;
}

/* A "<" that begins no tag is a character. */
static size_t tag_len(const char *text)
{
	return *text && !isalpha((unsigned char)text[1]) ? 1 : strcspn(text, ">");
}

/* In place. A tag is measured once: where it ends the search goes on. */
static size_t drop_long_tags(char *text, size_t len)
{
	char *to = text;
	const char *from = text;

	while (*from) {
		size_t plain = strcspn(from, "<");
		memmove(to, from, plain);
		to += plain;
		from += plain;
		size_t over = excess(from);
		size_t whole = over ? 0 : tag_len(from);
		memmove(to, from, whole);
		to += whole;
		from += over + whole;
	}
	*to = '\0';
	return (size_t)(to - text) < len ? (size_t)(to - text) : len;
}

/* ---- What the parser tells ---------------------------------------------------------------------
 */

static void stop(struct reader *r)
{
	long at = xml_library()->xmlByteConsumed(r->ctxt);

	r->stopped_at = at > 0 ? (size_t)at : SIZE_MAX;
	xml_library()->xmlStopParser(r->ctxt);
}

static void met_open(void *arg, const xmlChar *name, const xmlChar **attributes)
{
	struct reader *r = arg;

	if (r->stopped_at)
		return;
	if (r->depth == HTML_DEPTH_MAX) {
		stop(r);
		return;
	}
	r->open[r->depth++] = (const char *)name;
	r->sink->open(r->sink->arg, (const char *)name, (const char *const *)attributes);
}

static void close_last(struct reader *r)
{
	r->depth--;
	r->sink->close(r->sink->arg, r->open[r->depth]);
}

static void met_close(void *arg, const xmlChar *name)
{
	struct reader *r = arg;

	(void)name;
	if (!r->stopped_at && r->depth)
		close_last(r);
}

static void met_text(void *arg, const xmlChar *text, int len)
{
	struct reader *r = arg;

	if (!r->stopped_at && len > 0)
		r->sink->text(r->sink->arg, (const char *)text, (size_t)len);
}

static void met_script(void *arg, const xmlChar *text, int len)
{
	(void)arg;
	(void)text;
	(void)len;
}

static htmlParserCtxt *new_parser(struct reader *r)
{
	htmlParserCtxt *ctxt = xml_library()->htmlNewParserCtxt();

	if (!ctxt)
		mem_exhausted();
	*ctxt->sax = (xmlSAXHandler){.startElement = met_open,
				     .endElement = met_close,
				     .characters = met_text,
				     .ignorableWhitespace = met_text,
				     .cdataBlock = met_script};
	ctxt->userData = r;
	return ctxt;
}

/* Up to the end, or to the tag that is too deep. */
static void read_some(struct reader *r, const char *text, size_t len)
{
	r->stopped_at = 0;
	(void)xml_library()->htmlCtxtReadMemory(r->ctxt, text, (int)len, NULL, NULL, OPTIONS);
	while (r->depth)
		close_last(r);
}

/* The parser stops before the end of a tag, "/>" or ">". What has been read makes room for the
 * mark. */
static size_t next_place(const char *text, size_t len, size_t at, size_t stopped_at)
{
	size_t next = stopped_at < len - at ? at + stopped_at : len;

	next += text[next] == '/';
	next += text[next] == '>';
	return next;
}

size_t html_read(struct bytes html, const struct html_sink *sink)
{
	void *mem = mem_context(NULL, "html");
	const char *begin = mem_printf(mem, MARK "<%s>", WRAPPER);
	size_t len = strlen(begin);
	char *text = mem_array(mem, char, html.len + len + 1);
	struct reader r = {.sink = sink};

	memcpy(text, begin, len);
	size_t lost = add_clean(text, &len, html);
	len = drop_long_tags(text, len);
	r.ctxt = new_parser(&r);
	for (size_t at = 0; at < len && len - at <= INT_MAX;) {
		memcpy(text + at, MARK, MARK_LEN);
		read_some(&r, text + at, len - at);
		if (!r.stopped_at)
			break;
		at = next_place(text, len, at, r.stopped_at) - MARK_LEN;
	}
	xml_library()->htmlFreeParserCtxt(r.ctxt);
	mem_free(mem);
	return lost;
}

const char *html_attribute(const char *const *attributes, const char *name)
{
	for (const char *const *a = attributes; a && a[0]; a += 2)
		if (str_eq(a[0], name))
			return a[1];
	return NULL;
}

/* ---- The texts alone ---------------------------------------------------------------------------
 */

static void add_blank(void *arg, const char *tag)
{
	(void)tag;
	str_add(arg, " ");
}

static void add_blank_at(void *arg, const char *tag, const char *const *attributes)
{
	(void)attributes;
	add_blank(arg, tag);
}

static void add_text(void *arg, const char *text, size_t len)
{
	str_add_bytes(arg, text, len);
}

char *html_text(void *owner, struct bytes html)
{
	struct str out;

	/* An entity is shorter than what it stands for by no more than that. */
	str_init(&out, owner, 2 * html.len + 64);
	str_add(&out, "");
	(void)html_read(html, &(struct html_sink){&out, add_blank_at, add_blank, add_text});
	return out.text;
}
