/* The request budget on a real database: classes, shared buckets, bans and who asks after one. */
#include "db_test.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/budget/budget.h"
#include "domain/budget/budget_use.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PROCESSES = 8, EACH = 200 };

static void *mem;
static struct db *db;
static volatile sig_atomic_t stop;

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "budget");
	db = db_test_open(mem, DB_ROLE_JOBS);
	return 0;
}

static struct request_budget open_for(struct db *with, const char *client, uint64_t account)
{
	return budget_open(mem, &(struct budget_opts){.db = with,
						      .stop = &stop,
						      .environment = "simulator",
						      .client_id = client,
						      .account_id = account,
						      .target = BUDGET_API});
}

static enum rc take(struct request_budget *b, enum request_class urgency, size_t want,
		    size_t *granted, struct err *e)
{
	const struct request_ask ask = {urgency, LIMIT_ALL, want, NULL};

	*e = (struct err){0};
	return budget_take(b, &ask, granted, e);
}

static void tell(struct request_budget *b, enum meaning meaning, int retry_after_s)
{
	budget_tell(b, &(struct request_told){.meaning = meaning, .retry_after_s = retry_after_s});
}

/* One request for a resource: may it be sent? Its answer, when it was, is told as well. */
static enum rc ask_for(struct request_budget *b, const char *resource, enum meaning answer)
{
	const struct request_ask ask = {CLASS_ORDERS, LIMIT_ALL, 1, resource};
	struct err e = {0};
	size_t granted;

	if (budget_take(b, &ask, &granted, &e))
		return e.rc;
	budget_tell(b, &(struct request_told){.resource = resource, .meaning = answer});
	return RC_OK;
}

static void run(const char *sql, const char *client)
{
	const struct stmt_def def = {sql, "s", NO_ROWS};
	struct err e = {0};

	if (stmt_run(db, &def, PARAMS(P_STR(client)), NULL, &e))
		fail_msg("%s", e.msg);
}

/* As if its time had come. */
static void let_ban_pass(const char *client)
{
	run("UPDATE request_ban SET blocked_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND"
	    " WHERE client_id = ?",
	    client);
}

static const struct budget_use *use_of(const char *client, const char *limit)
{
	struct budget_use *uses;
	struct err e = {0};
	size_t n;

	assert_int_equal(budget_use_list(db, mem, &uses, &n, &e), RC_OK);
	for (size_t i = 0; i < n; i++)
		if (str_eq(uses[i].client_id, client) && str_eq(uses[i].limit, limit))
			return &uses[i];
	return NULL;
}

static int64_t wait_of(const char *client)
{
	struct budget_ban *bans;
	struct err e = {0};
	size_t n;

	assert_int_equal(budget_ban_list(db, mem, &bans, &n, &e), RC_OK);
	for (size_t i = 0; i < n; i++)
		if (str_eq(bans[i].client_id, client))
			return (bans[i].until - time_now_ms() + 500) / TIME_SECOND_MS;
	return 0;
}

static void requests_are_counted_against_the_limit(void **state)
{
	(void)state;
	struct request_budget b = open_for(db, "counted", 1);
	struct err e;
	size_t granted;

	for (int sent = 0; sent < 50; sent += (int)granted)
		assert_int_equal(take(&b, CLASS_ORDERS, 10, &granted, &e), RC_OK);
	const struct budget_use *use = use_of("counted", "all");
	assert_non_null(use);
	assert_int_equal(use->allowed, 9000);
	assert_in_range(use->hour, 50, 100);
	assert_null(use->account);
}

/* Nobody waits here: an empty bucket is told by the stop flag, raised before. */
static bool gets_one(struct request_budget *b, enum request_class urgency)
{
	struct err e;
	size_t granted = 0;

	stop = 1;
	enum rc rc = take(b, urgency, 1, &granted, &e);
	stop = 0;
	assert_true(rc == RC_OK || rc == RC_STOPPED);
	return rc == RC_OK;
}

static void drain_as(const char *client, enum request_class urgency)
{
	struct request_budget b = open_for(db, client, 1);

	for (int i = 0; i < 20000 && gets_one(&b, urgency); i++)
		;
}

static void drained_bucket_keeps_a_reserve_for_the_urgent(void **state)
{
	(void)state;
	for (int c = CLASS_CATALOGUE; c > CLASS_TOKEN; c--) {
		drain_as("classes", (enum request_class)c);
		struct request_budget above = open_for(db, "classes", 1);
		assert_true(gets_one(&above, (enum request_class)(c - 1)));
	}
}

