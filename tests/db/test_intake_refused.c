/*
 * F43: every way in of orders, with each of its statements refused in turn, each request failed,
 * each fence lost and each beat stopped. The reason comes out, nothing is half stored, and the next
 * turn ends in the same rows as one to which nothing happened. Allegro is canned_allegro.c.
 */
#include "canned_allegro.h"
#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/orders/order_feed.h"
#include "domain/orders/order_fetch.h"
#include "domain/orders/order_import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { POINTS_MAX = 400 };

static void *mem;
static struct db *db;

/* ---- What goes wrong ------------------------------------------------------------------------- */

static const struct fault {
	const char *what;
	int at;
	bool stays; /* and everything there after it fails too */
	enum rc rc;
	bool heals; /* the way in may get over it by itself */
} faults[] = {
    {"refused", AT_STATEMENT, false, RC_DB, true},
    {"refused for good", AT_STATEMENT, true, RC_DB, false},
    {"Allegro is down", AT_REQUEST, false, RC_RETRY, true},
    {"lease lost", AT_FENCE, false, RC_CONFLICT, false},
    {"stopped", AT_BEAT, false, RC_STOPPED, false},
};

static bool is_down(void)
{
	return refuse_strikes(AT_REQUEST);
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
	return canned_call(owner, call, out, e);
}

enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e);
enum rc __wrap_allegro_call_all(struct allegro *a, void *owner, const struct allegro_call *calls,
				size_t n, struct allegro_result *results, struct err *e)
{
	(void)a;
	return canned_call_all(owner, calls, n, results, e);
}

/* ---- The ways in ----------------------------------------------------------------------------- */

static enum rc do_import(struct feed *feed, struct err *e)
{
	bool done;

	return order_import(feed, &done, e);
}

static enum rc do_poll(struct feed *feed, struct err *e)
{
	return feed_intake(feed, e) ? e->rc : feed_fetch(feed, e);
}

/* As a poll does: what a stumble left dirty is read in the next turn. */
static enum rc do_heal(struct feed *feed, struct err *e)
{
	return feed_sweep(feed, e) ? e->rc : feed_fetch(feed, e);
}

static enum rc do_reread(struct feed *feed, struct err *e)
{
	return order_reread(feed, canned.began - TIME_DAY_MS, e);
}

#define CURSOR(id, age)                                                                            \
	"INSERT INTO order_cursor (account_id, last_event_id, polled_at, event_at, end_at) SELECT" \
	" @account, " id ", t, t, t FROM (SELECT UTC_TIMESTAMP(3) - INTERVAL " age " t) x"
#define GAP(state)                                                                                 \
	"INSERT INTO order_gap (account_id, reason, from_at, until_at, done_until, old_event_id,"  \
	" event_id, state, started_at, ended_at) SELECT @account, 'old', t - INTERVAL 9 DAY, t,"   \
	" t - INTERVAL 9 DAY, 'x', '04', '" state "', t, t FROM (SELECT UTC_TIMESTAMP(3) t) x"
/* Imported long ago, and everything is to be read again: from this event. */
#define SWEEPS                                                                                     \
	"INSERT INTO order_sweep (account_id, kind, due_at) VALUES (@account, 'overlap', '2020-1-" \
	"1'), (@account, 'nightly', '2020-1-1'), (@account, 'unpaid', '2020-1-1'), (@account,"     \
	" 'open', '2020-1-1')"
#define TRAIL(id)                                                                                  \
	"INSERT INTO order_trail (account_id, at, event_id) VALUES (@account,"                     \
	" UTC_TIMESTAMP(3) - INTERVAL 3 DAY - INTERVAL 1 HOUR, " id ")"
#define LONG_AGO "UPDATE order_form SET updated_at = '2020-1-1' WHERE account_id = @account"

