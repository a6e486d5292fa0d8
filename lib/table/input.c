/* Bytes of a file through iconv, which refuses what is no character; that becomes U+FFFD. */
#include "table/input.h"

#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <unistd.h>
#include <unistr.h>

enum { RAW = 32 * 1024, COOKED = 3 * RAW + 16 }; /* a byte of windows-1250 has three at most */

const char *const table_encoding_names[TABLE_ENCODINGS + 1] = {
    "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1250", "ISO-8859-2", NULL};

struct reader {
	struct input in; /* first: it is what callers have */
	int fd;
	iconv_t cd;
	size_t unit; /* bytes of what is left out when it is no character */
	bool begun;  /* the byte order mark is behind */
	bool ended;
	char raw[RAW];
	size_t have; /* bytes in raw */
	char cooked[COOKED];
	char mended[3 * COOKED]; /* touched only where there is something to mend */
};

#define NO_ICONV ((iconv_t)-1)

static int reader_close(struct reader *r)
{
	return r->cd == NO_ICONV ? 0 : iconv_close(r->cd);
}

enum rc input_open(void *owner, int fd, enum table_encoding encoding, struct input **out,
		   struct err *e)
{
	struct reader *r = mem_zero(owner, struct reader);

	r->cd = iconv_open("UTF-8", table_encoding_names[encoding]);
	if (r->cd == NO_ICONV)
		return err_set(e, RC_IO, "this machine cannot read %s",
			       table_encoding_names[encoding]);
	r->fd = fd;
	r->unit = encoding == TABLE_UTF16LE || encoding == TABLE_UTF16BE ? 2 : 1;
	talloc_set_destructor(r, reader_close);
	*out = &r->in;
	return RC_OK;
}

static enum rc fill(struct reader *r, struct err *e)
{
	while (!r->ended && r->have < RAW) {
		ssize_t n = read(r->fd, r->raw + r->have, RAW - r->have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, RC_IO, "reading the file: %s", strerror(errno));
		r->ended = n == 0;
		r->have += (size_t)n;
		r->in.read += (size_t)n;
	}
	return RC_OK;
}

/* One byte (of UTF-16: one unit) that is no character, or a character cut off by the end. */
static void spoil(struct reader *r, char **from, size_t *left, char **to, size_t *room)
{
	size_t skip = *left < r->unit ? *left : r->unit;

	*from += skip;
	*left -= skip;
	memcpy(*to, TABLE_SPOILT, strlen(TABLE_SPOILT));
	*to += strlen(TABLE_SPOILT);
	*room -= strlen(TABLE_SPOILT);
	(void)iconv(r->cd, NULL, NULL, NULL, NULL);
}

/* As much of raw as is whole; what is left moves to its front. */
static size_t convert(struct reader *r)
{
	char *from = r->raw;
	size_t left = r->have;
	char *to = r->cooked;
	size_t room = COOKED;

	while (left && room > strlen(TABLE_SPOILT)) {
		if (iconv(r->cd, &from, &left, &to, &room) != (size_t)-1)
			break;
		if (errno == E2BIG || (errno == EINVAL && !r->ended))
			break;
		spoil(r, &from, &left, &to, &room);
	}
	memmove(r->raw, from, left);
	r->have = left;
	return COOKED - room;
}

static bool is_control(ucs4_t c)
{
	return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

static bool has_controls(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_control((unsigned char)text[i]))
			return true;
	return false;
}

/* Controls have no form in XML, in the database or on a page; iconv lets numbers pass that are no
 * character any more. */
static void mend(struct reader *r, const char **text, size_t *n)
{
	size_t len = 0;
	ucs4_t c;

	if (!has_controls(*text, *n) && !u8_check((const uint8_t *)*text, *n))
		return;
	for (size_t i = 0; i < *n;) {
		int size = u8_mbtoucr(&c, (const uint8_t *)*text + i, *n - i);
		bool bad = size <= 0 || is_control(c);
		size_t taken = size <= 0 ? 1 : (size_t)size;
		memcpy(r->mended + len, bad ? TABLE_SPOILT : *text + i,
		       bad ? strlen(TABLE_SPOILT) : taken);
		len += bad ? strlen(TABLE_SPOILT) : taken;
		i += taken;
	}
	*text = r->mended;
	*n = len;
}

enum rc input_next(struct input *in, const char **text, size_t *n, struct err *e)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct reader *r = (struct reader *)in;

	*n = 0;
	do {
		if (fill(r, e))
			return e->rc;
		*n = convert(r);
	} while (!*n && r->have && !r->ended);
	*text = r->cooked;
	if (!r->begun && *n >= strlen(bom) && !memcmp(*text, bom, strlen(bom))) {
		*text += strlen(bom);
		*n -= strlen(bom);
	}
	r->begun = true;
	mend(r, text, n);
	return RC_OK;
}

char *table_text(void *owner, const void *bytes, size_t n, enum table_encoding encoding)
{
	size_t room = 3 * n;
	char *out = mem_array(owner, char, room + 1);
	char *to = out;
	char *from = mem_dup(out, bytes, n);
	size_t left = n;
	iconv_t cd = iconv_open("UTF-8", table_encoding_names[encoding]);

	/* Without a converter, which refuses every byte, there is nothing but question marks. */
	while (left && room && iconv(cd, &from, &left, &to, &room) == (size_t)-1 && left) {
		*to++ = '?';
		room--;
		from++;
		left--;
	}
	iconv_close(cd);
	*to = '\0';
	for (char *p = out; p < to; p++)
		*p = *p ? *p : ' ';
	return str_starts(out, "\xef\xbb\xbf") ? out + 3 : out;
}
