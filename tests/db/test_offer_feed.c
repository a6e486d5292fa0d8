/*
 * The journal of offers with each statement refused in turn, each request failed, each fence lost
 * and each beat stopped: no event is kept without its offer, and the next turns end in the same
 * rows as one to which nothing happened. Allegro is a journal of canned events.
 */
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/offers/offer_feed.h"
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;
static uint64_t account_id;

/* ---- Allegro --------------------------------------------------------------------------------- */

static struct {
	int price;    /* of all */
	bool spoilt;  /* the document of 771 */
	bool refuses; /* it does not know where the cursor stands */
	int documents;
	int parts;
} canned;

static const struct {
	const char *type;
	const char *offer;
} events[] = {
    {"OFFER_STOCK_CHANGED", "770"}, {"OFFER_CHANGED", "771"},	    {"OFFER_PRICE_CHANGED", "772"},
    {"OFFER_PRICE_CHANGED", "771"}, {"OFFER_STOCK_CHANGED", "772"}, {"OFFER_ARCHIVED", "773"},
    {"OFFER_DREAMT_OF", "774"},
};

static const char *query_of(const struct allegro_call *call, const char *name)
{
	for (const struct http_pair *p = call->query; p && p->name; p++)
		if (str_eq(p->name, name))
			return p->value;
	return NULL;
}

static const char *page(void *owner, const struct allegro_call *call)
{
	const char *text = "{\"offerEvents\":[";
	char now[TIME_RFC3339_SIZE];
	int64_t after = 0;
	const char *comma = "";

	time_format_rfc3339(time_now_ms(), now);
	(void)str_to_i64(str_or(query_of(call, "from"), "0"), 0, INT64_MAX, &after);
	for (int64_t i = after; i < (int64_t)COUNT_OF(events); i++) {
		text =
		    mem_printf(owner,
			       "%s%s{\"id\":\"%lld\",\"type\":\"%s\",\"occurredAt\":\"%s\","
			       "\"offer\":{\"id\":\"%s\"}}",
			       text, comma, (long long)i + 1, events[i].type, now, events[i].offer);
		comma = ",";
	}
	return mem_printf(owner, "%s]}", text);
}

static const char *price(void *owner)
{
	return mem_printf(owner,
			  "\"sellingMode\":{\"format\":\"BUY_NOW\",\"price\":{\"amount\":\"%d.00\","
			  "\"currency\":\"PLN\"}},\"stock\":{\"available\":3}",
			  canned.price);
}

static const char *document(void *owner, const struct allegro_call *call)
{
	if (call->op == OP_OFFER_PARTS) {
		canned.parts++;
		return mem_printf(owner, "{\"id\":\"%s\",%s}", call->id, price(owner));
	}
	canned.documents++;
	if (canned.spoilt && str_eq(call->id, "771"))
		return "{\"id\":\"771\",\"name\":\"Kubek\"}";
	return mem_printf(owner,
			  "{\"id\":\"%s\",\"name\":\"Kubek %d\",%s,\"publication\":{\"status\":"
			  "\"ACTIVE\"},\"createdAt\":\"2026-01-01T00:00:00Z\"}",
			  call->id, canned.price, price(owner));
}

static enum rc parse(void *owner, const char *text, struct json **out, struct err *e)
{
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

const char *__wrap_allegro_trace(const struct allegro *a);
const char *__wrap_allegro_trace(const struct allegro *a)
{
	(void)a;
	return "";
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	(void)a;
	if (refuse_strikes(AT_REQUEST))
		return faulty_outage(e);
	if (canned.refuses && query_of(call, "from"))
		return faulty_answer(e, RC_REMOTE, MEANING_REFUSED, 400);
	return parse(owner, page(owner, call), out, e);
}

enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e);
enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e)
{
	enum rc overall = RC_OK;

	(void)a;
	for (size_t i = 0; i < n; i++) {
		struct allegro_result *r = &results[i];
		*r = (struct allegro_result){.asked = !overall};
		if (!overall && refuse_strikes(AT_REQUEST))
			overall = faulty_outage(e);
		if (overall)
			r->err = *e;
		else if (str_eq(calls[i].id, "773"))
			(void)faulty_answer(&r->err, RC_NOT_FOUND, MEANING_GONE, 404);
		else
			(void)parse(owner, document(owner, &calls[i]), &r->doc, &r->err);
		r->rc = r->err.rc;
	}
	return overall;
}

/* ---- Turns ----------------------------------------------------------------------------------- */

static enum rc take_turn(struct err *e)
{
	struct account account = {.id = account_id, .scopes = "allegro:api:sale:offers:read"};
	struct turn turn = {.db = db,
			    .account = &account,
			    .actor = "test",
			    .fence = faulty_fence,
			    .beat = faulty_beat};
	struct feed feed = offer_feed(&turn);

	return feed_take(&feed, e);
}

static void must_turn(void)
{
	struct err e = {0};

	if (take_turn(&e))
		fail_msg("%s", e.msg);
}

