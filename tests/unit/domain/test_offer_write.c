/* What may be written to an offer, and what tasks say of it: tables of cases. */
#include "domain/offers/offer_task_rule.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/offer_write.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/outbox/outbox_kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PRICE  OUTBOX_OFFER_PRICE
#define STOCK  OUTBOX_OFFER_STOCK
#define STATUS OUTBOX_OFFER_STATUS
#define DELETE OUTBOX_OFFER_DELETE

/* An active offer at 10 zlotys with 3 pieces, but for what is told here. */
struct odd {
	const char *status, *ended_by, *rule_id, *format;
	int64_t available, fulfillment, ended_at, errors;
};

static struct offer_row offer_of(const struct odd *odd)
{
	return (struct offer_row){.gone_at = TIME_NONE,
				  .s = {
				      .format = str_or(odd->format, "BUY_NOW"),
				      .status = str_or(odd->status, "ACTIVE"),
				      .ended_by = odd->ended_by,
				      .rule_id = odd->rule_id,
				      .price = {1000, "PLN"},
				      .available = odd->available ? odd->available : 3,
				      .fulfillment = odd->fulfillment,
				      .errors = odd->errors,
				      .shipping_rates = "s0",
				      .return_policy = "r0",
				      .ended_at = odd->ended_at ? odd->ended_at : TIME_NONE,
				  }};
}

