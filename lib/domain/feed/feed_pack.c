/* Compressing raw documents at the fastest level: they are read rarely and written always. */
#include "domain/feed/feed_pack.h"

#include "base/err.h"
#include "base/mem.h"

#include <string.h>
#include <zlib.h>

enum { LENGTH_BYTES = 4, LEVEL_FASTEST = 1 };

struct bytes feed_pack(void *owner, const char *text)
{
	size_t len = strlen(text);
	uLongf room = compressBound(len);
	unsigned char *out = mem_array(owner, unsigned char, LENGTH_BYTES + room);

	for (int i = 0; i < LENGTH_BYTES; i++)
		out[i] = (unsigned char)(len >> (8 * i));
	if (compress2(out + LENGTH_BYTES, &room, (const unsigned char *)text, len, LEVEL_FASTEST))
		BUG("zlib could not compress %zu bytes", len);
	return (struct bytes){out, LENGTH_BYTES + room};
}