static int64_t number(const char *sql)
{
	return world_number(db, sql);
}

static void empty(void)
{
	static const char *const tables[] = {
	    "offer",	   "offer_doc",	   "offer_change", "offer_event",
	    "offer_dirty", "offer_cursor", "offer_trail",  "offer_poll_gap",
	    "offer_sweep", "offer_gap",	   "walk"};

	for (size_t i = 0; i < COUNT_OF(tables); i++)
		db_test_run(db, mem_printf(mem, "DELETE FROM %s", tables[i]));
	canned.price = 10;
	canned.refuses = false;
	canned.spoilt = false;
	canned.documents = canned.parts = 0;
}

/* What had to wait has waited. */
static void later(void)
{
	db_test_run(db, "UPDATE offer_dirty SET next_try = '2020-1-1' WHERE is_dirty = 1");
}

/* All of it is here; since then the journal tells the same of all of them again. */
static void full(void)
{
	empty();
	must_turn();
	db_test_run(db, "UPDATE offer_dirty SET clean_gen = dirty_gen, state = 'APPLIED'");
	db_test_run(db, "DELETE FROM offer_event");
	db_test_run(db, "UPDATE offer_cursor SET last_event_id = NULL, event_at = NULL");
	canned.price = 12;
	canned.documents = canned.parts = 0;
}

/* And nobody has read it for a day; what the list showed is to be read. */
static void silent(void)
{
	full();
	db_test_run(db, "UPDATE offer_cursor SET end_at = end_at - INTERVAL 21 HOUR");
	db_test_run(db, "UPDATE offer_sweep SET due_at = '2020-1-1'");
	db_test_run(db, "UPDATE offer_trail SET at = at - INTERVAL 3 HOUR");
	db_test_run(db, "UPDATE offer SET doc_at = NULL WHERE offer_id = '771'");
	db_test_run(db, "UPDATE offer SET changed_at = doc_at + INTERVAL 1 SECOND WHERE offer_id ="
			" '770'");
	db_test_run(db, "INSERT INTO offer_change (account_id, offer_id, field, author, at) SELECT"
			" account_id, offer_id, 'status', 'nobody', changed_at FROM offer WHERE"
			" offer_id = '770'");
}

static void settle(void)
{
	db_test_run(db, "UPDATE offer_sweep SET due_at = '2020-1-1'");
	for (int i = 0; i < 3; i++) {
		later();
		must_turn();
	}
}

static int64_t digest(void)
{
	return number(
	    "SELECT CAST((SELECT COALESCE(SUM(CRC32(CONCAT_WS(',', offer_id, name, price_minor,"
	    " doc_at IS NULL))), 0) FROM offer) + 3 * (SELECT COALESCE(SUM(CRC32(CONCAT_WS(',',"
	    " event_id, offer_id, type))), 0) FROM offer_event) + 5 * (SELECT SUM(CRC32(CONCAT_WS("
	    "',', offer_id, state, is_dirty))) FROM offer_dirty) + 7 * (SELECT COUNT(*) FROM"
	    " offer_gap) + 11 * (SELECT COUNT(*) FROM walk WHERE wanted_at IS NOT NULL) +"
	    " (SELECT CRC32(last_event_id) FROM offer_cursor) AS SIGNED)");
}

/* What only one transaction may write, found without its other half. */
static void check(const char *told)
{
	static const char *const halves[] = {
	    "SELECT COUNT(*) FROM offer_cursor c WHERE last_event_id IS NOT NULL AND NOT EXISTS"
	    " (SELECT 1 FROM offer_event e WHERE e.event_id = c.last_event_id)",
	    "SELECT COUNT(*) FROM offer_event e WHERE NOT EXISTS (SELECT 1 FROM offer_dirty d"
	    " WHERE d.offer_id = e.offer_id)",
	    "SELECT COUNT(*) FROM offer_cursor WHERE NOT EXISTS (SELECT 1 FROM offer_gap)",
	    "SELECT COUNT(*) FROM offer_gap WHERE NOT EXISTS (SELECT 1 FROM walk WHERE wanted_at"
	    " IS NOT NULL)",
	    "SELECT COUNT(*) FROM offer_dirty d WHERE state = 'APPLIED' AND offer_id <> '773' AND"
	    " NOT EXISTS (SELECT 1 FROM offer o WHERE o.offer_id = d.offer_id)",
	};

	for (size_t i = 0; i < COUNT_OF(halves); i++)
		if (number(halves[i]))
			fail_msg("%s: %s", told, halves[i]);
}

static void whatever_fails_the_next_turns_bring_all(void **state)
{
	(void)state;
	turn_faults(&(struct turn_faults){
	    .ways = {{"first", empty}, {"events", full}, {"after a silence", silent}},
	    .act = take_turn,
	    .check = check,
	    .settle = settle,
	    .digest = digest,
	    .heals = true,
	    .points = 150});
}

/* ---- What is read ---------------------------------------------------------------------------- */

