/* F43: the database refuses any statement of the outbox for good. Nothing of a decision is kept,
 * the reason comes out, and the same decision is taken once there is room. */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/outbox/order_status.h"
#include "domain/outbox/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { STATEMENTS_MAX = 60 };

static void *mem;
static struct db *db;
static uint64_t account;
static int batches;
static const char *batch;

static const char *fresh_batch(void)
{
	return mem_printf(mem, "00000000-0000-4000-8000-%012d", ++batches);
}

static enum rc post(const char *subject, struct err *e)
{
	struct outbox_draft drafts[] = {
	    {account, subject, "r1", "NEW", "PROCESSING", NULL, {0}},
	    {account, "other", "r1", "NEW", "SENT", NULL, {0}},
	};
	const struct outbox_decision d = {.kind = OUTBOX_ORDER_STATUS,
					  .batch = batch,
					  .actor = "anna",
					  .delay_s = 60,
					  .drafts = drafts,
					  .n = COUNT_OF(drafts)};
	size_t posted;

	return outbox_post(db, &d, &posted, e);
}

/* The newest intent of the batch. */
static struct outbox_intent newest(void)
{
	struct outbox_filter all = {.view = OUTBOX_VIEW_ALL};
	struct outbox_intent *rows;
	struct err e = {0};
	size_t n;

	if (outbox_list(db, mem, &all, &rows, &n, &e) || !n)
		fail_msg("no intent: %s", e.msg);
	return rows[0];
}

static void hold_newest(void)
{
	struct err e = {0};
	const struct outbox_intent i = newest();
	const struct stmt_def hold = {"UPDATE outbox SET state = 'HELD', reason = 'changed',"
				      " found_value = 'NEW', found_guard = 'r2' WHERE id = ?",
				      "u", NO_ROWS};

	if (stmt_run(db, &hold, PARAMS(P_U64(i.id)), NULL, &e))
		fail_msg("%s", e.msg);
}

/* ---- What is done ---------------------------------------------------------------------------- */

static enum rc do_post(const struct outbox_intent *i, struct err *e)
{
	(void)i;
	return post("one", e);
}

static enum rc do_undo(const struct outbox_intent *i, struct err *e)
{
	size_t undone;

	return outbox_undo(db, i->batch, "anna", &undone, e);
}

static enum rc do_drop(const struct outbox_intent *i, struct err *e)
{
	return outbox_drop(db, i->id, i->version, "anna", e);
}

static enum rc do_release(const struct outbox_intent *i, struct err *e)
{
	const struct outbox_releasing r = {i->id, i->version, NULL, "anna"};
	const char *obstacle;

	return outbox_release(db, &r, &obstacle, e);
}

static enum rc do_switch(const struct outbox_intent *i, struct err *e)
{
	const struct outbox_switching s = {.account_id = i->account_id,
					   .kind = OUTBOX_ORDER_STATUS,
					   .to = OUTBOX_ARMED,
					   .version = 0};

	return outbox_switch(db, &s, "anna", e);
}

static enum rc do_look(const struct outbox_intent *i, struct err *e)
{
	const struct outbox_filter all = {.view = OUTBOX_VIEW_OPEN, .account_id = i->account_id};
	struct outbox_intent *rows;
	struct outbox_writer *writers;
	struct outbox_counts counts;
	struct outbox_intent one;
	struct outbox_step *steps;
	struct outbox_glance glance;
	struct outbox_batch mine;
	size_t n;

	if (outbox_list(db, mem, &all, &rows, &n, e) || outbox_count(db, &counts, e) ||
	    outbox_find(db, mem, i->id, &one, e) || outbox_steps(db, mem, i->id, &steps, &n, e) ||
	    outbox_glance(db, &glance, e) || outbox_undoable(db, mem, "anna", &mine, e))
		return e->rc;
	return outbox_writers(db, mem, i->account_id, &writers, &n, e);
}

enum before { BEFORE_NOTHING, BEFORE_WAITING, BEFORE_HELD };

