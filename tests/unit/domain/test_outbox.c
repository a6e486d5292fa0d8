/* The life of an intent: every state with every event, every answer, and the rules of statuses. */
#include "domain/outbox/order_status.h"
#include "domain/outbox/order_status_rule.h"

#include "base/mem.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- States ---------------------------------------------------------------------------------- */

/* One row a state: a letter for each event in the order of the enum, '.' for what cannot happen. */
static const struct {
	enum outbox_state from;
	const char *to; /* N S U D F H */
} table[] = {
    {OUTBOX_NEW, "S..........HF.FH"},	  {OUTBOX_SENT, ".SFHNUUDNHSH...."},
    {OUTBOX_UNKNOWN, "..FH...DNHUH...."}, {OUTBOX_DONE, "................"},
    {OUTBOX_FAILED, "................"},  {OUTBOX_HELD, "............FNF."},
};

static char letter_of(enum outbox_state s)
{
	return s == OUTBOX_NONE ? '.' : outbox_state_names[s][0];
}

static void every_state_answers_every_event(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		assert_int_equal(strlen(table[i].to), OUTBOX_EVENT_COUNT);
		for (int e = 0; e < OUTBOX_EVENT_COUNT; e++)
			if (letter_of(outbox_move(table[i].from, (enum outbox_event)e)) !=
			    table[i].to[e])
				fail_msg("%s, %s", outbox_state_names[table[i].from],
					 outbox_event_names[e]);
	}
}

static void r12_unknown_becomes_a_request_again_only_when_asked(void **state)
{
	(void)state;
	for (int e = 0; e < OUTBOX_EVENT_COUNT; e++) {
		enum outbox_state to = outbox_move(OUTBOX_UNKNOWN, (enum outbox_event)e);
		if (to == OUTBOX_NEW)
			assert_int_equal(e, OUTBOX_ABSENT);
		assert_int_not_equal(to, OUTBOX_SENT);
		if (to == OUTBOX_FAILED)
			assert_int_equal(e, OUTBOX_REFUSED);
	}
}

static void r13_only_evidence_makes_it_done(void **state)
{
	(void)state;
	for (int s = OUTBOX_NEW; s < OUTBOX_STATE_COUNT; s++)
		for (int e = 0; e < OUTBOX_EVENT_COUNT; e++)
			if (outbox_move((enum outbox_state)s, (enum outbox_event)e) == OUTBOX_DONE)
				assert_int_equal(e, OUTBOX_CONFIRMED);
}

static void names_lead_back_to_their_states(void **state)
{
	(void)state;
	for (int s = OUTBOX_NEW; s < OUTBOX_STATE_COUNT; s++)
		assert_int_equal(outbox_state_of(outbox_state_names[s]), s);
	assert_int_equal(outbox_state_of("SHIPPED"), OUTBOX_NONE);
	assert_int_equal(outbox_state_of(""), OUTBOX_NONE);
	assert_int_equal(outbox_state_of(NULL), OUTBOX_NONE);
	assert_true(outbox_is_open(OUTBOX_NEW));
	assert_true(outbox_is_open(OUTBOX_UNKNOWN));
	assert_false(outbox_is_open(OUTBOX_HELD));
	assert_false(outbox_is_open(OUTBOX_DONE));
}

/* ---- Answers --------------------------------------------------------------------------------- */

