/* What orders are found by, by whom, and what is said of it; the cleaning of older rows. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_find.h"
#include "domain/orders/order_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;

#define FORM(x) "00000000-0000-4000-8000-00000000000" x
static const struct form_spec few[] = {
    {.id = FORM("a"),
     .finished_at = "2026-11-20T10:05:00.000Z",
     .last_name = "Łęcki",
     .email = "tajny.adres+7@allegromail.pl",
     .phone = "+48 601 222 333",
     .ship_phone = "+48 601 222 333",
     .city = "Łódź",
     .total = "129.90",
     .tax_id = "5260250274"},
    {.id = FORM("b"),
     .login = "nowa_b",
     .last_name = "Nowak",
     .email = "inna@allegromail.pl",
     .phone = "+48 702 444 555",
     .ship_phone = "+48 803 666 777",
     .city = "Gdynia",
     .point = "GDY12M",
     .point_city = "Rumia",
     .payment_type = "CASH_ON_DELIVERY",
     .sku = "TS-XL",
     .total = "1299.00"},
};

/* 2026-11-20T10:00:00Z */
#define BOUGHT INT64_C(1795168800000)

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "test_orders_search");
	db = db_test_open(mem, DB_ROLE_JOBS);
	struct turn way = world_turn(db, world_account(db, "search"));
	world_apply(&way, few, COUNT_OF(few));
	db_test_run(db_test_open(mem, DB_ROLE_MIGRATE),
		    "INSERT INTO order_tag (order_id, tag) SELECT id, 'both' FROM orders UNION"
		    " SELECT id, IF(payment_state = 'cod', 'of b', 'of a') FROM orders");
	return 0;
}

/* What is typed, who finds which order by it, and what the row says of it. */
static const struct search_case {
	const char *typed;
	const char *all;
	const char *office;
	const char *parcel;
	enum order_match what; /* told to who sees all */
	const char *text;
} cases[] = {
    {"gdynia", "b", "b", "b", ORDER_MATCH_CITY, "Gdynia"},
    {"lodz", "a", "a", "a", ORDER_MATCH_CITY, "Łódź"},
    {"rumia", "b", "b", "b", ORDER_MATCH_CITY, "Rumia"},
    {"gdy12m", "b", "b", "b", ORDER_MATCH_POINT, "GDY12M"},
    {"129,90", "a", "a", "", ORDER_MATCH_AMOUNT, NULL},
    {"129.90 zł", "a", "a", "", ORDER_MATCH_AMOUNT, NULL},
    {"1 299,00 PLN", "b", "b", "b", ORDER_MATCH_AMOUNT, NULL}, /* the courier collects it */
    {"1299 zł", "b", "b", "b", ORDER_MATCH_AMOUNT, NULL},
    {"12,99", "", "", "", ORDER_MATCH_NONE, NULL},
    {"12990", "", "", "", ORDER_MATCH_NONE, NULL},
    {"a12990", "", "", "", ORDER_MATCH_NONE, NULL},
    {"_a12990", "", "", "", ORDER_MATCH_NONE, NULL},
    {"601 222 333", "a", "a", "a", ORDER_MATCH_PHONE, "601222333"},
    {"+48 601-222-333", "a", "a", "a", ORDER_MATCH_PHONE, "601222333"},
    {"2333", "a", "a", "a", ORDER_MATCH_PHONE, "2333"},
    {"333", "a", "a", "a", ORDER_MATCH_PHONE, "333"},
    {"222333", "a", "a", "a", ORDER_MATCH_PHONE, "222333"},
    {"1222333", "a", "a", "a", ORDER_MATCH_PHONE, "1222333"},
    {"6777", "b", "b", "b", ORDER_MATCH_PHONE, "6777"},
    {"702444555", "b", "b", "", ORDER_MATCH_PHONE, "702444555"}, /* the buyer's own */
    {"4555", "b", "b", "", ORDER_MATCH_PHONE, "4555"},
    {"tajny.adres+7@allegromail.pl", "a", "", "", ORDER_MATCH_EMAIL,
     "tajny.adres+7@allegromail.pl"},
    {"tajny", "a", "", "", ORDER_MATCH_EMAIL, "tajny.adres+7@allegromail.pl"},
    {"tajnyadres7allegromailpl", "a", "", "", ORDER_MATCH_EMAIL, "tajny.adres+7@allegromail.pl"},
    {"5260250274", "a", "a", "", ORDER_MATCH_TAX_ID, "5260250274"},
    {"Łęcki sp", "a", "a", "a", ORDER_MATCH_NONE, NULL},
    {"nowak", "b", "b", "b", ORDER_MATCH_NONE, NULL},
    {"nowa_b", "b", "b", "b", ORDER_MATCH_NONE, NULL},
    {"TS-XL", "b", "b", "b", ORDER_MATCH_NONE, NULL},
    {"jan gdynia", "b", "b", "b", ORDER_MATCH_CITY, "Gdynia"},
    {"jan tajny", "a", "", "", ORDER_MATCH_EMAIL, "tajny.adres+7@allegromail.pl"},
    {"nowak 4555", "b", "b", "", ORDER_MATCH_PHONE, "4555"},
    {FORM("a"), "a", "a", "a", ORDER_MATCH_NONE, NULL},
    {"|", "", "", "", ORDER_MATCH_NONE, NULL},
    {";", "", "", "", ORDER_MATCH_NONE, NULL},
};

