/* What would be sent against what Allegro has: tables of cases. */
#include "domain/offers/difference.h"
#include "domain/offers/edit.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OFFER_OF(rest) "{\"name\":\"Kubek z uchem duży\"" rest "}"

static struct offer_body body_of(void *mem, const char *json)
{
	struct offer_body body;
	struct err e = {0};

	if (offer_body_read(mem, json, &body, &e))
		fail_msg("%s: %s", json, e.msg);
	return body;
}

static unsigned differing(void *mem, const char *ours, const char *theirs)
{
	struct difference *all = mem_array(mem, struct difference, OFFER_GROUPS);
	struct offer_body a = body_of(mem, ours), b = body_of(mem, theirs);
	const size_t n = offer_differences(mem, &a, &b, NULL, all);
	unsigned groups = 0;

	for (size_t i = 0; i < n; i++) {
		const struct diff_was never = {.ours = NULL};
		if (difference_judge(&never, &all[i].marks).state == DIFF_OPEN)
			groups |= GROUP_BIT(all[i].group);
	}
	return groups;
}

static const struct {
	const char *ours, *theirs;
	const char *differ;
} sides[] = {
    {OFFER_OF(""), OFFER_OF(""), ""},
    {"{\"name\":\"Kubek mały biały\"}", OFFER_OF(""), "name"},
    /* Who says nothing has no opinion. */
    {"{}", OFFER_OF(",\"category\":{\"id\":\"5\"}"), ""},
    {"{\"category\":{\"id\":\"6\"}}", "{\"category\":{\"id\":\"5\"}}", "category"},
    /* Blanks in a description are none, words are; pictures have other addresses there. */
    {"{\"description\":{\"sections\":[{\"items\":[{\"type\":\"TEXT\",\"content\":\"<p>Ala ma "
     " kota</p>\"}]}]}}",
     "{\"description\":{\"sections\":[{\"items\":[{\"type\":\"TEXT\",\"content\":\"<p>Ala ma "
     "kota</p>\"}]}]}}",
     ""},
    {"{\"description\":{\"sections\":[{\"items\":[{\"type\":\"TEXT\",\"content\":\"<p>Ala</p>\"}]}]"
     "}}",
     "{\"description\":{\"sections\":[{\"items\":[{\"type\":\"TEXT\",\"content\":\"<p>Ola</p>\"}]}]"
     "}}",
     "description"},
    {"{\"description\":{\"sections\":[{\"items\":[{\"type\":\"IMAGE\",\"url\":\"https://a/"
     "1\"}]}]}}",
     "{\"description\":{\"sections\":[{\"items\":[{\"type\":\"IMAGE\",\"url\":\"https://b/"
     "1\"}]}]}}",
     ""},
    {"{\"images\":[\"https://a/1\"]}", "{\"images\":[\"https://b/9\"]}", ""},
    {"{\"images\":[\"https://a/1\",\"https://a/2\"]}", "{\"images\":[\"https://b/9\"]}",
     "pictures"},
    /* Parameters in any order, numbers in any length; what Allegro alone has stays. */
    {"{\"parameters\":[{\"id\":\"1\",\"valuesIds\":[\"1_b\",\"1_a\"]},{\"id\":\"2\",\"values\":["
     "\"5.9\"]}]}",
     "{\"parameters\":[{\"id\":\"2\",\"values\":[\"5.90\"]},{\"id\":\"1\",\"values\":[\"x\",\"y\"],"
     "\"valuesIds\":[\"1_a\",\"1_b\"]},{\"id\":\"9\",\"values\":[\"z\"]}]}",
     ""},
    {"{\"parameters\":[{\"id\":\"1\",\"valuesIds\":[\"1_a\"]}]}",
     "{\"parameters\":[{\"id\":\"1\",\"valuesIds\":[\"1_b\"]}]}", "parameters"},
    {"{\"parameters\":[{\"id\":\"3\",\"rangeValue\":{\"from\":\"1\",\"to\":\"2.0\"}}]}",
     "{\"parameters\":[{\"id\":\"3\",\"values\":[],\"valuesIds\":null,\"rangeValue\":{\"from\":"
     "\"1.0\",\"to\":\"2\"}}]}",
     ""},
    {"{\"productSet\":[{\"product\":{\"id\":\"c1\"}}]}",
     "{\"productSet\":[{\"product\":{\"id\":\"c2\"}}]}", "card"},
    /* A number of goods is no card; a set is left alone. */
    {"{\"productSet\":[{\"product\":{\"id\":\"590\",\"idType\":\"GTIN\"}}]}",
     "{\"productSet\":[{\"product\":{\"id\":\"c2\"}}]}", ""},
    {"{\"productSet\":[{\"product\":{\"id\":\"c1\"}}]}",
     "{\"productSet\":[{\"product\":{\"id\":\"c2\"}},{\"product\":{\"id\":\"c3\"}}]}", ""},
    /* Whoever names a producer alone keeps Allegro's text. */
    {"{\"productSet\":[{\"product\":{\"id\":\"c1\"},\"responsibleProducer\":{\"type\":\"ID\","
     "\"id\":"
     "\"p1\"}}]}",
     "{\"productSet\":[{\"product\":{\"id\":\"c1\"},\"responsibleProducer\":{\"type\":\"ID\","
     "\"id\":"
     "\"p1\"},\"safetyInformation\":{\"type\":\"TEXT\",\"description\":\"Uwaga\"}}]}",
     ""},
    {"{\"productSet\":[{\"product\":{\"id\":\"c1\"},\"responsibleProducer\":{\"type\":\"ID\","
     "\"id\":"
     "\"p2\"}}]}",
     "{\"productSet\":[{\"product\":{\"id\":\"c1\"},\"responsibleProducer\":{\"type\":\"ID\","
     "\"id\":"
     "\"p1\"}}]}",
     "safety"},
    {"{\"delivery\":{\"handlingTime\":\"PT24H\",\"shippingRates\":{\"id\":\"s1\"}},"
     "\"afterSalesServices\":{\"returnPolicy\":{\"id\":\"r1\"},\"impliedWarranty\":{\"id\":\"i1\"},"
     "\"warranty\":{\"id\":\"w1\"}},\"payments\":{\"invoice\":\"VAT\"},\"location\":{\"city\":"
     "\"Poznań\",\"countryCode\":\"PL\"}}",
     "{\"delivery\":{\"handlingTime\":\"P2D\",\"shippingRates\":{\"id\":\"s2\"}},"
     "\"afterSalesServices\":{\"returnPolicy\":{\"id\":\"r2\"},\"impliedWarranty\":{\"id\":\"i2\"},"
     "\"warranty\":null},\"payments\":{\"invoice\":\"NO_INVOICE\"},\"location\":{\"city\":"
     "\"Kraków\",\"countryCode\":\"PL\"}}",
     "shipping returns implied warranty handling invoice location"},
};