struct deed {
	const char *what;
	enum rc (*act)(const struct outbox_intent *i, struct err *e);
	enum before before;
};

static const struct deed deeds[] = {
    {"look", do_look, BEFORE_WAITING},	  {"decide", do_post, BEFORE_WAITING},
    {"undo", do_undo, BEFORE_WAITING},	  {"drop", do_drop, BEFORE_HELD},
    {"release", do_release, BEFORE_HELD}, {"switch", do_switch, BEFORE_NOTHING},
};

/* Everything the deeds may write, as one number. */
static int64_t digest(void)
{
	return world_number(
	    db, "SELECT CAST((SELECT COALESCE(SUM(CRC32(CONCAT(id, state, version))), 0)"
		" FROM outbox) + 7 * (SELECT COUNT(*) FROM outbox_step)"
		" + 11 * (SELECT COUNT(*) FROM audit)"
		" + 13 * (SELECT COALESCE(SUM(version), 0) FROM outbox_writer) AS SIGNED)");
}

struct doing {
	const struct deed *deed;
	struct outbox_intent intent;
	int64_t before; /* the digest */
};

static enum rc act(void *arg, struct err *e)
{
	const struct doing *d = arg;

	return d->deed->act(&d->intent, e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const struct doing *d = arg;

	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("%s, statement %d: %d %s", d->deed->what, n, (int)rc, e->msg);
	if (!was_hit)
		return;
	assert_non_null(strstr(e->msg, "1114"));
	assert_int_equal(digest(), d->before);
}

static void a_refused_statement_keeps_nothing(void **state)
{
	int points = 0;
	(void)state;

	for (size_t i = 0; i < COUNT_OF(deeds); i++) {
		struct doing d = {.deed = &deeds[i]};
		struct err e = {0};

		batch = fresh_batch();
		if (post("one", &e))
			fail_msg("%s", e.msg);
		if (deeds[i].before == BEFORE_HELD)
			hold_newest();
		d.intent = newest();
		d.before = digest();
		batch = fresh_batch();
		points += refuse_each(&(struct refuse_trial){.what = deeds[i].what,
							     .less_than = STATEMENTS_MAX,
							     .act = act,
							     .check = check,
							     .arg = &d});
	}
	print_message("%d statements\n", points);
	assert_true(points > 25);
}

#define NOBODYS "dddddddd-0000-4000-8000-00000000000f"

static enum rc decide(const char *word, struct order_status_outcome outcomes[1], struct err *e)
{
	const struct outbox_pick pick = {NOBODYS, 1, NULL};
	const struct order_status_decision d = {
	    .word = word, .batch = fresh_batch(), .actor = "anna", .picks = &pick, .n = 1};
	size_t posted = 0;
	enum rc rc = order_status_decide(db, mem, &d, outcomes, &posted, e);

	assert_int_equal(posted, 0);
	return rc;
}

static void what_is_no_order_or_no_status_decides_nothing(void **state)
{
	struct order_status_outcome outcome = {0};
	struct order_status *rows;
	struct err e = {0};
	size_t n = 1;
	int64_t before = digest();
	(void)state;

	assert_int_equal(decide("PROCESSING", &outcome, &e), RC_OK);
	assert_null(outcome.now);
	assert_int_equal(decide("RETURNED", &outcome, &e), RC_INVALID);
	err_clear(&e);
	refuse_arm(AT_STATEMENT, 1, false);
	assert_int_equal(decide("PROCESSING", &outcome, &e), RC_DB);
	assert_true(refuse_disarm());
	err_clear(&e);
	assert_int_equal(order_status_list(db, mem, NULL, 0, &rows, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(digest(), before);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "refused");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account = world_account(db, "outbox without room");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_refused_statement_keeps_nothing),
	    cmocka_unit_test(what_is_no_order_or_no_status_decides_nothing),
	};

	return cmocka_run_group_tests_name("outbox without room", tests, setup, db_test_teardown);
}
