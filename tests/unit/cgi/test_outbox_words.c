/* Each kind of write has its words; what becomes of a change has them whatever its kind. */
#include "outbox/outbox_words.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/outbox/outbox_kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct fmt f;

static int setup(void **state)
{
	*state = f.mem = mem_context(NULL, "words");
	return 0;
}

static int teardown(void **state)
{
	mem_free(*state);
	return 0;
}

static void each_kind_has_words_for_all_of_it(void **state)
{
	(void)state;
	for (const char *const *kind = outbox_kind_names; *kind; kind++) {
		const struct outbox_words w = outbox_words(*kind);
		const char *id;

		assert_string_not_equal(w.name, *kind);
		assert_string_not_equal(w.about, "");
		assert_string_not_equal(w.icon, "dot");
		assert_true(w.thing->text && w.thing->name);
		const char *subject = outbox_subject(f.mem, *kind, "0b0cca22");
		assert_non_null(outbox_kind_of_subject(subject, &id));
		assert_string_equal(id, "0b0cca22");
		const char *action = mem_printf(f.mem, "%s.decided", *kind);
		assert_string_equal(outbox_kind_of_action(action), *kind);
		assert_string_not_equal(outbox_action_label(&f, action).text, action);
	}
}

static void each_reason_has_words(void **state)
{
	(void)state;
	for (int r = 1; r < OUTBOX_REASON_COUNT; r++)
		assert_string_not_equal(
		    outbox_reason_text(OUTBOX_ORDER_STATUS, outbox_reason_names[r]),
		    outbox_reason_names[r]);
}

static void whatever_ends_or_is_held_has_words_in_the_trail(void **state)
{
	(void)state;
	for (int e = 0; e < OUTBOX_EVENT_COUNT; e++)
		for (int s = OUTBOX_NEW; s < OUTBOX_STATE_COUNT; s++) {
			enum outbox_state to =
			    outbox_move((enum outbox_state)s, (enum outbox_event)e);

			if (to == OUTBOX_NONE || outbox_is_open(to) || e == OUTBOX_WITHDRAWN)
				continue;
			const char *action =
			    mem_printf(f.mem, OUTBOX_ORDER_STATUS ".%s", outbox_event_names[e]);
			assert_string_not_equal(outbox_action_label(&f, action).tone, "");
		}
}

static void a_kind_of_a_newer_program_is_shown_as_it_is(void **state)
{
	const char *id;

	(void)state;
	assert_string_equal(outbox_words("price").name, "price");
	assert_string_equal(outbox_value(&f, "price", "12.00"), "12.00");
	assert_string_equal(outbox_value(&f, "price", NULL), "");
	assert_string_equal(outbox_subject_text(&f, "price", "77"), "77");
	assert_null(outbox_subject_url(&f, "price", "77"));
	assert_null(outbox_kind_of_subject("parcel:77", &id));
	assert_null(outbox_kind_of_subject("orders:77", &id));
	assert_null(outbox_kind_of_action("order.erased"));
	assert_null(outbox_action_label(&f, "order.erased").text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_kind_has_words_for_all_of_it),
	    cmocka_unit_test(each_reason_has_words),
	    cmocka_unit_test(whatever_ends_or_is_held_has_words_in_the_trail),
	    cmocka_unit_test(a_kind_of_a_newer_program_is_shown_as_it_is),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
