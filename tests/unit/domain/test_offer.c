/* What answers make of an offer, and whether Kram may write to it: tables of cases. */
#include "domain/offers/offer_merge.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void *mem;

static const struct offer listed = {.id = "771",
				    .name = "Kubek z uchem",
				    .status = "ACTIVE",
				    .format = "BUY_NOW",
				    .external_id = "SKU-1",
				    .price = {4999, "PLN"},
				    .available = 7,
				    .sold = 2,
				    .watchers = 1,
				    .visits = 9,
				    .started_at = 5,
				    .ending_at = TIME_NONE,
				    .ended_at = TIME_NONE,
				    .rule_id = "r-1"};

#define EDIT(name, statement)                                                                      \
	static void name(struct offer *o)                                                          \
	{                                                                                          \
		statement;                                                                         \
	}
EDIT(visited, o->visits = 10)
EDIT(dearer, o->price.minor = 5000)
EDIT(in_euro, o->price = ((struct money){4999, "EUR"}))
EDIT(without_price, o->price.minor = MONEY_NULL)
EDIT(sold_one, o->available = 6)
EDIT(untold, o->available = INT64_MIN)
EDIT(sold_out, o->available = 0; o->status = "ENDED")
EDIT(without_sign, o->external_id = NULL)
EDIT(without_rule, o->rule_id = NULL)
EDIT(renamed, o->name = "Kubek bez ucha")

static void each_change_moves_the_version_once(void **state)
{
	static const struct {
		void (*edit)(struct offer *o);
		const char *fields; /* that differ, by blanks */
	} cases[] = {
	    {visited, ""},
	    {dearer, "price"},
	    {in_euro, "price"},
	    {without_price, "price"},
	    {sold_one, "stock"},
	    {untold, "stock"},
	    {sold_out, "stock status"},
	    {without_sign, "external"},
	    {without_rule, "rule"},
	    {renamed, "name"},
	};
	(void)state;

	const struct offer_state before = offer_merge(mem, NULL, &listed, 100);
	assert_int_equal(before.version, 1);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct offer_change changes[TRAIT_COUNT];
		struct offer said = listed;

		cases[i].edit(&said);
		const struct offer_state after = offer_merge(mem, &before, &said, 200);
		const size_t n = offer_diff(mem, &before, &after, changes);
		struct str fields;

		str_init(&fields, mem, 200);
		for (size_t k = 0; k < n; k++)
			str_addf(&fields, "%s%s", k ? " " : "", changes[k].field);
		if (!str_eq(fields.text, cases[i].fields))
			fail_msg("case %zu: %s", i, fields.text);
		assert_int_equal(after.version, n ? 2 : 1);
		assert_int_equal(after.changed_at, n ? 200 : 100);
		assert_int_equal(after.seen_at, 200);
	}
}

static void the_document_and_the_list_leave_each_other_what_is_theirs(void **state)
{
	struct offer_text ean = {"5902719471797"};
	struct offer_text bad = {"5902719471790"};
	struct offer_card_param param = {"225693", &ean, 1};
	struct offer_card card = {.id = "aa-1", .params = &param, .n_params = 1};
	struct offer_problem problem = {.code = "X", .user_message = "Dodaj zdjęcie"};
	struct offer doc = listed;
	struct offer_change changes[TRAIT_COUNT];
	(void)state;

	doc.whole = true;
	doc.cards = &card;
	doc.n_cards = 1;
	doc.ean = ean.text;
	doc.problems = &problem;
	doc.n_problems = 1;
	doc.rule_id = NULL;
	doc.sold = INT64_MIN;
	const struct offer_state before = offer_merge(mem, NULL, &listed, 100);
	const struct offer_state known = offer_merge(mem, &before, &doc, 200);
	assert_string_equal(known.ean, ean.text);
	assert_string_equal(known.card_id, "aa-1");
	assert_string_equal(known.error, "Dodaj zdjęcie");
	assert_string_equal(known.rule_id, "r-1");
	assert_int_equal(known.sold, 2);
	assert_int_equal(offer_diff(mem, &before, &known, changes), 0);

	const struct offer_state again = offer_merge(mem, &known, &listed, 300);
	assert_string_equal(again.ean, ean.text);
	assert_int_equal(again.errors, 1);
	assert_int_equal(again.doc_at, 200);

	doc.ean = bad.text; /* a wrong check digit is no number of goods */
	assert_null(offer_merge(mem, &again, &doc, 400).ean);
}

static void price_and_pieces_alone_leave_all_else(void **state)
{
	const struct offer said = {
	    .id = "771", .parts = true, .price = {5100, "PLN"}, .available = 4, .sold = INT64_MIN};
	const struct offer_state before = offer_merge(mem, NULL, &listed, 100);
	const struct offer_state after = offer_merge(mem, &before, &said, 200);
	struct offer_state like = before;
	(void)state;

	like.price = said.price;
	like.available = 4;
	like.version = 2;
	like.changed_at = like.seen_at = 200;
	for (enum offer_trait f = 0; f < TRAIT_COUNT; f++)
		assert_true(
		    str_eq(offer_trait_text(mem, &after, f), offer_trait_text(mem, &like, f)));
	assert_int_equal(after.version, 2);
	assert_int_equal(after.seen_at, 200);
	assert_int_equal(after.doc_at, TIME_NONE);
	assert_int_equal(after.sold, 2);
	assert_int_equal(after.visits, 9);
}

static void some_offers_are_never_written_to(void **state)
{
	static const struct {
		const char *status;
		const char *format;
		int64_t fulfillment, gone_at;
		const char *want;
	} cases[] = {
	    {"ACTIVE", "BUY_NOW", 0, TIME_NONE, NULL},
	    {"ENDED", "BUY_NOW", 0, TIME_NONE, NULL},
	    {"ACTIVE", "BUY_NOW", 0, 5, "not-found"},
	    {"ACTIVE", "BUY_NOW", 1, TIME_NONE, "fulfillment"},
	    {"INACTIVE", "BUY_NOW", 0, TIME_NONE, "draft"},
	    {"ACTIVE", "AUCTION", 0, TIME_NONE, "format"},
	    {"ACTIVE", NULL, 0, TIME_NONE, "format"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct offer_row row = {.s = {.status = cases[i].status,
						    .format = cases[i].format,
						    .fulfillment = cases[i].fulfillment},
					      .gone_at = cases[i].gone_at};
		const char *got = offer_obstacle(&row);
		if (!str_eq(got, cases[i].want) && (got || cases[i].want))
			fail_msg("case %zu: %s", i, str_or(got, "none"));
	}
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "offer");
	return 0;
}

static int teardown(void **state)
{
	mem_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_change_moves_the_version_once),
	    cmocka_unit_test(the_document_and_the_list_leave_each_other_what_is_theirs),
	    cmocka_unit_test(price_and_pieces_alone_leave_all_else),
	    cmocka_unit_test(some_offers_are_never_written_to),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
