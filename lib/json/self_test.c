/* Does the library beneath do what Kram needs? Its versions differ where nobody expects it. */
#include "json/field.h"

#include "base/mem.h"

static const char sample[] =
    "{\"za\xc5\xbc\":\"g\xc4\x99\xc5\x9bl\xc4\x85 \\u0105 \\ud83d\\ude00\","
    "\"amount\":12.30,\"whole\":1.0,\"large\":9007199254740993}";

static const struct {
	const char *what;
	const char *path;
	const char *text;
} wanted[] = {
    {"texts beyond ASCII", "/za\xc5\xbc",
     "\"g\xc4\x99\xc5\x9bl\xc4\x85 \xc4\x85 \xf0\x9f\x98\x80\""},
    {"the digits of amounts", "/amount", "12.30"},
    {"the digits of whole numbers", "/whole", "1.0"},
    {"large numbers", "/large", "9007199254740993"},
};

static enum rc look(void *scratch, struct err *e)
{
	struct json *doc;

	if (json_parse(scratch, (struct bytes){sample, sizeof(sample) - 1}, &doc, e))
		return e->rc;
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		const char *got = json_text(scratch, json_at(doc, wanted[i].path));
		if (!str_eq(got, wanted[i].text))
			return err_set(e, RC_IO, "it does not keep %s: %s instead of %s",
				       wanted[i].what, got, wanted[i].text);
	}
	return RC_OK;
}

enum rc json_self_test(struct err *e)
{
	void *scratch = mem_context(NULL, "json self-test");

	if (look(scratch, e))
		(void)err_wrap(e, "the JSON library of this machine (libjson-c) cannot be used");
	mem_free(scratch);
	return e->rc;
}