static void each_pair_of_sides_has_its_differences(void **state)
{
	void *mem = mem_context(NULL, "cases");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sides); i++) {
		const unsigned got = differing(mem, sides[i].ours, sides[i].theirs);

		if (got != offer_groups_read(sides[i].differ))
			fail_msg("case %zu: %s", i, offer_groups_text(mem, got));
	}
	mem_free(mem);
}

static struct diff_marks marks_of(const char *ours, const char *theirs, const char *shown,
				  const char *theirs_shown)
{
	struct diff_marks m;

	diff_mark(ours, m.ours);
	diff_mark(theirs, m.theirs);
	diff_mark(shown, m.shown);
	diff_mark(theirs_shown, m.theirs_shown);
	return m;
}

static const struct {
	const char *was_ours, *was_theirs;
	enum diff_state was;
	enum diff_moved had_moved;
	const char *ours, *theirs, *shown, *theirs_shown;
	enum diff_state state;
	enum diff_moved moved;
	bool is_new;
} moves[] = {
    {NULL, NULL, 0, 0, "a", "a", "a", "a", DIFF_SAME, DIFF_FIRST, true},
    {NULL, NULL, 0, 0, "a", "b", "a", "b", DIFF_OPEN, DIFF_FIRST, true},
    {NULL, NULL, 0, 0, "u1", "u2", "1", "1", DIFF_SAME, DIFF_FIRST, true},
    {"a", "a", DIFF_SAME, DIFF_FIRST, "a", "a", "a", "a", DIFF_SAME, DIFF_FIRST, false},
    {"a", "a", DIFF_SAME, DIFF_FIRST, "b", "a", "b", "a", DIFF_OPEN, DIFF_OURS, true},
    {"a", "a", DIFF_SAME, DIFF_FIRST, "a", "b", "a", "b", DIFF_OPEN, DIFF_THEIRS, true},
    {"a", "a", DIFF_SAME, DIFF_FIRST, "b", "c", "b", "c", DIFF_OPEN, DIFF_BOTH, true},
    {"a", "a", DIFF_SAME, DIFF_FIRST, "b", "b", "b", "b", DIFF_SAME, DIFF_BOTH, true},
    /* What nobody decided stays open, and what moved is remembered. */
    {"b", "a", DIFF_OPEN, DIFF_OURS, "b", "a", "b", "a", DIFF_OPEN, DIFF_OURS, false},
    {"b", "a", DIFF_OPEN, DIFF_OURS, "c", "a", "c", "a", DIFF_OPEN, DIFF_OURS, true},
    {"b", "a", DIFF_OPEN, DIFF_OURS, "b", "c", "b", "c", DIFF_OPEN, DIFF_BOTH, true},
    {"b", "a", DIFF_OPEN, DIFF_FIRST, "c", "a", "c", "a", DIFF_OPEN, DIFF_FIRST, true},
    {"b", "a", DIFF_OPEN, DIFF_OURS, "a", "a", "a", "a", DIFF_SAME, DIFF_OURS, true},
    {"b", "a", DIFF_LEFT, DIFF_OURS, "b", "a", "b", "a", DIFF_LEFT, DIFF_OURS, false},
    {"b", "a", DIFF_LEFT, DIFF_OURS, "c", "a", "c", "a", DIFF_OPEN, DIFF_OURS, true},
    /* Pictures have other addresses there: what came after our write is ours, nothing else. */
    {"u1", "v1", DIFF_WRITTEN, DIFF_OURS, "u1", "v2", "1", "1", DIFF_SAME, DIFF_THEIRS, true},
    {"u1", "v1", DIFF_SAME, DIFF_OURS, "u1", "v2", "1", "1", DIFF_OPEN, DIFF_THEIRS, true},
    {"u1", "v1", DIFF_SAME, DIFF_OURS, "u2", "v1", "1", "1", DIFF_OPEN, DIFF_OURS, true},
    {"u1", "v1", DIFF_WRITTEN, DIFF_OURS, "u1", "v2", "1", "2", DIFF_OPEN, DIFF_THEIRS, true},
};

