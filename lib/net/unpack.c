/* zlib, whose state is of some 40 kB whatever the size of the file. */
#include "net/unpack.h"

#include "base/mem.h"

#include <string.h>
#include <zlib.h>

enum {
	PIECE = 32 * 1024,
	GZIP_ALONE = 15 + 16, /* the largest window, and no other wrapping than gzip's */
	MARK_BYTES = 2,
};

struct unpack {
	unpack_sink sink;
	void *arg;
	char mark[MARK_BYTES]; /* a first piece may be of one byte */
	size_t n_mark;
	enum { UNKNOWN, PLAIN, PACKED, BETWEEN } state;
	z_stream z;
	unsigned char piece[PIECE];
};

static int unpack_destroy(struct unpack *u)
{
	return u->state >= PACKED && inflateEnd(&u->z) == Z_MEM_ERROR;
}

struct unpack *unpack_new(void *owner, unpack_sink sink, void *arg)
{
	struct unpack *u = mem_zero(owner, struct unpack);

	u->sink = sink;
	u->arg = arg;
	talloc_set_destructor(u, unpack_destroy);
	return u;
}

/* A file may be made of several packed parts, one behind the other. */
static bool inflate_all(struct unpack *u, const char *data, size_t n)
{
	u->z.next_in = (z_const Bytef *)data;
	u->z.avail_in = (uInt)n;
	while (u->z.avail_in) {
		if (u->state == BETWEEN && inflateReset(&u->z) != Z_OK)
			return false;
		u->state = PACKED;
		u->z.next_out = u->piece;
		u->z.avail_out = PIECE;
		int result = inflate(&u->z, Z_NO_FLUSH);
		if (result == Z_MEM_ERROR)
			mem_exhausted();
		if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
			return false;
		if (!u->sink(u->arg, (const char *)u->piece, PIECE - u->z.avail_out))
			return false;
		if (result == Z_STREAM_END)
			u->state = BETWEEN;
	}
	return true;
}

static bool pass(struct unpack *u, const char *data, size_t n)
{
	return u->state == PLAIN ? u->sink(u->arg, data, n) : inflate_all(u, data, n);
}

static bool begin(struct unpack *u)
{
	if (memcmp(u->mark, "\x1f\x8b", MARK_BYTES) != 0)
		u->state = PLAIN;
	else if (inflateInit2(&u->z, GZIP_ALONE) == Z_OK)
		u->state = PACKED;
	else
		mem_exhausted();
	return pass(u, u->mark, u->n_mark);
}

bool unpack_next(struct unpack *u, const char *data, size_t n)
{
	for (; n && u->state == UNKNOWN; n--) {
		u->mark[u->n_mark++] = *data++;
		if (u->n_mark == MARK_BYTES && !begin(u))
			return false;
	}
	return !n || pass(u, data, n);
}

bool unpack_end(struct unpack *u)
{
	if (u->state == UNKNOWN && u->n_mark)
		return u->sink(u->arg, u->mark, u->n_mark);
	return u->state != PACKED;
}
