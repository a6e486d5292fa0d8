/*
 * F43, F35: a turn of the outbox in which any statement is refused, any request is lost on its way
 * there or back, the lease is lost or slept through, or somebody stops it. What Allegro was asked
 * to do took effect once in the end, and never twice. Allegro is this file.
 */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/outbox/order_status.h"
#include "domain/outbox/outbox_send.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PAID	    "2026-11-20T10:05:00.000Z"
#define FORM	    "0b0cca22-0000-4000-8000-000000000001"
#define MINE	    " WHERE account_id = @account"
#define OPEN_STATES " AND state IN ('NEW', 'SENT', 'UNKNOWN')"

enum { POINTS_MAX = 60, TURNS = 3, LEASE_S = 3600 };

static void *mem;
static struct db *db;

/* ---- What goes wrong ------------------------------------------------------------------------- */

enum { AT_FENCE = AT_STATEMENT + 1, AT_BEAT, AT_PUT, AT_ASK, AT_LEASE };

static const struct fault {
	const char *what;
	int at;
	enum rc rc; /* of the request, and what may come out */
	enum meaning meaning;
	bool arrives;	  /* Allegro does what was asked */
	bool sent;	  /* it left */
	const char *ends; /* state in which the intent ends; NULL: DONE */
} faults[] = {
    {"refused", AT_STATEMENT, .rc = RC_DB},
    {"the lease is another's", AT_FENCE, .rc = RC_CONFLICT},
    {"slept past its lease", AT_LEASE, .rc = RC_CONFLICT},
    {"stopped", AT_BEAT, .rc = RC_STOPPED},
    {"no network", AT_PUT, .rc = RC_RETRY, .meaning = MEANING_NO_ANSWER},
    {"lost on the way there", AT_PUT, .rc = RC_RETRY, .meaning = MEANING_NO_ANSWER, .sent = true},
    {"lost on the way back", AT_PUT, .rc = RC_RETRY, .meaning = MEANING_NO_ANSWER, .sent = true,
     .arrives = true},
    {"busy", AT_PUT, .rc = RC_RETRY, .meaning = MEANING_LIMIT, .sent = true},
    {"another revision", AT_PUT, .rc = RC_CONFLICT, .meaning = MEANING_CONFLICT, .sent = true},
    {"stopped before the request", AT_PUT, .rc = RC_STOPPED},
    {"no answer to the question", AT_ASK, .rc = RC_RETRY, .meaning = MEANING_NO_ANSWER},
    {"question refused", AT_ASK, .rc = RC_REMOTE, .meaning = MEANING_REFUSED},
    {"stopped before the question", AT_ASK, .rc = RC_STOPPED},
    {"gone", AT_ASK, .rc = RC_NOT_FOUND, .meaning = MEANING_GONE, .ends = "HELD"},
};

static const struct fault *armed; /* the one that is gone through */

static enum rc say(struct err *e)
{
	(void)err_set(e, armed->rc, "%s", armed->what);
	e->meaning = armed->meaning;
	return e->rc;
}

static enum rc fence(struct db *in, void *arg, struct err *e)
{
	(void)in, (void)arg;
	return refuse_strikes(AT_FENCE) ? say(e) : RC_OK;
}

static enum rc beat(void *arg, struct err *e)
{
	(void)arg;
	return refuse_strikes(AT_BEAT) ? say(e) : RC_OK;
}

/* ---- Allegro --------------------------------------------------------------------------------- */

static int effects; /* the order is at this revision, and shipped if it is not 0 */

enum rc __wrap_allegro_push(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct allegro_receipt *out, struct err *e);
enum rc __wrap_allegro_push(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct allegro_receipt *out, struct err *e)
{
	bool lost = refuse_strikes(AT_PUT);

	(void)a, (void)owner, (void)call;
	*out = (struct allegro_receipt){.sent = true, .status = 204, .trace = "t"};
	effects += !lost || armed->arrives;
	if (!lost)
		return RC_OK;
	*out = (struct allegro_receipt){.sent = armed->sent};
	return say(e);
}

enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e);
enum rc __wrap_allegro_call(struct allegro *a, void *owner, const struct allegro_call *call,
			    struct json **out, struct err *e)
{
	const char *text =
	    mem_printf(owner,
		       "{\"id\":\"%s\",\"status\":\"READY_FOR_PROCESSING\",\"revision\":\"r%d\","
		       "\"fulfillment\":{\"status\":\"%s\"}}",
		       call->id, effects, effects ? "SENT" : "NEW");

	(void)a;
	if (refuse_strikes(AT_ASK))
		return say(e);
	return json_parse(owner, (struct bytes){text, strlen(text)}, out, e);
}

/* ---- A turn ---------------------------------------------------------------------------------- */

static uint64_t account;

static const char *fresh_batch(void)
{
	static int made;

	return mem_printf(mem, "00000000-0000-4000-9000-%012d", ++made);
}

static void prepare(void)
{
	const char *name = fresh_batch();
	account = world_account(db, name);
	const struct outbox_switching on = {account, OUTBOX_ORDER_STATUS, OUTBOX_ARMED, 0};
	struct outbox_draft draft = {account, FORM, "r0", "NEW", "SENT", NULL, {0}};
	const struct outbox_decision d = {
	    .kind = OUTBOX_ORDER_STATUS, .batch = name, .actor = "anna", .drafts = &draft, .n = 1};
	struct turn way = world_turn(db, account);
	struct err e = {0};
	size_t posted;

	effects = 0;
	db_test_run(db, mem_printf(mem, "SET @account = %llu", (unsigned long long)account));
	world_apply(&way, &(struct form_spec){.id = FORM, .finished_at = PAID}, 1);
	if (outbox_switch(db, &on, "anna", &e) || outbox_post(db, &d, &posted, &e))
		fail_msg("%s", e.msg);
}

static struct turn stumbling_turn(void)
{
	struct turn turn = world_turn(db, account);

	turn.actor = "push-outbox@test";
	turn.fence = fence;
	turn.beat = beat;
	return turn;
}

static enum rc push(struct err *e)
{
	struct turn lent = stumbling_turn();
	struct outbox_push p = {.turn = &lent, .lease_s = refuse_strikes(AT_LEASE) ? 0 : LEASE_S};
	bool due = false;
	enum rc rc = outbox_is_due(db, account, &due, e);

	return rc || !due ? rc : outbox_push(&p, e);
}

static void end_well(const struct fault *f, int n)
{
	for (int i = 0; i < TURNS; i++) {
		struct err e = {0};
		db_test_run(db, "UPDATE outbox SET next_at = '2020-01-01'" MINE OPEN_STATES);
		if (push(&e))
			fail_msg("%s at %d, later: %s", f->what, n, e.msg);
	}
	assert_int_equal(effects, 1);
	const char *sql = mem_printf(mem, "SELECT COUNT(*) FROM outbox" MINE " AND state = '%s'",
				     f->ends ? f->ends : "DONE");
	if (world_number(db, sql) != 1)
		fail_msg("%s at %d: it did not end as %s", f->what, n, sql);
}

static void fresh(void *arg)
{
	(void)arg;
	prepare();
}

static enum rc act(void *arg, struct err *e)
{
	(void)arg;
	return push(e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const struct fault *f = arg;

	if (rc && (!was_hit || rc != f->rc))
		fail_msg("%s at %d: %d %s", f->what, n, (int)rc, e->msg);
	if (was_hit && f->at == AT_STATEMENT)
		assert_int_equal(rc, RC_DB);
	assert_in_range(effects, 0, 1);
	if (was_hit)
		end_well(f, n);
}

static void what_was_decided_takes_effect_once_whatever_fails(void **state)
{
	int points = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		struct fault f = faults[i];
		armed = &f;
		int n = refuse_each(&(struct refuse_trial){.what = f.what,
							   .place = f.at,
							   .less_than = POINTS_MAX,
							   .fresh = fresh,
							   .act = act,
							   .check = check,
							   .arg = &f});
		assert_true(n > 0);
		points += n;
	}
	print_message("%d points\n", points);
}

/* ---- Deciding -------------------------------------------------------------------------------- */

#define PICKED	"0b0cca22-0000-4000-8000-00000000000a"
#define CHANGED "0b0cca22-0000-4000-8000-00000000000b"
#define NOBODYS "0b0cca22-0000-4000-8000-00000000000c"
#define IS_SENT "0b0cca22-0000-4000-8000-00000000000d"

