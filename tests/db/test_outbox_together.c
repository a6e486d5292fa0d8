/*
 * Intents of a kind that takes several at once: one request, one receipt, and an end for each. The
 * kind and Allegro are this file.
 */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/outbox/outbox_kind.h"
#include "domain/outbox/outbox_remote.h"
#include "domain/outbox/outbox_send.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define KIND "test-many"
#define MINE " WHERE account_id = @account"
#define THE(column)                                                                                \
	(uint64_t) world_number(db, "SELECT CAST(" column " AS SIGNED) FROM outbox" MINE)
#define STEPS "SELECT COUNT(*) FROM outbox_step"

enum { AT_ONCE = 4, SUBJECTS = 6, POINTS_MAX = 80, LEASE_S = 3600 };

static void *mem;
static struct db *db;
static uint64_t account;

/* ---- Allegro --------------------------------------------------------------------------------- */

/* What it says of a subject when it is asked, and how often it was set. */
static struct {
	enum outbox_event says;
	int effects;
} shelf[SUBJECTS];

static enum { ARRIVES, LOST_THERE, LOST_BACK } way;
static int requests, questions;
/* Of the last request: how many intents, which UUID, which bytes. */
static size_t travelled;
static char uuid[37];
static const char *last_body;
static const char *cancelled, *doubtful; /* subjects with an obstacle and a doubt */

static size_t number_of(const struct outbox_intent *i)
{
	return (size_t)(i->subject[1] - '0');
}

static const char *head(void *owner, const struct outbox_command *c)
{
	return mem_printf(owner, "PUT /many/%s", c->uuid);
}

static const char *body(void *owner, const struct outbox_intent *rows, size_t n)
{
	char *text = mem_strdup(owner, "");

	for (size_t i = 0; i < n; i++)
		text = mem_printf(owner, "%s[\"%s\",\"%s\"]", text, rows[i].subject, rows[i].after);
	return text;
}

static enum rc send(struct allegro *api, void *owner, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	(void)api, (void)owner;
	requests++;
	travelled = c->n;
	(void)snprintf(uuid, sizeof(uuid), "%s", c->uuid);
	last_body = mem_strndup(mem, c->body.data, c->body.len);
	for (size_t i = 0; i < c->n && way != LOST_THERE; i++)
		shelf[number_of(&c->rows[i])].effects++;
	*out = (struct allegro_receipt){.sent = true, .status = 202, .trace = "t-1"};
	if (way == ARRIVES)
		return RC_OK;
	*out = (struct allegro_receipt){.sent = true};
	(void)err_set(e, RC_RETRY, "lost");
	e->meaning = MEANING_NO_ANSWER;
	return e->rc;
}

static enum rc ask(struct allegro *api, void *owner, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	(void)api, (void)owner, (void)e;
	assert_non_null(c->uuid);
	questions++;
	for (size_t i = 0; i < c->n; i++) {
		size_t k = number_of(&c->rows[i]);

		if (shelf[k].says != OUTBOX_UNCLEAR)
			out[i] = (struct outbox_finding){.event = shelf[k].says, .value = "found"};
		if (shelf[k].says == OUTBOX_REFUSED)
			out[i].problem = "too many of these";
		if (!shelf[k].effects)
			out[i].event = OUTBOX_ABSENT;
	}
	return RC_OK;
}

static enum rc land(struct db *in, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	(void)in, (void)i, (void)e;
	*landed = 1;
	return RC_OK;
}

/* ---- The kind -------------------------------------------------------------------------------- */

const struct outbox_remote *__wrap_outbox_remote_find(const char *kind);
const struct outbox_remote *__wrap_outbox_remote_find(const char *kind)
{
	static const struct outbox_remote remote = {AT_ONCE, head, body, send, ask, land};

	return str_eq(kind, KIND) ? &remote : NULL;
}

const struct outbox_kind *__wrap_outbox_kind_find(const char *kind);
const struct outbox_kind *__wrap_outbox_kind_find(const char *kind)
{
	static const struct outbox_kind row = {KIND, "thing", 40, "allegro:api:x", false};

	return str_eq(kind, KIND) ? &row : NULL;
}

outbox_check_fn __wrap_outbox_check;
enum rc __wrap_outbox_check(struct db *in, void *owner, const struct outbox_intent *rows, size_t n,
			    struct outbox_objection *out, struct err *e)
{
	(void)in, (void)owner, (void)e;
	for (size_t i = 0; i < n; i++) {
		out[i].obstacle = str_eq(rows[i].subject, cancelled) ? "cancelled" : NULL;
		out[i].doubt = str_eq(rows[i].subject, doubtful) ? "unpaid" : NULL;
	}
	return RC_OK;
}

