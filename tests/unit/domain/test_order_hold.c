/* May an order be packed: every reason a row, and the gravest of two is told. */
#include "domain/orders/order_hold.h"

#include "base/compiler.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define READY	  "READY_FOR_PROCESSING"
#define WITHDRAWN INT64_C(1700000000000)

static const struct hold_case {
	const char *name;
	enum order_hold hold;
	struct order_facts facts; /* what differs from an order that may be packed */
} cases[] = {
    {"paid", ORDER_HOLD_NONE, {0}},
    {"cash on delivery", ORDER_HOLD_NONE, {.payment_state = "cod"}},
    {"extended term", ORDER_HOLD_NONE, {.payment_state = "term"}},
    {"overpaid", ORDER_HOLD_NONE, {.payment_state = "over"}},
    {"begun", ORDER_HOLD_NONE, {.fulfillment = "PROCESSING", .place = "open"}},
    {"packed", ORDER_HOLD_NONE, {.fulfillment = "READY_FOR_SHIPMENT"}},
    {"some lines sent", ORDER_HOLD_NONE, {.lines_sent = "SOME"}},
    {"waits for its newest document", ORDER_HOLD_NONE, {.doc_state = "PENDING"}},
    {"merged", ORDER_HOLD_MERGED, {.place = "merged"}},
    {"superseded", ORDER_HOLD_MERGED, {.doc_state = "SUPERSEDED"}},
    {"cancelled", ORDER_HOLD_CANCELLED, {.status = "CANCELLED"}},
    {"cancelled and sent", ORDER_HOLD_CANCELLED, {.status = "CANCELLED", .fulfillment = "SENT"}},
    {"cancelled, newest unread",
     ORDER_HOLD_CANCELLED,
     {.status = "CANCELLED", .doc_state = "UNREADABLE"}},
    {"given up by the seller", ORDER_HOLD_GIVEN_UP, {.fulfillment = "CANCELLED"}},
    {"returned", ORDER_HOLD_RETURNED, {.fulfillment = "RETURNED"}},
    {"Allegro sends", ORDER_HOLD_ALLEGRO_SENDS, {.provider = "ALLEGRO"}},
    {"gone", ORDER_HOLD_GONE, {.doc_state = "GONE"}},
    {"lost", ORDER_HOLD_GONE, {.doc_state = "LOST"}},
    {"sent", ORDER_HOLD_SENT, {.fulfillment = "SENT"}},
    {"picked up", ORDER_HOLD_SENT, {.fulfillment = "PICKED_UP"}},
    {"waits at the counter", ORDER_HOLD_SENT, {.fulfillment = "READY_FOR_PICKUP"}},
    {"all lines sent", ORDER_HOLD_SENT, {.fulfillment = "PROCESSING", .lines_sent = "ALL"}},
    {"withdrawn", ORDER_HOLD_WITHDRAWN, {.withdrawn_at = WITHDRAWN}},
    {"newest unread", ORDER_HOLD_UNREAD, {.doc_state = "UNREADABLE"}},
    {"newest cannot be had", ORDER_HOLD_UNREAD, {.doc_state = "FAILING"}},
    {"unknown status", ORDER_HOLD_UNKNOWN, {.status = "TELEPORTED"}},
    {"unknown fulfilment", ORDER_HOLD_UNKNOWN, {.fulfillment = "BEAMED"}},
    {"unpaid", ORDER_HOLD_UNPAID, {.payment_state = "unpaid"}},
    {"bought", ORDER_HOLD_UNPAID, {.status = "BOUGHT", .payment_state = "unpaid"}},
    {"paid, not ready", ORDER_HOLD_NOT_READY, {.status = "FILLED_IN"}},
    {"cash, not ready", ORDER_HOLD_NOT_READY, {.status = "FILLED_IN", .payment_state = "cod"}},
    {"paid in part", ORDER_HOLD_PARTIAL, {.payment_state = "partial"}},
    {"surcharge open", ORDER_HOLD_SURCHARGE, {.payment_state = "surcharge"}},
    {"on hold", ORDER_HOLD_SUSPENDED, {.fulfillment = "SUSPENDED"}},
    {"on hold and unpaid",
     ORDER_HOLD_UNPAID,
     {.fulfillment = "SUSPENDED", .payment_state = "unpaid"}},
    {"sent and unpaid", ORDER_HOLD_SENT, {.fulfillment = "SENT", .payment_state = "unpaid"}},
};

