/* Where a refusal of Allegro's belongs, and how long it holds. */
#include "domain/mapping/refusal.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/readiness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

static struct refusal_say say[] = {
    {REFUSED_PARAM, "11323", "#1"},
    {REFUSED_PARAM, "22", "\"a\n\"b"},
    {REFUSED_TRAIT, "k", "#b"},
    {REFUSED_IMAGE, "1", "https://a.example/1"},
    {REFUSED_IMAGE, "2", "https://a.example/2"},
    {REFUSED_PRICE, "", "1999 PLN"},
};
static const struct refusal_says says = {say, COUNT_OF(say)};

static void each_error_has_its_field(void **state)
{
	static const struct {
		const char *path;
		const char *code;
		enum refusal_field field;
		const char *part;
	} cases[] = {
	    {"parameters[0]", "X", REFUSED_PARAM, "11323"},
	    {"parameters[1].values", "X", REFUSED_PARAM, "22"},
	    {"parameters[1]", "X", REFUSED_PARAM, "22"},
	    {"parameters[7]", "X", REFUSED_PARAM, ""},
	    {"parameters", "X", REFUSED_PARAM, ""},
	    {"productSet[0].product.parameters[0]", "X", REFUSED_TRAIT, "k"},
	    {"productSet[0].product.parameters", "PARAMETER_MISMATCH", REFUSED_TRAIT, ""},
	    {"productSet[0].product.images[1]", "X", REFUSED_IMAGE, "2"},
	    {"images[0]", "DownloadError.NotFound", REFUSED_IMAGE, "1"},
	    {"images[0]", "DownloadError.BadGateway", REFUSED_ACCOUNT, ""},
	    {"images", "GallerySizeException", REFUSED_IMAGE, ""},
	    {"productSet[0].product.id", "ProductNotFoundException", REFUSED_CARD, ""},
	    {"productSet[0].responsibleProducer", "X", REFUSED_PRODUCER, ""},
	    {"productSet[0].safetyInformation", "X", REFUSED_SAFETY, ""},
	    {"sellingMode.price", "X", REFUSED_PRICE, ""},
	    {"stock.available", "X", REFUSED_STOCK, ""},
	    {"name", "X", REFUSED_NAME, ""},
	    {"description.sections[1].items[0]", "X", REFUSED_DESCRIPTION, ""},
	    {"category.id", "X", REFUSED_CATEGORY, ""},
	    {"taxSettings.rates[0]", "X", REFUSED_TAX, ""},
	    {"afterSalesServices.returnPolicy", "X", REFUSED_ACCOUNT, ""},
	    {"location", "X", REFUSED_ACCOUNT, ""},
	    {NULL, "ConstraintViolationException.MaxInactiveOffers", REFUSED_ACCOUNT, ""},
	    {"name", "ConstraintViolationException.ValidSeller", REFUSED_ACCOUNT, ""},
	    {NULL, NULL, REFUSED_OTHER, ""},
	    {"somethingNew[3]", "X", REFUSED_OTHER, ""},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct allegro_refusal error = {.path = cases[i].path, .code = cases[i].code};
		const struct refusal_place at = refusal_place(mem, &error, &says);
		if (at.field != cases[i].field || !str_eq(at.part, cases[i].part))
			fail_msg("case %zu: %d %s", i, (int)at.field, at.part);
	}
}

/* Who has no traits of its own was refused for its card. */
static void a_card_answers_for_its_own_parameters(void **state)
{
	const struct allegro_refusal error = {.path = "productSet[0].product.parameters[2]"};
	const struct refusal_says none = {say, 2};

	(void)state;
	assert_int_equal(refusal_place(mem, &error, &none).field, REFUSED_CARD);
}

static void what_it_says_is_written_down_and_read(void **state)
{
	struct refusal_says back;

	(void)state;
	refusal_says_parse(mem, refusal_says_print(mem, &says), &back);
	assert_int_equal(back.n, says.n);
	for (size_t i = 0; i < says.n; i++) {
		assert_int_equal(back.at[i].field, say[i].field);
		assert_string_equal(back.at[i].part, say[i].part);
		assert_string_equal(back.at[i].text, say[i].text);
	}
	refusal_says_parse(mem, NULL, &back);
	assert_int_equal(back.n, 0);
	refusal_says_parse(mem,
			   "param\x1f"
			   "1\x1e\x1f\x1fx\x1ehue\x1f\x1fx\x1e",
			   &back);
	assert_int_equal(back.n, 0);
}

static void it_holds_until_its_own_field_changes(void **state)
{
	static const struct {
		const char *field;
		const char *part;
		const char *sent;
		bool holds;
	} cases[] = {
	    {"image", "2", "https://a.example/2", true},
	    {"image", "2", "https://a.example/1", false},
	    {"image", "3", "https://a.example/3", false},
	    {"param", "11323", "#1", true},
	    {"param", "11323", "#2", false},
	    {"price", "", "\n1999 PLN\n", true},
	    {"price", "", "\n2999 PLN\n", false},
	    {"hue", "", "", false},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct refusal r = {
		    .field = cases[i].field, .part = cases[i].part, .sent = cases[i].sent};
		if (refusal_holds(mem, &r, &says) != cases[i].holds)
			fail_msg("case %zu", i);
	}
	/* Any of them may be what nobody named. */
	struct refusal other = {
	    .field = "other", .part = "", .sent = refusal_sent(mem, &says, REFUSED_OTHER, "")};
	assert_true(refusal_holds(mem, &other, &says));
	const struct refusal_says fewer = {say, says.n - 1};
	assert_false(refusal_holds(mem, &other, &fewer));
}

static void a_long_text_is_kept_as_its_digest(void **state)
{
	char text[2000];
	struct product p = product_unknown();
	const struct ready_subject s = {.product = &p, .offer = {.description = text}};
	const struct readiness r = {.category_id = "10"};
	struct refusal_says long_ones;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	refusal_says(mem, &s, &r, &long_ones);
	const char *sent = refusal_sent(mem, &long_ones, REFUSED_DESCRIPTION, "");
	assert_in_range(strlen(sent), 36, REFUSAL_SENT_BYTES);
	text[7] = 'y';
	refusal_says(mem, &s, &r, &long_ones);
	assert_string_not_equal(refusal_sent(mem, &long_ones, REFUSED_DESCRIPTION, ""), sent);
}

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_error_has_its_field),
	    cmocka_unit_test(a_card_answers_for_its_own_parameters),
	    cmocka_unit_test(what_it_says_is_written_down_and_read),
	    cmocka_unit_test(it_holds_until_its_own_field_changes),
	    cmocka_unit_test(a_long_text_is_kept_as_its_digest),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
