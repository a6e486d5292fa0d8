/* What is fetched from the shelves: alike lines together, pieces counted. */
#include "domain/orders/order_pick.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct {
	const char *what;
	struct order_pick_line lines[3];
	size_t groups;
	int64_t units; /* of the first group */
	int64_t pieces;
	int64_t all;
} cases[] = {
    {"one SKU in two offers", {{"A", "1", "x", "p*1", 2}, {"A", "2", "y", NULL, 3}}, 1, 5, 5, 5},
    {"two SKUs of one offer", {{"A", "1", "x", NULL, 2}, {"B", "1", "x", NULL, 3}}, 2, 2, 2, 5},
    {"sets of one SKU and single ones",
     {{"A", "1", "x", "p*4 q*4 r*1", 2}, {"A", "1", "x", NULL, 1}, {"A", "1", "x", "p*9", 1}},
     2,
     3,
     27,
     28},
    {"without SKU by offer",
     {{NULL, "1", "x", NULL, 1}, {"", "1", "x", NULL, 1}, {NULL, "2", "x", NULL, 7}},
     2,
     2,
     2,
     9},
    {"a SKU is told apart by case",
     {{"a", "1", "x", NULL, 1}, {"A", "1", "x", NULL, 1}},
     2,
     1,
     1,
     2},
    {"not countable",
     {{"A", "1", "x", "p*2", INT64_MAX}, {"A", "1", "x", "p*2", 1}},
     1,
     0,
     INT64_MIN,
     INT64_MIN},
    {"nothing", {{0}}, 0, 0, 0, 0},
};

static void alike_lines_are_one(void **state)
{
	void *mem = mem_context(NULL, "picks");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct order_pick *picks;
		size_t n_lines = 0;
		size_t n;

		while (n_lines < COUNT_OF(cases[i].lines) && cases[i].lines[n_lines].offer_id)
			n_lines++;
		order_pick_group(mem, cases[i].lines, n_lines, &picks, &n);
		print_message("%s\n", cases[i].what);
		assert_int_equal(n, cases[i].groups);
		assert_int_equal(order_pick_count(picks, n), cases[i].all);
		if (!n)
			continue;
		if (cases[i].units)
			assert_int_equal(picks[0].first.quantity, cases[i].units);
		assert_int_equal(picks[0].pieces, cases[i].pieces);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(alike_lines_are_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