/* Of a paid order that nobody has touched, with what the case says otherwise. */
static struct order_facts facts_of(const struct hold_case *c)
{
	const struct order_facts *f = &c->facts;

	return (struct order_facts){
	    .status = f->status ? f->status : READY,
	    .fulfillment = f->fulfillment ? f->fulfillment : "NEW",
	    .provider = f->provider ? f->provider : "SELLER",
	    .lines_sent = f->lines_sent ? f->lines_sent : "NONE",
	    .place = f->place ? f->place : "new",
	    .payment_state = f->payment_state ? f->payment_state : "paid",
	    .withdrawn_at = f->withdrawn_at ? f->withdrawn_at : TIME_NONE,
	    .doc_state = f->doc_state ? f->doc_state : "APPLIED",
	};
}

static void every_reason_is_told(void **state)
{
	bool seen[ORDER_HOLD_COUNT] = {false};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct order_facts facts = facts_of(&cases[i]);
		enum order_hold hold = order_hold_of(&facts);

		if (hold != cases[i].hold)
			fail_msg("%s: %s", cases[i].name, order_hold_names[hold]);
		seen[hold] = true;
	}
	for (size_t i = 0; i < ORDER_HOLD_COUNT; i++)
		if (!seen[i])
			fail_msg("no case for %s", order_hold_names[i]);
}

static void what_a_person_may_decide_otherwise(void **state)
{
	(void)state;
	assert_false(order_hold_is_final(ORDER_HOLD_NONE));
	assert_true(order_hold_is_final(ORDER_HOLD_MERGED));
	assert_true(order_hold_is_final(ORDER_HOLD_CANCELLED));
	assert_true(order_hold_is_final(ORDER_HOLD_GONE));
	assert_false(order_hold_is_final(ORDER_HOLD_GIVEN_UP));
	assert_false(order_hold_is_final(ORDER_HOLD_UNPAID));
	assert_false(order_hold_is_final(ORDER_HOLD_SUSPENDED));
}

static const struct stop_case {
	const char *status;
	const char *fulfillment;
	const char *lines_sent;
	bool is_to_stop;
} stops[] = {
    {"CANCELLED", "NEW", "NONE", false},
    {"CANCELLED", NULL, NULL, false},
    {"CANCELLED", "PROCESSING", "NONE", true},
    {"CANCELLED", "READY_FOR_SHIPMENT", "NONE", true},
    {"CANCELLED", "SENT", "NONE", true},
    {"CANCELLED", "NEW", "SOME", true},
    {"CANCELLED", "NEW", "ALL", true},
    {"CANCELLED", "RETURNED", "ALL", false},
    {"READY_FOR_PROCESSING", "SENT", "ALL", false},
    {"CANCELLED", "CANCELLED", "NONE", false},
    {"CANCELLED", "PICKED_UP", "NONE", false},
};

static void a_parcel_is_stopped_when_work_had_begun(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(stops); i++) {
		const struct order_facts facts = {.status = stops[i].status,
						  .fulfillment = stops[i].fulfillment,
						  .lines_sent = stops[i].lines_sent};

		if (order_hold_is_to_stop(&facts) != stops[i].is_to_stop)
			fail_msg("%s %s", stops[i].fulfillment, stops[i].lines_sent);
	}
}

static void allegros_own_parcel_is_not_ours_to_stop(void **state)
{
	struct order_facts facts = {.status = "CANCELLED", .fulfillment = "SENT"};

	(void)state;
	facts.provider = "SELLER";
	assert_true(order_hold_is_to_stop(&facts));
	facts.provider = "ALLEGRO";
	assert_false(order_hold_is_to_stop(&facts));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_reason_is_told),
	    cmocka_unit_test(what_a_person_may_decide_otherwise),
	    cmocka_unit_test(a_parcel_is_stopped_when_work_had_begun),
	    cmocka_unit_test(allegros_own_parcel_is_not_ours_to_stop),
	};

	return cmocka_run_group_tests_name("order_hold", tests, NULL, NULL);
}