/* Last characters of the orders that are found. */
static const char *found_by(const struct order_filter *filter)
{
	struct order_page page;
	struct str digits;
	struct err e = {0};

	if (order_list(db, mem, filter, &page, &e))
		fail_msg("%s", e.msg);
	str_init(&digits, mem, 100);
	for (size_t i = 0; i < COUNT_OF(few); i++)
		for (size_t k = 0; k < page.n; k++)
			if (str_eq(page.rows[k].form_id, few[i].id))
				str_add(&digits, few[i].id + strlen(few[i].id) - 1);
	return digits.text;
}

static const char *found(const char *typed, enum order_sight sight)
{
	struct order_filter filter = ORDER_FILTER;

	filter.query = typed;
	filter.sight = sight;
	return found_by(&filter);
}

static void check_found(const struct search_case *c)
{
	const char *const want[ORDER_SIGHT_COUNT] = {c->all, c->office, c->parcel};

	for (int sight = 0; sight < ORDER_SIGHT_COUNT; sight++) {
		const char *got = found(c->typed, (enum order_sight)sight);
		if (!str_eq(got, want[sight]))
			fail_msg("\"%s\" finds \"%s\" for sight %d, not \"%s\"", c->typed, got,
				 sight, want[sight]);
	}
}

static void everybody_finds_by_what_he_sees_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_found(&cases[i]);
}

/* Neither by the newest orders one after the other, nor by the text index. */
static void however_it_is_looked_for(void **state)
{
	const struct list_slices usual = list_slices;

	(void)state;
	for (int way = 0; way < 2; way++) {
		list_slices.words_brief = way ? 1000 : 0;
		list_slices.entries = way ? 0 : 100000;
		for (size_t i = 0; i < COUNT_OF(cases); i++)
			check_found(&cases[i]);
	}
	list_slices = usual;
}

static void the_row_says_what_was_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct search_case *c = &cases[i];
		struct order_terms terms = order_find_terms(mem, c->typed, ORDER_SIGHT_ALL);
		const char *form_id = str_eq(c->all, "b") ? FORM("b") : FORM("a");
		struct order_detail d;
		struct err e = {0};
		if (str_empty(c->all))
			continue;
		assert_int_equal(order_load(db, mem, form_id, &d, &e), RC_OK);
		struct order_matched got = order_match_of(mem, &terms, &d);
		if (got.what != c->what || !str_eq(got.text, c->text))
			fail_msg("\"%s\" found by %d, %s", c->typed, got.what,
				 str_or(got.text, ""));
		assert_int_equal(got.is_whole, got.what == ORDER_MATCH_PHONE &&
						   strlen(got.text) == ORDER_PHONE_LOCAL);
	}
}

