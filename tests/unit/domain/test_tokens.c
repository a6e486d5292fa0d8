/* Rules about tokens: the record of a pair, what is done with it, and when to ask for the next. */
#include "domain/accounts/token_pace.h"
#include "domain/accounts/token_record.h"

#include "base/mem.h"
#include "base/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test_tokens");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

/* --- Records ---------------------------------------------------------------------------------- */

static struct token_record pair(uint64_t account, uint64_t gen)
{
	char *access = mem_printf(mem, "sealed access %d", (int)gen);
	char *refresh = mem_printf(mem, "sealed refresh %d of %d", (int)gen, (int)account);

	return (struct token_record){
	    .row = {.account_id = account,
		    .gen = gen,
		    .obtained_at = 1000 + (int64_t)gen,
		    .expires_at = INT64_C(1900000000000) + (int64_t)gen,
		    .sealed_access = {access, strlen(access)},
		    .sealed_refresh = {refresh, strlen(refresh)}},
	    .scope = gen % 2 ? "allegro:api:orders:read allegro:api:profile:read" : NULL,
	};
}

static void assert_pair(const struct token_record *got, const struct token_record *want)
{
	assert_int_equal(got->row.account_id, want->row.account_id);
	assert_int_equal(got->row.gen, want->row.gen);
	assert_int_equal(got->row.obtained_at, want->row.obtained_at);
	assert_int_equal(got->row.expires_at, want->row.expires_at);
	assert_int_equal(got->row.sealed_access.len, want->row.sealed_access.len);
	assert_memory_equal(got->row.sealed_access.data, want->row.sealed_access.data,
			    want->row.sealed_access.len);
	assert_int_equal(got->row.sealed_refresh.len, want->row.sealed_refresh.len);
	assert_memory_equal(got->row.sealed_refresh.data, want->row.sealed_refresh.data,
			    want->row.sealed_refresh.len);
	if (want->scope)
		assert_string_equal(got->scope, want->scope);
	else
		assert_null(got->scope);
}

/* n pairs one after another, then zeros, as in a file that was given room. */
static struct bytes journal(size_t n, size_t room)
{
	char *file = mem_array(mem, char, room);
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		struct token_record r = pair(7 + i, 1 + i);
		struct bytes b = token_record_write(mem, &r);
		assert_true(at + b.len <= room);
		memcpy(file + at, b.data, b.len);
		at += b.len;
	}
	return (struct bytes){file, room};
}

static struct bytes cut(struct bytes file, size_t len)
{
	return (struct bytes){mem_dup(mem, file.data, len), len};
}

static size_t record_len(uint64_t account, uint64_t gen)
{
	struct token_record r = pair(account, gen);

	return token_record_write(mem, &r).len;
}

static void records_come_back_as_they_went(void **state)
{
	struct token_records got;
	(void)state;

	token_records_read(mem, journal(3, 4096), &got);
	assert_int_equal(got.n, 3);
	assert_int_equal(got.damaged, 0);
	assert_int_equal(got.end, record_len(7, 1) + record_len(8, 2) + record_len(9, 3));
	for (size_t i = 0; i < got.n; i++) {
		struct token_record want = pair(7 + i, 1 + i);
		assert_pair(&got.at[i], &want);
	}
	token_records_read(mem, (struct bytes){NULL, 0}, &got);
	assert_int_equal(got.n + got.end + got.damaged, 0);
}

/* A write that stopped anywhere: the records before it are all there, and the next one takes its
 * place. */
static void a_torn_tail_costs_nothing_but_itself(void **state)
{
	const size_t whole = record_len(7, 1);
	const size_t torn = record_len(8, 2);
	struct bytes file = journal(2, whole + torn);
	struct token_records got;
	(void)state;

	for (size_t len = whole; len < whole + torn; len++) {
		token_records_read(mem, cut(file, len), &got);
		assert_int_equal(got.n, 1);
		assert_int_equal(got.at[0].row.gen, 1);
		assert_int_equal(got.end, whole);
	}
}

