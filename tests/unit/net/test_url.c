/* Addresses: escaped, below their base, never towards a stranger in plain text. */
#include "net/http.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void only_https_or_loopback_is_a_base(void **state)
{
	static const struct {
		const char *url;
		bool good;
	} cases[] = {
	    {"https://api.allegro.pl", true},
	    {"https://api.allegro.pl/", true},
	    {"http://127.0.0.1:8081", true},
	    {"http://[::1]:8081", true},
	    {"http://localhost:8081", true},
	    {"http://api.allegro.pl", false},
	    {"http://127.0.0.1.evil.example", false},
	    {"http://localhost.evil.example", false},
	    {"http://127.0.0.2", false},
	    {"ftp://127.0.0.1", false},
	    {"file:///etc/passwd", false},
	    {"https://user@api.allegro.pl", false},
	    {"https://api.allegro.pl?x=1", false},
	    {"https://api.allegro.pl#x", false},
	    {"api.allegro.pl", false},
	    {"", false},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err e = {0};
		if ((http_check_base(cases[i].url, &e) == RC_OK) != cases[i].good)
			fail_msg("%s: %s", cases[i].url, e.msg);
		if (!cases[i].good)
			assert_string_equal(e.code, "url");
	}
}

static void an_address_is_built_and_escaped(void **state)
{
	static const struct http_pair query[] = {
	    {"updatedAt.gte", "2026-01-01T00:00:00.000Z"},
	    {"buyer.login", "Zażółć & synowie=+"},
	    {"left.out", NULL},
	    {"scope", "a b"},
	    {NULL, NULL},
	};
	static const struct {
		struct http_request req;
		const char *url; /* NULL: refused */
	} cases[] = {
	    {{.base = "https://api.allegro.pl", .path = "/me"}, "https://api.allegro.pl/me"},
	    {{.base = "https://x.example/below/", .path = "/me"}, "https://x.example/below/me"},
	    {{.base = "https://x.example", .path = "/o/{id}/s", .id = "a/b?c"},
	     "https://x.example/o/a%2fb%3fc/s"},
	    {{.base = "https://x.example", .path = "/q", .query = query},
	     "https://x.example/q?updatedAt.gte=2026-01-01T00%3a00%3a00.000Z&buyer.login="
	     "Za%c5%bc%c3%b3%c5%82%c4%87%20%26%20synowie%3d%2b&scope=a%20b"},
	    {{.base = "https://x.example", .path = "/o/{id}", .id = ".."}, NULL},
	    {{.base = "https://x.example", .path = "/o/{id}", .id = "."}, NULL},
	    {{.base = "https://x.example", .path = "/o/{id}", .id = ""}, NULL},
	    {{.base = "https://x.example", .path = "/o/{id}"}, NULL},
	    {{.base = "http://x.example", .path = "/me"}, NULL},
	};
	void *mem = mem_context(NULL, "test");
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err e = {0};
		char *url = NULL;
		enum rc rc = http_url(mem, &cases[i].req, &url, &e);
		if (cases[i].url)
			assert_string_equal(url ? url : e.msg, cases[i].url);
		else
			assert_int_equal(rc, RC_INVALID);
	}
	mem_free(mem);
}

static void a_form_escapes_names_and_values(void **state)
{
	static const struct http_pair pairs[] = {
	    {"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
	    {"nothing", NULL},
	    {"code", "a+b&c=d%"},
	    {NULL, NULL},
	};
	void *mem = mem_context(NULL, "test");
	(void)state;

	assert_string_equal(secret_text(http_form(mem, pairs)),
			    "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&"
			    "code=a%2Bb%26c%3Dd%25");
	mem_free(mem);
}

static void a_value_is_read_out_of_a_query(void **state)
{
	static const struct {
		const char *url;
		const char *name;
		const char *value;
	} cases[] = {
	    {"https://x.example/cb?code=abc&state=d%2Fe+f", "state", "d/e f"},
	    {"https://x.example/cb?code=abc&state=", "state", ""},
	    {"https://x.example/cb?xstate=1", "state", NULL},
	    {"https://x.example/cb", "state", NULL},
	    {"nonsense", "state", NULL},
	    {"", "state", NULL},
	};
	void *mem = mem_context(NULL, "test");
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *value = http_url_query(mem, cases[i].url, cases[i].name);
		if (cases[i].value)
			assert_string_equal(value ? value : "(null)", cases[i].value);
		else
			assert_null(value);
	}
	mem_free(mem);
}

static void a_wait_is_read_from_seconds_and_dates(void **state)
{
	static const int64_t at = INT64_C(1790000000) * TIME_SECOND_MS; /* 2026-09-21 14:13:20 */
	static const struct {
		const char *value;
		int seconds;
	} cases[] = {
	    {"", 0},
	    {"17", 17},
	    {"7200", 7200},
	    {"999999999", HTTP_RETRY_AFTER_MAX_S},
	    {"-5", 0},
	    {"soon", 0},
	    {"Mon, 21 Sep 2026 14:14:20 GMT", 60},
	    {"Mon, 21 Sep 2026 14:00:00 GMT", 0},
	    {"Sun, 21 Sep 2036 14:00:00 GMT", HTTP_RETRY_AFTER_MAX_S},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (http_retry_after_s(cases[i].value, at) != cases[i].seconds)
			fail_msg("%s: %d", cases[i].value, http_retry_after_s(cases[i].value, at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_https_or_loopback_is_a_base),
	    cmocka_unit_test(an_address_is_built_and_escaped),
	    cmocka_unit_test(a_form_escapes_names_and_values),
	    cmocka_unit_test(a_value_is_read_out_of_a_query),
	    cmocka_unit_test(a_wait_is_read_from_seconds_and_dates),
	};

	secret_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