enum { PREPARE_MAX = 5 };
static const struct way {
	const char *name;
	enum rc (*act)(struct feed *feed, struct err *e);
	enum rc rc; /* when nothing goes wrong */
	bool empty; /* the journal is */
	bool imported;
	bool brief; /* much like another one: only refused for good */
	const char *sql[PREPARE_MAX];
} ways[] = {
    {"first import", do_import, .rc = RC_OK},
    {"first import, no event yet", do_import, .brief = true, .empty = true},
    {"many events", do_poll, .sql = {CURSOR("NULL", "1 HOUR")}},
    {"few events", do_poll, .sql = {CURSOR("'04'", "1 HOUR")}},
    {"no event", do_poll, .brief = true, .sql = {CURSOR("'07'", "1 HOUR")}},
    {"a late journal", do_poll, .sql = {CURSOR("'04'", "30 HOUR")}},
    {"a gap by age", do_poll, .sql = {CURSOR("'04'", "70 DAY"), SWEEPS}},
    {"a gap by age, no event", do_poll, .brief = true, .empty = true,
     .sql = {CURSOR("NULL", "70 DAY")}},
    {"a forgotten event", do_poll, .sql = {CURSOR("'" CANNED_FORGOTTEN "'", "5 HOUR")}},
    {"one forgotten again", do_poll, .brief = true, .rc = RC_NOT_FOUND,
     .sql = {CURSOR("'" CANNED_FORGOTTEN "'", "5 HOUR"), GAP("DONE")}},
    {"a gap that was begun", do_poll, .sql = {CURSOR("'01'", "70 DAY"), GAP("RUNNING")}},
    {"first sweeps", do_heal, .brief = true, .imported = true},
    {"all sweeps", do_heal, .imported = true, .sql = {TRAIL("NULL"), SWEEPS, LONG_AGO}},
    {"sweeps from an event", do_heal, .brief = true, .imported = true,
     .sql = {TRAIL("'01'"), SWEEPS}},
    {"sweeps from nowhere", do_heal, .brief = true, .imported = true,
     .sql = {"DELETE FROM order_trail WHERE account_id = @account", SWEEPS, LONG_AGO}},
    {"sweeps from a refused event", do_heal, .brief = true, .imported = true,
     .sql = {TRAIL("'" CANNED_REFUSED "'"), SWEEPS}},
    {"read again", do_reread, .imported = true},
};

/* What must not differ, times and counters of turns apart. */
#define SUM(columns, from)                                                                         \
	"SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS('|', " columns "))), 0) AS SIGNED) FROM " from
#define OF_ORDER "orders o ON o.id = x.order_id WHERE o.account_id = @account"
#define MINE	 " WHERE account_id = @account"

static const char *const digests[] = {
    SUM("IFNULL(last_event_id, 'none')", "order_cursor" MINE),
    SUM("event_id, form_id, type", "order_event" MINE),
    SUM("form_id, state, is_dirty", "order_form" MINE),
    SUM("form_id, status, fulfillment, place, total_minor", "orders" MINE),
    SUM("line_item_id, quantity", "order_line x JOIN " OF_ORDER),
    SUM("field, before_value, after_value", "order_change x JOIN " OF_ORDER),
    SUM("place, n", "order_tally" MINE " AND n <> 0"),
    SUM("state, stored", "order_import" MINE),
    SUM("state, reason, old_event_id, event_id", "order_gap" MINE),
    SUM("kind, position, due_at > UTC_TIMESTAMP(3)", "order_sweep" MINE),
    SUM("kind, subject, is_open", "alarm" MINE),
    SUM("action", "audit WHERE subject = CONCAT('account:', @account)"),
};

/* What only one transaction may write, found without its other half. */
static const char *const halves[] = {
    "SELECT COUNT(*) FROM order_cursor c" MINE " AND gen > 0 AND NOT EXISTS (SELECT 1 FROM"
    " order_event e WHERE e.account_id = c.account_id AND e.event_id = c.last_event_id) AND NOT"
    " EXISTS (SELECT 1 FROM order_gap g WHERE g.account_id = c.account_id"
    " AND g.event_id <=> c.last_event_id AND g.state = 'DONE')",
    "SELECT COUNT(*) FROM order_event e" MINE " AND form_id IS NOT NULL AND NOT EXISTS (SELECT 1"
    " FROM order_form f WHERE f.account_id = e.account_id AND f.form_id = e.form_id)",
    "SELECT COUNT(*) FROM order_form f" MINE " AND state = 'APPLIED' AND NOT EXISTS (SELECT 1"
    " FROM orders o JOIN order_line l ON l.order_id = o.id"
    " JOIN order_raw r ON r.account_id ="
    " o.account_id AND r.form_id = o.form_id"
    " WHERE o.account_id = f.account_id AND o.form_id = f.form_id)",
    "SELECT COUNT(*) FROM order_form" MINE " AND state = 'PENDING' AND is_dirty = 0",
    "SELECT COUNT(*) FROM order_import i" MINE " AND NOT EXISTS (SELECT 1 FROM order_cursor c"
    " WHERE c.account_id = i.account_id)",
    "SELECT COUNT(*) FROM order_gap g" MINE " AND old_event_id <> 'x' AND state = 'RUNNING' AND"
    " NOT EXISTS (SELECT 1 FROM alarm a WHERE a.account_id = g.account_id AND a.is_open = 1"
    " AND a.kind LIKE '%gap%')",
    "SELECT COUNT(*) FROM order_gap" MINE " AND old_event_id <> 'x' AND state = 'DONE' AND NOT"
    " EXISTS (SELECT 1 FROM audit WHERE subject = CONCAT('account:', @account))",
};