static void a_tag_narrows_with_all_that_is_asked_beside_it(void **state)
{
	static const struct {
		const char *tag, *query, *payment;
		const char *want;
	} tagged[] = {
	    {"both", NULL, NULL, "ab"},	      {"of a", NULL, NULL, "a"},
	    {"of none", NULL, NULL, ""},      {"both", NULL, "cod", "b"},
	    {"of a", NULL, "cod", ""},	      {"both", "jan", NULL, "ab"},
	    {"of b", "jan", NULL, "b"},	      {"of a", "nowak", NULL, ""},
	    {"of b", "nowa_b", NULL, "b"},    {"of a", "nowa_b", NULL, ""},
	    {"of a", "601222333", NULL, "a"}, {"of b", "601222333", NULL, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(tagged); i++) {
		struct order_filter filter = ORDER_FILTER;
		filter.tag = tagged[i].tag;
		filter.query = tagged[i].query;
		filter.payment = tagged[i].payment;
		if (!str_eq(found_by(&filter), tagged[i].want))
			fail_msg("case %zu finds \"%s\"", i, found_by(&filter));
	}
}

/* The first moment belongs to a span of time, its end does not, whichever way it is walked. */
static void a_span_of_time_has_its_edges(void **state)
{
	static const struct {
		int64_t from, until;
		const char *want;
	} spans[] = {{BOUGHT, BOUGHT + 1, "ab"},
		     {TIME_NONE, BOUGHT + 1, "ab"},
		     {BOUGHT, TIME_NONE, "ab"},
		     {BOUGHT + 1, TIME_NONE, ""},
		     {TIME_NONE, BOUGHT, ""}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(spans) * ORDER_SORT_COUNT * 2; i++) {
		struct order_filter filter = ORDER_FILTER;
		const size_t span = i / ORDER_SORT_COUNT / 2;
		filter.sort = (enum order_sort)(i / 2 % ORDER_SORT_COUNT);
		filter.marketplace = i % 2 ? "allegro-pl" : NULL; /* with filters and without */
		filter.from = spans[span].from;
		filter.until = spans[span].until;
		if (!str_eq(found_by(&filter), spans[span].want))
			fail_msg("span %zu, sort %d: \"%s\"", span, (int)filter.sort,
				 found_by(&filter));
	}
}

/* As they were: without parts, so that nobody finds in them but who sees all. */
static void older_rows_are_written_anew_in_pieces(void **state)
{
	struct db *owner = db_test_open(mem, DB_ROLE_MIGRATE);
	struct db *job = db_test_open(mem, DB_ROLE_JOBS);
	struct err e = {0};
	bool more = true;
	int pieces = 0;

	(void)state;
	db_test_run(owner, "UPDATE order_search_cleaning SET done_id = 0, ended_at = NULL");
	db_test_run(owner, "UPDATE order_search SET words = ' olden tajny nowak'");
	assert_string_equal(found("olden", ORDER_SIGHT_ALL), "ab");
	assert_string_equal(found("olden", ORDER_SIGHT_PARCEL), "");
	db_test_run(owner, "UPDATE orders SET erased = 1 WHERE form_id = '" FORM("b") "'");
	for (; more; pieces++)
		if (order_search_clean(job, &more, &e))
			fail_msg("%s", e.msg);
	assert_true(pieces >= 2);
	assert_string_equal(found("olden", ORDER_SIGHT_ALL), "");
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (!strchr(cases[i].all, 'b'))
			check_found(&cases[i]);
	/* Of one that was erased the number and the goods. */
	assert_string_equal(found("gdynia", ORDER_SIGHT_ALL), "");
	assert_string_equal(found("TS-XL", ORDER_SIGHT_ALL), "b");
	/* Once: what is written since is as it should be. */
	assert_int_equal(order_search_clean(job, &more, &e), RC_OK);
	assert_false(more);
	db_test_run(owner, "UPDATE orders SET erased = 0");
	mem_free(owner);
	mem_free(job);
}

static void a_tag_finds_its_orders_in_each_tab(void **state)
{
	static const struct {
		const char *tag;
		const char *want;
		enum order_view view;
		const char *query;
	} asked[] = {
	    {"kruche", "ab", ORDER_VIEW_ALL, NULL},   {"KRUCHE", "ab", ORDER_VIEW_ALL, NULL},
	    {"pilne", "b", ORDER_VIEW_ALL, NULL},     {"kruch", "", ORDER_VIEW_ALL, NULL},
	    {"kruche", "", ORDER_VIEW_SENT, NULL},    {"pilne", "b", ORDER_VIEW_TODAY, NULL},
	    {"kruche", "b", ORDER_VIEW_ALL, "nowak"}, {"pilne", "", ORDER_VIEW_ALL, "łęcki"},
	    {"pilne", "b", ORDER_VIEW_ALL, "TS-XL"},  {"pilne", "", ORDER_VIEW_SENT, "TS-XL"},
	};

	struct db *owner = db_test_open(mem, DB_ROLE_MIGRATE);

	(void)state;
	db_test_run(owner,
		    "INSERT INTO order_tag (order_id, tag) SELECT id, 'kruche' FROM orders UNION"
		    " SELECT id, 'pilne' FROM orders WHERE form_id = '" FORM("b") "'");
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		struct order_filter filter = ORDER_FILTER;
		filter.tag = asked[i].tag;
		filter.view = asked[i].view;
		filter.query = asked[i].query;
		assert_string_equal(found_by(&filter), asked[i].want);
	}
	mem_free(owner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(everybody_finds_by_what_he_sees_and_nothing_else),
	    cmocka_unit_test(however_it_is_looked_for),
	    cmocka_unit_test(the_row_says_what_was_found),
	    cmocka_unit_test(a_tag_narrows_with_all_that_is_asked_beside_it),
	    cmocka_unit_test(a_span_of_time_has_its_edges),
	    cmocka_unit_test(a_tag_finds_its_orders_in_each_tab),
	    cmocka_unit_test(older_rows_are_written_anew_in_pieces),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
