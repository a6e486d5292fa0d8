/* What a rule changes goes without a person's word only as far as the rule says. */
#include "domain/pricing/price_push.h"

#include "base/compiler.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void small_changes_of_an_armed_rule_go_alone(void **state)
{
	static const struct {
		int64_t armed;
		int64_t changes;
		int64_t biggest;
		bool want;
	} rows[] = {
	    {1, 1, 0, true},	  {1, 50, 1000, true}, {1, 51, 1000, false},
	    {1, 50, 1001, false}, {0, 1, 1, false},    {1, 1, INT64_MAX, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct price_version v = {
		    .armed = rows[i].armed, .auto_offers = 50, .auto_change = 1000};
		if (price_push_goes_alone(&v, rows[i].changes, rows[i].biggest) != rows[i].want)
			fail_msg("%zu", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(small_changes_of_an_armed_rule_go_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
