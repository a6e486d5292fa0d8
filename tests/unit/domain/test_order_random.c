/*
 * F14: a million steps of a random life of orders: cancelled after sending, paid twice, partly
 * sent, unknown words. After each step the derived state keeps what it promises.
 */
#include "domain/orders/order_state.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { STEPS = 1000000, SURCHARGES = 2, TOTAL = 10000 };

static const char *const statuses[] = {"BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING", "CANCELLED",
				       "LATER_WORD"};
static const char *const fulfillments[] = {
    NULL,   "NEW",	 "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP",
    "SENT", "PICKED_UP", "CANCELLED",  "SUSPENDED",	     "RETURNED",
    "LATER"};
static const char *const providers[] = {NULL, "SELLER", "ALLEGRO"};
static const char *const types[] = {
    NULL, "ONLINE", "CASH_ON_DELIVERY", "WIRE_TRANSFER", "EXTENDED_TERM", "SPLIT_PAYMENT"};
static const int64_t amounts[] = {INT64_MIN, 0, 1, TOTAL - 1, TOTAL, TOTAL + 1, INT64_MAX};

static uint64_t seed = 20261121;

static uint64_t roll(uint64_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (seed >> 33) % n;
}

#define ANY(list) ((list)[roll(COUNT_OF(list))])

static struct money any_money(void)
{
	int64_t minor = ANY(amounts);
	struct money m = MONEY_NONE;

	if (minor != INT64_MIN)
		m = (struct money){.minor = minor, .currency = "PLN"};
	if (minor != INT64_MIN && roll(20) == 0)
		memcpy(m.currency, "EUR", sizeof("EUR"));
	return m;
}

static void change_payment(struct checkout_payment *p)
{
	switch (roll(4)) {
	case 0:
		p->type = ANY(types);
		p->id = p->type ? "0f8f1d13-7e9e-11e8-9b00-c5b0dfb78ea6" : NULL;
		break;
	case 1:
		p->finished_at = roll(2) ? TIME_NONE : INT64_C(1700000000000);
		break;
	case 2:
		p->paid_amount = any_money();
		break;
	default:
		p->reconciliation = roll(3) ? MONEY_NONE : any_money();
	}
}

static void step(struct checkout_form *f)
{
	switch (roll(7)) {
	case 0:
		f->status = ANY(statuses);
		break;
	case 1:
		f->fulfillment.status = ANY(fulfillments);
		break;
	case 6:
		f->fulfillment.provider = ANY(providers);
		break;
	case 2:
		f->n_surcharges = roll(SURCHARGES + 1);
		break;
	case 3:
		change_payment(&f->surcharges[roll(SURCHARGES)]);
		break;
	default:
		change_payment(&f->payment);
	}
}

static bool is_sent(const char *fulfillment)
{
	return str_eq(fulfillment, "SENT") || str_eq(fulfillment, "PICKED_UP") ||
	       str_eq(fulfillment, "RETURNED") || str_eq(fulfillment, "READY_FOR_PICKUP");
}

static bool is_proven(const struct checkout_form *f)
{
	return f->payment.id && f->payment.finished_at != TIME_NONE;
}

/* Ready to be packed: never unpaid, never before Allegro says so, never cancelled. */
static void check_place(const struct checkout_form *f, struct order_state s)
{
	bool to_send = s.place == ORDER_PLACE_NEW || s.place == ORDER_PLACE_OPEN;

	if (s.place == ORDER_PLACE_ALLEGRO)
		assert_string_equal(f->fulfillment.provider, "ALLEGRO");
	if (to_send) {
		assert_false(str_eq(f->fulfillment.provider, "ALLEGRO"));
		if (s.conflict != ORDER_CONFLICT_STATUS)
			assert_string_equal(f->status, "READY_FOR_PROCESSING");
		assert_int_not_equal(s.payment, ORDER_PAYMENT_UNPAID);
		assert_false(is_sent(f->fulfillment.status));
	}
	if (s.place == ORDER_PLACE_SENT)
		assert_true(is_sent(f->fulfillment.status));
	if (str_eq(f->status, "CANCELLED"))
		assert_int_equal(s.place, ORDER_PLACE_CANCELLED);
	if (s.place == ORDER_PLACE_CANCELLED)
		assert_true(str_eq(f->status, "CANCELLED") ||
			    str_eq(f->fulfillment.status, "CANCELLED"));
}

/* Paid means proven; a proof is never called unpaid. */
static void check_payment(const struct checkout_form *f, struct order_state s)
{
	if (s.payment == ORDER_PAYMENT_PAID || s.payment == ORDER_PAYMENT_OVER)
		assert_true(is_proven(f));
	if (is_proven(f))
		assert_int_not_equal(s.payment, ORDER_PAYMENT_UNPAID);
	if (s.payment == ORDER_PAYMENT_COD)
		assert_string_equal(f->payment.type, "CASH_ON_DELIVERY");
}

/* What a person must see is a conflict: sent and cancelled, ready and unpaid. */
static void check_conflict(const struct checkout_form *f, struct order_state s)
{
	if (str_eq(f->status, "CANCELLED") && !str_eq(f->fulfillment.provider, "ALLEGRO") &&
	    (str_eq(f->fulfillment.status, "SENT") || str_eq(f->fulfillment.status, "PROCESSING")))
		assert_int_equal(s.conflict, ORDER_CONFLICT_STOP);
	if (str_eq(f->status, "READY_FOR_PROCESSING") && s.payment == ORDER_PAYMENT_UNPAID)
		assert_int_equal(s.conflict, ORDER_CONFLICT_READY_UNPAID);
	if (s.conflict == ORDER_CONFLICT_AMOUNT)
		assert_true(is_proven(f));
}

static void no_walk_leads_to_an_illegal_state(void **state)
{
	(void)state;
	struct checkout_payment surcharges[SURCHARGES] = {0};
	struct checkout_form f = {.status = "BOUGHT", .surcharges = surcharges};
	uint64_t seen = 0;

	f.total_to_pay = (struct money){.minor = TOTAL, .currency = "PLN"};
	f.payment.finished_at = TIME_NONE;
	f.delivery.cost = MONEY_NONE;
	f.payment.paid_amount = f.payment.reconciliation = MONEY_NONE;
	for (int i = 0; i < SURCHARGES; i++) {
		surcharges[i].finished_at = TIME_NONE;
		surcharges[i].paid_amount = surcharges[i].reconciliation = MONEY_NONE;
	}
	for (int i = 0; i < STEPS; i++) {
		step(&f);
		struct order_state s = order_state_of(&f);
		check_place(&f, s);
		check_payment(&f, s);
		check_conflict(&f, s);
		seen |= UINT64_C(1) << s.place | UINT64_C(1) << (16 + s.payment) |
			UINT64_C(1) << (32 + s.conflict);
	}
	/* The walk was not in a corner: every conflict, place and payment was
	 * met. */
	assert_int_equal(seen & 0x3f, 0x3f);
	assert_int_equal(seen >> 32 & 0xf, 0xf);
	assert_int_equal(seen >> 16 & 0x3f, 0x3f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(no_walk_leads_to_an_illegal_state)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
