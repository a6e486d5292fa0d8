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

/* The whole table of DESIGN 12: a row is an answer, what was asked for, and what it means. */
enum { THING = 1, LIST = 0 };
static const struct {
	int status;
	const char *body;
	enum tri granted;
	int about;
	enum meaning meaning;
	enum rc rc;
} cases[] = {
    {200, "{}", TRI_TRUE, LIST, MEANING_DONE, RC_OK},
    {200, " \n", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY}, /* never an empty page */
    {200, "<html>", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {200, "<?xml version=\"1.0\"?><e/>", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {302, "", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {400, API_ERROR("VALIDATION_ERROR"), TRI_TRUE, LIST, MEANING_REFUSED, RC_REMOTE},
    {400, "", TRI_TRUE, LIST, MEANING_REFUSED, RC_REMOTE},
    {400, "<html>", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {401, "{\"error\":\"invalid_token\"}", TRI_TRUE, LIST, MEANING_TOKEN, RC_AUTH},
    {401, "", TRI_TRUE, LIST, MEANING_TOKEN, RC_AUTH},
    {401, "<html>", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {403, API_ERROR("AccessDenied"), TRI_FALSE, LIST, MEANING_SCOPE, RC_DENIED},
    {403, API_ERROR("AccessDenied"), TRI_FALSE, THING, MEANING_SCOPE, RC_DENIED},
    {403, API_ERROR("AccessDenied"), TRI_UNKNOWN, LIST, MEANING_SCOPE, RC_DENIED},
    {403, "", TRI_FALSE, LIST, MEANING_SCOPE, RC_DENIED},
    {403, API_ERROR("AccessDenied"), TRI_TRUE, THING, MEANING_FOREIGN, RC_REMOTE},
    {403, API_ERROR("AccessDenied"), TRI_TRUE, LIST, MEANING_BLOCKED, RC_DENIED},
    {403, API_ERROR("UserAgentException"), TRI_TRUE, THING, MEANING_BLOCKED, RC_DENIED},
    {403, "", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {403, "<html><h1>Forbidden</h1>", TRI_TRUE, THING, MEANING_OUTAGE, RC_RETRY},
    {403, "[{\"code\":\"UO,UC\"}]", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {403, "{\"url\":\"https://geo.captcha-delivery.com/captcha/?cid=AHr~q-_1\"}", TRI_TRUE, LIST,
     MEANING_WALL, RC_RETRY},
    {403, "<script>var dd={'rt':'c','cid':'AHr~q-_1','hsh':'X'}</script>", TRI_FALSE, THING,
     MEANING_WALL, RC_RETRY},
    {404, API_ERROR("CheckoutFormNotFoundException"), TRI_TRUE, THING, MEANING_GONE, RC_NOT_FOUND},
    {404, API_ERROR("NotFoundException"), TRI_TRUE, LIST, MEANING_REMOVED, RC_REMOTE},
    {404, API_ERROR("SomethingElse"), TRI_TRUE, THING, MEANING_REFUSED, RC_REMOTE},
    {404, "", TRI_TRUE, THING, MEANING_OUTAGE, RC_RETRY},
    {404, "<html>", TRI_TRUE, THING, MEANING_OUTAGE, RC_RETRY},
    {406, "", TRI_TRUE, LIST, MEANING_REQUEST, RC_REMOTE},
    {408, "", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {409, "", TRI_TRUE, THING, MEANING_CONFLICT, RC_CONFLICT},
    {410, "", TRI_TRUE, LIST, MEANING_REMOVED, RC_REMOTE},
    {415, "", TRI_TRUE, LIST, MEANING_REQUEST, RC_REMOTE},
    {422, API_ERROR("UnknownJSONProperty"), TRI_TRUE, THING, MEANING_REFUSED, RC_REMOTE},
    {422,
     "{\"errors\":[{\"code\":\"SellerOrdersStoreUnprocessableEntityException\","
     "\"message\":null,\"metadata\":[]}]}",
     TRI_TRUE, THING, MEANING_EXHAUSTED, RC_REMOTE},
    {429, API_ERROR("TooManyRequestsException"), TRI_TRUE, LIST, MEANING_LIMIT, RC_RETRY},
    {429, "<html>", TRI_TRUE, LIST, MEANING_LIMIT, RC_RETRY},
    {500, "<html>", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {503, "[{\"code\":\"UO,UC\",\"destination\":{}}]", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {503, "{\"errors\":[7]}", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {504, "null", TRI_TRUE, LIST, MEANING_OUTAGE, RC_RETRY},
    {593, "", TRI_TRUE, THING, MEANING_OUTAGE, RC_RETRY},
};

static void an_answer_has_one_meaning(void **state)
{
	char room[1024];
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct http_response r = answer(cases[i].status, cases[i].body, room);
		const struct answer_ask ask = {.what = "GET /x",
					       .scope = "allegro:api:orders:read",
					       .granted = cases[i].granted,
					       .names_thing = cases[i].about == THING};
		struct err e = {0};
		enum rc rc = answer_check(&r, &ask, &e);

		if (rc != cases[i].rc || e.meaning != (rc ? cases[i].meaning : MEANING_NONE))
			fail_msg("%d %s: %s, %s", cases[i].status, cases[i].body, rc_name(rc),
				 meaning_name(e.meaning));
		assert_int_equal(answer_meaning(&r, &ask), cases[i].meaning);
		if (!rc)
			continue;
		assert_int_equal(e.http, cases[i].status);
		assert_string_equal(e.trace, "0123456789abcdef");
	}
}

/* 204 without a body is the normal answer to a write; a page instead of it is not. */
static void a_write_needs_no_document(void **state)
{
	static const struct answer_ask put = {
	    .what = "PUT /x", .granted = TRI_TRUE, .names_thing = true, .form = ANSWERS_NOTHING};
	char room[64];
	struct err e = {0};
	(void)state;

	struct http_response r = answer(204, "", room);
	assert_int_equal(answer_check(&r, &put, &e), RC_OK);
	r = answer(200, "<html>Login</html>", room);
	assert_int_equal(answer_check(&r, &put, &e), RC_RETRY);
	assert_int_equal(e.meaning, MEANING_OUTAGE);
}

static void an_error_says_code_permission_and_words(void **state)
{
	static const struct answer_ask ask = {.what = "GET /x", .scope = "allegro:api:orders:read"};
	char room[1024];
	struct err e = {0};
	(void)state;

	struct http_response r = answer(403, API_ERROR("AccessDenied"), room);
	assert_int_equal(answer_check(&r, &ask, &e), RC_DENIED);
	assert_string_equal(e.msg, "GET /x: 403 a permission is missing, allegro:api:orders:read"
				   " (AccessDenied): English");
	assert_string_equal(e.code, "AccessDenied");
}

/* Support asks for it; it is kept in the text, because it is longer than a code. */
static void a_wall_is_told_with_its_cid(void **state)
{
	static const char *const bodies[] = {
	    "{\"url\":\"https://geo.captcha-delivery.com/captcha/"
	    "?initialCid=B&cid=AHr~q-_1&t=fe\"}",
	    "<html><script>var dd={'rt':'c','cid':'AHr~q-_1','hsh':'X'}</script>",
	};
	static const struct answer_ask ask = {.what = "GET /x"};
	char room[512];
	(void)state;

	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		struct http_response r = answer(403, bodies[i], room);
		struct err e = {0};
		assert_int_equal(answer_check(&r, &ask, &e), RC_RETRY);
		assert_string_equal(e.msg, "GET /x: 403 a wall against robots answered instead of "
					   "Allegro: cid AHr~q-_1");
	}
}

static void a_ban_without_its_length_is_a_minute(void **state)
{
	static const struct answer_ask ask = {.what = "GET /x"};
	char room[16];
	struct http_response r = answer(429, "", room);
	struct err e = {0};
	(void)state;

	assert_int_equal(answer_check(&r, &ask, &e), RC_RETRY);
	assert_int_equal(e.retry_after_s, THROTTLED_WAIT_S);
	r.retry_after_s = 7;
	assert_int_equal(answer_check(&r, &ask, &e), RC_RETRY);
	assert_int_equal(e.retry_after_s, 7);
}

static void json_that_cannot_be_read_is_a_shape(void **state)
{
	static const struct answer_ask ask = {.what = "GET /x"};
	static const char *const bodies[] = {"{", "[1,]", "{} {}"};
	void *mem = mem_context(NULL, "test");
	char room[64];
	(void)state;

	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		struct http_response r = answer(200, bodies[i], room);
		struct err e = {0};
		struct json *doc;
		assert_int_equal(answer_json(mem, &r, &ask, &doc, &e), RC_SHAPE);
		assert_int_equal(e.meaning, MEANING_SHAPE);
		assert_int_equal(e.http, 200);
	}
	mem_free(mem);
}

static void all_that_was_refused_is_told(void **state)
{
	static const struct {
		const char *body;
		size_t n;
	} bodies[] = {
	    {"{\"errors\":[{\"code\":\"A\",\"path\":\"images[1]\",\"userMessage\":\"Za małe\"},"
	     "{\"code\":\"B\"}]}",
	     2},
	    {"{\"errors\":[]}", 0},
	    {"{\"errors\":[7,{\"code\":\"A\"}]}", 1},
	    {"[]", 0},
	    {"", 0},
	};
	void *mem = mem_context(NULL, "test");
	struct allegro_refusal *errors;
	char room[300];
	size_t n;
	(void)state;

	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		const struct http_response r = answer(422, bodies[i].body, room);
		answer_refusals(mem, &r, &errors, &n);
		assert_int_equal(n, bodies[i].n);
		if (i)
			continue;
		assert_string_equal(errors[0].path, "images[1]");
		assert_string_equal(errors[0].user_message, "Za małe");
		assert_null(errors[1].path);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_answer_has_one_meaning),
	    cmocka_unit_test(a_write_needs_no_document),
	    cmocka_unit_test(an_error_says_code_permission_and_words),
	    cmocka_unit_test(a_wall_is_told_with_its_cid),
	    cmocka_unit_test(a_ban_without_its_length_is_a_minute),
	    cmocka_unit_test(json_that_cannot_be_read_is_a_shape),
	    cmocka_unit_test(all_that_was_refused_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
