/*
 * A multipart body, its boundary "x": whole, byte by byte and in pieces of a size the input
 * chooses, the same comes out, or the same refusal.
 */
#include "fuzz.h"

#include "web/multipart.h"

/* A part by its name, file name and bytes, each behind a NUL. */
static enum rc begin(void *arg, const struct multipart_part *part, struct err *e)
{
	const char *shown = part->file_name
				? multipart_shown_name(((struct str *)arg)->owner, part->file_name)
				: "";

	(void)e;
	MUST(part->name[0] && str_is_utf8(part->name, strlen(part->name)));
	MUST(str_is_utf8(shown, strlen(shown)) && !strpbrk(shown, "/\\"));
	str_addf(arg, "%s%c%s%c", part->name, '\0', str_or(part->file_name, ""), '\0');
	return RC_OK;
}

static enum rc bytes(void *arg, const char *text, size_t n, struct err *e)
{
	(void)e;
	str_add_bytes(arg, text, n);
	return RC_OK;
}

static enum rc end(void *arg, struct err *e)
{
	(void)e;
	str_add_bytes(arg, "", 1);
	return RC_OK;
}

static enum rc take(void *mem, const uint8_t *data, size_t size, size_t piece, struct str *out,
		    struct err *e)
{
	struct multipart *m;

	str_init(out, mem, 4 * size + 16);
	multipart_open(mem, "x", &(struct multipart_sink){begin, bytes, end, out}, &m);
	for (size_t at = 0; at < size; at += piece) {
		size_t n = size - at < piece ? size - at : piece;
		if (multipart_feed(m, (const char *)data + at, n, e))
			return e->rc;
	}
	return multipart_end(m, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	const size_t pieces[] = {1, size ? 1U + data[size - 1] : 1};
	struct str whole;
	struct err e = {0};

	enum rc rc = take(mem, data, size, size ? size : 1, &whole, &e);
	fuzz_check_err(rc, &e);
	MUST(!whole.overflow && whole.len <= 2 * size);
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		struct str other;
		struct err again = {0};
		MUST(take(mem, data, size, pieces[i], &other, &again) == rc);
		MUST(str_eq(again.msg, e.msg));
		MUST(rc || (other.len == whole.len && !memcmp(other.text, whole.text, whole.len)));
	}
	mem_free(mem);
	return 0;
}
