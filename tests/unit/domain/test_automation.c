/* Allegro's price rules: values as they are kept, and which offer may be put under which. */
#include "domain/offers/automation.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void values_are_read_and_written(void **state)
{
	void *mem = mem_context(NULL, "test");
	static const char *const good[] = {"allegro-pl -", "allegro-cz r1",
					   "allegro-pl r1 10.00 20.50 PLN",
					   "allegro-hu r1 1000.00 1000.00 HUF"};
	static const char *const bad[] = {"",
					  "allegro-pl",
					  "allegro-pl r1 10.00",
					  "allegro-pl - 1.00 2.00 PLN",
					  "allegro-pl r1 20.00 10.00 PLN",
					  "allegro-pl r1 0.00 10.00 PLN",
					  "allegro-pl r1 1,00 10.00 PLN",
					  "allegro-pl r1 1.00 10.00 PLN x",
					  "a b c d e f g"};
	struct automation_wish w;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_true(automation_read(mem, good[i], &w));
		assert_string_equal(automation_text(mem, &w), good[i]);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(automation_read(mem, bad[i], &w));
	assert_false(automation_read(mem, NULL, &w));
	mem_free(mem);
}

/* Sold in Poland and Czechia, and there to companies too. */
static struct offer_row offer_under(const char *rule)
{
	return (struct offer_row){.offer_id = "77",
				  .gone_at = TIME_NONE,
				  .s = {.format = "BUY_NOW",
					.status = "ACTIVE",
					.market = "allegro-pl",
					.markets = "allegro-cz allegro-business-pl",
					.rule_id = rule,
					.price = {1000, "PLN"}}};
}

#define RULE(i, t)                                                                                 \
	{                                                                                          \
		.id = (i), .name = (i), .type = (t)                                                \
	}
static struct automation_row rules[] = {
    RULE("rate", "EXCHANGE_RATE"),
    RULE("low", "FOLLOW_BY_ALLEGRO_MIN_PRICE"),
    RULE("top", "FOLLOW_BY_TOP_OFFER_PRICE"),
    RULE("later", "FOLLOW_THE_MOON"),
};
static struct automation_seat seats[] = {
    {"77", {"allegro-pl", "low", NULL, {500, "PLN"}, {900, "PLN"}}, 5}};

static const struct {
	const char *under; /* by the list of offers */
	size_t n_seats;
	const char *before, *after, *obstacle, *doubt;
} cases[] = {
    {NULL, 0, NULL, "allegro-pl low 5.00 9.00 PLN", NULL, NULL},
    {NULL, 0, NULL, "allegro-pl top 5.00 9.00 PLN", NULL, NULL},
    {NULL, 0, NULL, "allegro-pl low", "rule-range", NULL},
    {NULL, 0, NULL, "allegro-pl rate", "rule-rate-home", NULL},
    {NULL, 0, NULL, "allegro-cz rate", NULL, NULL},
    {NULL, 0, NULL, "allegro-cz rate 5.00 9.00 CZK", "rule-no-range", NULL},
    /* A range may be in the currency there, or at home. */
    {NULL, 0, NULL, "allegro-cz low 50.00 90.00 CZK", NULL, NULL},
    {NULL, 0, NULL, "allegro-cz low 5.00 9.00 PLN", NULL, NULL},
    {NULL, 0, NULL, "allegro-cz low 5.00 9.00 EUR", "value", NULL},
    {NULL, 0, NULL, "allegro-pl low 5.00 9.00 CZK", "value", NULL},
    {NULL, 0, NULL, "allegro-sk low 5.00 9.00 EUR", "rule-market", NULL},
    {NULL, 0, NULL, "allegro-business-pl low 5.00 9.00 PLN", "rule-business", NULL},
    {NULL, 0, NULL, "allegro-pl gone 5.00 9.00 PLN", "rule-gone", NULL},
    {NULL, 0, NULL, "allegro-pl nowhere 5.00 9.00 PLN", "rule-gone", NULL},
    /* Allegro judges what it brings later. */
    {NULL, 0, NULL, "allegro-pl later", NULL, NULL},
    {NULL, 0, NULL, "allegro-pl later 5.00 9.00 PLN", NULL, NULL},
    {NULL, 0, NULL, "5.00", "value", NULL},
    /* What is so already. */
    {NULL, 0, NULL, "allegro-pl -", "same", NULL},
    {"low", 1, NULL, "allegro-pl low 5.00 9.00 PLN", "same", NULL},
    {"low", 1, NULL, "allegro-pl low 5.00 9.50 PLN", NULL, NULL},
    {"low", 1, NULL, "allegro-pl -", NULL, NULL},
    {"low", 1, "allegro-pl low 5.00 9.00 PLN", "allegro-pl -", NULL, NULL},
    {"low", 1, "allegro-pl low 5.00 8.00 PLN", "allegro-pl -", NULL, "edited"},
    /* The list of offers says another rule than the offer itself said: nobody knows the range. */
    {"top", 1, "allegro-pl low 5.00 9.00 PLN", "allegro-pl -", NULL, "edited"},
    {"top", 1, NULL, "allegro-pl -", NULL, NULL},
    {NULL, 1, NULL, "allegro-pl -", NULL, NULL},
    /* Elsewhere it is only known once the offer was asked. */
    {NULL, 0, NULL, "allegro-cz -", NULL, NULL},
    {"low", 1, NULL, "allegro-cz -", "same", NULL},
};

static void an_offer_is_put_under_a_rule_that_fits(void **state)
{
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct offer_row row = offer_under(cases[i].under);
		const struct automation_world w = {rules, COUNT_OF(rules), seats, cases[i].n_seats};
		const struct outbox_intent intent = {.before = cases[i].before,
						     .after = cases[i].after};
		const struct outbox_objection o = automation_objection(mem, &w, &row, &intent);

		if (!str_eq(str_or(o.obstacle, ""), str_or(cases[i].obstacle, "")) ||
		    !str_eq(str_or(o.doubt, ""), str_or(cases[i].doubt, "")))
			fail_msg("%zu: %s is %s, %s", i, cases[i].after, str_or(o.obstacle, "-"),
				 str_or(o.doubt, "-"));
	}
	mem_free(mem);
}

static void drafts_and_what_is_gone_are_put_under_none(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct offer_row row = offer_under(NULL);
	const struct automation_world w = {rules, COUNT_OF(rules), NULL, 0};
	const struct outbox_intent i = {.after = "allegro-pl low 5.00 9.00 PLN"};

	(void)state;
	row.s.status = "INACTIVE";
	assert_string_equal(automation_objection(mem, &w, &row, &i).obstacle, "draft");
	row = offer_under(NULL);
	row.s.fulfillment = 1;
	assert_string_equal(automation_objection(mem, &w, &row, &i).obstacle, "fulfillment");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_are_read_and_written),
	    cmocka_unit_test(an_offer_is_put_under_a_rule_that_fits),
	    cmocka_unit_test(drafts_and_what_is_gone_are_put_under_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
