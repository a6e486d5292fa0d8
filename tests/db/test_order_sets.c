/*
 * Sets: of a thousand random orders, what the page, the list, slips, the pick list, the plan of a
 * mass change, and a change itself when it is decided, sent and released make of each is what
 * order_hold_of() says of what was drawn. They read their facts by five statements; whoever reads
 * another one, or judges by itself, is an order that is packed here and held there. Allegro is this
 * file.
 */
#include "db_test.h"
#include "order_crowd.h"

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/orders/order_pick.h"
#include "domain/outbox/order_status.h"
#include "domain/outbox/outbox_send.h"
#include "orders/order_printout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LEASE_S = 3600, PIECES_A_LINE = 2 };

#define WORD "SENT"

static void *mem;
static struct db *db;
static struct db *panel;
static uint64_t account;
static struct crowd *crowd;
static const char *accepted[CROWD_ORDERS]; /* of each decision the doubt */

static int setup(void **state)
{
	const struct outbox_switching on = {.kind = OUTBOX_ORDER_STATUS, .to = OUTBOX_ARMED};
	struct outbox_switching armed = on;
	struct err e = {0};

	*state = mem = mem_context(NULL, "sets");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	panel = db_test_open(mem, DB_ROLE_PANEL);
	account = armed.account_id = world_account(db, "sets");
	db_test_run(db, "UPDATE account SET scopes = 'allegro:api:orders:write'");
	crowd = crowd_new(mem, db, account);
	return (int)outbox_switch(panel, &armed, "anna", &e);
}

/* ---- What must come out --------------------------------------------------------------------- */

static enum order_hold rule(size_t i)
{
	return order_hold_of(&crowd->facts[i]);
}

static const char *obstacle_to(size_t i)
{
	return crowd_obstacle(crowd, i);
}

static const char *doubt_about(size_t i)
{
	return crowd_doubt(crowd, i);
}

static void agree(const char *where, size_t i, enum order_hold hold)
{
	if (hold != rule(i))
		fail_msg("%s: order %zu is %s, and was drawn as %s", where, i,
			 order_hold_names[hold], order_hold_names[rule(i)]);
}

static void agree_word(const char *where, size_t i, const char *word, const char *want)
{
	if (!str_eq(str_or(word, ""), str_or(want, "")))
		fail_msg("%s: order %zu is '%s', and was drawn as '%s'", where, i, str_or(word, ""),
			 str_or(want, ""));
}

/* The ids of a batch; how many there are. */
static size_t ids_from(size_t from, const char *ids[])
{
	size_t n = 0;

	for (; n < CROWD_BATCH && from + n < CROWD_ORDERS; n++)
		ids[n] = crowd->specs[from + n].id;
	return n;
}

/* ---- Looking -------------------------------------------------------------------------------- */

static void every_hold_was_drawn(void **state)
{
	bool seen[ORDER_HOLD_COUNT] = {false};

	(void)state;
	for (size_t i = 0; i < CROWD_ORDERS; i++)
		seen[rule(i)] = true;
	for (size_t hold = 0; hold < ORDER_HOLD_COUNT; hold++)
		if (!seen[hold])
			fail_msg("no order is %s", order_hold_names[hold]);
}

static void the_page_says_what_the_rule_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < CROWD_ORDERS; i++) {
		struct order_detail d;
		struct err e = {0};
		if (order_load(panel, mem, crowd->specs[i].id, &d, &e))
			fail_msg("%s", e.msg);
		const struct order_facts facts = order_facts_of(&d);
		agree("page", i, order_hold_of(&facts));
	}
}

static void each_row_of_the_list_says_what_the_rule_says(void **state)
{
	struct order_filter filter = ORDER_FILTER;
	size_t n = 0;

	(void)state;
	filter.view = ORDER_VIEW_ALL;
	do {
		struct order_page page;
		struct err e = {0};
		if (order_list(panel, mem, &filter, &page, &e))
			fail_msg("%s", e.msg);
		for (size_t i = 0; i < page.n; i++) {
			const struct order_facts facts = order_facts_of_row(&page.rows[i]);
			agree("row", crowd_number(page.rows[i].form_id), order_hold_of(&facts));
		}
		n += page.n;
		filter.cursor = page.next;
	} while (filter.cursor);
	assert_int_equal(n, CROWD_ORDERS - 2 * CROWD_MERGED);
}