/* Any flipped bit costs the record it is in, and no other; nothing is ever read wrongly. */
static void a_flipped_bit_costs_its_record_and_no_other(void **state)
{
	const size_t first = record_len(7, 1);
	const size_t second = record_len(8, 2);
	const size_t third = record_len(9, 3);
	struct bytes file = journal(3, first + second + third);
	struct token_record want[] = {pair(7, 1), pair(8, 2), pair(9, 3)};
	(void)state;

	for (size_t bit = first * 8; bit < (first + second) * 8; bit++) {
		void *scratch = mem_context(mem, "bit");
		unsigned char *copy = mem_dup(scratch, file.data, file.len);
		struct token_records got;
		copy[bit / 8] ^= (unsigned char)(1U << bit % 8);
		token_records_read(scratch, (struct bytes){copy, file.len}, &got);
		assert_int_equal(got.n, 2);
		assert_pair(&got.at[0], &want[0]);
		assert_pair(&got.at[1], &want[2]);
		mem_free(scratch);
	}
}

static void lengths_that_lie_are_not_followed(void **state)
{
	static const uint32_t lies[] = {0, 1, 43, 44, 0x7fff, 0x8001, 0xffffff, UINT32_MAX};
	struct bytes file = journal(1, 4096);
	struct token_records got;
	(void)state;

	for (size_t i = 0; i < COUNT_OF(lies); i++) {
		unsigned char *copy = mem_dup(mem, file.data, file.len);
		memcpy(copy + 4, &lies[i], sizeof(lies[i]));
		token_records_read(mem, (struct bytes){copy, file.len}, &got);
		assert_int_equal(got.n, 0);
		assert_int_equal(got.damaged, 1);
		assert_int_equal(got.end, 0);
	}
}

/* --- What is done with a record --------------------------------------------------------------- */

static void the_newer_side_wins(void **state)
{
	enum { HOUR = 3600 * 1000 };
	static const struct {
		const char *name;
		const char *state;
		uint64_t gen;	    /* of the record */
		uint64_t token_gen; /* of the account; 0: there is none */
		int64_t obtained;   /* record's, against the current pair's: hours */
		enum token_use use;
	} cases[] = {
	    {"saved by nobody yet", ACCOUNT_CONNECTED, 6, 5, 6, TOKEN_USE_MERGE},
	    {"F40: the database is from yesterday", ACCOUNT_CONNECTED, 9, 5, 24, TOKEN_USE_MERGE},
	    {"refused before it was found", ACCOUNT_RECONNECT_REQUIRED, 6, 5, 6, TOKEN_USE_MERGE},
	    {"clocks of two hosts differ a little", ACCOUNT_CONNECTED, 6, 5, 0, TOKEN_USE_MERGE},
	    {"the database was made anew", ACCOUNT_CONNECTED, 41, 1, -24, TOKEN_USE_DROP},
	    {"the newest both know", ACCOUNT_CONNECTED, 5, 5, 0, TOKEN_USE_KEEP},
	    {"superseded", ACCOUNT_CONNECTED, 4, 5, -6, TOKEN_USE_DROP},
	    {"disconnected since", ACCOUNT_DISCONNECTED, 4, 5, -6, TOKEN_USE_DROP},
	    {"disconnected meanwhile", ACCOUNT_DISCONNECTED, 5, 5, 0, TOKEN_USE_REVOKE},
	    {"no such account", ACCOUNT_CONNECTED, 4, 0, 0, TOKEN_USE_DROP},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct account a = {.state = cases[i].state, .token_gen = cases[i].token_gen};
		const int64_t current = INT64_C(1900000000000);
		struct token_record r = pair(7, cases[i].gen);
		r.row.obtained_at = current + cases[i].obtained * HOUR - 1000;
		enum token_use use = token_record_use(&r, cases[i].token_gen ? &a : NULL, current);
		if (use != cases[i].use)
			fail_msg("%s: %d", cases[i].name, use);
	}
}

/* --- Times ------------------------------------------------------------------------------------ */

#define TRIES(...)                                                                                 \
	.tries = {__VA_ARGS__},                                                                    \
	.n = sizeof((struct token_try[]){__VA_ARGS__}) / sizeof(struct token_try)
#define U(age)                                                                                     \
	{                                                                                          \
		(age), TOKEN_FATE_UNKNOWN                                                          \
	}
