/* Answers that are no success: any body gives a meaning, a code and a sentence that can be stored
 * and shown. */
#include "fuzz.h"

#include "allegro/answer.h"

static const int statuses[] = {400, 401, 403, 404, 406, 409, 410, 415,
			       422, 429, 500, 503, 302, 593, 0};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	struct http_response answer = {0};
	struct json *doc = NULL;
	struct err e = {0};

	if (size) {
		answer.status = statuses[data[0] % COUNT_OF(statuses)];
		answer.body = fuzz_text(mem, data + 1, size - 1);
		answer.len = strlen(answer.body);
		const struct answer_ask ask = {.what = "GET /order/events",
					       .scope = "allegro:api:orders:read",
					       .granted = size % 2 ? TRI_TRUE : TRI_FALSE,
					       .names_thing = size % 4 > 1};
		enum rc rc = answer_json(mem, &answer, &ask, &doc, &e);
		fuzz_check_err(rc, &e);
		MUST(rc != RC_OK && !doc);
		MUST(e.meaning != MEANING_NONE && e.meaning == answer_meaning(&answer, &ask));
		MUST(e.http != 429 || (rc == RC_RETRY && e.retry_after_s > 0) ||
		     e.meaning == MEANING_WALL);
	}
	mem_free(mem);
	return 0;
}
