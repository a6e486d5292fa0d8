/* Matching, the builders of URLs, and what a route table must not say. */
#include "web/route.h"

#include "base/mem.h"
#include "base/str.h"
#include "web/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static enum rc nothing(struct request *rq, struct err *e)
{
	(void)rq;
	(void)e;
	return RC_OK;
}

static const struct route rows[] = {
    {GET, "/", nothing, .role = ROLE_VIEWER},
    {GET, "/orders", nothing, .role = ROLE_VIEWER},
    {POST, "/orders/check", nothing, .role = ROLE_PACKER},
    {GET, "/orders/:id", nothing, .role = ROLE_VIEWER},
    {POST, "/orders/:id", nothing, .role = ROLE_PACKER},
    {POST, "/orders/:id/ship", nothing, .role = ROLE_PACKER},
    {GET, "/a/:x/b/:y", nothing, .role = ROLE_VIEWER},
};
static const struct routes area = ROUTES(rows);
static const struct routes *const areas[] = {&area};
static const struct route_table table = ROUTE_TABLE(areas);

static const char *params[REQUEST_PARAMS_MAX];

/* Pattern that answers, "405" or "404". */
static const char *match(void *mem, enum method method, const char *path)
{
	const struct route *route;

	memset(params, 0, sizeof(params));
	switch (route_match(mem, &table, method, path, &route, params)) {
	case ROUTE_FOUND:
		return route->pattern;
	case ROUTE_OTHER_METHOD:
		return "405";
	case ROUTE_NO_SUCH_PATH:
		break;
	}
	return "404";
}

static void matches_whole_segments(void **state)
{
	assert_string_equal(match(*state, GET, "/"), "/");
	assert_string_equal(match(*state, GET, "/orders"), "/orders");
	assert_string_equal(match(*state, GET, "/orders/"), "404");
	assert_string_equal(match(*state, GET, "/order"), "404");
	assert_string_equal(match(*state, GET, "/ordersx"), "404");
	assert_string_equal(match(*state, GET, "//orders"), "404");
	assert_string_equal(match(*state, GET, "orders"), "404");
	assert_string_equal(match(*state, GET, ""), "404");
	assert_string_equal(match(*state, GET, "/orders/7"), "/orders/:id");
	assert_string_equal(params[0], "7");
}

static void tells_a_wrong_method_from_a_wrong_path(void **state)
{
	assert_string_equal(match(*state, POST, "/orders"), "405");
	assert_string_equal(match(*state, METHOD_OTHER, "/orders"), "405");
	assert_string_equal(match(*state, GET, "/orders/7/ship"), "405");
	assert_string_equal(match(*state, POST, "/nowhere"), "404");
	assert_string_equal(match(*state, POST, "/orders/check"), "/orders/check");
	assert_string_equal(match(*state, GET, "/orders/check"), "405");
	assert_string_equal(match(*state, POST, "/orders/7"), "/orders/:id");
}

static void takes_only_valid_ids(void **state)
{
	assert_string_equal(match(*state, GET, "/orders/a%2Fb"), "/orders/:id");
	assert_string_equal(params[0], "a/b");
	assert_string_equal(match(*state, GET, "/orders/a%20b"), "404");
	assert_string_equal(match(*state, GET, "/orders/%00"), "404");
	assert_string_equal(match(*state, GET, "/orders/%zz"), "404");
	assert_string_equal(match(*state, GET, "/orders/%C5%82"), "404");
	assert_string_equal(match(*state, GET, "/a/1/b/2"), "/a/:x/b/:y");
	assert_string_equal(params[0], "1");
	assert_string_equal(params[1], "2");
}

static void builds_what_it_matches(void **state)
{
	const char *hostile = "a/b?c#d%20:e&f";
	char *url = url_build(*state, "/orders/:id/slip", (const char *const[]){hostile, NULL});

	assert_string_equal(url, "/orders/a%2Fb%3Fc%23d%2520%3Ae%26f/slip");
	assert_string_equal(url_decode(*state, url + 8, strlen(url) - 13), hostile);
	assert_string_equal(url_build(*state, "/", (const char *const[]){NULL}), "/");
	assert_string_equal(
	    url_build(*state, "https://example.pl/o/:id", (const char *const[]){"a/b", NULL}),
	    "https://example.pl/o/a%2Fb");
}

static void adds_state_that_is_there(void **state)
{
	const struct url_arg args[] = {
	    {"view", "today"}, {"q", ""}, {"after", NULL}, {"name", "Łoś & S"}};

	assert_string_equal(url_with(*state, "/orders", args, COUNT_OF(args)),
			    "/orders?view=today&name=%C5%81o%C5%9B%20%26%20S");
	assert_string_equal(url_with(*state, "/orders?a=1", args, 1), "/orders?a=1&view=today");
	assert_string_equal(url_with(*state, "/orders", NULL, 0), "/orders");
}

static void takes_the_origin_of_absolute_urls(void **state)
{
	assert_string_equal(url_origin(*state, "https://kram.example:8443/a?b"),
			    "https://kram.example:8443");
	assert_string_equal(url_origin(*state, "http://127.0.0.1:8080"), "http://127.0.0.1:8080");
	assert_null(url_origin(*state, "//kram.example"));
	assert_null(url_origin(*state, "javascript:alert(1)"));
	assert_null(url_origin(*state, "https:///a"));
	assert_null(url_origin(*state, ""));
}

static enum rc check(const struct route *r, size_t n)
{
	struct err e = {0};
	const struct routes all = {r, n};
	const struct routes *const at[] = {&all};
	const struct route_table t = ROUTE_TABLE(at);

	return routes_check(&t, &e);
}

static void a_route_says_who_may_use_it(void **state)
{
	static const struct field no_max[] = {{"q", .type = FIELD_TEXT}, {0}};
	static const struct route bad[] = {
	    {GET, "/a", nothing, .role = ROLE_NONE},
	    {GET, "/a", nothing, .role = ROLE_VIEWER, .flags = ROUTE_PUBLIC},
	    {GET, "a", nothing, .role = ROLE_VIEWER},
	    {GET, "/a", NULL, .role = ROLE_VIEWER},
	    {GET, "/a", nothing, .role = ROLE_VIEWER, .form = no_max},
	    {GET, "/a", nothing, .role = ROLE_VIEWER, .query = no_max},
	};
	static const struct route twice[] = {
	    {GET, "/a", nothing, .role = ROLE_VIEWER},
	    {GET, "/a", nothing, .role = ROLE_SELLER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(check(&bad[i], 1), RC_INVALID);
	assert_int_equal(check(twice, 2), RC_INVALID);
	assert_int_equal(check(rows, COUNT_OF(rows)), RC_OK);
}

static void prints_a_line_a_route(void **state)
{
	char *text = routes_text(*state, &table);

	assert_non_null(strstr(text, "{\"method\":\"POST\",\"pattern\":\"/orders/:id/ship\","
				     "\"role\":\"packer\""));
	int lines = 0;
	for (const char *p = text; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, COUNT_OF(rows));
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
	    TEST(matches_whole_segments),      TEST(tells_a_wrong_method_from_a_wrong_path),
	    TEST(takes_only_valid_ids),	       TEST(builds_what_it_matches),
	    TEST(adds_state_that_is_there),    TEST(takes_the_origin_of_absolute_urls),
	    TEST(a_route_says_who_may_use_it), TEST(prints_a_line_a_route),
	};

	return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}
