/* F61: addresses of files of products, and when they are asked. */
#include "domain/catalog/import_source.h"
#include "domain/catalog/source_address.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char hosts[] = "sklep.pl  Big.Sklep.PL:8443,http://stary.pl http://stary.pl:8080 "
			    "https://x.pl/ 10.0.0.1 bad:port http://";

static const struct {
	const char *address;
	enum source_problem problem;
	const char *host;
} addresses[] = {
    {"https://sklep.pl/plik.csv", SOURCE_OK, NULL},
    {"https://sklep.pl", SOURCE_OK, NULL},
    {"https://sklep.pl?x=1", SOURCE_OK, NULL},
    {"https://sklep.pl:443/a/b?klucz=a%20b&c=d@e", SOURCE_OK, NULL},
    {"HTTPS://SKLEP.pl/", SOURCE_OK, NULL},
    {"https://big.sklep.pl:8443/x", SOURCE_OK, NULL},
    {"http://stary.pl/x", SOURCE_OK, NULL},
    {"http://stary.pl:8080/x", SOURCE_OK, NULL},
    {"https://x.pl/y", SOURCE_OK, NULL},
    {"https://10.0.0.1/", SOURCE_OK, NULL}, /* refused when it is connected to */
    {"http://sklep.pl/", SOURCE_NOT_LISTED, "http://sklep.pl"},
    {"https://stary.pl/", SOURCE_NOT_LISTED, "stary.pl"},
    {"https://sklep.pl:8443/", SOURCE_NOT_LISTED, "sklep.pl:8443"},
    {"https://big.sklep.pl/", SOURCE_NOT_LISTED, "big.sklep.pl"},
    {"https://www.sklep.pl/", SOURCE_NOT_LISTED, "www.sklep.pl"},
    {"https://sklep.pl.zly.pl/", SOURCE_NOT_LISTED, "sklep.pl.zly.pl"},
    {"https://sklep.p/", SOURCE_NOT_LISTED, "sklep.p"},
    {"https://klep.pl/", SOURCE_NOT_LISTED, "klep.pl"},
    {"https://0x7f.1/", SOURCE_NOT_LISTED, "0x7f.1"},
    {"https://169.254.169.254/", SOURCE_NOT_LISTED, "169.254.169.254"},
    {"https://ola:haslo@sklep.pl/", SOURCE_HAS_LOGIN, NULL},
    {"https://sklep.pl@zly.pl/", SOURCE_HAS_LOGIN, NULL},
    {"https://sklep.pl:443@zly.pl", SOURCE_HAS_LOGIN, NULL},
    {"", SOURCE_NO_ADDRESS, NULL},
    {"sklep.pl/plik.csv", SOURCE_NO_ADDRESS, NULL},
    {"file:///etc/passwd", SOURCE_NO_ADDRESS, NULL},
    {"ftp://sklep.pl/x", SOURCE_NO_ADDRESS, NULL},
    {"https:sklep.pl", SOURCE_NO_ADDRESS, NULL},
    {"https:///sklep.pl", SOURCE_NO_ADDRESS, NULL},
    {"https://", SOURCE_NO_ADDRESS, NULL},
    {"https://.sklep.pl/", SOURCE_NO_ADDRESS, NULL},
    {"https://[::1]/", SOURCE_NO_ADDRESS, NULL},
    {"https://skl\xc4\x99p.pl/", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl\\@zly.pl/", SOURCE_HAS_LOGIN, NULL},
    {"https://sklep.pl#@zly.pl/", SOURCE_HAS_LOGIN, NULL},
    {"https://sklep.pl%2f.zly.pl/", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl:/", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl:0/", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl:65536/", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl:4430000/", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl/a b", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl/a#b", SOURCE_NO_ADDRESS, NULL},
    {"https://sklep.pl/\r\nX: y", SOURCE_NO_ADDRESS, NULL},
};

static void f61_an_address_is_read_strictly(void **state)
{
	void *mem = mem_context(NULL, "source");
	const char *host;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(addresses); i++) {
		if (source_address_check(mem, hosts, addresses[i].address, &host) !=
			addresses[i].problem ||
		    !str_eq(host, addresses[i].host))
			fail_msg("%s: %s", addresses[i].address, str_or(host, "-"));
	}
	assert_int_equal(source_address_check(mem, "", "https://sklep.pl/", &host),
			 SOURCE_NOT_LISTED);
	assert_int_equal(source_address_check(mem, NULL, "https://sklep.pl/", &host),
			 SOURCE_NOT_LISTED);
	char *longest = mem_array(mem, char, SOURCE_ADDRESS_MAX + 2);
	memset(longest, 'x', SOURCE_ADDRESS_MAX + 1);
	memcpy(longest, "https://sklep.pl/", 17);
	assert_int_equal(source_address_check(mem, hosts, longest, &host), SOURCE_NO_ADDRESS);
	longest[SOURCE_ADDRESS_MAX] = '\0';
	assert_int_equal(source_address_check(mem, hosts, longest, &host), SOURCE_OK);
	mem_free(mem);
}