/* ---- Deciding and turns ---------------------------------------------------------------------- */

static const char *batch;

/* A fresh account with the first n subjects decided about and due. */
static void decide(size_t n)
{
	static int made;
	struct outbox_draft drafts[SUBJECTS];
	struct err e = {0};
	size_t posted;

	account =
	    world_account(db, batch = mem_printf(mem, "00000000-0000-4000-a000-%012d", ++made));
	db_test_run(db, mem_printf(mem, "SET @account = %llu", (unsigned long long)account));
	memset(shelf, 0, sizeof(shelf));
	for (size_t i = 0; i < n; i++) {
		drafts[i] = (struct outbox_draft){.account_id = account,
						  .subject = mem_printf(mem, "s%zu", i),
						  .before = "1",
						  .after = "2"};
		shelf[i].says = OUTBOX_CONFIRMED;
	}
	way = ARRIVES;
	requests = questions = 0;
	cancelled = doubtful = NULL;
	const struct outbox_switching on = {account, KIND, OUTBOX_ARMED, 0};
	const struct outbox_decision d = {
	    .kind = KIND, .batch = batch, .actor = "anna", .drafts = drafts, .n = n};
	if (outbox_switch(db, &on, "anna", &e) || outbox_post(db, &d, &posted, &e) || posted != n)
		fail_msg("%s", e.msg);
}

static enum rc push(struct err *e)
{
	struct turn turn = world_turn(db, account);
	struct outbox_push p = {.turn = &turn, .lease_s = LEASE_S};

	return outbox_push(&p, e);
}

/* One turn with every pause over. */
static void must_turn(void)
{
	struct err e = {0};

	db_test_run(db, "UPDATE outbox SET next_at = '2020-01-01'" MINE);
	if (push(&e))
		fail_msg("%s", e.msg);
}

static int64_t count(const char *subject, const char *state)
{
	static const char sql[] =
	    "SELECT COUNT(*) FROM outbox" MINE " AND subject LIKE '%s' AND state = '%s'";

	return world_number(db, mem_printf(mem, sql, subject, state));
}
#define in_state(state)	   count("%", state)
#define is(subject, state) (count(subject, state) == 1)

/* ---- Cases ----------------------------------------------------------------------------------- */

static void several_travel_together_and_each_has_its_end(void **state)
{
	(void)state;
	decide(3);
	shelf[1].says = OUTBOX_REFUSED;
	shelf[2].says = OUTBOX_UNCLEAR;
	must_turn();
	assert_int_equal(requests, 1);
	assert_int_equal(travelled, 3);
	assert_string_equal(last_body, "[\"s0\",\"2\"][\"s1\",\"2\"][\"s2\",\"2\"]");
	assert_true(is("s0", "DONE"));
	assert_true(is("s1", "FAILED"));
	assert_true(is("s2", "SENT"));
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox" MINE " AND reason ="
					  " 'refused' AND problem = 'too many of these'"),
			 1);
	assert_int_equal(world_number(db,
				      "SELECT COUNT(*) FROM outbox_command" MINE
				      " AND intents = 3 AND status = 202 AND trace = 't-1'"
				      " AND body = '[\"s0\",\"2\"][\"s1\",\"2\"][\"s2\",\"2\"]'"),
			 1);
	shelf[2].says = OUTBOX_CONFIRMED;
	must_turn();
	assert_true(is("s2", "DONE"));
	assert_int_equal(requests, 1);
	assert_int_equal(questions, 2);
}

static void more_than_fit_travel_in_two(void **state)
{
	(void)state;
	decide(SUBJECTS);
	must_turn();
	assert_int_equal(requests, 2);
	assert_int_equal(travelled, SUBJECTS - AT_ONCE);
	assert_int_equal(in_state("DONE"), SUBJECTS);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM outbox_command" MINE), 2);
}

static void a_lost_receipt_is_asked_about_and_a_rerun_changes_nothing(void **state)
{
	(void)state;
	decide(3);
	way = LOST_BACK;
	must_turn();
	assert_int_equal(in_state("UNKNOWN"), 3);
	must_turn();
	assert_int_equal(in_state("DONE"), 3);
	int64_t steps = world_number(db, STEPS);
	must_turn();
	assert_int_equal(world_number(db, STEPS), steps);
	assert_int_equal(requests, 1);
	assert_int_equal(questions, 1);
	assert_int_equal(shelf[0].effects + shelf[1].effects + shelf[2].effects, 3);
}