#define L(age)                                                                                     \
	{                                                                                          \
		(age), TOKEN_FATE_LOST                                                             \
	}
#define R(age)                                                                                     \
	{                                                                                          \
		(age), TOKEN_FATE_REFUSED                                                          \
	}

static void lost_answers_are_asked_for_again_within_the_grace(void **state)
{
	static const struct {
		const char *name;
		struct token_try tries[8];
		size_t n;
		enum token_turn turn;
		int64_t wait_ms;
	} cases[] = {
	    {"never asked", .n = 0, .turn = TOKEN_TURN_NOW},
	    {"died this moment", TRIES(U(200)), .turn = TOKEN_TURN_REPLAY, .wait_ms = 800},
	    {"died a while ago", TRIES(U(15000)), .turn = TOKEN_TURN_REPLAY},
	    {"second replay", TRIES(L(1500), L(2500)), .turn = TOKEN_TURN_REPLAY, .wait_ms = 500},
	    {"third", TRIES(L(1000), L(3000), U(4000)), .turn = TOKEN_TURN_REPLAY, .wait_ms = 4000},
	    {"fourth", TRIES(L(2000), L(7000), L(9000), L(10000)), .turn = TOKEN_TURN_REPLAY,
	     .wait_ms = 10000},
	    {"fifth", TRIES(L(1000), L(13000), L(18000), L(20000), L(21000)),
	     .turn = TOKEN_TURN_REPLAY, .wait_ms = 19000},
	    {"overdue ones keep a distance", TRIES(L(100), U(30000)), .turn = TOKEN_TURN_REPLAY,
	     .wait_ms = 900},
	    {"a refusal ends no row", TRIES(R(1200), L(2500)), .turn = TOKEN_TURN_REPLAY,
	     .wait_ms = 500},
	    {"all replays used", TRIES(L(1000), L(21000), L(33000), L(38000), L(40000), L(41000)),
	     .turn = TOKEN_TURN_LATER, .wait_ms = 299000},
	    {"they begin no row of their own",
	     TRIES(L(25000), L(45000), L(57000), L(62000), L(64000), L(65000)),
	     .turn = TOKEN_TURN_LATER, .wait_ms = 275000},
	    {"the last moment", TRIES(U(59999)), .turn = TOKEN_TURN_REPLAY},
	    {"too late, and a pause over", TRIES(U(60000)), .turn = TOKEN_TURN_NOW},
	    {"refused", TRIES(R(10000)), .turn = TOKEN_TURN_LATER, .wait_ms = 50000},
	    {"refused twice", TRIES(R(10000), R(90000)), .turn = TOKEN_TURN_LATER,
	     .wait_ms = 110000},
	    {"refused long ago", TRIES(R(400000), R(600000), R(700000)), .turn = TOKEN_TURN_NOW},
	    {"a new row after a pause", TRIES(L(2000), L(400000)), .turn = TOKEN_TURN_REPLAY},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct token_pace got = token_pace(cases[i].tries, cases[i].n);
		if (got.turn != cases[i].turn || got.wait_ms != cases[i].wait_ms)
			fail_msg("%s: %d in %d ms", cases[i].name, got.turn, (int)got.wait_ms);
	}
}

/* A dead token endpoint, asked whenever the rule allows: few requests, spread out. */
static void an_outage_is_not_hammered(void **state)
{
	enum { HOURS = 6, MAX = 20 };
	int64_t sent[2000];
	size_t n = 0;
	(void)state;

	for (int64_t now = 0; now < HOURS * TIME_HOUR_MS; now += 500) {
		struct token_try tries[MAX];
		size_t k = n < MAX ? n : MAX;
		for (size_t i = 0; i < k; i++)
			tries[i] = (struct token_try){now - sent[n - 1 - i], TOKEN_FATE_LOST};
		struct token_pace pace = token_pace(tries, k);
		if (pace.turn == TOKEN_TURN_LATER || pace.wait_ms)
			continue;
		assert_true(n < COUNT_OF(sent));
		sent[n++] = now;
	}
	assert_in_range(n, HOURS * 12, HOURS * 75);
	for (size_t i = 1; i < n; i++)
		assert_true(sent[i] - sent[i - 1] >= 1000);
}

