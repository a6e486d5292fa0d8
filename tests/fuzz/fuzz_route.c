/* The route matcher: parameters are valid ids, and only of a pattern that was met. */
#include "fuzz.h"

#include "web/route.h"
#include "web/url.h"

static enum rc handler(struct request *rq, struct err *e)
{
	(void)rq;
	return e->rc;
}

static const struct route rows[] = {
    {GET, "/", handler, .role = ROLE_VIEWER},
    {GET, "/orders", handler, .role = ROLE_VIEWER},
    {GET, "/orders/:id", handler, .role = ROLE_VIEWER},
    {GET, "/orders/:id/slip", handler, .role = ROLE_VIEWER},
    {POST, "/orders/:id/lines/:line/note", handler, .role = ROLE_PACKER},
    {GET, "/login", handler, .flags = ROUTE_PUBLIC},
};
static const struct routes area = ROUTES(rows);
static const struct routes *const areas[] = {&area};
static const struct route_table table = ROUTE_TABLE(areas);

static size_t count_of(const char *text, char c)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == c;
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	const char *params[REQUEST_PARAMS_MAX] = {0};
	const struct route *found = NULL;
	char *path = fuzz_text(mem, data, size);

	for (enum method m = METHOD_OTHER; m <= POST; m++) {
		if (route_match(mem, &table, m, path, &found, params) != ROUTE_FOUND)
			continue;
		MUST(found && found->method == m);
		MUST(count_of(path, '/') == count_of(found->pattern, '/'));
		for (size_t i = 0; i < count_of(found->pattern, ':'); i++)
			MUST(params[i] && str_is_id(params[i]));
	}
	mem_free(mem);
	return 0;
}
