/*
 * F17: ten thousand structural mutations of order documents, always the same ones: what is read
 * stands in the document to the last digit, or is refused with its path. The oracle and the
 * mutations are those of the fuzz target.
 */
#include "../../fuzz/json_mutate.c"

#include "../../fuzz/fuzz_order.c"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MUTATIONS = 10000, DOCUMENT_MAX = 64 * 1024, GENERATIONS = 6 };

static const char document[] =
    "{\"id\":\"29738e61-7f6a-11e8-ac45-09db60ede9d6\",\"messageToSeller\":\"Prosz\xc4\x99\","
    "\"buyer\":{\"id\":\"23123123\",\"email\":\"a@allegromail.pl\",\"login\":\"b\",\"guest\":false,"
    "\"address\":{\"street\":\"Solna\",\"city\":\"Pozna\xc5\x84\",\"postCode\":\"60-166\","
    "\"countryCode\":\"PL\"},\"preferences\":{\"language\":\"pl-PL\"}},"
    "\"payment\":{\"id\":\"0f8f1d13-7e9e-11e8-9b00-c5b0dfb78ea6\",\"type\":\"ONLINE\","
    "\"provider\":\"P24\",\"finishedAt\":\"2018-10-12T10:12:32.321Z\","
    "\"paidAmount\":{\"amount\":\"123.45\",\"currency\":\"PLN\"},\"features\":[\"ALLEGRO_PAY\"]},"
    "\"status\":\"READY_FOR_PROCESSING\",\"fulfillment\":{\"status\":\"NEW\",\"shipmentSummary\":"
    "{\"lineItemsSent\":\"SOME\"},\"provider\":{\"id\":\"SELLER\"}},"
    "\"delivery\":{\"address\":{\"firstName\":\"Jan\",\"street\":\"Grunwaldzka "
    "182\",\"city\":\"P\","
    "\"zipCode\":\"60-166\",\"countryCode\":\"PL\",\"modifiedAt\":null},\"method\":{\"id\":\"m\","
    "\"name\":\"Paczkomat\"},\"pickupPoint\":{\"id\":\"POZ08A\",\"description\":\"x\"},"
    "\"cost\":{\"amount\":\"10.00\",\"currency\":\"PLN\"},\"time\":{\"from\":"
    "\"2018-10-12T10:12:32.321Z\",\"dispatch\":{\"to\":\"2018-10-12T10:12:32Z\"}},\"smart\":true,"
    "\"calculatedNumberOfPackages\":1},\"invoice\":{\"required\":true,\"address\":{\"company\":"
    "{\"name\":\"U\",\"ids\":[{\"type\":\"PL_NIP\",\"value\":\"123\"}]}}},"
    "\"lineItems\":[{\"id\":\"62ae358b-8f65-4fc4-9c77-bedf604a2e2b\",\"offer\":{\"id\":\"3213213\","
    "\"name\":\"N\",\"external\":{\"id\":\"AH-129834\"}},\"quantity\":1,\"originalPrice\":"
    "{\"amount\":\"123.45\",\"currency\":\"PLN\"},\"price\":{\"amount\":\"123.45\",\"currency\":"
    "\"PLN\"},\"deposit\":{\"price\":{\"amount\":\"1.00\",\"currency\":\"PLN\"}},\"vouchers\":[],"
    "\"discounts\":[{\"type\":\"COUPON\"}],\"tax\":{\"rate\":\"23.00\"},"
    "\"boughtAt\":\"2018-01-01T10:23:43.123Z\"},"
    "{\"id\":\"72ae358b-8f65-4fc4-9c77-bedf604a2e2b\",\"offer\":{\"id\":\"3213214\",\"name\":\"M\"}"
    ","
    "\"quantity\":3,\"originalPrice\":{\"amount\":\"2.00\",\"currency\":\"PLN\"},\"price\":"
    "{\"amount\":\"1.99\",\"currency\":\"PLN\"}}],\"surcharges\":[],\"marketplace\":{\"id\":"
    "\"allegro-pl\"},\"summary\":{\"totalToPay\":{\"amount\":\"123.45\",\"currency\":\"PLN\"}},"
    "\"updatedAt\":\"2011-12-03T10:15:30.133Z\",\"revision\":\"819b5836\"}";

static enum rc decode(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "decode");
	struct checkout_form *form;
	struct json *doc;
	struct err e = {0};
	enum rc rc = json_parse(mem, (struct bytes){data, size}, &doc, &e);

	if (!rc)
		rc = checkout_form_decode(mem, doc, &form, NULL, &e);
	mem_free(mem);
	return rc;
}

static void mutations_are_read_exactly_or_refused(void **state)
{
	(void)state;
	uint8_t *data = mem_array(NULL, uint8_t, DOCUMENT_MAX);
	size_t size = 0;
	unsigned good = 0;
	unsigned bad = 0;

	for (unsigned i = 0; i < MUTATIONS; i++) {
		if (i % GENERATIONS == 0) {
			size = sizeof(document) - 1;
			memcpy(data, document, size);
		}
		size_t now = json_mutate(data, size, DOCUMENT_MAX, i * 8 + 1 + i % 7);
		size = now ? now : size;
		(void)LLVMFuzzerTestOneInput(data, size); /* ends the program on a broken promise */
		if (decode(data, size))
			bad++;
		else
			good++;
	}
	mem_free(data);
	/* Neither all refused nor all swallowed: the mutations meet what matters. */
	assert_in_range(good, MUTATIONS / 10, MUTATIONS * 9 / 10);
	assert_int_equal(good + bad, MUTATIONS);
}

static void the_document_itself_is_good(void **state)
{
	(void)state;
	assert_int_equal(decode((const uint8_t *)document, sizeof(document) - 1), RC_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_document_itself_is_good),
	    cmocka_unit_test(mutations_are_read_exactly_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