static void f61_a_hop_is_allowed_by_scheme_host_and_port(void **state)
{
	(void)state;
	assert_true(source_is_allowed(hosts, "https", "sklep.pl", 443));
	assert_true(source_is_allowed(hosts, "https", "big.sklep.pl", 8443));
	assert_true(source_is_allowed(hosts, "http", "stary.pl", 80));
	assert_false(source_is_allowed(hosts, "http", "sklep.pl", 443));
	assert_false(source_is_allowed(hosts, "https", "sklep.pl", 80));
	assert_false(source_is_allowed(hosts, "https", "sklep", 443));
	assert_false(source_is_allowed(hosts, "https", "", 443));
	assert_false(source_is_allowed(hosts, "http", "", 80));
	assert_false(source_is_allowed(hosts, "ftp", "sklep.pl", 443));
	assert_false(source_is_allowed("", "https", "", 443));
}

static const struct {
	const char *address;
	const char *shown;
	const char *file;
} shown[] = {
    {"https://sklep.pl/plik.csv", "sklep.pl/plik.csv", "plik.csv"},
    {"https://sklep.pl/a/b/plik.csv?klucz=tajne", "sklep.pl/…/plik.csv?…", "plik.csv"},
    {"https://sklep.pl/export/0f9a8b7c6d", "sklep.pl/…/", "sklep.pl"},
    {"https://sklep.pl/?klucz=tajne/a.csv", "sklep.pl/?…", "sklep.pl"},
    {"https://sklep.pl", "sklep.pl/", "sklep.pl"},
    {"http://sklep.pl:81/x.xml", "http://sklep.pl:81/x.xml", "x.xml"},
    {"?", "?", "?"},
};

static void what_may_be_a_key_is_not_shown(void **state)
{
	void *mem = mem_context(NULL, "source");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		assert_string_equal(source_address_shown(mem, shown[i].address), shown[i].shown);
		assert_string_equal(source_file_name(mem, shown[i].address), shown[i].file);
	}
	mem_free(mem);
}

static void failures_are_followed_by_growing_pauses_within_the_period(void **state)
{
	static const struct {
		int64_t period;
		int64_t failures;
		int64_t pause;
	} rows[] = {
	    {60, 0, 60}, {60, 1, 10},	 {60, 2, 20},	  {60, 3, 40},	   {60, 4, 60},
	    {15, 2, 15}, {1440, 7, 640}, {1440, 8, 1280}, {1440, 9, 1440}, {10080, 1000000, 10080},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(source_pause_min(rows[i].period, rows[i].failures), rows[i].pause);
}

static void only_a_file_that_was_read_stands_for_itself(void **state)
{
	struct file_source s = {.run_id = INT64_MIN};

	(void)state;
	assert_false(source_has_good_run(&s));
	s.run_id = 1;
	for (size_t i = 0; i < RUN_STATES; i++) {
		s.run_state = run_state_names[i];
		assert_int_equal(source_has_good_run(&s),
				 i != RUN_FAILED && i != RUN_WAITING && i != RUN_DRAFT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(f61_an_address_is_read_strictly),
	    cmocka_unit_test(f61_a_hop_is_allowed_by_scheme_host_and_port),
	    cmocka_unit_test(what_may_be_a_key_is_not_shown),
	    cmocka_unit_test(failures_are_followed_by_growing_pauses_within_the_period),
	    cmocka_unit_test(only_a_file_that_was_read_stands_for_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
