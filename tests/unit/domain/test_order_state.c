/* Rules of place, payment and conflict: every case a row. */
#include "domain/orders/order_state.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define PAID_AT INT64_C(1700000000000)
#define NONE	INT64_MIN

/* Amounts are in grosze; total is always 10000. */
struct state_case {
	const char *name;
	const char *status;
	const char *fulfillment;
	const char *type; /* NULL: no payment */
	int64_t finished_at;
	int64_t paid; /* NONE: not told */
	enum order_place place;
	enum order_payment payment;
	enum order_conflict conflict;
};

#define P(x)  ORDER_PLACE_##x
#define M(x)  ORDER_PAYMENT_##x
#define C(x)  ORDER_CONFLICT_##x
#define READY "READY_FOR_PROCESSING"

static const struct state_case cases[] = {
    {"bought", "BOUGHT", NULL, NULL, NONE, NONE, P(UNPAID), M(UNPAID), C(NONE)},
    {"filled in", "FILLED_IN", "NEW", "ONLINE", NONE, NONE, P(UNPAID), M(UNPAID), C(NONE)},
    {"paid", READY, "NEW", "ONLINE", PAID_AT, 10000, P(NEW), M(PAID), C(NONE)},
    {"paid, no amount", READY, "NEW", "ONLINE", PAID_AT, NONE, P(NEW), M(PAID), C(NONE)},
    {"paid, no fulfilment", READY, NULL, "ONLINE", PAID_AT, 10000, P(NEW), M(PAID), C(NONE)},
    {"ready without proof", READY, "NEW", "ONLINE", NONE, 10000, P(UNPAID), M(UNPAID),
     C(READY_UNPAID)},
    {"ready, no payment", READY, "NEW", NULL, NONE, NONE, P(UNPAID), M(UNPAID), C(READY_UNPAID)},
    {"transfer not come", READY, "NEW", "WIRE_TRANSFER", NONE, NONE, P(UNPAID), M(UNPAID),
     C(READY_UNPAID)},
    {"cash on delivery", READY, "NEW", "CASH_ON_DELIVERY", NONE, NONE, P(NEW), M(COD), C(NONE)},
    {"cash on delivery, paid", READY, "SENT", "CASH_ON_DELIVERY", PAID_AT, 10000, P(SENT), M(PAID),
     C(NONE)},
    {"cash, not ready", "FILLED_IN", "NEW", "CASH_ON_DELIVERY", NONE, NONE, P(UNPAID), M(COD),
     C(NONE)},
    {"due date", READY, "NEW", "EXTENDED_TERM", NONE, NONE, P(NEW), M(TERM), C(NONE)},
    {"due date, paid out", READY, "SENT", "EXTENDED_TERM", PAID_AT, 10000, P(SENT), M(PAID),
     C(NONE)},
    {"due date, not ready", "FILLED_IN", "NEW", "EXTENDED_TERM", NONE, NONE, P(UNPAID), M(UNPAID),
     C(NONE)},
    {"paid too little", READY, "NEW", "ONLINE", PAID_AT, 9999, P(NEW), M(PARTIAL), C(AMOUNT)},
    {"paid too much", READY, "NEW", "ONLINE", PAID_AT, 10001, P(NEW), M(OVER), C(AMOUNT)},
    {"processing", READY, "PROCESSING", "ONLINE", PAID_AT, 10000, P(OPEN), M(PAID), C(NONE)},
    {"packed", READY, "READY_FOR_SHIPMENT", "ONLINE", PAID_AT, 10000, P(OPEN), M(PAID), C(NONE)},
    {"suspended", READY, "SUSPENDED", "ONLINE", PAID_AT, 10000, P(OPEN), M(PAID), C(NONE)},
    {"unknown fulfilment", READY, "BEAMED", "ONLINE", PAID_AT, 10000, P(OPEN), M(PAID), C(NONE)},
    {"waits for pickup", READY, "READY_FOR_PICKUP", "ONLINE", PAID_AT, 10000, P(SENT), M(PAID),
     C(NONE)},
    {"sent", READY, "SENT", "ONLINE", PAID_AT, 10000, P(SENT), M(PAID), C(NONE)},
    {"sent unpaid", "FILLED_IN", "SENT", "ONLINE", NONE, NONE, P(SENT), M(UNPAID), C(NONE)},
    {"picked up", READY, "PICKED_UP", "ONLINE", PAID_AT, 10000, P(SENT), M(PAID), C(NONE)},
    {"returned", READY, "RETURNED", "ONLINE", PAID_AT, 10000, P(SENT), M(PAID), C(NONE)},
    {"cancelled by buyer", "CANCELLED", "NEW", "ONLINE", NONE, NONE, P(CANCELLED), M(UNPAID),
     C(NONE)},
    {"cancelled, paid", "CANCELLED", "NEW", "ONLINE", PAID_AT, 10000, P(CANCELLED), M(PAID),
     C(NONE)},
    {"cancelled by seller", READY, "CANCELLED", "ONLINE", PAID_AT, 10000, P(CANCELLED), M(PAID),
     C(NONE)},
    {"cancelled after sending", "CANCELLED", "SENT", "ONLINE", PAID_AT, 10000, P(CANCELLED),
     M(PAID), C(STOP)},
    {"cancelled while it was packed", "CANCELLED", "PROCESSING", "ONLINE", PAID_AT, 10000,
     P(CANCELLED), M(PAID), C(STOP)},
    {"cancelled after it was picked up", "CANCELLED", "PICKED_UP", "ONLINE", PAID_AT, 10000,
     P(CANCELLED), M(PAID), C(NONE)},
    {"unknown status, paid", "TELEPORTED", "NEW", "ONLINE", PAID_AT, 10000, P(OPEN), M(PAID),
     C(STATUS)},
    {"unknown status, cash", "TELEPORTED", "NEW", "CASH_ON_DELIVERY", NONE, NONE, P(OPEN), M(COD),
     C(STATUS)},
    {"unknown status, sent", "TELEPORTED", "SENT", "ONLINE", PAID_AT, 10000, P(SENT), M(PAID),
     C(STATUS)},
    {"unknown status, unpaid", "TELEPORTED", "NEW", "ONLINE", NONE, NONE, P(UNPAID), M(UNPAID),
     C(NONE)},
};