static void what_never_arrived_is_the_same_command_again(void **state)
{
	char first[37];

	(void)state;
	decide(3);
	way = LOST_THERE;
	must_turn();
	memcpy(first, uuid, sizeof(first));
	way = ARRIVES;
	must_turn(); /* asked: nothing happened */
	must_turn();
	assert_int_equal(requests, 2);
	assert_string_equal(uuid, first);
	assert_int_equal(in_state("DONE"), 3);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM outbox_command" MINE " AND attempts = 2"), 1);
}

static void what_is_dropped_or_held_meanwhile_leaves_the_others(void **state)
{
	(void)state;
	decide(4);
	cancelled = "s1";
	doubtful = "s2";
	must_turn();
	assert_int_equal(travelled, 2);
	assert_true(is("s1", "FAILED"));
	assert_true(is("s2", "HELD"));
	assert_int_equal(shelf[1].effects + shelf[2].effects, 0);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM audit WHERE action = 'test-many.doubted'"), 1);
}

static void undone_together_before_they_leave(void **state)
{
	struct err e = {0};
	size_t n;

	(void)state;
	decide(3);
	assert_int_equal(outbox_undo(db, batch, "anna", &n, &e), RC_OK);
	assert_int_equal(n, 3);
	must_turn();
	assert_int_equal(requests, 0);
}

/* What a person sends all the same is another command, though the bytes are equal. */
static void what_is_released_is_another_command(void **state)
{
	struct err e = {0};
	const char *obstacle;
	char first[37];

	(void)state;
	decide(1);
	shelf[0].says = OUTBOX_CHANGED;
	must_turn();
	assert_int_equal(in_state("HELD"), 1);
	memcpy(first, uuid, sizeof(first));
	const struct outbox_releasing r = {THE("id"), THE("version"), NULL, "jan"};
	db_test_run(db, "UPDATE outbox SET deadline = deadline - INTERVAL 1 SECOND" MINE);
	assert_int_equal(outbox_release(db, &r, &obstacle, &e), RC_OK);
	shelf[0].says = OUTBOX_CONFIRMED;
	must_turn();
	assert_string_not_equal(uuid, first);
	assert_int_equal(in_state("DONE"), 1);
}

/* ---- Each statement refused ------------------------------------------------------------------ */

static void fresh(void *arg)
{
	way = ARRIVES;
	decide(3);
	cancelled = arg;
	doubtful = arg ? "s2" : NULL;
}

static enum rc act(void *arg, struct err *e)
{
	(void)arg;
	return push(e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)e;
	assert_int_equal(rc, was_hit ? RC_DB : RC_OK);
	for (int i = 0; i < 3; i++)
		must_turn();
	for (size_t i = 0; i < 3; i++)
		if (shelf[i].effects != (i && arg ? 0 : 1))
			fail_msg("refused at %d: s%zu took effect %d times", n, i,
				 shelf[i].effects);
	assert_int_equal(in_state("DONE"), arg ? 1 : 3);
}

static void whatever_is_refused_each_takes_effect_once(void **state)
{
	static char dropped[] = "s1";
	void *const worlds[] = {NULL, dropped};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(worlds); i++)
		assert_true(refuse_each(&(struct refuse_trial){.what = "together",
							       .place = AT_STATEMENT,
							       .less_than = POINTS_MAX,
							       .fresh = fresh,
							       .act = act,
							       .check = check,
							       .arg = worlds[i]}) > 10);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "together");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(several_travel_together_and_each_has_its_end),
	    cmocka_unit_test(more_than_fit_travel_in_two),
	    cmocka_unit_test(a_lost_receipt_is_asked_about_and_a_rerun_changes_nothing),
	    cmocka_unit_test(what_never_arrived_is_the_same_command_again),
	    cmocka_unit_test(what_is_dropped_or_held_meanwhile_leaves_the_others),
	    cmocka_unit_test(undone_together_before_they_leave),
	    cmocka_unit_test(what_is_released_is_another_command),
	    cmocka_unit_test(whatever_is_refused_each_takes_effect_once),
	};

	return cmocka_run_group_tests_name("outbox together", tests, setup, db_test_teardown);
}
