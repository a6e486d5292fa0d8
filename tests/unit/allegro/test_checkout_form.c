/* The order document: every field arrives, and what decides money or stock is never guessed. */
#include "allegro/checkout_form.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FORM_ID "29738e61-7f6a-11e8-ac45-09db60ede9d6"
#define LINE_ID "62ae358b-8f65-4fc4-9c77-bedf604a2e2b"
#define PLN(x)	"{\"amount\":\"" x "\",\"currency\":\"PLN\"}"
#define LINE	LINE_OF(LINE_ID, "2", PLN("10.50"))
#define LINE_OF(id, quantity, price)                                                               \
	"{\"id\":\"" id                                                                            \
	"\",\"offer\":{\"id\":\"3213213\",\"name\":\"Lampa\"},\"quantity\":" quantity              \
	",\"originalPrice\":" PLN("12.00") ",\"price\":" price "}"
#define FORM(lines, more, total)                                                                   \
	"{\"id\":\"" FORM_ID "\",\"status\":\"READY_FOR_PROCESSING\",\"buyer\":{\"id\":\"1\","     \
	"\"email\":\"a@b.pl\",\"login\":\"ala\",\"guest\":false},\"lineItems\":[" lines "],"       \
	"\"surcharges\":[],\"summary\":{\"totalToPay\":" total "}" more "}"

static const char full[] = FORM(
    "{\"id\":\"" LINE_ID "\",\"offer\":{\"id\":\"3213213\",\"name\":\"Lampa\",\"external\":"
    "{\"id\":\"SKU-1\"},\"productSet\":{\"products\":[{\"id\":\"p1\",\"quantity\":2}]},"
    "\"hsNumber\":\"09012100\"},\"quantity\":3,\"originalPrice\":" PLN("12.00") ",\"price\":" PLN("10.50") ",\"deposit\":{\"price\":" PLN(
	"0.50") "},\"reconciliation\":{\"value\":" PLN("1."
						       "00") ",\"type\":\"BILLING\",\"quantity\":1}"
							     ",\"selectedAdditionalServices\":[{"
							     "\"definitionId\":"
							     "\"CARRY_IN\",\"name\":\"Wniesienie\","
							     "\"price\":" PLN(
								 "49.00") ",\"quantity\":1}],"
									  "\"vouchers\":[{\"code\":"
									  "\"C\",\"type\":"
									  "\"NOTEBOOKS_FOR_"
									  "TEACHERS\",\"status\":"
									  "\"ACTIVE\","
									  "\"externalTransactionId"
									  "\":\"t\",\"value\":" PLN(
									      "5") "}],\"tax\":{"
										   "\"rate\":\"23."
										   "00\","
										   "\"subject\":"
										   "\"GOODS\","
										   "\"exemption\":"
										   "null},"
										   "\"boughtAt\":"
										   "\"2018-01-"
										   "01T10:23:43."
										   "123Z\","
										   "\"discounts\":["
										   "{\"type\":"
										   "\"BUNDLE\"},{"
										   "\"type\":"
										   "\"COUPON\"}],"
										   "\"serialNumbers"
										   "\":"
										   "{\"expected\":"
										   "true,"
										   "\"entries\":[{"
										   "\"value\":"
										   "\"SN1\","
										   "\"returned\":"
										   "false}]}}",
    ",\"messageToSeller\":\"Dzień dobry\",\"payment\":{\"id\":\"pay\",\"type\":\"ONLINE\","
    "\"provider\":\"PAYU\",\"finishedAt\":\"2018-10-12T10:12:32.321Z\",\"paidAmount\":" PLN(
	"31.50") ",\"reconciliation\":" PLN("1") ",\"features\":[\"ALLEGRO_PAY\"]},"
						 "\"fulfillment\":{\"status\":\"SENT\","
						 "\"shipmentSummary\":{\"lineItemsSent\":\"ALL\"},"
						 "\"provider\":{\"id\":\"SELLER\"}},\"delivery\":{"
						 "\"address\":{\"firstName\":\"Jan\","
						 "\"lastName\":\"Kowalski\",\"street\":\"Solna\","
						 "\"city\":\"Poznań\",\"zipCode\":\"60-166\","
						 "\"countryCode\":\"PL\",\"modifiedAt\":\"2018-01-"
						 "05T10:23:43.123Z\"},\"method\":{\"id\":"
						 "\"m\",\"name\":\"Paczkomat\"},\"pickupPoint\":{"
						 "\"id\":\"POZ08A\",\"name\":\"P\","
						 "\"description\":\"Stacja\",\"address\":{"
						 "\"street\":\"G\",\"zipCode\":\"1\",\"city\":"
						 "\"C\","
						 "\"countryCode\":\"PL\"}},\"cost\":" PLN(
						     "0.00") ",\"time\":{\"from\":\"2018-01-01T10:"
							     "23:43Z\""
							     ",\"dispatch\":{\"to\":\"2018-01-"
							     "03T18:00:00Z\"}},\"smart\":true,"
							     "\"calculatedNumberOfPackages\":1},"
							     "\"invoice\":{\"required\":true,"
							     "\"address\":{\"street\":"
							     "\"S\",\"city\":\"C\",\"zipCode\":"
							     "\"Z\",\"countryCode\":\"PL\","
							     "\"company\":{\"name\":\"F\","
							     "\"ids\":[{\"type\":\"PL_NIP\","
							     "\"value\":\"5252674798\"}],"
							     "\"vatPayerStatus\":\"ACTIVE\"},"
							     "\"naturalPerson\":null},\"dueDate\":"
							     "null,\"features\":[\"VAT_EU_"
							     "VERIFIED\"]},"
							     "\"note\":{\"text\":\"n\"},"
							     "\"marketplace\":{\"id\":\"allegro-"
							     "pl\"},\"revision\":\"819b5836\","
							     "\"updatedAt\":\"2011-12-03T10:15:30."
							     "133Z\"",
    PLN("31.50"));