static struct money pln(int64_t minor)
{
	return minor == NONE ? MONEY_NONE : (struct money){minor, "PLN"};
}

static struct checkout_payment payment(const char *type, int64_t finished_at, int64_t paid)
{
	return (struct checkout_payment){
	    .id = type ? "0f8f1d13-7e9e-11e8-9b00-c5b0dfb78ea6" : NULL,
	    .type = type,
	    .finished_at = finished_at,
	    .paid_amount = pln(paid),
	    .reconciliation = MONEY_NONE,
	};
}

static struct checkout_form form_of(const struct state_case *c)
{
	struct checkout_form f = {0};

	f.status = c->status;
	f.fulfillment.status = c->fulfillment;
	f.payment = payment(c->type, c->finished_at, c->paid);
	f.total_to_pay = pln(10000);
	f.delivery.cost = MONEY_NONE;
	f.delivery.recipient.modified_at = TIME_NONE;
	return f;
}

/* F13: READY without proof, cash on delivery, due dates, paid too little or too much. */
static void every_case_has_its_state(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct checkout_form f = form_of(&cases[i]);
		struct order_state s = order_state_of(&f);
		if (s.place != cases[i].place || s.payment != cases[i].payment ||
		    s.conflict != cases[i].conflict)
			fail_msg("%s: %s, %s, %s", cases[i].name, order_place_names[s.place],
				 order_payment_names[s.payment], order_conflict_names[s.conflict]);
	}
}

/* The same documents, sent by Allegro: nothing of them waits for the seller, all else stays. */
static void what_allegro_sends_is_not_to_be_sent(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct checkout_form f = form_of(&cases[i]);
		bool waits = cases[i].place == P(NEW) || cases[i].place == P(OPEN);
		bool is_to_stop = cases[i].conflict == C(STOP);
		f.fulfillment.provider = "ALLEGRO";
		struct order_state s = order_state_of(&f);
		if (s.place != (waits ? P(ALLEGRO) : cases[i].place) ||
		    s.payment != cases[i].payment ||
		    s.conflict != (is_to_stop ? C(NONE) : cases[i].conflict))
			fail_msg("%s: %s, %s, %s", cases[i].name, order_place_names[s.place],
				 order_payment_names[s.payment], order_conflict_names[s.conflict]);
	}
}

