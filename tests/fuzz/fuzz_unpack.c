/* Bodies that may be packed: however they are cut into pieces, the same comes out; what is plain is
 * itself. */
#include "fuzz.h"

#include "net/unpack.h"

enum { OUT_MAX = 1 << 20 };

static bool keep(void *arg, const char *data, size_t n)
{
	struct str *out = arg;

	str_add_bytes(out, data, n);
	return !out->overflow;
}

/* In pieces of so many bytes; true: whole. */
static bool unpack_in(void *mem, const char *data, size_t n, size_t piece, struct str *out)
{
	str_init(out, mem, OUT_MAX);
	struct unpack *u = unpack_new(mem, keep, out);

	for (size_t at = 0; at < n; at += piece)
		if (!unpack_next(u, data + at, n - at < piece ? n - at : piece))
			return false;
	return unpack_end(u);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	struct str whole;
	struct str pieces;

	if (size > 1) {
		const char *body = (const char *)data + 1;
		bool ok = unpack_in(mem, body, size - 1, size, &whole);
		bool again = unpack_in(mem, body, size - 1, (size_t)data[0] % 7 + 1, &pieces);
		MUST(ok == again);
		MUST(!ok ||
		     (whole.len == pieces.len && !memcmp(whole.text, pieces.text, whole.len)));
		if (size > 3 && memcmp(body, "\x1f\x8b", 2) != 0)
			MUST(ok && whole.len == size - 1 && !memcmp(whole.text, body, whole.len));
	}
	mem_free(mem);
	return 0;
}
