/* What each kind of answer means (FACTS 0.2, 14). */
#include "allegro/answer.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define API_ERROR(code)                                                                            \
	"{\"errors\":[{\"code\":\"" code "\",\"message\":\"English\",\"details\":null,"            \
	"\"path\":null,\"userMessage\":\"Polski\",\"metadata\":{}}]}"

static struct http_response answer(int status, const char *body, char *room)
{
	struct http_response r = {.status = status, .body = room, .len = strlen(body)};

	memcpy(room, body, r.len + 1);
	memcpy(r.trace, "0123456789abcdef", sizeof("0123456789abcdef"));
	return r;
}

static void a_status_and_a_body_have_one_meaning(void **state)
{
	static const struct {
		int status;
		const char *body;
		enum rc rc;
		const char *code;
	} cases[] = {
	    {200, "{}", RC_OK, ""},
	    {204, "", RC_OK, ""},
	    {302, "", RC_SHAPE, ""},
	    {400, API_ERROR("VALIDATION_ERROR"), RC_REMOTE, "VALIDATION_ERROR"},
	    {401, "{\"error\":\"invalid_token\",\"error_description\":\"x\"}", RC_AUTH,
	     "invalid_token"},
	    {401, "", RC_AUTH, ""},
	    {403, API_ERROR("AccessDenied"), RC_DENIED, "AccessDenied"},
	    {403, "", RC_DENIED, ""},
	    {404, API_ERROR("CheckoutFormNotFoundException"), RC_NOT_FOUND,
	     "CheckoutFormNotFoundException"},
	    {406, "", RC_REMOTE, ""},
	    {408, "", RC_RETRY, ""},
	    {409, "", RC_CONFLICT, ""},
	    {410, "", RC_NOT_FOUND, ""},
	    {415, "", RC_REMOTE, ""},
	    {422, API_ERROR("UnknownJSONProperty"), RC_REMOTE, "UnknownJSONProperty"},
	    {429, API_ERROR("TooManyRequestsException"), RC_RETRY, "TooManyRequestsException"},
	    {500, "<html>", RC_RETRY, ""},
	    {503, "{\"errors\":{}}", RC_RETRY, ""},
	    {503, "{\"errors\":[]}", RC_RETRY, ""},
	    {503, "{\"errors\":[7]}", RC_RETRY, ""},
	    {504, "null", RC_RETRY, ""},
	};
	char room[1024];
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct http_response r = answer(cases[i].status, cases[i].body, room);
		struct err e = {0};
		if (answer_check(&r, "GET /x", &e) != cases[i].rc)
			fail_msg("%d %s: %s", cases[i].status, cases[i].body, rc_name(e.rc));
		assert_string_equal(e.code, cases[i].code);
		if (cases[i].rc) {
			assert_int_equal(e.http, cases[i].status);
			assert_string_equal(e.trace, "0123456789abcdef");
		}
	}
}

static void a_ban_without_its_length_is_a_minute(void **state)
{
	char room[16];
	struct http_response r = answer(429, "", room);
	struct err e = {0};
	(void)state;

	assert_int_equal(answer_check(&r, "GET /x", &e), RC_RETRY);
	assert_int_equal(e.retry_after_s, THROTTLED_WAIT_S);
	r.retry_after_s = 7;
	assert_int_equal(answer_check(&r, "GET /x", &e), RC_RETRY);
	assert_int_equal(e.retry_after_s, 7);
}

static void a_body_that_is_not_json_is_a_shape(void **state)
{
	static const char *const bodies[] = {"", "<html>", "{", "[1,]", "{} {}"};
	void *mem = mem_context(NULL, "test");
	char room[64];
	(void)state;

	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		struct http_response r = answer(200, bodies[i], room);
		struct err e = {0};
		struct json *doc;
		assert_int_equal(answer_json(mem, &r, "GET /x", &doc, &e), RC_SHAPE);
		assert_int_equal(e.http, 200);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_status_and_a_body_have_one_meaning),
	    cmocka_unit_test(a_ban_without_its_length_is_a_minute),
	    cmocka_unit_test(a_body_that_is_not_json_is_a_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
