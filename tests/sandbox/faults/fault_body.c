/* Answers of status 200 that nobody should swallow. */
#include <string.h>

#include <zlib.h>

#include "base/err.h"
#include "base/mem.h"

#include "faults/fault_kind.h"

enum {
	DEEP_LEVELS = 1000000,
	LONG_BYTES = 16 * 1024 * 1024,
	BOMB_MIB = 64,
	ENDLESS_MAX = 1 << 30, /* whoever has read this much has proved enough */
	PIECE = 64 * 1024,
	GZIP_WINDOW = 15 + 16, /* zlib: with a gzip header */
};

static const char beginning[] = "{\"events\":[],\"checkoutForms\":[],\"count\":0,\"pad\":\"";

void reply_json(struct exchange *x, const struct planned *p)
{
	answer_text(x, p->number, MEDIA_PUBLIC, str_empty(p->value) ? "{}" : p->value);
}

void reply_null_lists(struct exchange *x, const struct planned *p)
{
	answer_text(x, p->number, MEDIA_PUBLIC,
		    "{\"events\":null,\"checkoutForms\":null,\"count\":0,\"totalCount\":0}");
}

static void add_many(struct str *out, char c, size_t n)
{
	char piece[PIECE];

	memset(piece, c, sizeof(piece));
	for (; n > sizeof(piece); n -= sizeof(piece))
		str_add_bytes(out, piece, sizeof(piece));
	str_add_bytes(out, piece, n);
}

void reply_deep(struct exchange *x, const struct planned *p)
{
	size_t levels = p->amount ? (size_t)p->amount : DEEP_LEVELS;

	answer_text(x, p->number, MEDIA_PUBLIC, "{\"events\":");
	add_many(&x->answer.body, '[', levels);
	add_many(&x->answer.body, ']', levels);
	str_add(&x->answer.body, "}");
}

void reply_long(struct exchange *x, const struct planned *p)
{
	answer_text(x, p->number, MEDIA_PUBLIC, beginning);
	add_many(&x->answer.body, 'x', p->amount ? (size_t)p->amount : LONG_BYTES);
	str_add(&x->answer.body, "\"}");
}

static ssize_t more_of_the_same(void *cls, uint64_t pos, char *buf, size_t max)
{
	(void)cls;
	if (pos >= ENDLESS_MAX)
		return 0;
	memset(buf, 'x', max);
	if (!pos)
		memcpy(buf, beginning, sizeof(beginning) - 1);
	return (ssize_t)max;
}

void reply_endless(struct exchange *x, const struct planned *p)
{
	(void)p;
	answer_stream(x, MEDIA_PUBLIC, more_of_the_same, NULL);
}

static void deflate_some(z_stream *z, struct str *out, int flush)
{
	char piece[PIECE];
	int rc;

	do {
		z->next_out = (unsigned char *)piece;
		z->avail_out = sizeof(piece);
		rc = deflate(z, flush);
		str_add_bytes(out, piece, sizeof(piece) - z->avail_out);
	} while (!z->avail_out && rc != Z_STREAM_END);
}

static void deflate_text(z_stream *z, struct str *out, const char *text, size_t len)
{
	z->next_in = (unsigned char *)(uintptr_t)text;
	z->avail_in = (unsigned)len;
	deflate_some(z, out, Z_NO_FLUSH);
}

void reply_gzip_bomb(struct exchange *x, const struct planned *p)
{
	size_t pieces = (p->amount ? (size_t)p->amount : BOMB_MIB) * (1 << 20) / PIECE;
	char filler[PIECE];
	z_stream z = {0};

	if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		BUG("zlib does not start");
	answer_text(x, p->number, MEDIA_PUBLIC, "");
	answer_header(x, "Content-Encoding", "gzip");
	memset(filler, 'x', sizeof(filler));
	deflate_text(&z, &x->answer.body, beginning, sizeof(beginning) - 1);
	for (size_t i = 0; i < pieces; i++)
		deflate_text(&z, &x->answer.body, filler, sizeof(filler));
	deflate_text(&z, &x->answer.body, "\"}", 2);
	deflate_some(&z, &x->answer.body, Z_FINISH);
	(void)deflateEnd(&z);
}