static const struct {
	struct odd odd;
	const char *kind, *before, *after;
	int64_t emptied_at;
	const char *obstacle, *doubt;
} writes[] = {
    {{.status = NULL}, PRICE, "10.00 PLN", "12.00 PLN", 0, NULL, NULL},
    {{.status = NULL}, PRICE, NULL, "12.00 PLN", 0, NULL, NULL},
    {{.status = NULL}, PRICE, "9.00 PLN", "12.00 PLN", 0, NULL, "edited"},
    {{.status = NULL}, PRICE, "9.00 PLN", "10.00 PLN", 0, "same", NULL},
    {{.status = NULL}, PRICE, NULL, "0.00 PLN", 0, "value", NULL},
    {{.status = NULL}, PRICE, NULL, "1,50", 0, "value", NULL},
    {{.rule_id = "r1"}, PRICE, NULL, "12.00 PLN", 0, "price-rule", NULL},
    {{.rule_id = "r1"}, STOCK, NULL, "5", 0, NULL, NULL},
    {{.status = "INACTIVE"}, PRICE, NULL, "12.00 PLN", 0, "draft", NULL},
    /* A draft is made active or deleted, and nothing else. */
    {{.status = "INACTIVE"}, STOCK, NULL, "5", 0, "draft", NULL},
    {{.status = "INACTIVE"}, STATUS, NULL, OFFER_ACTIVE, 0, NULL, NULL},
    {{.status = "INACTIVE"}, STATUS, "INACTIVE", OFFER_ACTIVE, 0, NULL, NULL},
    {{.status = "INACTIVE"}, STATUS, "ENDED", OFFER_ACTIVE, 0, NULL, "edited"},
    {{.status = "INACTIVE", .errors = 1}, STATUS, NULL, OFFER_ACTIVE, 0, "incomplete", NULL},
    {{.status = "INACTIVE", .format = "AUCTION"}, STATUS, NULL, OFFER_ACTIVE, 0, "format", NULL},
    {{.status = "INACTIVE", .fulfillment = 1}, STATUS, NULL, OFFER_ACTIVE, 0, "fulfillment", NULL},
    {{.status = "INACTIVE"}, STATUS, NULL, OFFER_ENDED, 0, "draft", NULL},
    {{.status = "INACTIVE"}, STATUS, NULL, OFFER_EMPTIED, 0, "draft", NULL},
    {{.status = "INACTIVE"}, STATUS, NULL, OFFER_REVIVED, 0, "draft", NULL},
    {{.errors = 1}, STATUS, NULL, OFFER_ENDED, 0, NULL, NULL},
    /* Terms of sale, of drafts too; each kind writes its own. */
    {{.status = NULL}, OUTBOX_OFFER_DELIVERY, NULL, "shipping s1", 0, NULL, NULL},
    {{.status = "INACTIVE"}, OUTBOX_OFFER_DELIVERY, NULL, "handling PT24H", 0, NULL, NULL},
    {{.status = NULL}, OUTBOX_OFFER_DELIVERY, NULL, "handling PT25H", 0, "value", NULL},
    {{.status = NULL}, OUTBOX_OFFER_DELIVERY, NULL, "returns r1", 0, "value", NULL},
    {{.status = NULL}, OUTBOX_OFFER_DELIVERY, NULL, "shipping", 0, "value", NULL},
    {{.status = NULL}, OUTBOX_OFFER_DELIVERY, NULL, "shipping s0", 0, "same", NULL},
    {{.status = NULL}, OUTBOX_OFFER_DELIVERY, "shipping s9", "shipping s1", 0, NULL, "edited"},
    {{.status = NULL}, OUTBOX_OFFER_POLICY, "returns r0", "returns r1", 0, NULL, NULL},
    {{.status = NULL}, OUTBOX_OFFER_POLICY, NULL, "implied i1", 0, NULL, NULL},
    {{.status = "ENDED"}, OUTBOX_OFFER_POLICY, NULL, "implied i1", 0, "ended", NULL},
    {{.fulfillment = 1}, OUTBOX_OFFER_POLICY, NULL, "implied i1", 0, "fulfillment", NULL},
    {{.status = "INACTIVE"}, DELETE, "INACTIVE", OFFER_DELETED, 0, NULL, NULL},
    {{.status = "INACTIVE", .errors = 1}, DELETE, NULL, OFFER_DELETED, 0, NULL, NULL},
    {{.status = "INACTIVE"}, DELETE, NULL, OFFER_ENDED, 0, "value", NULL},
    {{.status = "ENDED"}, DELETE, "INACTIVE", OFFER_DELETED, 0, "not-draft", NULL},
    {{.status = NULL}, DELETE, NULL, OFFER_DELETED, 0, "not-draft", NULL},
    {{.fulfillment = 1}, STOCK, NULL, "5", 0, "fulfillment", NULL},
    {{.format = "AUCTION"}, PRICE, NULL, "12.00 PLN", 0, "format", NULL},
    {{.status = NULL}, STOCK, "3", "5", 0, NULL, NULL},
    {{.status = NULL}, STOCK, "4", "5", 0, NULL, "edited"},
    {{.status = NULL}, STOCK, "3", "0", 0, "value", NULL},
    {{.available = INT64_MIN}, STOCK, NULL, "5", 0, NULL, NULL},
    {{.status = NULL}, STATUS, "ACTIVE", OFFER_ENDED, 0, NULL, NULL},
    {{.status = "ACTIVATING"}, STATUS, "ACTIVE", OFFER_EMPTIED, 0, NULL, NULL},
    {{.status = NULL}, STATUS, "ENDED", OFFER_ACTIVE, 0, "same", NULL},
    {{.status = NULL}, STATUS, NULL, "PAUSED", 0, "value", NULL},
    /* By hand whatever was ended; by itself only what was ended for want of stock. */
    {{.status = "ENDED", .ended_by = "USER"}, STATUS, NULL, OFFER_ACTIVE, TIME_NONE, NULL, NULL},
    {{.status = "ENDED", .ended_by = "USER"},
     STATUS,
     NULL,
     OFFER_REVIVED,
     TIME_NONE,
     "not-for-stock",
     NULL},
    {{.status = "ENDED", .ended_by = "USER", .ended_at = 5000},
     STATUS,
     NULL,
     OFFER_REVIVED,
     6000,
     NULL,
     NULL},
    {{.status = "ENDED", .ended_by = "USER", .ended_at = 60 * TIME_MINUTE_MS},
     STATUS,
     NULL,
     OFFER_REVIVED,
     6000,
     "not-for-stock",
     NULL},
    {{.status = "ENDED", .ended_by = "EMPTY_STOCK"},
     STATUS,
     NULL,
     OFFER_REVIVED,
     TIME_NONE,
     NULL,
     NULL},
    {{.status = "ENDED", .ended_by = "ADMIN"},
     STATUS,
     NULL,
     OFFER_REVIVED,
     6000,
     "not-for-stock",
     NULL},
};