static void price_and_pieces_are_read_alone_when_nothing_else_changed(void **state)
{
	(void)state;

	empty();
	must_turn();
	assert_int_equal(canned.parts, 0); /* nobody knows the rest of them */
	assert_int_equal(canned.documents, 4);
	full();
	must_turn();
	/* Two events of price and pieces alone, and one; the others told more, or an unknown word.
	 */
	assert_int_equal(canned.parts, 2);
	assert_int_equal(canned.documents, 2);
	assert_int_equal(number("SELECT COUNT(*) FROM offer WHERE price_minor = 1200"), 4);
	assert_int_equal(number("SELECT COUNT(*) FROM offer WHERE name = 'Kubek 12'"), 2);
	assert_int_equal(number("SELECT COUNT(*) FROM offer_change WHERE field = 'price'"), 4);
	/* And no document is older than the list for that. */
	db_test_run(db, "UPDATE offer_sweep SET due_at = '2020-1-1'");
	must_turn();
	must_turn();
	assert_int_equal(canned.parts, 2);
	assert_int_equal(canned.documents, 2);
}

/* F6: more is told of it while price and pieces are read. */
static void what_is_told_meanwhile_is_read_as_a_whole(void **state)
{
	(void)state;

	full();
	must_turn();
	db_test_run(db, "UPDATE offer_dirty SET dirty_gen = dirty_gen + 1 WHERE offer_id = '770'");
	canned.documents = canned.parts = 0;
	later();
	must_turn();
	assert_int_equal(canned.documents, 1);
	assert_int_equal(canned.parts, 0);
	assert_int_equal(number("SELECT COUNT(*) FROM offer WHERE name = 'Kubek 12'"), 3);
}

/* F7 */
static void what_cannot_be_read_is_kept_with_its_path_and_tried_again(void **state)
{
	static const char unread[] =
	    "SELECT COUNT(*) FROM offer_dirty WHERE offer_id = '771' AND state = 'UNREADABLE' AND"
	    " problem_path = '/publication/status' AND fail_count = 1 AND is_dirty = 1";
	static const char read[] = "SELECT COUNT(*) FROM offer WHERE price_minor = 1200";
	(void)state;

	full();
	canned.spoilt = true;
	must_turn();
	assert_int_equal(number(unread), 1);
	assert_int_equal(number(read), 3); /* the others waited for nothing */
	canned.spoilt = false;
	must_turn();
	assert_int_equal(number(unread), 1); /* not at once */
	later();
	must_turn();
	assert_int_equal(number(unread), 0);
	assert_int_equal(number(read), 4);
}

/* A cursor that Allegro does not know: the journal goes on with what it has, everything is read. */
static void a_refused_cursor_is_a_loss_once(void **state)
{
	struct err e = {0};
	(void)state;

	full();
	must_turn();
	db_test_run(db, "UPDATE offer_gap SET found_at = found_at - INTERVAL 2 HOUR");
	canned.refuses = true;
	must_turn();
	assert_int_equal(number("SELECT COUNT(*) FROM offer_gap WHERE reason = 'refused'"), 1);
	assert_int_equal(number("SELECT CAST(last_event_id AS SIGNED) FROM offer_cursor"),
			 COUNT_OF(events));
	/* So soon after it is another trouble. */
	assert_int_equal(take_turn(&e), RC_REMOTE);
	assert_int_equal(number("SELECT COUNT(*) FROM offer_gap WHERE reason = 'refused'"), 1);
}

static void an_offer_not_there_for_an_hour_is_gone(void **state)
{
	(void)state;

	full();
	db_test_run(db, "INSERT INTO offer (account_id, offer_id, words, changed_at, seen_at)"
			" SELECT id, '773', '', '2020-1-1', '2020-1-1' FROM account LIMIT 1");
	for (int i = 0; i < 3; i++) {
		must_turn();
		later();
		db_test_run(db, "UPDATE offer_dirty SET missing_since = missing_since"
				" - INTERVAL 30 MINUTE");
	}
	assert_int_equal(number("SELECT COUNT(*) FROM offer WHERE gone_at IS NOT NULL"), 1);
	assert_int_equal(number("SELECT COUNT(*) FROM offer_dirty WHERE state = 'GONE'"
				" AND is_dirty = 0"),
			 1);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "offer feed");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account_id = world_account(db, "demo");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(price_and_pieces_are_read_alone_when_nothing_else_changed),
	    cmocka_unit_test(what_is_told_meanwhile_is_read_as_a_whole),
	    cmocka_unit_test(what_cannot_be_read_is_kept_with_its_path_and_tried_again),
	    cmocka_unit_test(a_refused_cursor_is_a_loss_once),
	    cmocka_unit_test(an_offer_not_there_for_an_hour_is_gone),
	    cmocka_unit_test(whatever_fails_the_next_turns_bring_all),
	};

	return cmocka_run_group_tests_name("the journal of offers", tests, setup, db_test_teardown);
}