static void each_move_of_a_side_has_its_state(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(moves); i++) {
		char ours[DIFF_MARK_SIZE], theirs[DIFF_MARK_SIZE];
		struct diff_was was = {.state = moves[i].was, .moved = moves[i].had_moved};
		const struct diff_marks now =
		    marks_of(moves[i].ours, moves[i].theirs, moves[i].shown, moves[i].theirs_shown);

		if (moves[i].was_ours) {
			diff_mark(moves[i].was_ours, ours);
			diff_mark(moves[i].was_theirs, theirs);
			was.ours = ours;
			was.theirs = theirs;
		}
		const struct diff_verdict v = difference_judge(&was, &now);
		if (v.is_new != moves[i].is_new || v.state != moves[i].state ||
		    v.moved != moves[i].moved)
			fail_msg("case %zu: %s, %s", i, diff_state_names[v.state],
				 diff_moved_names[v.moved]);
	}
}

/* ---- What is sent ---------------------------------------------------------------------------- */

static void only_the_groups_are_sent_and_a_product_takes_its_texts_along(void **state)
{
	static const char theirs[] =
	    "{\"name\":\"Kubek\",\"images\":[\"https://b/1\"],\"description\":{\"sections\":[]},"
	    "\"productSet\":[{\"product\":{\"id\":\"c1\",\"name\":\"K\",\"parameters\":[{\"id\":"
	    "\"1\"}]"
	    "},\"quantity\":{\"value\":2},\"responsibleProducer\":{\"type\":\"ID\",\"id\":\"p1\"},"
	    "\"safetyInformation\":{\"type\":\"ATTACHMENTS\",\"attachments\":[{\"id\":\"f\"}]},"
	    "\"deposits\":[{\"id\":\"d\",\"quantity\":1}]}]}";
	static const struct {
		const char *groups;
		const char *ours;
		const char *want;
	} cases[] = {
	    {"name", "{\"name\":\"Nowy kubek\",\"category\":{\"id\":\"5\"}}",
	     "{\"name\":\"Nowy kubek\"}"},
	    {"shipping handling",
	     "{\"delivery\":{\"handlingTime\":\"PT24H\",\"shippingRates\":{\"id\":\"s1\"}}}",
	     "{\"delivery\":{\"handlingTime\":\"PT24H\",\"shippingRates\":{\"id\":\"s1\"}}}"},
	    {"safety",
	     "{\"productSet\":[{\"product\":{\"id\":\"c9\"},\"responsibleProducer\":{\"type\":"
	     "\"ID\","
	     "\"id\":\"p2\"}}]}",
	     "{\"productSet\":[{\"product\":{\"id\":\"c1\"},\"responsibleProducer\":{\"type\":"
	     "\"ID\","
	     "\"id\":\"p2\"},\"safetyInformation\":{\"type\":\"ATTACHMENTS\",\"attachments\":[{"
	     "\"id\":"
	     "\"f\"}]},\"deposits\":[{\"id\":\"d\",\"quantity\":1}],\"quantity\":{\"value\":2}}],"
	     "\"images\":[\"https://b/1\"],\"description\":{\"sections\":[]}}"},
	    {"card pictures",
	     "{\"images\":[\"https://a/1\"],\"productSet\":[{\"product\":{\"id\":\"c9\"}}]}",
	     "{\"productSet\":[{\"product\":{\"id\":\"c9\"},\"responsibleProducer\":{\"type\":"
	     "\"ID\","
	     "\"id\":\"p1\"},\"safetyInformation\":{\"type\":\"ATTACHMENTS\",\"attachments\":[{"
	     "\"id\":"
	     "\"f\"}]},\"deposits\":[{\"id\":\"d\",\"quantity\":1}],\"quantity\":{\"value\":2}}],"
	     "\"images\":[\"https://a/1\"],\"description\":{\"sections\":[]}}"},
	};
	void *mem = mem_context(NULL, "bodies");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct offer_body ours = body_of(mem, cases[i].ours), out;
		struct offer_body other = body_of(mem, theirs);

		offer_groups_body(mem, offer_groups_read(cases[i].groups), &ours, &other, &out);
		assert_string_equal(offer_body_json(mem, &out), cases[i].want);
	}
	mem_free(mem);
}