static void each_write_has_its_objection(void **state)
{
	void *mem = mem_context(NULL, "cases");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(writes); i++) {
		const struct outbox_intent intent = {
		    .kind = writes[i].kind, .before = writes[i].before, .after = writes[i].after};
		const struct offer_row row = offer_of(&writes[i].odd);
		struct outbox_objection got =
		    offer_objection(mem, &row, &intent, writes[i].emptied_at);

		if (!str_eq(got.obstacle, writes[i].obstacle) ||
		    !str_eq(got.doubt, writes[i].doubt))
			fail_msg("case %zu: %s, %s", i, str_or(got.obstacle, "no obstacle"),
				 str_or(got.doubt, "no doubt"));
	}
	mem_free(mem);
}

static struct offer_task_error valid_seller = {"ConstraintViolationException.ValidSeller",
					       "blocked", NULL};
static struct offer_task_error outdated = {"COMMAND_OUTDATED", NULL, NULL};
static struct offer_task_error too_low = {"ConstraintViolationException.Price", "Too low", NULL};

static const struct {
	enum offer_command_kind kind;
	struct offer_task tasks[3];
	enum offer_task_says want;
	const char *problem;
} tasks_told[] = {
    {OFFER_COMMAND_PRICE, {{"1", "price", "SUCCESS", NULL, NULL, 0}}, OFFER_TASK_DONE, NULL},
    {OFFER_COMMAND_PRICE, {{"1", "buyNowPrice", "SUCCESS", NULL, NULL, 0}}, OFFER_TASK_DONE, NULL},
    {OFFER_COMMAND_PRICE, {{"1", NULL, "SUCCESS", NULL, NULL, 0}}, OFFER_TASK_DONE, NULL},
    {OFFER_COMMAND_PRICE, {{"1", "delivery", "SUCCESS", NULL, NULL, 0}}, OFFER_TASK_MISSING, NULL},
    {OFFER_COMMAND_STOCK, {{"1", "quantity", "SUCCESS", NULL, NULL, 0}}, OFFER_TASK_DONE, NULL},
    {OFFER_COMMAND_STOCK,
     {{"1", "stock.available", "SUCCESS", NULL, NULL, 0}},
     OFFER_TASK_DONE,
     NULL},
    {OFFER_COMMAND_STATUS, {{"1", "publication", "SUCCESS", NULL, NULL, 0}}, OFFER_TASK_DONE, NULL},
    {OFFER_COMMAND_PRICE, {{"2", "price", "SUCCESS", NULL, NULL, 0}}, OFFER_TASK_MISSING, NULL},
    {OFFER_COMMAND_PRICE, {{"1", "price", "NEW", NULL, NULL, 0}}, OFFER_TASK_OPEN, NULL},
    {OFFER_COMMAND_PRICE, {{"1", "price", "LATER", NULL, NULL, 0}}, OFFER_TASK_OPEN, NULL},
    {OFFER_COMMAND_PRICE,
     {{"1", "price", "SUCCESS", NULL, NULL, 0}, {"1", "x", "NEW", NULL, NULL, 0}},
     OFFER_TASK_OPEN,
     NULL},
    {OFFER_COMMAND_PRICE,
     {{"1", "price", "SUCCESS", NULL, NULL, 0}, {"1", "x", "FAIL", "no", NULL, 0}},
     OFFER_TASK_REFUSED,
     "no"},
    {OFFER_COMMAND_PRICE,
     {{"1", "price", "FAIL", "no", &too_low, 1}},
     OFFER_TASK_REFUSED,
     "Too low (ConstraintViolationException.Price)"},
    {OFFER_COMMAND_PRICE,
     {{"1", "price", "FAIL", "no", &valid_seller, 1}},
     OFFER_TASK_BLOCKED,
     "blocked (ConstraintViolationException.ValidSeller)"},
    {OFFER_COMMAND_PRICE,
     {{"1", "price", "FAIL", NULL, &outdated, 1}},
     OFFER_TASK_OUTDATED,
     "COMMAND_OUTDATED"},
};

static void each_task_says_what_came_of_its_offer(void **state)
{
	void *mem = mem_context(NULL, "cases");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(tasks_told); i++) {
		struct offer_task_verdict got =
		    offer_task_verdict(mem, tasks_told[i].kind, "1", tasks_told[i].tasks, 3);

		if (got.says != tasks_told[i].want || !str_eq(got.problem, tasks_told[i].problem))
			fail_msg("case %zu: %d, %s", i, (int)got.says, str_or(got.problem, "none"));
	}
	mem_free(mem);
}