static enum rc decode(void *mem, const char *text, struct checkout_form **out,
		      struct json_notes *notes, struct err *e)
{
	struct json *doc;

	if (json_parse(mem, (struct bytes){text, strlen(text)}, &doc, e))
		return e->rc;
	return checkout_form_decode(mem, doc, out, notes, e);
}

static void every_field_arrives(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct json_notes notes = {0};
	struct checkout_form *f;
	struct err e = {0};
	(void)state;

	if (decode(mem, full, &f, &notes, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(notes.unknown_fields, 0);
	assert_int_equal(notes.unknown_words, 0);
	assert_int_equal(f->total_to_pay.minor, 3150);
	assert_string_equal(f->payment.features[0].word, "ALLEGRO_PAY");
	assert_int_equal(f->payment.finished_at, INT64_C(1539339152321));
	assert_string_equal(f->delivery.recipient.address.zip, "60-166");
	assert_string_equal(f->delivery.pickup_point.id, "POZ08A");
	assert_int_equal(f->delivery.to, TIME_NONE);
	assert_int_equal(f->delivery.smart, TRI_TRUE);
	assert_string_equal(f->invoice.company_ids[0].value, "5252674798");
	assert_string_equal(f->invoice.features[0].word, "VAT_EU_VERIFIED");
	assert_null(f->invoice.first_name);
	const struct checkout_line *l = &f->lines[0];
	assert_int_equal(l->quantity, 3);
	assert_int_equal(l->price.minor, 1050);
	assert_int_equal(l->deposit.minor, 50);
	assert_int_equal(l->products[0].quantity, 2);
	assert_int_equal(l->services[0].price.minor, 4900);
	assert_int_equal(l->n_discounts, 2);
	assert_int_equal(l->serials_expected, TRI_TRUE);
	assert_int_equal(l->serials[0].returned, TRI_FALSE);
	assert_null(l->tax_exemption);
	mem_free(mem);
}

static void what_is_missing_is_nothing_and_not_zero(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct checkout_form *f;
	struct err e = {0};
	(void)state;

	if (decode(mem, FORM(LINE, "", PLN("21.00")), &f, NULL, &e))
		fail_msg("%s", e.msg);
	assert_null(f->payment.id);
	assert_true(money_is_none(f->payment.paid_amount));
	assert_true(money_is_none(f->delivery.cost));
	assert_true(money_is_none(f->lines[0].deposit));
	assert_int_equal(f->payment.finished_at, TIME_NONE);
	assert_int_equal(f->delivery.packages, INT64_MIN);
	assert_int_equal(f->delivery.smart, TRI_UNKNOWN);
	mem_free(mem);
}

static void what_allegro_adds_is_noted_and_kept(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct json_notes notes = {0};
	struct checkout_form *f;
	struct err e = {0};
	(void)state;

	if (decode(mem,
		   FORM(LINE, ",\"fulfillment\":{\"status\":\"LATER\"},\"novelty\":1", PLN("21")),
		   &f, &notes, &e))
		fail_msg("%s", e.msg);
	assert_string_equal(f->fulfillment.status, "LATER");
	assert_int_equal(notes.unknown_words, 1);
	assert_int_equal(notes.unknown_fields, 1);
	mem_free(mem);
}

static void what_is_clear_in_an_unreadable_document_is_read(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct checkout_form *f;
	struct err e = {0};
	struct json *doc;
	const char *text =
	    FORM(LINE_OF(LINE_ID, "\"three\"", PLN("1")),
		 ",\"payment\":{\"id\":\"p\",\"type\":7,\"finishedAt\":\"2026-11-20T10:05:00Z\"},"
		 "\"fulfillment\":{\"status\":[],\"shipmentSummary\":{\"lineItemsSent\":\"SOME\"}},"
		 "\"delivery\":{\"cancellation\":{\"date\":\"2026-11-21T10:05:00Z\"}}",
		 PLN("21"));

	(void)state;
	assert_int_equal(json_parse(mem, (struct bytes){text, strlen(text)}, &doc, &e), RC_OK);
	assert_int_equal(checkout_form_decode(mem, doc, &f, NULL, &e), RC_SHAPE);
	f = checkout_form_glimpse(mem, doc);
	assert_string_equal(f->payment.id, "p");
	assert_int_not_equal(f->payment.finished_at, TIME_NONE);
	assert_null(f->fulfillment.status);
	assert_string_equal(f->fulfillment.line_items_sent, "SOME");
	assert_int_not_equal(f->delivery.cancelled_at, TIME_NONE);
	mem_free(mem);
}

static void what_decides_money_or_stock_is_never_guessed(void **state)
{
	static const struct {
		const char *text;
		const char *path;
	} cases[] = {
	    {FORM(LINE, "", "{\"amount\":\"21.00\"}"), "/summary/totalToPay"},
	    {FORM(LINE, "", "{\"amount\":\"21,00\",\"currency\":\"PLN\"}"), "/summary/totalToPay"},
	    {FORM(LINE, "", "{\"amount\":\"21.00\",\"currency\":\"XXX\"}"), "/summary/totalToPay"},
	    {FORM(LINE, "", PLN("-1")), "/summary/totalToPay/amount"},
	    {FORM("", "", PLN("21")), "/lineItems"},
	    {FORM(LINE_OF(LINE_ID, "0", PLN("1")), "", PLN("21")), "/lineItems/0/quantity"},
	    {FORM(LINE_OF(LINE_ID, "1.5", PLN("1")), "", PLN("21")), "/lineItems/0/quantity"},
	    {FORM(LINE_OF(LINE_ID, "null", PLN("1")), "", PLN("21")), "/lineItems/0/quantity"},
	    {FORM(LINE_OF(LINE_ID, "\"1\"", PLN("1")), "", PLN("21")), "/lineItems/0/quantity"},
	    {FORM(LINE_OF(LINE_ID, "1", "null"), "", PLN("21")), "/lineItems/0/price"},
	    {FORM(LINE_OF(LINE_ID, "1", PLN("1.005")), "", PLN("21")), "/lineItems/0/price"},
	    {FORM(LINE_OF(LINE_ID, "1", PLN("-1")), "", PLN("21")), "/lineItems/0/price/amount"},
	    {FORM(LINE_OF("a b", "1", PLN("1")), "", PLN("21")), "/lineItems/0/id"},
	    {FORM(LINE "," LINE, "", PLN("21")), "/lineItems/1/id"},
	    {FORM(LINE, ",\"payment\":{\"type\":\"ONLINE\"}", PLN("21")), "/payment/id"},
	    {FORM(LINE, ",\"delivery\":{\"cancellation\":{}}", PLN("21")),
	     "/delivery/cancellation/date"},
	    {FORM(LINE, ",\"delivery\":{\"cost\":{\"amount\":\"x\",\"currency\":\"PLN\"}}",
		  PLN("2")),
	     "/delivery/cost"},
	};
	void *mem = mem_context(NULL, "test");
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct checkout_form *f;
		struct err e = {0};
		if (decode(mem, cases[i].text, &f, NULL, &e) != RC_SHAPE)
			fail_msg("%s was read", cases[i].text);
		if (strncmp(e.code, cases[i].path, strlen(cases[i].path)) != 0)
			fail_msg("%s instead of %s: %s", e.code, cases[i].path, e.msg);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_arrives),
	    cmocka_unit_test(what_is_missing_is_nothing_and_not_zero),
	    cmocka_unit_test(what_allegro_adds_is_noted_and_kept),
	    cmocka_unit_test(what_decides_money_or_stock_is_never_guessed),
	    cmocka_unit_test(what_is_clear_in_an_unreadable_document_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
