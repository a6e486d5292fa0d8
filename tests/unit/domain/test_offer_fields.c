/* Where the fields of an offer come from: what the product has, or what a rule names. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/offer_draft.h"
#include "domain/mapping/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

static struct product lamp(void)
{
	struct product p = product_unknown();

	p.sku = "L-1";
	p.ean = "5901234123457";
	p.mpn = "KX 12";
	p.name = "Kinkiet ogrodowy";
	p.description = "<p>K</p>";
	p.price = (struct money){1999, "PLN"};
	p.stock = 3;
	p.attributes = "Tytuł Allegro\tKinkiet ogrodowy biały LED\t\nCena Allegro\t24,90\tzł\n"
		       "Kod\t590 1234 123457\t\nKarta\tc9e39cae-9cb6-11e9-a2a3-2a2ae2dbcce4\t\n"
		       "Kategoria A\tKinkiety (98765)\t\nSztuki\t7\t\nJm\tpara\t\nPusty\t \t\n"
		       "Waluta\tEUR\t\nSłowo\tnie wiem\t";
	return p;
}

/* Of one rule, and of a second one beside it. */
static void values_by(const char *field, const char *source, const char *other, const char *type,
		      struct offer_values *out)
{
	struct decision at[2] = {
	    {.kind = "offer", .subject = field, .applies_if = "", .value = source},
	    {.kind = "offer", .subject = other, .applies_if = "", .value = type}};
	struct product *p = mem_zero(mem, struct product);
	struct rules rules;

	*p = lamp();
	rules_make(mem, at, 1 + (other != NULL), 1, &rules);
	offer_values(mem, &rules.offer, p, out);
}