static void a_command_names_all_its_offers(void **state)
{
	static const char *const ids[] = {"1", "2"};
	const struct offer_command commands[] = {
	    {.kind = OFFER_COMMAND_PRICE, .ids = ids, .n = 2, .price = {1230, "PLN"}},
	    {.kind = OFFER_COMMAND_STOCK, .ids = ids, .n = 1, .price = MONEY_NONE, .pieces = 5},
	    {.kind = OFFER_COMMAND_STATUS, .ids = ids, .n = 1, .action = "END"},
	    {.kind = OFFER_COMMAND_RULE,
	     .ids = ids,
	     .n = 1,
	     .place = {"allegro-pl", "r1", AUTOMATION_RANGE_THERE, {500, "PLN"}, {900, "PLN"}},
	     .id = "c1"},
	    {.kind = OFFER_COMMAND_RULE,
	     .ids = ids,
	     .n = 1,
	     .place = {"allegro-pl", NULL, NULL, MONEY_NONE, MONEY_NONE},
	     .id = "c1"},
	    {OFFER_COMMAND_FIELDS, ids, 1, .price = MONEY_NONE, .shipping_id = "s1"},
	    {OFFER_COMMAND_FIELDS, ids, 1, .price = MONEY_NONE, .handling = "PT24H"},
	};
	static const char *const want[] = {
	    "{\"modification\":{\"type\":\"FIXED_PRICE\",\"price\":{\"amount\":\"12.30\","
	    "\"currency\":\"PLN\"}},\"offerCriteria\":[{\"type\":\"CONTAINS_OFFERS\","
	    "\"offers\":[{\"id\":\"1\"},{\"id\":\"2\"}]}]}",
	    "{\"modification\":{\"changeType\":\"FIXED\",\"value\":5},\"offerCriteria\":"
	    "[{\"type\":\"CONTAINS_OFFERS\",\"offers\":[{\"id\":\"1\"}]}]}",
	    "{\"publication\":{\"action\":\"END\"},\"offerCriteria\":[{\"type\":"
	    "\"CONTAINS_OFFERS\",\"offers\":[{\"id\":\"1\"}]}]}",
	    "{\"id\":\"c1\",\"modification\":{\"set\":[{\"marketplace\":{\"id\":\"allegro-pl\"},"
	    "\"rule\":{\"id\":\"r1\"},\"configuration\":{\"priceRange\":{\"type\":"
	    "\"MARKETPLACE_CURRENCY\",\"minPrice\":{\"amount\":\"5.00\",\"currency\":\"PLN\"},"
	    "\"maxPrice\":{\"amount\":\"9.00\",\"currency\":\"PLN\"}}}}]},\"offerCriteria\":[{"
	    "\"type\":"
	    "\"CONTAINS_OFFERS\",\"offers\":[{\"id\":\"1\"}]}]}",
	    "{\"id\":\"c1\",\"modification\":{\"remove\":[{\"marketplace\":{\"id\":\"allegro-pl\"}}"
	    "]},"
	    "\"offerCriteria\":[{\"type\":\"CONTAINS_OFFERS\",\"offers\":[{\"id\":\"1\"}]}]}",
	    "{\"modification\":{\"delivery\":{\"shippingRates\":{\"id\":\"s1\"}}},"
	    "\"offerCriteria\":"
	    "[{\"type\":\"CONTAINS_OFFERS\",\"offers\":[{\"id\":\"1\"}]}]}",
	    "{\"modification\":{\"delivery\":{\"handlingTime\":\"PT24H\"}},\"offerCriteria\":"
	    "[{\"type\":\"CONTAINS_OFFERS\",\"offers\":[{\"id\":\"1\"}]}]}",
	};
	void *mem = mem_context(NULL, "bodies");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(commands); i++)
		assert_string_equal(offer_command_body(mem, &commands[i]), want[i]);
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_write_has_its_objection),
	    cmocka_unit_test(each_task_says_what_came_of_its_offer),
	    cmocka_unit_test(a_command_names_all_its_offers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