struct deciding {
	struct order_status_decision what;
	struct order_status_outcome outcomes[4];
	int64_t before; /* intents */
	size_t posted;
};

static enum rc decide(void *arg, struct err *e)
{
	struct deciding *d = arg;

	d->posted = 9;
	return order_status_decide(db, mem, &d->what, d->outcomes, &d->posted, e);
}

static void check_decided(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const struct deciding *d = arg;

	(void)n, (void)e;
	assert_int_equal(rc, was_hit ? RC_DB : RC_OK);
	assert_int_equal(d->posted, was_hit ? 0 : 1);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox" MINE),
			 d->before + (was_hit ? 0 : 1));
}

static void a_decision_is_kept_whole_or_not_at_all(void **state)
{
	static const char *const ids[] = {PICKED, CHANGED, NOBODYS, IS_SENT};
	struct outbox_pick picks[COUNT_OF(ids)];
	struct turn way;

	(void)state;
	prepare();
	way = world_turn(db, account);
	world_apply(
	    &way,
	    (struct form_spec[]){{.id = PICKED, .finished_at = PAID},
				 {.id = CHANGED, .finished_at = PAID},
				 {.id = IS_SENT, .finished_at = PAID, .fulfillment = "SENT"}},
	    3);
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		picks[i] = (struct outbox_pick){ids[i], i == 1 ? 7 : 1, NULL};
	db_test_run(db, "UPDATE account SET scopes = 'allegro:api:orders:write'"
			" WHERE id = @account");
	struct deciding d = {.what = {.word = "SENT",
				      .batch = fresh_batch(),
				      .actor = "anna",
				      .picks = picks,
				      .n = COUNT_OF(ids)},
			     .before = world_number(db, "SELECT COUNT(*) FROM outbox" MINE)};
	int points = refuse_each(&(struct refuse_trial){.what = "decide",
							.less_than = POINTS_MAX,
							.act = decide,
							.check = check_decided,
							.arg = &d});
	assert_true(points > 3);
	assert_true(d.outcomes[1].changed);
	assert_null(d.outcomes[2].now);
	assert_int_not_equal(d.outcomes[3].verdict, ORDER_STATUS_OK);
}

/* ---- What is over ---------------------------------------------------------------------------- */

static enum rc expire(void *arg, struct err *e)
{
	return outbox_expire(arg, e);
}

static void check_expired(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	static const char held[] = "SELECT COUNT(*) FROM outbox" MINE " AND state = 'HELD'";

	(void)arg, (void)n, (void)e;
	assert_int_equal(rc, was_hit ? RC_DB : RC_OK);
	assert_int_equal(world_number(db, held), rc ? 0 : 1);
}

static void a_deadline_that_could_not_be_kept_is_held_once(void **state)
{
	struct turn lent = stumbling_turn();
	struct outbox_push p = {.turn = &lent};

	(void)state;
	prepare();
	db_test_run(db, "UPDATE outbox SET deadline = '2020-01-01'" MINE OPEN_STATES);
	(void)refuse_each(&(struct refuse_trial){.what = "expire",
						 .less_than = POINTS_MAX,
						 .act = expire,
						 .check = check_expired,
						 .arg = &p});
	assert_int_equal(effects, 0);
}

static void a_kind_of_a_newer_program_is_left_to_it(void **state)
{
	struct err e = {0};

	(void)state;
	prepare();
	db_test_run(db, "UPDATE outbox SET kind = 'price'" MINE);
	db_test_run(db, "UPDATE outbox_writer SET kind = 'price'" MINE);
	assert_int_equal(push(&e), RC_INVALID);
	assert_non_null(strstr(e.msg, "price"));
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox" MINE OPEN_STATES), 1);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "stumbles");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_decided_takes_effect_once_whatever_fails),
	    cmocka_unit_test(a_decision_is_kept_whole_or_not_at_all),
	    cmocka_unit_test(a_deadline_that_could_not_be_kept_is_held_once),
	    cmocka_unit_test(a_kind_of_a_newer_program_is_left_to_it),
	};

	return cmocka_run_group_tests_name("an outbox that stumbles", tests, setup,
					   db_test_teardown);
}
