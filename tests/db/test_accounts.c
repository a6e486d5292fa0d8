/* Tokens at rest and in motion: sealed to their place, moved by compare-and-set, flows used once.
 */
#include "db_test.h"

#include "base/mem.h"
#include "base/secret.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/accounts/connect_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void *mem;
static struct conf *conf;
static struct db *db;
static struct vault *vault;
static uint64_t account_id;

#define OK(call)                                                                                   \
	do {                                                                                       \
		struct err failed = {0};                                                           \
		if (call)                                                                          \
			fail_msg("%s: %s", #call, failed.msg);                                     \
	} while (0)

static enum rc make_account(struct db *d, void *arg, struct err *e)
{
	const char *name = arg;

	return account_insert(d, name, "simulator", 30, &account_id, e);
}

static int setup(void **state)
{
	const char *name;
	char uuid[37];

	*state = mem = mem_context(NULL, "test_accounts");
	conf = db_test_conf(mem);
	db = db_test_open(mem, DB_ROLE_JOBS);
	const struct vault_opts opts = {.conf = conf, .db = db, .actor = "test"};
	OK(vault_open(mem, &opts, &vault, &failed));
	str_uuid(uuid);
	name = mem_printf(mem, "test %s", uuid);
	OK(tx_run(db, make_account, (void *)(uintptr_t)name, &failed));
	const struct account_binding b = {account_id, mem_printf(mem, "%.8s", uuid), "login", NULL,
					  0};
	OK(account_bind(db, &b, &failed));
	return 0;
}

static struct secret *secret(const char *text)
{
	return secret_new(mem, text, strlen(text));
}

struct save {
	struct token_place place;
	struct oauth_tokens tokens;
};

static enum rc save_body(struct db *d, void *arg, struct err *e)
{
	const struct save *s = arg;
	const struct token_record r = vault_seal(vault, mem, &s->place, &s->tokens);

	return vault_put(d, &r, s->place.gen - 1, e);
}

static struct account now(void)
{
	struct account a = {0};

	OK(account_find(db, mem, account_id, &a, &failed));
	return a;
}

static enum rc save(uint64_t gen, const char *access, const char *refresh, struct err *e)
{
	struct account a = now();
	struct save s = {
	    .place = {a.environment, a.id, a.seller_id, gen},
	    .tokens = {.access = secret(access),
		       .refresh = secret(refresh),
		       .expires_at = time_now_ms() + TIME_HOUR_MS,
		       .scope = "one two"},
	};

	return tx_run(db, save_body, &s, e);
}

static void tokens_come_back_as_they_went(void **state)
{
	struct open_tokens t = {0};
	(void)state;

	OK(save(now().token_gen + 1, "access-1", "refresh-1", &failed));
	OK(vault_tokens(vault, mem, account_id, &t, &failed));
	assert_string_equal(secret_text(t.access), "access-1");
	assert_string_equal(secret_text(t.refresh), "refresh-1");
	assert_string_equal(t.account.state, ACCOUNT_CONNECTED);
	assert_string_equal(t.account.scopes, "one two");
}

static void the_database_never_sees_a_token(void **state)
{
	struct token_row row = {0};
	(void)state;

	OK(save(now().token_gen + 1, "access-secret", "refresh-secret", &failed));
	OK(token_load(db, mem, account_id, now().token_gen, &row, &failed));
	assert_null(memmem(row.sealed_access.data, row.sealed_access.len, "access", 6));
	assert_null(memmem(row.sealed_refresh.data, row.sealed_refresh.len, "refresh", 7));
}

static void an_old_generation_cannot_overwrite_a_newer_one(void **state)
{
	const uint64_t gen = now().token_gen;
	struct open_tokens t = {0};
	struct err lost = {0};
	(void)state;

	OK(save(gen + 1, "first", "first", &failed));
	assert_int_equal(save(gen + 1, "second", "second", &lost), RC_CONFLICT);
	OK(vault_tokens(vault, mem, account_id, &t, &failed));
	assert_string_equal(secret_text(t.access), "first");
	assert_int_equal(now().token_gen, gen + 1);
}

static void a_row_copied_to_another_generation_does_not_open(void **state)
{
	const uint64_t gen = now().token_gen;
	struct open_tokens t = {0};
	struct token_row row = {0};
	struct err e = {0};
	const struct token_move move = {account_id, gen, gen + 1, 1, 1, NULL};
	(void)state;

	OK(token_load(db, mem, account_id, gen, &row, &failed));
	row.gen = gen + 1;
	OK(token_add(db, &row, &failed));
	OK(account_move_token(db, &move, &failed));
	assert_int_not_equal(vault_tokens(vault, mem, account_id, &t, &e), RC_OK);
	assert_string_equal(e.code, "key");
}

static void another_seller_cannot_be_bound(void **state)
{
	const struct account_binding b = {account_id, "somebody-else", "x", NULL, 0};
	struct err e = {0};
	(void)state;

	assert_int_equal(account_bind(db, &b, &e), RC_CONFLICT);
	assert_string_not_equal(now().seller_id, "somebody-else");
}

static struct flow_row flow(const char *kind, int64_t expires_at)
{
	char uuid[37];

	str_uuid(uuid);
	return (struct flow_row){
	    .id = flow_id(mem, uuid),
	    .kind = kind,
	    .environment = "simulator",
	    .account_name = "flow",
	    .interval_s = 5,
	    .import_days = 30,
	    .expires_at = expires_at,
	};
}

static void a_flow_is_used_once_and_in_time(void **state)
{
	const struct flow_row f = flow("code", time_now_ms() + TIME_MINUTE_MS);
	const struct flow_row late = flow("code", time_now_ms() - TIME_MINUTE_MS);
	struct err e = {0};
	(void)state;

	OK(flow_insert(db, &f, &failed));
	OK(flow_use(db, f.id, &failed));
	assert_int_equal(flow_use(db, f.id, &e), RC_CONFLICT);
	OK(flow_insert(db, &late, &failed));
	assert_int_equal(flow_use(db, late.id, &e), RC_CONFLICT);
}

static void polls_keep_their_interval(void **state)
{
	const struct flow_row f = flow("device", time_now_ms() + TIME_MINUTE_MS);
	struct flow_row read = {0};
	struct err e = {0};
	(void)state;

	OK(flow_insert(db, &f, &failed));
	OK(flow_claim_poll(db, f.id, &failed));
	assert_int_equal(flow_claim_poll(db, f.id, &e), RC_CONFLICT);
	OK(flow_slow_down(db, f.id, 5, &failed));
	OK(flow_load(db, mem, f.id, &read, &failed));
	assert_int_equal(read.interval_s, 10);
	assert_int_equal(read.account_id, 0);
	OK(flow_fail(db, f.id, "refused", &failed));
	assert_int_equal(flow_claim_poll(db, f.id, &e), RC_CONFLICT);
}

/* A second poll beside a slow one would find the code used up and call the connect a failure. */
static void nobody_polls_beside_a_slow_answer(void **state)
{
	struct flow_row f = flow("device", time_now_ms() + TIME_MINUTE_MS);
	struct flow_row read = {0};
	struct err e = {0};
	(void)state;

	f.interval_s = 0;
	OK(flow_insert(db, &f, &failed));
	OK(flow_claim_poll(db, f.id, &failed));
	assert_int_equal(flow_claim_poll(db, f.id, &e), RC_CONFLICT);
	OK(flow_release_poll(db, f.id, &failed));
	OK(flow_claim_poll(db, f.id, &failed));
	OK(flow_succeed(db, f.id, account_id, &failed));
	OK(flow_fail(db, f.id, "device-code", &failed));
	OK(flow_load(db, mem, f.id, &read, &failed));
	assert_string_equal(read.result, "OK");
	assert_int_equal(read.account_id, account_id);
}

static void disconnecting_leaves_no_token_behind(void **state)
{
	struct open_tokens t = {0};
	enum revocation revocation;
	struct err e = {0};
	(void)state;

	OK(account_disconnect_now(vault, account_id, &revocation, &failed));
	assert_int_equal(revocation, NOT_CONFIRMED); /* there is nobody to ask */
	assert_string_equal(now().state, ACCOUNT_DISCONNECTED);
	assert_int_equal(vault_tokens(vault, mem, account_id, &t, &e), RC_AUTH);
	assert_string_equal(e.code, "reconnect");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tokens_come_back_as_they_went),
	    cmocka_unit_test(the_database_never_sees_a_token),
	    cmocka_unit_test(an_old_generation_cannot_overwrite_a_newer_one),
	    cmocka_unit_test(a_row_copied_to_another_generation_does_not_open),
	    cmocka_unit_test(another_seller_cannot_be_bound),
	    cmocka_unit_test(a_flow_is_used_once_and_in_time),
	    cmocka_unit_test(polls_keep_their_interval),
	    cmocka_unit_test(nobody_polls_beside_a_slow_answer),
	    cmocka_unit_test(disconnecting_leaves_no_token_behind),
	};

	secret_init();
	time_init();
	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