static void sums(int64_t out[COUNT_OF(digests)])
{
	for (size_t i = 0; i < COUNT_OF(digests); i++)
		out[i] = world_number(db, digests[i]);
}

static struct turn prepare(const struct way *w)
{
	static int turns;
	const char *name = mem_printf(mem, "%s, %d", w->name, ++turns);
	struct turn s = world_turn(db, world_account(db, name));
	struct feed feed = order_feed(&s);
	struct err e = {0};

	s.fence = faulty_fence;
	s.beat = faulty_beat;
	canned.is_empty = w->empty;
	canned.fulfillment = "NEW";
	db_test_run(db, mem_printf(mem, "SET @account = %llu", (unsigned long long)s.account->id));
	if (w->imported && do_import(&feed, &e))
		fail_msg("%s", e.msg);
	for (size_t i = 0; i < PREPARE_MAX && w->sql[i]; i++)
		db_test_run(db, w->sql[i]);
	canned.fulfillment = "PROCESSING";
	return s;
}

static enum rc take(const struct way *w, struct turn *turn, struct err *e)
{
	struct feed feed = order_feed(turn);

	return w->act(&feed, e);
}

/* A turn, after what has to wait has waited. */
static void act_well(const struct way *w, struct turn *turn)
{
	struct err e = {0};

	db_test_run(db, "UPDATE order_form SET next_try = '1970-01-01'" MINE " AND is_dirty = 1");
	enum rc rc = take(w, turn, &e);
	if (rc != w->rc)
		fail_msg("%s: %d %s", w->name, (int)rc, e.msg);
}

static void compare(const char *way, const char *what, int n, const int64_t want[])
{
	int64_t have[COUNT_OF(digests)];

	sums(have);
	for (size_t i = 0; i < COUNT_OF(digests); i++)
		if (have[i] != want[i])
			fail_msg("%s, %s at %d: %s", way, what, n, digests[i]);
}

struct stumble {
	const struct way *way;
	const struct fault *fault;
	const int64_t *want;
	struct turn turn; /* of an account of its own, each time */
};

static void fresh(void *arg)
{
	struct stumble *s = arg;

	s->turn = prepare(s->way);
}

static enum rc act(void *arg, struct err *e)
{
	struct stumble *s = arg;

	return take(s->way, &s->turn, e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	struct stumble *s = arg;
	const struct way *w = s->way;
	const struct fault *f = s->fault;

	if (rc != (was_hit ? f->rc : w->rc) && !(rc == w->rc && f->heals))
		fail_msg("%s, %s at %d: %d %s", w->name, f->what, n, (int)rc, e->msg);
	for (size_t i = 0; i < COUNT_OF(halves); i++)
		if (world_number(db, halves[i]))
			fail_msg("%s, %s at %d: %s", w->name, f->what, n, halves[i]);
	act_well(w, &s->turn);
	compare(w->name, f->what, n, s->want);
}

static int stumble_everywhere(const struct way *w, const int64_t want[])
{
	int points = 0;

	for (size_t f = 0; f < COUNT_OF(faults); f++) {
		struct stumble s = {.way = w, .fault = &faults[f], .want = want};
		if (w->brief && !faults[f].stays)
			continue;
		points += refuse_each(&(struct refuse_trial){.what = w->name,
							     .place = faults[f].at,
							     .stays = faults[f].stays,
							     .less_than = POINTS_MAX,
							     .every = 3,
							     .fresh = fresh,
							     .act = act,
							     .check = check,
							     .arg = &s});
	}
	return points;
}

static void what_fails_leaves_no_half_and_the_next_turn_makes_it_whole(void **state)
{
	int points = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		int64_t want[COUNT_OF(digests)];
		struct turn s = prepare(&ways[i]);
		act_well(&ways[i], &s);
		act_well(&ways[i], &s);
		sums(want);
		points += stumble_everywhere(&ways[i], want);
	}
	print_message("%d points\n", points);
	assert_true(points > 500);
}

static void a_dry_turn_writes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		int64_t before[COUNT_OF(digests)];
		struct turn s = prepare(&ways[i]);
		s.dry = true;
		sums(before);
		act_well(&ways[i], &s);
		compare(ways[i].name, "dry", 0, before);
	}
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "refused");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	canned = (struct canned){.began = time_now_ms(), .is_down = is_down};
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_fails_leaves_no_half_and_the_next_turn_makes_it_whole),
	    cmocka_unit_test(a_dry_turn_writes_nothing),
	};

	return cmocka_run_group_tests_name("a way in that stumbles", tests, setup,
					   db_test_teardown);
}
