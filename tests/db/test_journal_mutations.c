/*
 * F17: a thousand mutated pages of the journal: the cursor stands on a stored event, and a page
 * that is refused changes nothing. Allegro is this file: allegro_call() is wrapped at link time.
 */
#include "db_test.h"
#include "order_world.h"

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/feed/feed_cursor_store.h"
#include "domain/orders/order_feed.h"
#include "json_mutate.h"
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MUTATED_PAGES = 1000, MUTATED_SAMPLE = 300, PAGE_EVENTS = 5, PAGE_MAX = 64 * 1024 };

static void *mem;
static struct db *db;
static struct turn way;

static int setup_group(void **state)
{
	*state = mem = mem_context(NULL, "mutations");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

static unsigned page_seed; /* 0: the page comes as it is */

const char *__wrap_allegro_trace(const struct allegro *a);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);

const char *__wrap_allegro_trace(const struct allegro *a)
{
	(void)a;
	return "";
}

/* The journal goes on for ever, a few events a page. */
static char *page_after(void *owner, const char *from)
{
	char now[TIME_RFC3339_SIZE];
	char *text = mem_array(owner, char, PAGE_MAX);
	struct str out;
	int64_t at = 0;

	(void)str_to_i64(str_or(from, "0"), 0, INT64_MAX - PAGE_EVENTS, &at);
	time_format_rfc3339(time_now_ms(), now);
	str_init(&out, owner, PAGE_MAX);
	str_add(&out, "{\"events\":[");
	for (int i = 1; i <= PAGE_EVENTS; i++)
		str_addf(
		    &out,
		    "%s{\"id\":\"%020lld\",\"type\":\"BOUGHT\",\"occurredAt\":\"%s\",\"order\":"
		    "{\"checkoutForm\":{\"id\":\"form-%lld\",\"revision\":\"1\"}}}",
		    i > 1 ? "," : "", (long long)at + i, now, (long long)at + i);
	str_add(&out, "]}");
	memcpy(text, out.text, out.len + 1); /* with room to grow */
	return text;
}

static const char *answer_to(void *owner, const struct allegro_call *call)
{
	char now[TIME_RFC3339_SIZE];

	time_format_rfc3339(time_now_ms(), now);
	if (call->op == OP_ORDER_EVENT_STATS)
		return mem_printf(owner, "{\"latestEvent\":{\"id\":\"1\",\"occurredAt\":\"%s\"}}",
				  now);
	if (call->op != OP_ORDER_EVENTS)
		return "{\"checkoutForms\":[],\"count\":0,\"totalCount\":0}";
	char *page = page_after(owner, call->query[0].value);
	if (page_seed)
		(void)json_mutate_text(page, PAGE_MAX, page_seed);
	return page;
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	const char *text = answer_to(owner, call);

	(void)a;
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

static int64_t journal(const char *what)
{
	char *sql = mem_printf(NULL, "%s AND c.account_id = %llu", what,
			       (unsigned long long)way.account->id);
	int64_t n = world_number(db, sql);

	mem_free(sql);
	return n;
}

static void poll_page(unsigned seed, size_t *refused)
{
	static const char moved[] = "SELECT CAST(gen AS SIGNED) FROM order_cursor c WHERE 1 = 1";
	static const char stored[] = "SELECT COUNT(*) FROM order_event c WHERE 1 = 1";
	static const char lost[] =
	    "SELECT COUNT(*) FROM order_cursor c WHERE c.last_event_id <> '0' AND NOT EXISTS"
	    " (SELECT 1 FROM order_event e WHERE e.account_id = c.account_id AND"
	    " e.event_id = c.last_event_id)";
	int64_t gen = journal(moved);
	int64_t n = journal(stored);
	struct err e = {0};

	page_seed = seed;
	struct feed feed = order_feed(&way);
	enum rc rc = feed_intake(&feed, &e);
	assert_int_equal(journal(lost), 0);
	if (!seed)
		assert_int_equal(rc, RC_OK);
	if (!rc)
		return;
	if (rc != RC_SHAPE)
		fail_msg("page %u: %s", seed, e.msg);
	assert_int_equal(journal(moved), gen);
	assert_int_equal(journal(stored), n);
	++*refused;
}

static void mutated_pages_move_no_cursor_without_their_events(void **state)
{
	static const char unread[] = "SELECT COUNT(*) FROM order_event c WHERE c.type = 'UNREAD'";
	const unsigned pages = db_test_is_deep() ? MUTATED_PAGES : MUTATED_SAMPLE;
	const unsigned first = db_test_seed() * MUTATED_PAGES; /* of the seeds; 0 mutates nothing */
	struct err e = {0};
	size_t refused = 0;

	(void)state;
	way = world_turn(db, world_account(db, "mutated journal"));
	if (feed_cursor_open(db, order_kind.table, way.account->id, "0", time_now_ms(), &e))
		fail_msg("%s", e.msg);
	for (unsigned i = 1; i <= pages; i++) {
		poll_page(first + i, &refused);
		if (i % 10 == 0)
			poll_page(0, &refused);
	}
	(void)printf("%u mutated pages of the journal: %zu refused, seed %u\n", pages, refused,
		     db_test_seed());
	assert_true(refused > 0 && refused < pages / 2);
	assert_true(journal(unread) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mutated_pages_move_no_cursor_without_their_events),
	};

	return cmocka_run_group_tests(tests, setup_group, db_test_teardown);
}