static void answers_mean_what_they_say(void **state)
{
	static const struct {
		enum meaning meaning;
		enum outbox_event event;
		enum outbox_reason reason;
	} cases[] = {
	    {MEANING_LIMIT, OUTBOX_DEFERRED, OUTBOX_BECAUSE_THROTTLED},
	    {MEANING_WALL, OUTBOX_DEFERRED, OUTBOX_BECAUSE_WALL},
	    {MEANING_TOKEN, OUTBOX_DEFERRED, OUTBOX_BECAUSE_TOKEN},
	    {MEANING_CONFLICT, OUTBOX_CLASHED, OUTBOX_BECAUSE_CLASH},
	    {MEANING_SCOPE, OUTBOX_BLOCKED, OUTBOX_BECAUSE_PERMISSION},
	    {MEANING_BLOCKED, OUTBOX_BLOCKED, OUTBOX_BECAUSE_BLOCKED},
	    {MEANING_REMOVED, OUTBOX_BLOCKED, OUTBOX_BECAUSE_REMOVED},
	    {MEANING_FOREIGN, OUTBOX_REFUSED, OUTBOX_BECAUSE_FOREIGN},
	    {MEANING_GONE, OUTBOX_REFUSED, OUTBOX_BECAUSE_NOT_FOUND},
	    {MEANING_EXHAUSTED, OUTBOX_REFUSED, OUTBOX_BECAUSE_EXHAUSTED},
	    {MEANING_REFUSED, OUTBOX_REFUSED, OUTBOX_BECAUSE_REFUSED},
	    {MEANING_REQUEST, OUTBOX_REFUSED, OUTBOX_BECAUSE_REFUSED},
	    {MEANING_OUTAGE, OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
	    {MEANING_NO_ANSWER, OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
	    {MEANING_SHAPE, OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
	    {MEANING_NONE, OUTBOX_LOST, OUTBOX_BECAUSE_NO_ANSWER},
	};

	(void)state;
	assert_int_equal(COUNT_OF(cases), MEANING_COUNT - 1); /* DONE is no error */
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct err e = {.rc = RC_RETRY, .meaning = cases[i].meaning};
		struct outbox_verdict v = outbox_judge(&e, true);

		if (v.event != cases[i].event || v.reason != cases[i].reason)
			fail_msg("%s: %s because %s", meaning_name(cases[i].meaning),
				 outbox_event_names[v.event], outbox_reason_names[v.reason]);
	}
}

/* What surely never left may be sent again, whatever the error; why it did not is said. */
static void what_was_not_sent_is_sent_later(void **state)
{
	static const struct {
		struct err e;
		enum outbox_reason reason;
	} cases[] = {
	    {{.rc = RC_RETRY, .meaning = MEANING_NO_ANSWER}, OUTBOX_BECAUSE_OFFLINE},
	    {{.rc = RC_RETRY, .meaning = MEANING_LIMIT}, OUTBOX_BECAUSE_THROTTLED},
	    {{.rc = RC_AUTH}, OUTBOX_BECAUSE_TOKEN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct outbox_verdict v = outbox_judge(&cases[i].e, false);
		assert_int_equal(v.event, OUTBOX_DEFERRED);
		assert_int_equal(v.reason, cases[i].reason);
	}
}

static void pauses_grow_to_a_limit(void **state)
{
	(void)state;
	assert_int_equal(outbox_pause_s(0), OUTBOX_PAUSE_FIRST_S);
	assert_int_equal(outbox_pause_s(1), 2 * OUTBOX_PAUSE_FIRST_S);
	assert_int_equal(outbox_pause_s(3), 8 * OUTBOX_PAUSE_FIRST_S);
	assert_int_equal(outbox_pause_s(100), OUTBOX_PAUSE_LONGEST_S);
}

/* ---- Statuses -------------------------------------------------------------------------------- */

static struct order_status settable(void)
{
	return (struct order_status){
	    .account_state = "CONNECTED",
	    .scopes = "allegro:api:orders:read allegro:api:orders:write",
	    .status = "READY_FOR_PROCESSING",
	    .fulfillment = "NEW",
	    .provider = "SELLER",
	    .place = "new",
	    .payment_state = "paid",
	    .lines_sent = "NONE",
	    .withdrawn_at = TIME_NONE,
	    .doc_state = "OK",
	    .revision = "r1",
	    .armed = 1,
	    .landed = TIME_NONE,
	};
}

#define VERDICT(want, word, ...)                                                                   \
	do {                                                                                       \
		struct order_status s = settable();                                                \
		__VA_ARGS__;                                                                       \
		assert_int_equal(order_status_check(&s, word), want);                              \
	} while (0)

static void what_may_be_set_and_why_not(void **state)
{
	(void)state;
	VERDICT(ORDER_STATUS_OK, "PROCESSING", (void)0);
	VERDICT(ORDER_STATUS_SAME, "NEW", (void)0);
	VERDICT(ORDER_STATUS_OFF, "SENT", s.armed = 0);
	VERDICT(ORDER_STATUS_NO_PERMISSION, "SENT", s.scopes = "allegro:api:orders:read");
	VERDICT(ORDER_STATUS_DISCONNECTED, "SENT", s.account_state = "RECONNECT_REQUIRED");
	VERDICT(ORDER_STATUS_BARRED, "SENT", s.status = "CANCELLED");
	VERDICT(ORDER_STATUS_OK, "SENT", s.writes = ORDER_STATUS_WRITES_MAX - 1);
	VERDICT(ORDER_STATUS_BARRED, "SENT", s.writes = ORDER_STATUS_WRITES_MAX);
	VERDICT(ORDER_STATUS_IN_FLIGHT, "SENT", s.state = "SENT");
	VERDICT(ORDER_STATUS_IN_FLIGHT, "SENT", s.state = "UNKNOWN");
	VERDICT(ORDER_STATUS_SAME, "SENT", s.state = "NEW"; s.after = "SENT");
	VERDICT(ORDER_STATUS_OK, "SENT", s.state = "NEW"; s.after = "PROCESSING");
	VERDICT(ORDER_STATUS_OK, "SENT", s.state = "HELD"; s.after = "SENT");
	VERDICT(ORDER_STATUS_OK, "SENT", s.state = "FAILED"; s.after = "SENT");
}

static void what_was_confirmed_counts_before_the_document_shows_it(void **state)
{
	struct order_status s = settable();

	(void)state;
	s.state = "DONE";
	s.after = "PROCESSING";
	s.found_guard = "r2";
	s.landed = 7;
	s.clean_gen = 6;
	assert_string_equal(order_status_now(&s), "PROCESSING");
	assert_string_equal(order_status_revision(&s), "r2");
	assert_true(order_status_is_pending(&s));
	assert_int_equal(order_status_check(&s, "PROCESSING"), ORDER_STATUS_SAME);
	s.clean_gen = 7;
	assert_string_equal(order_status_now(&s), "NEW");
	assert_string_equal(order_status_revision(&s), "r1");
	assert_false(order_status_is_pending(&s));
	s.state = "HELD";
	assert_true(order_status_is_pending(&s));
}

static void warnings_are_said_before(void **state)
{
	struct order_status s = settable();

	(void)state;
	assert_int_equal(order_status_warnings(&s, "PROCESSING"), ORDER_STATUS_ENDS_CANCELLING);
	assert_int_equal(order_status_warnings(&s, "SENT"), ORDER_STATUS_ENDS_CANCELLING);
	assert_int_equal(order_status_warnings(&s, "SUSPENDED"), 0);
	assert_int_equal(order_status_warnings(&s, "CANCELLED"), ORDER_STATUS_IS_NO_CANCEL);
	s.fulfillment = "PROCESSING";
	assert_int_equal(order_status_warnings(&s, "SENT"), 0);
	s.writes = ORDER_STATUS_WRITES_MANY - 1;
	assert_int_equal(order_status_warnings(&s, "SENT"), 0);
	s.writes = ORDER_STATUS_WRITES_MANY;
	assert_int_equal(order_status_warnings(&s, "SENT"), ORDER_STATUS_NEAR_LIMIT);
}

/* Whatever else is off or under way, an obstacle hinders a change at any time; a doubt is told of
 * what carries the work on, and the seller's own marks neither are one nor hide one. */
static const struct {
	const char *status;
	const char *fulfillment;
	const char *place;
	const char *payment;
	const char *provider;
	const char *doc;
	const char *sent;
	int64_t withdrawn_at;
	int64_t writes;
	const char *obstacle;
	const char *doubt;
} objected[] = {
#define READY "READY_FOR_PROCESSING"
#define PAID  "paid", "SELLER", "CLEAN"
#define NEVER TIME_NONE, 0
    {READY, "NEW", "new", PAID, "NONE", NEVER, NULL, NULL},
    {"CANCELLED", "NEW", "cancelled", PAID, "NONE", NEVER, "cancelled", NULL},
    {"CANCELLED", "SENT", "sent", PAID, "ALL", NEVER, "cancelled", NULL},
    {READY, "NEW", "merged", PAID, "NONE", NEVER, "merged", NULL},
    {READY, "NEW", "new", "paid", "SELLER", "SUPERSEDED", "NONE", NEVER, "merged", NULL},
    {READY, "NEW", "new", "paid", "ALLEGRO", "CLEAN", "NONE", NEVER, "allegro-sends", NULL},
    {READY, "NEW", "new", "paid", "SELLER", "GONE", "NONE", NEVER, "gone", NULL},
    {READY, "RETURNED", "sent", PAID, "ALL", NEVER, "returned", NULL},
    {READY, "NEW", "new", PAID, "NONE", TIME_NONE, ORDER_STATUS_WRITES_MAX, "exhausted", NULL},
    /* The seller's own mark does not bind (FACTS 2.6). */
    {READY, "CANCELLED", "cancelled", PAID, "NONE", NEVER, NULL, NULL},
    {READY, "SUSPENDED", "open", PAID, "NONE", NEVER, NULL, NULL},
    {READY, "SENT", "sent", PAID, "ALL", NEVER, NULL, NULL},
    {READY, "NEW", "new", PAID, "NONE", 1, 0, NULL, "withdrawn"},
    {READY, "SENT", "sent", PAID, "ALL", 1, 0, NULL, "withdrawn"},
    {READY, "NEW", "new", "paid", "SELLER", "UNREADABLE", "NONE", NEVER, NULL, "unread"},
    {READY, "NEW", "new", "paid", "SELLER", "FAILING", "NONE", NEVER, NULL, "unread"},
    {"ON_THE_MOON", "NEW", "new", PAID, "NONE", NEVER, NULL, "unknown"},
    {READY, "ON_THE_MOON", "new", PAID, "NONE", NEVER, NULL, "unknown"},
    {"BOUGHT", "NEW", "unpaid", "unpaid", "SELLER", "CLEAN", "NONE", NEVER, NULL, "unpaid"},
    {READY, "CANCELLED", "cancelled", "unpaid", "SELLER", "CLEAN", "NONE", NEVER, NULL, "unpaid"},
    {"FILLED_IN", "NEW", "new", PAID, "NONE", NEVER, NULL, "not-ready"},
    {READY, "NEW", "new", "partial", "SELLER", "CLEAN", "NONE", NEVER, NULL, "partial"},
    {READY, "NEW", "new", "surcharge", "SELLER", "CLEAN", "NONE", NEVER, NULL, "surcharge"},
    {READY, "NEW", "new", "cod", "SELLER", "CLEAN", "NONE", NEVER, NULL, NULL},
};

static void what_is_objected_to_a_change(void **state)
{
	static const char *const carry_on[] = {"PROCESSING", "READY_FOR_SHIPMENT",
					       "READY_FOR_PICKUP", "SENT", "PICKED_UP"};
	static const char *const others[] = {"NEW", "SUSPENDED", "CANCELLED"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(objected); i++) {
		struct order_status s = settable();

		s.status = objected[i].status;
		s.fulfillment = objected[i].fulfillment;
		s.place = objected[i].place;
		s.payment_state = objected[i].payment;
		s.provider = objected[i].provider;
		s.doc_state = objected[i].doc;
		s.lines_sent = objected[i].sent;
		s.withdrawn_at = objected[i].withdrawn_at;
		s.writes = objected[i].writes;
		if (!str_eq(order_status_obstacle(&s), objected[i].obstacle))
			fail_msg("row %zu: %s", i, str_or(order_status_obstacle(&s), "nothing"));
		for (size_t k = 0; k < COUNT_OF(carry_on); k++)
			if (!str_eq(order_status_doubt(&s, carry_on[k]), objected[i].doubt))
				fail_msg("row %zu, %s: %s", i, carry_on[k],
					 str_or(order_status_doubt(&s, carry_on[k]), "nothing"));
		for (size_t k = 0; k < COUNT_OF(others); k++)
			assert_null(order_status_doubt(&s, others[k]));
	}
}

static void what_the_order_shows_decides(void **state)
{
	struct outbox_intent i = {.before = "NEW", .after = "SENT", .guard = "r1"};

	(void)state;
	assert_int_equal(order_status_judge(&i, "SENT", "r2"), OUTBOX_CONFIRMED);
	assert_int_equal(order_status_judge(&i, "NEW", "r1"), OUTBOX_ABSENT);
	assert_int_equal(order_status_judge(&i, "NEW", "r2"), OUTBOX_CHANGED);
	assert_int_equal(order_status_judge(&i, "PROCESSING", "r2"), OUTBOX_CHANGED);
	assert_int_equal(order_status_judge(&i, NULL, NULL), OUTBOX_CHANGED);
	/* Accepted: what does not show yet is not sent again. */
	i.reason = "accepted";
	assert_int_equal(order_status_judge(&i, "NEW", "r1"), OUTBOX_UNCLEAR);
	assert_int_equal(order_status_judge(&i, "PROCESSING", "r3"), OUTBOX_UNCLEAR);
	assert_int_equal(order_status_judge(&i, "SENT", "r2"), OUTBOX_CONFIRMED);
}

static void the_echo_of_our_own_write_is_ours(void **state)
{
	const struct outbox_intent mine[] = {
	    {.id = 1, .state = "DONE", .after = "SENT", .sent_at = 1000000, .ended_at = 1002000},
	    {.id = 2, .state = "FAILED", .after = "NEW", .sent_at = 1000000, .ended_at = 1002000},
	    {.id = 3, .state = "NEW", .after = "NEW", .sent_at = TIME_NONE, .ended_at = TIME_NONE},
	    {.id = 4, .state = "SENT", .after = "NEW", .sent_at = 90000000, .ended_at = TIME_NONE},
	};

	(void)state;
	assert_int_equal(order_status_echo(mine, 4, NULL, 1000500)->id, 1);
	assert_int_equal(order_status_echo(mine, 4, "SENT", 1060000)->id, 1);
	assert_int_equal(order_status_echo(mine, 4, NULL, 90000500)->id, 4);
	assert_null(order_status_echo(mine, 4, "NEW", 1000500));
	assert_null(order_status_echo(mine, 4, NULL, 900000));
	assert_null(order_status_echo(mine, 4, NULL, 9000000));
	assert_null(order_status_echo(mine, 4, "PROCESSING", 1000500));
	assert_null(order_status_echo(NULL, 0, NULL, 0));
}

static void a_command_always_has_the_same_id(void **state)
{
	char a[37];
	char b[37];

	(void)state;
	str_uuid_of("7:order-status:x", a);
	str_uuid_of("7:order-status:x", b);
	assert_string_equal(a, b);
	assert_true(str_is_uuid(a));
	assert_int_equal(a[14], '5');
	str_uuid_of("8:order-status:x", b);
	assert_string_not_equal(a, b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_state_answers_every_event),
	    cmocka_unit_test(r12_unknown_becomes_a_request_again_only_when_asked),
	    cmocka_unit_test(r13_only_evidence_makes_it_done),
	    cmocka_unit_test(names_lead_back_to_their_states),
	    cmocka_unit_test(answers_mean_what_they_say),
	    cmocka_unit_test(what_was_not_sent_is_sent_later),
	    cmocka_unit_test(pauses_grow_to_a_limit),
	    cmocka_unit_test(what_may_be_set_and_why_not),
	    cmocka_unit_test(what_was_confirmed_counts_before_the_document_shows_it),
	    cmocka_unit_test(warnings_are_said_before),
	    cmocka_unit_test(what_is_objected_to_a_change),
	    cmocka_unit_test(what_the_order_shows_decides),
	    cmocka_unit_test(the_echo_of_our_own_write_is_ours),
	    cmocka_unit_test(a_command_always_has_the_same_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
