/* Words of an order, and queries that are safe whatever was typed. */
#include "domain/orders/order_find.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "search");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

/* All terms as one query; NULL when there are none. */
static const char *query_of(const char *typed)
{
	struct order_terms terms = order_search_terms(mem, typed);
	struct str query;

	str_init(&query, mem, ORDER_TERMS_MAX * ORDER_MATCH_BYTES);
	for (size_t i = 0; i < terms.n; i++)
		str_addf(&query, "%s%s", i ? " " : "", terms.match[i]);
	return terms.n ? query.text : NULL;
}

static void short_words_are_told_apart(void **state)
{
	static const struct {
		const char *typed;
		bool skips;
	} cases[] = {
	    {"kowalski", false},
	    {"jan k", true},
	    {"żó", true},
	    {"żół", false},
	    {"\u0301\u0301\u0301", false},
	    {"a\u0301\u0301\u0301", true},
	    {"jan - nowak", false},
	    {"12 34 567", false},
	    {"", false},
	    {"a.b kowalski", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (order_search_skips(mem, cases[i].typed) != cases[i].skips)
			fail_msg("%s", cases[i].typed);
	assert_false(order_search_skips(mem, NULL));
}

static void typed_text_becomes_a_query(void **state)
{
	static const struct {
		const char *typed;
		const char *query; /* NULL: nothing to look for */
	} cases[] = {
	    {"kowalski", "+kowalski*"},
	    {"  Jan   Kowalski ", "+Jan* +Kowalski*"},
	    {"łódź", "+łódź*"},
	    {"TS-XL", "+TSXL*"},
	    {"jan.kowalski+x@allegromail.pl", "+jankowalskixallegromailpl*"},
	    {"29738e61-7f6a-11e8-ac45-09db60ede9d6", "+29738e617f6a11e8ac4509db60ede9d6*"},
	    {"500 600 700", "+500600700*"},
	    {"+48 500-600-700", "+(48500600700* 500600700*)"},
	    {"13501940648", "+(13501940648* 501940648*)"},
	    {"123456", "+123456*"},
	    {"", NULL},
	    {"   ", NULL},
	    {"+-*()<>~@\"'", NULL},
	    {"\" AND 1=11 --", "+AND* +111*"},
	    {"abc* -bcd +(cde)", "+abc* +bcd* +cde*"},
	    {"jan k", "+jan*"},
	    {"żó", NULL},
	    {"a l 12", NULL},
	    {"\u0301\u0301\u0301", NULL},  /* marks alone are no word: a prefix of every word */
	    {"a\u0301\u0302\u0303", NULL}, /* one letter, however marked */
	    {"a\u0328b\u0301c\u0302", "+\u0105b\u0301\u0109*"},
	    {"\u0640\u0640\u0640", NULL},    /* tatweel lengthens a letter */
	    {"\u02b0\u02b0\u02b0", "+hhh*"}, /* modifier letters are the letters, raised */
	    {"𝓩𝓸𝓯𝓲𝓪 𝐊𝐨𝐰𝐚𝐥𝐬𝐤𝐚", "+Zofia* +Kowalska*"},
	    {"ＴＳ－ＸＬ", "+TSXL*"},
	    {"５００ ６００ ７００", "+500600700*"},
	    {"\u3164\u3164\u3164", NULL}, /* fillers */
	    {"\u00ad\u200b\u200d", NULL}, /* nothing that is seen */
	    {"日本語", "+日本語*"},
	    {"\xff\xfe\xc3", NULL},
	    {"😀", NULL},
	    {"one two three four five six seven eight nine", "+one* +two* +three* +four* +five* "
							     "+six* +seven* +eight*"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *query = query_of(cases[i].typed);
		if (!cases[i].query)
			assert_null(query);
		else
			assert_string_equal(query, cases[i].query);
	}
	assert_null(query_of(NULL));
}

/* Nothing but letters, digits and the four characters the query itself is made of. */
static void any_bytes_give_a_harmless_query(void **state)
{
	char typed[64];
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = 0;
		for (; n < sizeof(typed) - 1; n++) {
			seed = seed * 1664525 + 1013904223;
			typed[n] = (char)(seed >> 24);
		}
		typed[n] = '\0';
		const char *query = query_of(typed);
		if (query)
			assert_null(strpbrk(query, "-<>~@\"'\\;%_"));
	}
}

static void a_long_query_is_cut_between_characters(void **state)
{
	char typed[1000];

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(typed); i += 2)
		memcpy(typed + i, "ż", 2);
	typed[998] = '\0';
	const char *query = query_of(typed);
	assert_int_equal(strlen(query), 1 + 2 * ORDER_TERM_CHARS + 1);
}

/* A pattern finds what the query finds: words of the row that begin so. */
static void patterns_say_what_the_query_says(void **state)
{
	struct order_terms t = order_search_terms(mem, "Jan TS-XL");

	(void)state;
	assert_string_equal(t.like[0], "% Jan%");
	assert_string_equal(t.like[1], "% TSXL%");
	assert_null(t.like[2]);
	assert_string_equal(order_search_terms(mem, "+48 500 600 700").like[0], "% 500600700%");
}

static void what_may_be_a_name_is_looked_for_where_it_may_stand(void **state)
{
	static const struct {
		const char *typed;
		struct order_names names;
	} cases[] = {
	    {"kowalski", {0}},
	    {"kubek czarny", {0}},
	    {" TS-XL ", {true, "ts-xl", "TS-XL", NULL, "TS-XL", "TS-XL"}},
	    {"the_will", {true, "the_will", "the_will", NULL, "the_will", "the_will"}},
	    {"kubek 12", {true, NULL, NULL, NULL, "kubek 12", NULL}},
	    {"a@b.pl", {true, "a@b.pl", NULL, "a@b.pl", "a@b.pl", "a@b.pl"}},
	    {"Łódź-1", {true, NULL, "Łódź-1", NULL, "Łódź-1", NULL}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct order_names got = order_search_names(mem, cases[i].typed);
		const struct order_names *want = &cases[i].names;
		assert_int_equal(got.any, want->any);
		assert_true(str_eq(got.form, want->form) && str_eq(got.login, want->login) &&
			    str_eq(got.email, want->email) && str_eq(got.sku, want->sku) &&
			    str_eq(got.offer, want->offer));
	}
	assert_false(order_search_names(mem, NULL).any);
}

static void an_amount_is_known_by_its_form(void **state)
{
	static const struct {
		const char *typed;
		const char *minor; /* NULL: it is none */
	} cases[] = {
	    {"129,90", "12990"},
	    {" 129.90 ", "12990"},
	    {"129,90zł", "12990"},
	    {"129,90 ZŁ", "12990"},
	    {"130 zł", "13000"},
	    {"130 PLN", "13000"},
	    {"1 299,00", "129900"},
	    {"1\u00a0299,00\u00a0zł", "129900"},
	    {"12345.67", "1234567"},
	    {"0,50", "50"},
	    {"0,05 €", "5"},
	    {"00012,00", "1200"},
	    {"99999999999,99", "9999999999999"},
	    {"999999999999,99", NULL},
	    {"130", NULL},
	    {"129,9", NULL},
	    {"129,901", NULL},
	    {"129,90 szt", NULL},
	    {"0,00", NULL},
	    {"0 zł", NULL},
	    {",90", NULL},
	    {"zł", NULL},
	    {"-5,00", NULL},
	    {"601.222.333", NULL},
	    {"60.12.22.33", NULL},
	    {"601 222 333", NULL},
	    {"farba 2,50", NULL},
	    {"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *minor = order_find_amount(mem, cases[i].typed);
		if (!str_eq(minor, cases[i].minor) || !minor != !cases[i].minor)
			fail_msg("%s: %s", cases[i].typed, str_or(minor, "none"));
	}
	assert_null(order_find_amount(mem, NULL));
}

static void a_phone_is_found_by_its_end(void **state)
{
	struct str words;

	(void)state;
	str_init(&words, mem, ORDER_WORDS_MAX);
	order_words_add_phone_parts(&words, "500-600-712");
	assert_string_equal(words.text, " 500 600 712 500600712 500600712 712 0712 00712 600712"
					" 0600712 00600712");
}

static void words_are_kept_whole_and_bare(void **state)
{
	struct str words;

	(void)state;
	str_init(&words, mem, ORDER_WORDS_MAX);
	order_words_add(&words, "Łódź AB-12");
	order_words_add(&words, NULL);
	order_words_add(&words, "a\tb");
	assert_string_equal(words.text, " Łódź AB 12 AB12 a b");
}

static void the_domain_of_a_mail_is_no_word(void **state)
{
	static const struct {
		const char *text;
		const char *words;
	} cases[] = {
	    {"jan.kowalski+x@allegromail.pl", " jan kowalski x jankowalskixallegromailpl"},
	    {"kram@gmail.com", " kram kramgmailcom"},
	    {"@allegro", " allegro"},
	    {"a@b@c", " a abc"},
	    {"@", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str words;
		str_init(&words, mem, ORDER_WORDS_MAX);
		order_words_add(&words, cases[i].text);
		assert_string_equal(words.text, cases[i].words);
	}
}

static void phones_are_found_with_and_without_country(void **state)
{
	struct str words;

	(void)state;
	str_init(&words, mem, ORDER_WORDS_MAX);
	order_words_add_phone(&words, "+48 500 600 700");
	assert_non_null(strstr(words.text, " 48500600700 500600700"));
	str_init(&words, mem, ORDER_WORDS_MAX);
	order_words_add_phone(&words, "500-600-700");
	assert_non_null(strstr(words.text, " 500600700"));
	str_init(&words, mem, ORDER_WORDS_MAX);
	order_words_add_phone(&words, "call me");
	assert_string_equal(words.text, " call me");
	order_words_add_phone(&words, NULL);
	assert_string_equal(words.text, " call me");
}

static void a_full_row_stops_growing(void **state)
{
	struct str words;

	(void)state;
	str_init(&words, mem, ORDER_WORDS_MAX);
	for (int i = 0; i < 5000; i++)
		order_words_add(&words, "słowo");
	assert_true(words.len <= ORDER_WORDS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(short_words_are_told_apart),
	    cmocka_unit_test(typed_text_becomes_a_query),
	    cmocka_unit_test(any_bytes_give_a_harmless_query),
	    cmocka_unit_test(a_long_query_is_cut_between_characters),
	    cmocka_unit_test(patterns_say_what_the_query_says),
	    cmocka_unit_test(what_may_be_a_name_is_looked_for_where_it_may_stand),
	    cmocka_unit_test(an_amount_is_known_by_its_form),
	    cmocka_unit_test(a_phone_is_found_by_its_end),
	    cmocka_unit_test(words_are_kept_whole_and_bare),
	    cmocka_unit_test(the_domain_of_a_mail_is_no_word),
	    cmocka_unit_test(phones_are_found_with_and_without_country),
	    cmocka_unit_test(a_full_row_stops_growing),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