static void only_a_refusal_in_words_is_certain(void **state)
{
	static const struct {
		struct err e;
		enum token_fate fate;
	} cases[] = {
	    {{.rc = RC_OK}, TOKEN_FATE_DONE},
	    {{.rc = RC_REMOTE, .meaning = MEANING_REFUSED, .code = "invalid_grant"},
	     TOKEN_FATE_INVALID},
	    {{.rc = RC_REMOTE, .meaning = MEANING_REFUSED}, TOKEN_FATE_REFUSED},
	    {{.rc = RC_AUTH, .meaning = MEANING_TOKEN}, TOKEN_FATE_REFUSED},
	    {{.rc = RC_RETRY, .meaning = MEANING_LIMIT}, TOKEN_FATE_REFUSED},
	    {{.rc = RC_RETRY, .meaning = MEANING_WALL}, TOKEN_FATE_REFUSED},
	    {{.rc = RC_RETRY, .meaning = MEANING_OUTAGE}, TOKEN_FATE_LOST},
	    {{.rc = RC_RETRY}, TOKEN_FATE_LOST},
	    {{.rc = RC_SHAPE}, TOKEN_FATE_LOST},
	    {{.rc = RC_SHAPE, .meaning = MEANING_SHAPE}, TOKEN_FATE_LOST},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(token_fate_of(&cases[i].e), cases[i].fate);
	for (int f = TOKEN_FATE_UNKNOWN; f <= TOKEN_FATE_INVALID; f++)
		assert_int_equal(token_fate_of_word(token_fate_word((enum token_fate)f)), f);
}

static void the_end_is_announced_three_times(void **state)
{
	static const struct {
		int64_t left;
		int step;
	} cases[] = {
	    {90 * TIME_DAY_MS, 0}, {14 * TIME_DAY_MS + 1, 0}, {14 * TIME_DAY_MS, 1},
	    {7 * TIME_DAY_MS, 2},  {TIME_DAY_MS + 1, 2},      {TIME_DAY_MS, 3},
	    {-TIME_DAY_MS, 3},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(token_expiry_step(1000 + cases[i].left, 1000), cases[i].step);
	assert_int_equal(token_expiry_step(TIME_NONE, 1000), 0);
}

/* Once may be a slip; twice, or without a living access token, it is the end. */
static void a_lone_refusal_is_not_believed(void **state)
{
	static const struct {
		const char *name;
		struct token_try tries[2];
		size_t n;
		int64_t expires_in;
		bool dead;
	} rows[] = {
	    {"first, alive", {{0}}, 0, 60000, false},
	    {"first, expired", {{0}}, 0, 0, true},
	    {"after a lost answer", {{2000, TOKEN_FATE_LOST}}, 1, 60000, false},
	    {"after a limit", {{70000, TOKEN_FATE_REFUSED}}, 1, 60000, false},
	    {"second", {{60000, TOKEN_FATE_INVALID}}, 1, 60000, true},
	    {"second, with others between",
	     {{30000, TOKEN_FATE_LOST}, {90000, TOKEN_FATE_INVALID}},
	     2,
	     60000,
	     true},
	};
	static const int64_t now = INT64_C(1790000000000);
	(void)state;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (token_is_dead(rows[i].tries, rows[i].n, now + rows[i].expires_in, now) !=
		    rows[i].dead)
			fail_msg("%s", rows[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records_come_back_as_they_went),
	    cmocka_unit_test(a_torn_tail_costs_nothing_but_itself),
	    cmocka_unit_test(a_flipped_bit_costs_its_record_and_no_other),
	    cmocka_unit_test(lengths_that_lie_are_not_followed),
	    cmocka_unit_test(the_newer_side_wins),
	    cmocka_unit_test(lost_answers_are_asked_for_again_within_the_grace),
	    cmocka_unit_test(an_outage_is_not_hammered),
	    cmocka_unit_test(only_a_refusal_in_words_is_certain),
	    cmocka_unit_test(the_end_is_announced_three_times),
	    cmocka_unit_test(a_lone_refusal_is_not_believed),
	};

	secret_init();
	return cmocka_run_group_tests(tests, setup, teardown);
}