static void check_paper(size_t from)
{
	const char *ids[CROWD_BATCH];
	uint64_t packed[CROWD_BATCH];
	struct printout p = {0};
	struct order_pick *picks;
	int64_t pieces = 0;
	size_t n_packed = 0;
	struct err e = {0};
	size_t n_ids = ids_from(from, ids);
	size_t n;

	if (order_parcel_list(panel, mem, ids, n_ids, &p.orders, &p.n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(p.n, n_ids);
	for (size_t k = 0; k < p.n; k++) {
		const struct order_detail *d = &p.orders[k];
		size_t i = crowd_number(d->order.form_id);
		const struct order_facts facts = order_facts_of(d);
		agree("slip", i, order_hold_of(&facts));
		assert_int_equal(printout_holds(&p, d), rule(i) != ORDER_HOLD_NONE);
		if (printout_holds(&p, d))
			continue;
		packed[n_packed++] = d->order.id;
		pieces += PIECES_A_LINE * (i < CROWD_DRAWN ? 1 : 2);
	}
	if (order_pick_list(panel, mem, packed, n_packed, &picks, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(order_pick_count(picks, n), pieces);
}

static void slips_and_pick_lists_hold_back_what_the_rule_holds(void **state)
{
	(void)state;
	for (size_t from = 0; from < CROWD_ORDERS; from += CROWD_BATCH)
		check_paper(from);
}

/* ---- Deciding ------------------------------------------------------------------------------- */

/* What the plan page shows; the picks that its form brings back, doubts accepted or not. */
static size_t plan(size_t from, bool accepts, struct outbox_pick picks[])
{
	const char *ids[CROWD_BATCH];
	struct order_status *rows;
	struct err e = {0};
	size_t n;

	if (order_status_list(panel, mem, ids, ids_from(from, ids), &rows, &n, &e))
		fail_msg("%s", e.msg);
	for (size_t k = 0; k < n; k++) {
		size_t i = crowd_number(rows[k].form_id);
		agree_word("plan", i, order_status_obstacle(&rows[k]), obstacle_to(i));
		if (!obstacle_to(i))
			agree_word("plan", i, order_status_doubt(&rows[k], WORD), doubt_about(i));
		picks[k] = (struct outbox_pick){rows[k].form_id, rows[k].version,
						accepts ? doubt_about(i) : NULL};
	}
	return n;
}

static void decide(size_t from, bool accepts)
{
	struct order_status_outcome outcomes[CROWD_BATCH];
	struct outbox_pick picks[CROWD_BATCH];
	const struct order_status_decision d = {
	    .word = WORD,
	    .batch = mem_printf(mem, "b0000000-0000-4000-8000-%d%011zu", accepts, from),
	    .actor = "anna",
	    .picks = picks,
	    .n = plan(from, accepts, picks),
	};
	size_t want = 0;
	struct err e = {0};
	size_t posted;

	if (order_status_decide(panel, mem, &d, outcomes, &posted, &e))
		fail_msg("%s", e.msg);
	for (size_t k = 0; k < d.n; k++) {
		size_t i = crowd_number(picks[k].subject);
		bool may = !obstacle_to(i) && !str_eq(crowd->facts[i].fulfillment, WORD);
		assert_int_equal(outcomes[k].verdict == ORDER_STATUS_BARRED, !!obstacle_to(i));
		want += may && accepts == !!doubt_about(i);
		if (may && accepts)
			accepted[i] = doubt_about(i);
	}
	assert_int_equal(posted, want);
}

static void deciding_asks_the_rule(void **state)
{
	(void)state;
	for (int accepts = 0; accepts < 2; accepts++)
		for (size_t from = 0; from < CROWD_ORDERS; from += CROWD_BATCH)
			decide(from, accepts);
	/* Whoever goes round the page is held up where decisions are kept. */
	for (size_t i = 0; i < CROWD_BATCH; i++) {
		struct outbox_draft draft = {
		    account, crowd->specs[i].id, NULL, "NEW", "PROCESSING", NULL, {0}};
		const struct outbox_decision d = {.kind = OUTBOX_ORDER_STATUS,
						  .batch = "none",
						  .actor = "anna",
						  .drafts = &draft,
						  .n = 1};
		struct err e = {0};
		size_t posted;
		if (!obstacle_to(i) && !doubt_about(i))
			continue;
		assert_int_equal(outbox_post(panel, &d, &posted, &e), RC_OK);
		assert_int_equal(posted, 0);
		agree_word("kept", i, draft.objection.obstacle, obstacle_to(i));
	}
}

/* ---- Sending -------------------------------------------------------------------------------- */

static int sent[CROWD_ORDERS];

enum rc __wrap_allegro_push(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct allegro_receipt *out, struct err *e);
enum rc __wrap_allegro_push(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct allegro_receipt *out, struct err *e)
{
	(void)a, (void)owner, (void)e;
	*out = (struct allegro_receipt){.sent = true, .status = 204, .trace = "t"};
	sent[crowd_number(call->id)]++;
	return RC_OK;
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	const char *text = mem_printf(owner,
				      "{\"id\":\"%s\",\"status\":\"READY_FOR_PROCESSING\","
				      "\"fulfillment\":{\"status\":\"" WORD "\"}}",
				      call->id);

	(void)a;
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

struct intent {
	uint64_t id;
	uint64_t version;
	const char *subject;
	const char *state;
	const char *reason;
	const char *accepted;
};

static const struct stmt_def list_intents = {
    "SELECT id, version, subject, state, reason, accepted FROM outbox", "",
    ROWS(struct intent, U64(id), U64(version), STR(subject), STR(state), STR(reason),
	 STR(accepted))};

static size_t intents(struct intent **rows)
{
	struct err e = {0};
	size_t n;

	if (stmt_list(db, mem, &list_intents, NO_PARAMS, rows, &n, &e))
		fail_msg("%s", e.msg);
	return n;
}

/* Of what was decided about, and is another order by now. */
static void check_sent(const struct intent *r)
{
	size_t i = crowd_number(r->subject);
	const char *doubt = doubt_about(i);
	const char *want = "DONE";

	if (obstacle_to(i))
		want = "FAILED";
	else if (doubt && !str_eq(doubt, accepted[i]))
		want = "HELD";
	agree_word("sending", i, r->state, want);
	if (!str_eq(want, "DONE"))
		agree_word("sending", i, r->reason, obstacle_to(i) ? obstacle_to(i) : doubt);
	assert_int_equal(sent[i], str_eq(want, "DONE"));
	sent[i] = 0;
}

static void sending_asks_the_rule(void **state)
{
	struct outbox_push p = {.turn = &crowd->turn, .lease_s = LEASE_S};
	struct intent *rows;
	struct err e = {0};

	(void)state;
	crowd_redraw(crowd);
	db_test_run(db, "UPDATE outbox SET next_at = '2020-01-01'");
	if (outbox_push(&p, &e))
		fail_msg("%s", e.msg);
	size_t n = intents(&rows);
	assert_true(n > CROWD_DRAWN / 4);
	for (size_t k = 0; k < n; k++)
		check_sent(&rows[k]);
	for (size_t i = 0; i < CROWD_ORDERS; i++)
		assert_int_equal(sent[i], 0);
}

/* ---- Releasing ------------------------------------------------------------------------------ */

static void check_released(const struct intent *r)
{
	size_t i = crowd_number(r->subject);
	const char *doubt = obstacle_to(i) ? NULL : doubt_about(i);
	struct outbox_releasing as = {r->id, r->version, NULL, "jan"};
	const char *obstacle;
	struct err e = {0};

	if (doubt && !str_eq(doubt, r->accepted)) {
		if (outbox_release(panel, &as, &obstacle, &e) != RC_CONFLICT)
			fail_msg("order %zu was released, and is %s", i, doubt);
		err_clear(&e);
		as.accepted = doubt;
	}
	if (outbox_release(panel, &as, &obstacle, &e))
		fail_msg("%s", e.msg);
	agree_word("releasing", i, obstacle, obstacle_to(i));
}

static void releasing_asks_the_rule(void **state)
{
	struct intent *rows;
	size_t n = intents(&rows);
	size_t held = 0;

	(void)state;
	crowd_redraw(crowd);
	for (size_t k = 0; k < n; k++) {
		if (!str_eq(rows[k].state, "HELD"))
			continue;
		check_released(&rows[k]);
		held++;
	}
	assert_true(held > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_hold_was_drawn),
	    cmocka_unit_test(the_page_says_what_the_rule_says),
	    cmocka_unit_test(each_row_of_the_list_says_what_the_rule_says),
	    cmocka_unit_test(slips_and_pick_lists_hold_back_what_the_rule_holds),
	    cmocka_unit_test(deciding_asks_the_rule),
	    cmocka_unit_test(sending_asks_the_rule),
	    cmocka_unit_test(releasing_asks_the_rule),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