static void each_field_comes_from_where_a_rule_says(void **state)
{
	static const struct {
		const char *field;
		const char *source; /* NULL: decided that it is the product's own */
		const char *text;   /* NULL: unknown, or left to others */
	} rows[] = {
	    {"external_id", NULL, "L-1"},
	    {"external_id", "field\tean", "5901234123457"},
	    {"external_id", "attribute\tkod", "590 1234 123457"},
	    {"external_id", "attribute\tNikt", "L-1"},
	    {"external_id", "fixed\tX", "L-1"}, /* of all the same: nobody would find one again */
	    {"external_id", "field\tdescription", "L-1"},
	    {"stock_unit", NULL, NULL},
	    {"stock_unit", "fixed\tSET", "SET"},
	    {"stock_unit", "fixed\tKILO", NULL},
	    {"stock_unit", "attribute\tJm", "PAIR"},
	    {"stock_unit", "attribute\tSłowo", NULL},
	    {"stock_available", NULL, "3"},
	    {"stock_available", "attribute\tSztuki", "7"},
	    {"stock_available", "attribute\tNikt", NULL}, /* not guessed */
	    {"stock_available", "attribute\tSłowo", NULL},
	    {"product_id", NULL, NULL},
	    {"product_id", "field\tean", "5901234123457"},
	    {"product_id", "attribute\tKod", "5901234123457"},
	    {"product_id", "attribute\tNikt", NULL},
	    {"product_id", "field\tmpn", "KX 12"},
	    {"product_category_id", "attribute\tKategoria A", "98765"},
	    {"category_id", NULL, NULL},
	    {"category_id", "attribute\tKategoria A", "98765"},
	    {"category_id", "attribute\tSłowo", NULL}, /* no id */
	    {"product_name", "attribute\tTytuł Allegro", "Kinkiet ogrodowy biały LED"},
	    {"product_name", "attribute\tPusty", "Kinkiet ogrodowy"},
	    {"product_description", "attribute\tTytuł Allegro", "Kinkiet ogrodowy biały LED"},
	    {"product_description", NULL, "<p>K</p>"},
	    {"sellingMode_price_amount", NULL, "19.99"},
	    {"sellingMode_price_amount", "attribute\tCena Allegro", "24.90"},
	    {"sellingMode_price_amount", "attribute\tNikt", NULL},
	    {"sellingMode_price_currency", NULL, "PLN"},
	    {"sellingMode_price_currency", "attribute\tWaluta", "EUR"},
	    {"sellingMode_price_currency", "attribute\tSłowo", NULL},
	    {"sellingMode_price_currency", "attribute\tNikt", "PLN"},
	    {"nothing", "attribute\tNikt", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const enum offer_field field = offer_field_find(rows[i].field);
		struct offer_values v;
		values_by(rows[i].field, rows[i].source, NULL, NULL, &v);
		const char *text = field == OFFER_FIELDS ? NULL : offer_value_text(mem, &v, field);
		if (!text != !rows[i].text || (text && !str_eq(text, rows[i].text)))
			fail_msg("%zu %s: %s", i, rows[i].field, str_or(text, "NULL"));
	}
}

static void a_number_of_the_catalogue_says_itself_what_it_is(void **state)
{
	static const struct {
		const char *source;
		const char *type; /* a rule; NULL: none */
		const char *id;
		const char *id_type;
	} rows[] = {
	    {"field\tean", NULL, "5901234123457", "GTIN"},
	    {"field\tmpn", NULL, "KX 12", "MPN"},
	    {"attribute\tKod", NULL, "5901234123457", "GTIN"},
	    {"attribute\tKod", "fixed\tMPN", "590 1234 123457", "MPN"},
	    {"attribute\tKarta", NULL, "c9e39cae-9cb6-11e9-a2a3-2a2ae2dbcce4", NULL},
	    {"attribute\tSłowo", NULL, "nie wiem", "MPN"},
	    {"attribute\tSłowo", "fixed\tGTIN", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct offer_values v;
		values_by("product_id", rows[i].source, rows[i].type ? "product_idType" : NULL,
			  rows[i].type, &v);
		if (!str_eq(str_or(v.product_id, "-"), str_or(rows[i].id, "-")) ||
		    !str_eq(str_or(v.product_id_type, "-"), str_or(rows[i].id_type, "-")))
			fail_msg("%zu: %s %s", i, str_or(v.product_id, "NULL"),
				 str_or(v.product_id_type, "NULL"));
	}
}

/* What was found out of texts is known to be of other ones. */
static void only_sources_of_texts_have_a_mark(void **state)
{
	static const struct value_source title = {.kind = SOURCE_ATTRIBUTE, .arg = "Tytuł"};
	static const struct value_source other = {.kind = SOURCE_ATTRIBUTE, .arg = "Opis"};
	struct offer_sources s = {.of = {[OFFER_PRICE] = &title}};

	(void)state;
	offer_sources_mark(&s);
	assert_int_equal(s.text_mark, 0);
	s.of[OFFER_NAME] = &title;
	offer_sources_mark(&s);
	const int64_t name = s.text_mark;
	assert_true(name > 0 && name < 1 << OFFER_TEXT_MARK_BITS);
	s.of[OFFER_NAME] = NULL;
	s.of[OFFER_DESCRIPTION] = &title;
	offer_sources_mark(&s);
	assert_int_not_equal(s.text_mark, name);
	s.of[OFFER_DESCRIPTION] = NULL;
	s.of[OFFER_NAME] = &other;
	offer_sources_mark(&s);
	assert_int_not_equal(s.text_mark, name);
}

static void the_offer_says_what_the_rules_say(void **state)
{
	struct product p = lamp();
	struct ready_subject s = {.product = &p};
	struct readiness r = {.category_id = "5"};
	const struct seller_terms terms = {0};
	struct decision at[] = {
	    {.kind = "offer", .subject = "external_id", .applies_if = "", .value = "field\tean"},
	    {.kind = "offer",
	     .subject = "product_category_id",
	     .applies_if = "",
	     .value = "attribute\tKategoria A"},
	    {.kind = "offer",
	     .subject = "product_name",
	     .applies_if = "",
	     .value = "attribute\tTytuł Allegro"},
	    {.kind = "offer",
	     .subject = "sellingMode_price_amount",
	     .applies_if = "",
	     .value = "attribute\tCena Allegro"},
	    {.kind = "offer",
	     .subject = "stock_available",
	     .applies_if = "",
	     .value = "attribute\tSztuki"},
	    {.kind = "offer", .subject = "stock_unit", .applies_if = "", .value = "fixed\tPAIR"},
	};
	struct offer_body body;
	struct rules rules;

	(void)state;
	rules_make(mem, at, COUNT_OF(at), 1, &rules);
	offer_values(mem, &rules.offer, &p, &s.offer);
	offer_draft(mem, &s, &r, &terms, &body);
	assert_string_equal(body.external_id, "5901234123457");
	assert_string_equal(body.name, "Kinkiet ogrodowy biały LED");
	assert_string_equal(body.products[0].name, "Kinkiet ogrodowy biały LED");
	assert_string_equal(body.category_id, "5");
	assert_string_equal(body.products[0].category_id, "98765");
	assert_int_equal(body.price.minor, 2490);
	assert_int_equal(body.stock, 7);
	assert_string_equal(body.unit, "PAIR");
	s.card = (struct ready_card){.id = "5901234123457", .id_type = "GTIN"};
	offer_draft(mem, &s, &r, &terms, &body);
	assert_non_null(strstr(offer_body_json(mem, &body),
			       "\"product\":{\"id\":\"5901234123457\",\"idType\":\"GTIN\"}"));
}

/* Between what is said of one product and the rule of its shop category. */
static void an_attribute_chooses_the_category(void **state)
{
	static struct decision at[] = {
	    {.kind = "category", .subject = "key", .applies_if = "", .value = "10"}};
	struct product p = lamp();
	struct ready_subject s = {
	    .product = &p, .shop_key = "key", .offer = {.category_id = "98765"}};
	struct decision own = {.subject = DECIDES_CATEGORY, .value = "7"};
	struct rules rules;

	(void)state;
	rules_make(mem, at, 1, 1, &rules);
	assert_string_equal(ready_choose(&s, &rules).category_id, "98765");
	assert_int_equal(ready_choose(&s, &rules).origin, FROM_ATTRIBUTE);
	s.card = (struct ready_card){.id = "c", .category_id = "10"};
	assert_string_equal(ready_choose(&s, &rules).category_id, "10"); /* suits its card */
	s.card = (struct ready_card){0};
	s.decided = &own;
	s.n_decided = 1;
	assert_string_equal(ready_choose(&s, &rules).category_id, "7");
	s.n_decided = 0;
	at[0].value = NULL; /* not for sale */
	rules_make(mem, at, 1, 1, &rules);
	assert_true(ready_choose(&s, &rules).is_skipped);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "offer fields");
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
	    cmocka_unit_test(each_field_comes_from_where_a_rule_says),
	    cmocka_unit_test(a_number_of_the_catalogue_says_itself_what_it_is),
	    cmocka_unit_test(only_sources_of_texts_have_a_mark),
	    cmocka_unit_test(the_offer_says_what_the_rules_say),
	    cmocka_unit_test(an_attribute_chooses_the_category),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