static void an_open_surcharge_is_told(void **state)
{
	struct checkout_form f = form_of(&cases[2]);
	struct checkout_payment extra = payment("ONLINE", TIME_NONE, 500);

	(void)state;
	f.surcharges = &extra;
	f.n_surcharges = 1;
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_SURCHARGE);
	assert_int_equal(order_state_of(&f).conflict, ORDER_CONFLICT_NONE);
	extra.finished_at = PAID_AT;
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_PAID);
	extra = payment("CASH_ON_DELIVERY", TIME_NONE, 500);
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_PAID);
}

static void what_allegro_adds_counts_as_paid(void **state)
{
	struct checkout_form f = form_of(&cases[2]);

	(void)state;
	f.payment.paid_amount = pln(9140);
	f.payment.reconciliation = pln(860);
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_PAID);
	assert_int_equal(order_state_of(&f).conflict, ORDER_CONFLICT_NONE);
	f.payment.reconciliation = pln(859);
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_PARTIAL);
	f.payment.paid_amount = pln(10000);
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_PAID);
}

static void a_paid_surcharge_may_be_part_of_the_total(void **state)
{
	struct checkout_form f = form_of(&cases[2]);
	struct checkout_payment extra = payment("ONLINE", PAID_AT, 500);

	(void)state;
	f.surcharges = &extra;
	f.n_surcharges = 1;
	f.total_to_pay = pln(10500);
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_PAID);
	f.total_to_pay = pln(10501);
	assert_int_equal(order_state_of(&f).conflict, ORDER_CONFLICT_AMOUNT);
}

static void money_of_another_currency_pays_nothing(void **state)
{
	struct checkout_form f = form_of(&cases[2]);

	(void)state;
	f.payment.paid_amount = (struct money){10000, "CZK"};
	assert_int_equal(order_state_of(&f).payment, ORDER_PAYMENT_PARTIAL);
	assert_int_equal(order_state_of(&f).conflict, ORDER_CONFLICT_CURRENCY);
}

static void two_currencies_in_one_order_are_a_conflict(void **state)
{
	struct checkout_line line = {
	    .price = pln(5000), .deposit = MONEY_NONE, .original_price = pln(5000)};
	struct checkout_form f = form_of(&(struct state_case){.status = READY,
							      .fulfillment = "NEW",
							      .type = "ONLINE",
							      .finished_at = PAID_AT,
							      .paid = 10000});

	(void)state;
	f.lines = &line;
	f.n_lines = 1;
	assert_int_equal(order_state_of(&f).conflict, ORDER_CONFLICT_NONE);
	line.price = (struct money){5000, "CZK"};
	assert_int_equal(order_state_of(&f).conflict, ORDER_CONFLICT_CURRENCY);
	line.price = pln(5000);
	f.delivery.cost = (struct money){100, "EUR"};
	assert_int_equal(order_state_of(&f).conflict, ORDER_CONFLICT_CURRENCY);
}

static void flags_are_seen_in_the_document(void **state)
{
	struct checkout_product products[2] = {{"a", 1}, {"b", 2}};
	struct checkout_line line = {.deposit = pln(50), .serials_expected = TRI_TRUE};
	struct checkout_form f = form_of(&cases[2]);

	(void)state;
	assert_int_equal(order_flags_of(&f), 0);
	f.message_to_seller = "Proszę o fakturę";
	f.delivery.recipient.modified_at = PAID_AT;
	f.invoice.company_name = "ACME";
	line.products = products;
	line.n_products = 2;
	f.lines = &line;
	f.n_lines = 1;
	assert_int_equal(order_flags_of(&f), ORDER_FLAG_MESSAGE | ORDER_FLAG_ADDRESS_CHANGED |
						 ORDER_FLAG_COMPANY | ORDER_FLAG_DEPOSIT |
						 ORDER_FLAG_SERIALS | ORDER_FLAG_BUNDLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_case_has_its_state),
	    cmocka_unit_test(what_allegro_sends_is_not_to_be_sent),
	    cmocka_unit_test(an_open_surcharge_is_told),
	    cmocka_unit_test(what_allegro_adds_counts_as_paid),
	    cmocka_unit_test(a_paid_surcharge_may_be_part_of_the_total),
	    cmocka_unit_test(money_of_another_currency_pays_nothing),
	    cmocka_unit_test(two_currencies_in_one_order_are_a_conflict),
	    cmocka_unit_test(flags_are_seen_in_the_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