/* ---- What was agreed to ---------------------------------------------------------------------- */

static void a_value_says_what_was_agreed_to_and_is_read_again(void **state)
{
	void *mem = mem_context(NULL, "values");
	struct difference all[OFFER_GROUPS];
	struct offer_body ours = body_of(mem, "{\"name\":\"B\",\"category\":{\"id\":\"5\"}}");
	struct offer_body theirs = body_of(mem, "{\"name\":\"A\",\"category\":{\"id\":\"5\"}}");
	const size_t n = offer_differences(mem, &ours, &theirs, NULL, all);
	struct offer_edit edit, again;

	(void)state;
	offer_edit_of(GROUP_BIT(GROUP_NAME), all, n, &edit);
	const char *text = offer_edit_text(mem, &edit);
	assert_true(str_starts(text, "name @"));
	assert_true(offer_edit_read(text, &again));
	assert_int_equal(again.groups, GROUP_BIT(GROUP_NAME));
	assert_false(again.back);
	assert_int_equal(offer_edit_judge(mem, &again, &theirs), EDIT_NOT_YET);
	assert_int_equal(offer_edit_judge(mem, &again, &ours), EDIT_THERE);
	struct offer_body third = body_of(mem, "{\"name\":\"C\"}");
	assert_int_equal(offer_edit_judge(mem, &again, &third), EDIT_OTHER);
	assert_false(offer_edit_read("name", &again));
	assert_false(offer_edit_read("name @12", &again));
	assert_false(offer_edit_read("@123456781234567812345678", &again));
	/* Every group at once fits the columns of values. */
	edit.groups = GROUP_BIT(OFFER_GROUPS) - 1;
	edit.back = true;
	assert_true(strlen(offer_edit_text(mem, &edit)) <= 200);
	mem_free(mem);
}

