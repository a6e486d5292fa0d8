/*
 * Ratings with each statement refused in turn, each request failed, each fence lost and each beat
 * stopped: the reason comes out, nothing is half kept, and the next turn ends in the same rows as
 * one to which nothing happened. Allegro is a list of canned ratings.
 */
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"
#include "walk_world.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/stmt.h"
#include "domain/ratings/rating.h"
#include "domain/ratings/rating_sync.h"
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS_MAX = 200, CANNED = 4 };

/* ---- Allegro --------------------------------------------------------------------------------- */

static struct {
	int64_t began;
	bool hides_last; /* the oldest is in no list, and by itself refused */
} canned;

static const char *one(void *owner, int i)
{
	char at[TIME_RFC3339_SIZE];

	time_format_rfc3339(canned.began - (1 + i / 2) * TIME_HOUR_MS, at);
	return mem_printf(
	    owner,
	    "{\"id\":\"rating-%d\",\"createdAt\":\"%s\",\"lastChangedAt\":\"%s\","
	    "\"buyer\":{\"id\":\"1\",\"login\":\"ola%d\"},\"recommended\":false,"
	    "\"comment\":\"x\",\"order\":{\"id\":\"order-%d\",\"offers\":[{\"id\":\"7%d\","
	    "\"title\":\"Kubek\"}]},\"removal\":{\"possibleTo\":\"2099-01-01T00:00:00Z\"}}",
	    i, at, at, i, i, i);
}

/* Two at once, so that a walk has several pages, of which two hold equal times. */
static const char *page(void *owner, const struct allegro_call *call)
{
	const char *text = "{\"ratings\":[";
	int64_t skip = walk_asked(call, "offset", 0);
	int n = 0;

	for (int i = 0; i < CANNED - canned.hides_last && n < 3; i++) {
		if (canned.began - (1 + i / 2) * TIME_HOUR_MS >
			walk_asked(call, "lastChangedAt.lte", 0) ||
		    skip-- > 0)
			continue;
		text = mem_printf(owner, "%s%s%s", text, n ? "," : "", one(owner, i));
		n++;
	}
	return mem_printf(owner, "%s]}", text);
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	(void)a;
	if (refuse_strikes(AT_REQUEST))
		return faulty_outage(e);
	if (call->op == OP_RATING && canned.hides_last)
		return faulty_answer(e, RC_REMOTE, MEANING_REFUSED, 404);
	const char *text = call->op == OP_RATINGS ? page(owner, call)
						  : one(owner, call->id[strlen("rating-")] - '0');
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

/* ---- Coming in ------------------------------------------------------------------------------- */

static int64_t digest(void)
{
	return world_number(
	    walks.db, "SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS(',', rating_id, changed_at, login,"
		      " words, gone_at IS NULL, reread_at IS NULL))), 0) + 7 * (SELECT"
		      " COUNT(*) FROM walk WHERE walk_from IS NULL AND read_to IS NOT"
		      " NULL) AS SIGNED) FROM rating");
}

static void empty(void)
{
	db_test_run(walks.db, "DELETE FROM rating");
	db_test_run(walks.db, "DELETE FROM walk");
	canned.hides_last = false;
}

/* All are here, and since then one has been taken back. */
static void full(void)
{
	empty();
	walk_must_turn();
	canned.hides_last = true;
	walk_long_after();
}

static void whatever_fails_the_next_turns_bring_all(void **state)
{
	(void)state;
	turn_faults(&(struct turn_faults){.ways = {{"first walk", empty}, {"one taken back", full}},
					  .act = walk_two_turns,
					  .settle = walk_settle,
					  .digest = digest,
					  .points = 60});
}

static void a_walk_meets_each_once_and_ends(void **state)
{
	struct err e = {0};
	(void)state;

	empty();
	walk_must_turn();
	assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM rating"), CANNED);
	assert_int_equal(
	    world_number(walks.db, "SELECT COUNT(*) FROM walk WHERE walk_from IS NULL"), 1);
	refuse_arm(AT_REQUEST, 1, true);
	assert_int_equal(walk_turn(&e), RC_OK); /* not due: nothing is asked */
	assert_false(refuse_disarm());
}

/* ---- Looking and deciding -------------------------------------------------------------------- */

static int batches;

static enum rc decide(const char *id, struct err *e)
{
	const struct act_decision d = {
	    .kind = OUTBOX_RATING_ANSWER,
	    .text = "Przepraszamy",
	    .version = canned.began - TIME_HOUR_MS,
	    .batch = mem_printf(walks.mem, "00000000-0000-4000-8000-%012d", ++batches),
	    .actor = "anna",
	};

	return act_decide(walks.db, walks.mem, rating_look, id, &d, e);
}

static enum rc look(void *arg, struct err *e)
{
	int64_t counts[RATING_VIEW_COUNT];
	struct window_page page;

	for (int v = 0; v < RATING_VIEW_COUNT; v++) {
		struct window_filter f = WINDOW_FILTER;
		f.tab = (unsigned)v;
		if (rating_list(walks.db, walks.mem, &f, &page, e))
			return e->rc;
		f.query = "kubek";
		if (rating_list(walks.db, walks.mem, &f, &page, e))
			return e->rc;
	}
	struct rating_detail d;
	(void)arg;
	return rating_count(walks.db, counts, e) ||
		       rating_load(walks.db, walks.mem, "rating-0", &d, e)
		   ? e->rc
		   : rating_forget(walks.db, e);
}

static enum rc decide_one(void *arg, struct err *e)
{
	(void)arg;
	return decide("rating-0", e);
}

static void check_deed(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("%s, statement %d: %d %s", (const char *)arg, n, (int)rc, e->msg);
	if (was_hit)
		assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM outbox"), 0);
}

static void a_refused_statement_keeps_no_decision(void **state)
{
	struct refuse_trial t = {.what = "look",
				 .less_than = POINTS_MAX,
				 .act = look,
				 .check = check_deed,
				 .arg = (void *)(uintptr_t) "look"};
	(void)state;

	empty();
	walk_must_turn();
	db_test_run(walks.db, "UPDATE account SET scopes = 'allegro:api:ratings'");
	db_test_run(walks.db, "INSERT INTO outbox_writer (account_id, kind, armed, actor)"
			      " SELECT id, 'rating-answer', 1, 'test' FROM account");
	assert_true(refuse_each(&t) > 10);
	t.act = decide_one;
	assert_true(refuse_each(&t) > 5);
}

static void what_was_edited_since_is_not_answered(void **state)
{
	struct err e = {0};
	(void)state;

	assert_int_equal(decide("rating-2", &e), RC_CONFLICT); /* changed at another time */
	err_clear(&e);
	assert_int_equal(decide("rating-0", &e), RC_CONFLICT); /* one is on its way */
	err_clear(&e);
	assert_int_equal(decide("rating-9", &e), RC_NOT_FOUND);
	assert_int_equal(world_number(walks.db, "SELECT COUNT(*) FROM outbox"), 1);
}

static int setup(void **state)
{
	canned.began = time_now_ms() / TIME_SECOND_MS * TIME_SECOND_MS;
	walks = (struct walk_world){
	    .def = &rating_walk, .table = "rating", .scopes = "allegro:api:ratings"};
	return walk_world_setup(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_walk_meets_each_once_and_ends),
	    cmocka_unit_test(whatever_fails_the_next_turns_bring_all),
	    cmocka_unit_test(a_refused_statement_keeps_no_decision),
	    cmocka_unit_test(what_was_edited_since_is_not_answered),
	};

	return cmocka_run_group_tests_name("ratings", tests, setup, db_test_teardown);
}
