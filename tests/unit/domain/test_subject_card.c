/* A card of the catalogue as a judgement takes it. */
#include "domain/mapping/subject_card.h"

#include "base/mem.h"
#include "domain/mapping/param_answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_card_answers_parameters(void **state)
{
	void *mem = mem_context(NULL, "test");
	const struct card_row row = {
	    .id = "c1",
	    .category_id = "10",
	    .similar_ids = "11 12",
	    .params = "[{\"id\":\"1\",\"valuesIds\":[\"1_2\"],\"values\":[\"Nowy\"],"
		      "\"valuesLabels\":[\"Nowy\"]},{\"id\":\"2\",\"valuesIds\":null,\"values\":"
		      "[\"X-1\",\"X-2\"]},{\"id\":\"3\",\"rangeValue\":{\"from\":\"1\",\"to\":"
		      "\"2.5\"}},{\"name\":\"without an id\"},{\"id\":5},{\"id\":\"6\"}]",
	    .images = "[{\"url\":\"https://a.example/1\"},{\"url\":\"https://a.example/2\"}]",
	};
	static const char *const texts[] = {"#1_2", "\"X-1\n\"X-2", "<1\n>2.5", ""};
	struct ready_card card;

	(void)state;
	subject_card(mem, &row, &card);
	assert_string_equal(card.id, "c1");
	assert_int_equal(card.n_similar, 2);
	assert_string_equal(card.similar[1], "12");
	assert_int_equal(card.n_answers, 4);
	for (size_t i = 0; i < card.n_answers; i++)
		assert_string_equal(param_answer_print(mem, &card.answers[i]), texts[i]);
	assert_int_equal(card.n_images, 2);
	mem_free(mem);
}

/* What is unreadable tells nothing. */
static void a_card_may_say_nothing(void **state)
{
	static const struct card_row rows[] = {
	    {.id = "c", .category_id = "10"},
	    {.id = "c",
	     .category_id = "10",
	     .similar_ids = "",
	     .params = "{\"id\":\"1\"}",
	     .images = "null"},
	    {.id = "c", .category_id = "10", .params = "[", .images = "["},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct ready_card card;

		subject_card(mem, &rows[i], &card);
		if (card.n_answers || card.n_similar || card.n_images)
			fail_msg("case %zu", i);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_card_answers_parameters),
	    cmocka_unit_test(a_card_may_say_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