static void share(const char *bucket)
{
	pid_t pids[PROCESSES];

	for (int i = 0; i < PROCESSES; i++) {
		pids[i] = fork();
		if (pids[i])
			continue;
		void *own = mem_context(NULL, "child");
		struct err e = {0};
		struct db *mine;
		size_t granted;
		if (db_open(own, db_test_conf(own), DB_ROLE_JOBS, &mine, &e))
			_exit(1);
		struct request_budget b = open_for(mine, bucket, 1);
		for (int sent = 0; sent < EACH; sent += (int)granted)
			if (take(&b, CLASS_ORDERS, 4, &granted, &e))
				_exit(2);
		_exit(0);
	}
	for (int i = 0; i < PROCESSES; i++) {
		int status = 0;
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
}

static void eight_processes_share_one_bucket(void **state)
{
	static const char *const buckets[] = {"shared", "shared-next-hour"};
	const struct budget_use *use = NULL;
	size_t i = 0;
	int64_t hour;

	(void)state;
	/* Requests are counted by the hour: when it ended meanwhile, once more in the next one. */
	do {
		hour = time_now_ms() / TIME_HOUR_MS;
		share(buckets[i]);
		use = use_of(buckets[i], "all");
	} while (time_now_ms() / TIME_HOUR_MS != hour && ++i < COUNT_OF(buckets));
	assert_non_null(use);
	/* Each took what it sent and at most one block more. */
	assert_in_range(use->hour, PROCESSES * EACH, PROCESSES * (EACH + 32));
}

static void after_a_429_nobody_asks_until_its_time(void **state)
{
	(void)state;
	struct request_budget b = open_for(db, "banned", 1);
	struct request_budget other = open_for(db, "banned", 1);
	struct err e;
	size_t granted;

	assert_int_equal(take(&b, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	tell(&b, MEANING_LIMIT, 0);
	assert_int_equal(take(&b, CLASS_ORDERS, 1, &granted, &e), RC_RETRY);
	assert_string_equal(e.code, "blocked");
	assert_in_range(e.retry_after_s, 55, 60);
	assert_int_equal(take(&other, CLASS_TOKEN, 1, &granted, &e), RC_RETRY);
	/* Answers to what was on its way change nothing. */
	tell(&b, MEANING_LIMIT, 0);
	assert_in_range(wait_of("banned"), 55, 61);
}

static void one_probe_and_a_doubled_wait(void **state)
{
	(void)state;
	struct request_budget b = open_for(db, "probed", 1);
	struct request_budget other = open_for(db, "probed", 1);
	struct err e;
	size_t granted;

	assert_int_equal(take(&b, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	tell(&b, MEANING_LIMIT, 0);
	for (int64_t wait = 120; wait <= 480; wait *= 2) {
		let_ban_pass("probed");
		assert_int_equal(take(&other, CLASS_ORDERS, 20, &granted, &e), RC_OK);
		assert_int_equal(granted, 1);
		assert_int_equal(take(&b, CLASS_ORDERS, 1, &granted, &e), RC_RETRY);
		tell(&other, MEANING_LIMIT, 0);
		assert_in_range(wait_of("probed"), wait - 5, wait + 1);
	}
}

static void success_of_the_probe_ends_the_ban(void **state)
{
	(void)state;
	struct request_budget b = open_for(db, "healed", 1);
	struct err e;
	size_t granted;

	assert_int_equal(take(&b, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	tell(&b, MEANING_LIMIT, 7);
	assert_in_range(wait_of("healed"), 4, 8);
	let_ban_pass("healed");
	assert_int_equal(take(&b, CLASS_ORDERS, 5, &granted, &e), RC_OK);
	assert_int_equal(granted, 1);
	tell(&b, MEANING_DONE, 0);
	assert_int_equal(wait_of("healed"), 0);
	assert_int_equal(take(&b, CLASS_ORDERS, 5, &granted, &e), RC_OK);
}

static void probe_without_an_answer_is_left_to_the_next(void **state)
{
	(void)state;
	struct request_budget b = open_for(db, "silent", 1);
	struct request_budget other = open_for(db, "silent", 1);
	struct err e;
	size_t granted;

	assert_int_equal(take(&b, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	tell(&b, MEANING_LIMIT, 0);
	let_ban_pass("silent");
	assert_int_equal(take(&b, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	assert_int_equal(take(&other, CLASS_ORDERS, 1, &granted, &e), RC_RETRY);
	tell(&b, MEANING_NO_ANSWER, 0);
	assert_int_equal(take(&other, CLASS_ORDERS, 1, &granted, &e), RC_OK);
}

static void two_banned_accounts_ban_the_application(void **state)
{
	(void)state;
	struct request_budget first = open_for(db, "crowd", 1);
	struct request_budget second = open_for(db, "crowd", 2);
	struct request_budget third = open_for(db, "crowd", 3);
	struct err e;
	size_t granted;

	assert_int_equal(take(&first, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	assert_int_equal(take(&second, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	tell(&first, MEANING_LIMIT, 0);
	assert_int_equal(take(&third, CLASS_ORDERS, 1, &granted, &e), RC_OK);
	tell(&second, MEANING_LIMIT, 0);
	struct request_budget late = open_for(db, "crowd", 3);
	assert_int_equal(take(&late, CLASS_ORDERS, 1, &granted, &e), RC_RETRY);
}

static void a_resource_is_banned_alone(void **state)
{
	(void)state;
	struct request_budget b = open_for(db, "resource", 1);
	struct request_budget other = open_for(db, "resource", 1);

	assert_int_equal(ask_for(&b, "orders", MEANING_LIMIT), RC_OK);
	assert_int_equal(ask_for(&b, "orders", MEANING_DONE), RC_RETRY);
	assert_int_equal(ask_for(&other, "orders", MEANING_DONE), RC_RETRY);
	assert_int_equal(ask_for(&b, "order-events", MEANING_DONE), RC_OK);
	assert_int_equal(ask_for(&b, "orders", MEANING_DONE), RC_RETRY);
	let_ban_pass("resource");
	assert_int_equal(ask_for(&other, "orders", MEANING_DONE), RC_OK);
	assert_int_equal(wait_of("resource"), 0);
}

static void two_banned_resources_ban_the_account(void **state)
{
	(void)state;
	struct request_budget b = open_for(db, "whole", 1);

	assert_int_equal(ask_for(&b, "orders", MEANING_LIMIT), RC_OK);
	assert_int_equal(ask_for(&b, "order-events", MEANING_LIMIT), RC_OK);
	assert_int_equal(ask_for(&b, "me", MEANING_DONE), RC_RETRY);
}

static void a_wall_stops_everybody_for_minutes(void **state)
{
	(void)state;
	struct request_budget first = open_for(db, "wall", 1);
	struct request_budget second = open_for(db, "wall", 2);

	assert_int_equal(ask_for(&first, "orders", MEANING_WALL), RC_OK);
	assert_int_equal(ask_for(&second, "me", MEANING_DONE), RC_RETRY);
	assert_in_range(wait_of("wall"), 290, 301);
	let_ban_pass("wall");
	assert_int_equal(ask_for(&second, "me", MEANING_DONE), RC_OK);
	assert_int_equal(ask_for(&first, "orders", MEANING_DONE), RC_OK);
}

/* Renewing on would only use up pairs: the account waits, the others go on. */
static void a_fresh_token_that_is_refused_stops_the_account(void **state)
{
	(void)state;
	struct request_budget first = open_for(db, "fresh", 1);
	struct request_budget second = open_for(db, "fresh", 2);

	assert_int_equal(ask_for(&first, "orders", MEANING_TOKEN), RC_OK);
	assert_int_equal(ask_for(&first, "orders", MEANING_TOKEN), RC_OK);
	budget_tell(&first, &(struct request_told){.resource = "orders",
						   .meaning = MEANING_TOKEN,
						   .token_is_fresh = true});
	assert_int_equal(ask_for(&first, "me", MEANING_DONE), RC_RETRY);
	assert_int_equal(ask_for(&second, "me", MEANING_DONE), RC_OK);
	let_ban_pass("fresh");
	assert_int_equal(ask_for(&first, "me", MEANING_DONE), RC_OK);
	assert_int_equal(ask_for(&first, "orders", MEANING_DONE), RC_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(requests_are_counted_against_the_limit),
	    cmocka_unit_test(drained_bucket_keeps_a_reserve_for_the_urgent),
	    cmocka_unit_test(eight_processes_share_one_bucket),
	    cmocka_unit_test(after_a_429_nobody_asks_until_its_time),
	    cmocka_unit_test(one_probe_and_a_doubled_wait),
	    cmocka_unit_test(success_of_the_probe_ends_the_ban),
	    cmocka_unit_test(probe_without_an_answer_is_left_to_the_next),
	    cmocka_unit_test(two_banned_accounts_ban_the_application),
	    cmocka_unit_test(a_resource_is_banned_alone),
	    cmocka_unit_test(two_banned_resources_ban_the_account),
	    cmocka_unit_test(a_wall_stops_everybody_for_minutes),
	    cmocka_unit_test(a_fresh_token_that_is_refused_stops_the_account),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