static void sides_that_moved_since_are_decided_about_anew(void **state)
{
	static const struct {
		const char *ours, *theirs;
		const char *status;
		const char *obstacle, *doubt;
	} cases[] = {
	    {"{\"name\":\"B\"}", "{\"name\":\"A\"}", "ACTIVE", NULL, NULL},
	    {"{\"name\":\"B\"}", "{\"name\":\"A\"}", "INACTIVE", NULL, NULL},
	    {"{\"name\":\"B\"}", "{\"name\":\"A\"}", "ENDED", "ended", NULL},
	    {"{\"name\":\"C\"}", "{\"name\":\"A\"}", "ACTIVE", "edited", NULL},
	    {"{\"name\":\"B\"}", "{\"name\":\"X\"}", "ACTIVE", "edited", NULL},
	    {"{\"name\":\"B\"}", "{\"name\":\"B\"}", "ACTIVE", "same", NULL},
	    {"{}", "{\"name\":\"A\"}", "ACTIVE", "unsaid", NULL},
	};
	void *mem = mem_context(NULL, "objections");
	struct difference all[OFFER_GROUPS];
	struct offer_body ours = body_of(mem, "{\"name\":\"B\"}");
	struct offer_body theirs = body_of(mem, "{\"name\":\"A\"}");
	struct offer_edit edit;

	(void)state;
	offer_edit_of(GROUP_BIT(GROUP_NAME), all, offer_differences(mem, &ours, &theirs, NULL, all),
		      &edit);
	const char *value = offer_edit_text(mem, &edit);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct offer_row row = {
		    .gone_at = TIME_NONE, .s = {.format = "BUY_NOW", .status = cases[i].status}};
		struct offer_body a = body_of(mem, cases[i].ours),
				  b = body_of(mem, cases[i].theirs);
		const size_t n = offer_differences(mem, &a, &b, NULL, all);
		const struct outbox_objection got = edit_objection(&row, value, all, n);

		if (!str_eq(got.obstacle, cases[i].obstacle) || !str_eq(got.doubt, cases[i].doubt))
			fail_msg("case %zu: %s, %s", i, str_or(got.obstacle, "no obstacle"),
				 str_or(got.doubt, "no doubt"));
	}
	const struct offer_row row = {.gone_at = TIME_NONE,
				      .s = {.format = "BUY_NOW", .status = "ACTIVE"}};
	assert_string_equal(edit_objection(&row, "name", all, 0).obstacle, "value");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_pair_of_sides_has_its_differences),
	    cmocka_unit_test(each_move_of_a_side_has_its_state),
	    cmocka_unit_test(only_the_groups_are_sent_and_a_product_takes_its_texts_along),
	    cmocka_unit_test(a_value_says_what_was_agreed_to_and_is_read_again),
	    cmocka_unit_test(sides_that_moved_since_are_decided_about_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
