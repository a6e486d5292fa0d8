/* Header safety, cookies, the policy, and the two proofs of a POST. */
#include "web/response.h"

#include "base/mem.h"
#include "web/csrf.h"
#include "web/request.h"
#include "web/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct conf conf;

static struct request *request(void *mem, char *const *env)
{
	static char *const none[] = {NULL};
	struct request *rq = mem_zero(mem, struct request);
	struct session *s = mem_zero(rq, struct session);

	*s = session_nobody;
	s->csrf = csrf_token(s, "session id");
	rq->conf = &conf;
	rq->env = env ? env : none;
	rq->session = s;
	rq->res = response_new(rq);
	rq->raw_form = form_empty(rq);
	return rq;
}

static void a_line_end_breaks_the_response(void **state)
{
	static const char *const bad[] = {"a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "a\x7f", "\x01"};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct response *res = response_new(*state);
		response_header(res, "Location", bad[i]);
		assert_true(res->broken);
		assert_int_equal(res->n_headers, 0);
	}
	struct response *res = response_new(*state);
	response_header(res, "Loc\nation", "/");
	assert_true(res->broken);
}

static void cookies_say_how_they_travel(void **state)
{
	struct request *rq = request(*state, NULL);

	conf.base_url = "http://127.0.0.1:8080";
	response_cookie(rq, "kram-8080", "x", COOKIE_SESSION);
	assert_string_equal(rq->res->headers[0].value,
			    "kram-8080=x; Path=/; HttpOnly; SameSite=Lax");
	conf.base_url = "https://kram.example";
	response_cookie(rq, "__Host-kram", "", COOKIE_DELETE);
	assert_string_equal(rq->res->headers[1].value,
			    "__Host-kram=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

static void the_cookie_name_depends_on_the_address(void **state)
{
	assert_string_equal(session_cookie_name(*state, "https://kram.example"), "__Host-kram");
	assert_string_equal(session_cookie_name(*state, "https://kram.example:8443"),
			    "__Host-kram");
	assert_string_equal(session_cookie_name(*state, "http://127.0.0.1:8080"), "kram-8080");
	assert_string_equal(session_cookie_name(*state, "http://localhost"), "kram-80");
}

static void an_error_page_keeps_only_cookies(void **state)
{
	struct request *rq = request(*state, NULL);

	conf.base_url = "http://127.0.0.1:8080";
	response_cookie(rq, "a", "1", COOKIE_SESSION);
	response_header(rq->res, "Location", "/elsewhere");
	response_allow_form(rq->res, "https://allegro.pl");
	str_add(&rq->res->body, "half a page");
	rq->res->status = 303;
	response_reset(rq->res);
	assert_int_equal(rq->res->status, 200);
	assert_int_equal(rq->res->n_headers, 1);
	assert_string_equal(rq->res->headers[0].name, "Set-Cookie");
	assert_int_equal(rq->res->body.len, 0);
	assert_null(strstr(response_csp(*state, rq->res), "allegro"));
}

static void the_policy_opens_forms_alone(void **state)
{
	struct response *res = response_new(*state);

	assert_string_equal(response_csp(*state, res),
			    "default-src 'none'; script-src 'self'; style-src 'self'; img-src "
			    "'self' data:; connect-src 'self'; font-src 'self'; form-action "
			    "'self'; base-uri 'none'; frame-ancestors 'none'");
	response_allow_form(res, "https://allegro.pl");
	assert_non_null(
	    strstr(response_csp(*state, res), "form-action 'self' https://allegro.pl; base-uri"));
}

static void only_absolute_addresses_leave_the_site(void **state)
{
	struct request *rq = request(*state, NULL);
	struct err e = {0};

	assert_int_equal(redirect_external(rq, "https://allegro.pl/auth", &e), RC_OK);
	assert_int_equal(redirect_external(rq, "javascript:x", &e), RC_INVALID);
	assert_int_equal(redirect_external(rq, "/auth", &e), RC_INVALID);
}

static void origin_is_told_by_the_browser(void **state)
{
	static const char base[] = "https://kram.example";

	(void)state;
	assert_true(csrf_is_same_origin("same-origin", NULL, base));
	assert_false(csrf_is_same_origin("same-site", base, base));
	assert_false(csrf_is_same_origin("cross-site", base, base));
	assert_false(csrf_is_same_origin("none", base, base));
	assert_true(csrf_is_same_origin(NULL, "https://kram.example", base));
	assert_false(csrf_is_same_origin(NULL, "https://kram.example.evil.example", base));
	assert_false(csrf_is_same_origin(NULL, "http://kram.example", base));
	assert_false(csrf_is_same_origin(NULL, "null", base));
	assert_false(csrf_is_same_origin(NULL, NULL, base));
}

static void the_token_belongs_to_one_session(void **state)
{
	assert_string_equal(csrf_token(*state, "a"), csrf_token(*state, "a"));
	assert_string_not_equal(csrf_token(*state, "a"), csrf_token(*state, "b"));
}

static enum rc check(void *mem, const char *token)
{
	char *env[] = {mem_strdup(mem, "HTTP_SEC_FETCH_SITE=same-origin"),
		       mem_printf(mem, "HTTP_X_CSRF_TOKEN=%s", token), NULL};
	struct err e = {0};

	return csrf_check(request(mem, env), &e);
}

static void a_wrong_token_is_denied(void **state)
{
	const char *good = csrf_token(*state, "session id");

	conf.base_url = "https://kram.example";
	assert_int_equal(check(*state, good), RC_OK);
	assert_int_equal(check(*state, ""), RC_DENIED);
	assert_int_equal(check(*state, "x"), RC_DENIED);
	assert_int_equal(check(*state, csrf_token(*state, "other")), RC_DENIED);
	assert_int_equal(check(*state, mem_printf(*state, "%sx", good)), RC_DENIED);
	const char *masked = csrf_mask(*state, good);
	assert_string_not_equal(masked, csrf_mask(*state, good));
	assert_null(strstr(masked, good));
	assert_int_equal(check(*state, masked), RC_OK);
	assert_int_equal(check(*state, csrf_mask(*state, csrf_token(*state, "other"))), RC_DENIED);
	assert_string_equal(csrf_mask(*state, ""), "");
}

static void without_a_session_no_token_is_good(void **state)
{
	char *env[] = {mem_strdup(*state, "HTTP_SEC_FETCH_SITE=same-origin"),
		       mem_strdup(*state, "HTTP_X_CSRF_TOKEN="), NULL};
	struct request *rq = request(*state, env);
	struct err e = {0};

	conf.base_url = "https://kram.example";
	rq->session = &session_nobody;
	assert_int_equal(csrf_check(rq, &e), RC_DENIED);
}

static void roles_have_names_and_an_order(void **state)
{
	(void)state;
	assert_true(ROLE_NONE < ROLE_VIEWER && ROLE_VIEWER < ROLE_PACKER);
	assert_true(ROLE_PACKER < ROLE_SELLER && ROLE_SELLER < ROLE_ADMINISTRATOR);
	assert_int_equal(role_from_name("seller"), ROLE_SELLER);
	assert_int_equal(role_from_name("none"), ROLE_NONE);
	assert_int_equal(role_from_name("root"), ROLE_NONE);
	assert_int_equal(role_from_name(NULL), ROLE_NONE);
}

static int make(void **state)
{
	*state = mem_context(NULL, "test");
	return 0;
}

static int drop(void **state)
{
	mem_free(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_line_end_breaks_the_response),
	    TEST(cookies_say_how_they_travel),
	    TEST(the_cookie_name_depends_on_the_address),
	    TEST(an_error_page_keeps_only_cookies),
	    TEST(the_policy_opens_forms_alone),
	    TEST(only_absolute_addresses_leave_the_site),
	    TEST(origin_is_told_by_the_browser),
	    TEST(the_token_belongs_to_one_session),
	    TEST(a_wrong_token_is_denied),
	    TEST(without_a_session_no_token_is_good),
	    TEST(roles_have_names_and_an_order),
	};

	return cmocka_run_group_tests_name("response", tests, NULL, NULL);
}
