/* One pass over the text with as much in sight as the longest name of an entity takes. */
#include "table/xml_mend.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "table/xml_library.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { SIGHT = 16, HELD = 128 * 1024 };
_Static_assert(HELD > 3 * 32 * 1024 + SIGHT + 16, "a piece of the input fits behind what is left");

enum place { IN_TEXT, IN_CDATA, IN_COMMENT, IN_PI, PLACES };

struct mend {
	struct input *in;
	struct table_repairs *repairs;
	uint64_t line;
	uint64_t skipped; /* lines before the document */
	enum place place;
	bool begun; /* blanks before the document are behind: XML allows none there */
	bool ended;
	size_t at;
	size_t len;
	char held[HELD + 1]; /* ended by NUL */
	char out[SIGHT];     /* what a reader with little room has not taken */
	size_t out_at;
	size_t out_len;
};

struct mend *mend_open(void *owner, struct input *in, struct table_repairs *repairs)
{
	struct mend *m = mem_zero(owner, struct mend);

	m->in = in;
	m->repairs = repairs;
	m->line = 1;
	return m;
}

static enum rc refill(struct mend *m, struct err *e)
{
	const char *text;
	size_t n;

	if (m->ended || m->len - m->at >= SIGHT)
		return RC_OK;
	memmove(m->held, m->held + m->at, m->len - m->at);
	m->len -= m->at;
	m->at = 0;
	do {
		if (input_next(m->in, &text, &n, e))
			return e->rc;
		memcpy(m->held + m->len, text, n);
		m->len += n;
		m->ended = n == 0;
	} while (!m->ended && m->len < SIGHT);
	m->held[m->len] = '\0';
	return RC_OK;
}

static const struct mark {
	enum place from;
	enum place to;
	const char *text;
} marks[] = {
    {IN_TEXT, IN_CDATA, "<![CDATA["}, {IN_CDATA, IN_TEXT, "]]>"}, {IN_TEXT, IN_COMMENT, "<!--"},
    {IN_COMMENT, IN_TEXT, "-->"},     {IN_TEXT, IN_PI, "<?"},	  {IN_PI, IN_TEXT, "?>"},
};

static void move_on(struct mend *m, const char *at)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		if (marks[i].from == m->place &&
		    !strncmp(at, marks[i].text, strlen(marks[i].text))) {
			m->place = marks[i].to;
			return;
		}
	}
}

static bool is_xml_char(unsigned long c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c < 0xd800) ||
	       (c >= 0xe000 && c < 0xfffe) || (c > 0xffff && c <= 0x10ffff);
}

/* Of "#39;" and "#x27;": bytes of it, 0 when it is none; the character, U+FFFD for a wrong one. */
static size_t number(const char *s, ucs4_t *c)
{
	bool hex = s[1] == 'x' || s[1] == 'X';
	const char *digits = s + 1 + hex;
	size_t n = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");

	if (!n || n > SIGHT - 5 || digits[n] != ';')
		return 0;
	unsigned long value = strtoul(digits, NULL, hex ? 16 : 10);
	*c = is_xml_char(value) ? (ucs4_t)value : 0xfffd;
	return (size_t)(digits - s) + n + 1;
}

/* Of "nbsp;": bytes of it, 0 when HTML does not know it. XML's own five stay as they are. */
static size_t name(const char *s, ucs4_t *c)
{
	char word[SIGHT];
	size_t n = 0;

	while (n < SIGHT - 2 && isalnum((unsigned char)s[n])) {
		word[n] = s[n];
		n++;
	}
	word[n] = '\0';
	if (!n || s[n] != ';')
		return 0;
	const htmlEntityDesc *html = xml_library()->htmlEntityLookup((const xmlChar *)word);
	*c = html ? html->value : !strcmp(word, "apos") ? '\'' : 0;
	return *c ? n + 1 : 0;
}

/* A character as XML text. */
static size_t write_char(ucs4_t c, char *out)
{
	static const struct {
		char c;
		const char *text;
	} special[] = {
	    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}};

	for (size_t i = 0; i < COUNT_OF(special); i++) {
		if (c == (ucs4_t)special[i].c) {
			memcpy(out, special[i].text, strlen(special[i].text));
			return strlen(special[i].text);
		}
	}
	int n = u8_uctomb((uint8_t *)out, c, SIGHT);
	return n > 0 ? (size_t)n : 0;
}

/* What "&" at s stands for; *taken bytes of it. */
static size_t mend_amp(struct mend *m, const char *s, size_t *taken, char *out)
{
	static const char *const own[] = {"amp;", "lt;", "gt;", "quot;", "apos;"};
	ucs4_t c = '&';
	size_t n = s[1] == '#' ? number(s + 1, &c) : name(s + 1, &c);
	bool as_it_is = n && s[1] == '#' && c != 0xfffd;

	for (size_t i = 0; i < COUNT_OF(own); i++)
		as_it_is = as_it_is || !strncmp(s + 1, own[i], strlen(own[i]));
	if (!as_it_is && !m->repairs->n++)
		m->repairs->line = m->line;
	*taken = n + 1;
	return write_char(n ? c : '&', out);
}

/* One character, or a reference: bytes written. */
static size_t step(struct mend *m, char *out)
{
	const char *s = m->held + m->at;
	size_t taken = 1;
	size_t n = 1;

	m->line += *s == '\n';
	if (*s == '<' || *s == ']' || *s == '-' || *s == '?')
		move_on(m, s);
	if (*s == '&' && m->place == IN_TEXT) {
		n = mend_amp(m, s, &taken, out);
	} else if (!strncmp(s, "\xef\xbf\xbe", 3) || !strncmp(s, "\xef\xbf\xbf", 3)) {
		taken = n = strlen(TABLE_SPOILT); /* no character of XML */
		memcpy(out, TABLE_SPOILT, n);
	} else {
		*out = *s;
	}
	m->at += taken;
	return n;
}

static bool is_doctype(const struct mend *m)
{
	return m->place == IN_TEXT && !strncasecmp(m->held + m->at, "<!doctype", 9);
}

static bool is_blank(struct mend *m)
{
	char c = m->held[m->at];

	if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
		return false;
	m->line += c == '\n';
	m->skipped += c == '\n';
	m->at++;
	return true;
}

/* The next character, written into a place of SIGHT bytes; *n is 0 at the end. */
static enum rc next_char(struct mend *m, char *out, size_t *n, struct err *e)
{
	do {
		*n = 0;
		if (refill(m, e) || m->at == m->len)
			return e->rc;
	} while (!m->begun && is_blank(m));
	m->begun = true;
	if (is_doctype(m))
		return err_set(e, RC_INVALID,
			       "line %" PRIu64 ": a DOCTYPE, which no file of products needs",
			       m->line);
	*n = step(m, out);
	return RC_OK;
}

enum rc mend_read(struct mend *m, char *out, size_t room, size_t *n, struct err *e)
{
	size_t added = 1;

	for (*n = 0; room - *n >= SIGHT && m->out_at == m->out_len && added; *n += added)
		if (next_char(m, out + *n, &added, e))
			return e->rc;
	while (*n < room && added) {
		if (m->out_at == m->out_len) {
			m->out_at = m->out_len = 0;
			if (*n >= SIGHT || next_char(m, m->out, &added, e))
				break;
			m->out_len = added;
		}
		if (m->out_at < m->out_len)
			out[(*n)++] = m->out[m->out_at++];
	}
	return e->rc;
}

uint64_t mend_skipped(const struct mend *m)
{
	return m->skipped;
}
