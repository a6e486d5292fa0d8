/* F34: who asks for tokens, and who does not: it is somebody else's turn, it was asked too often,
 * the process is to stop, or what there is belongs to another place. Nothing of it costs a pair. */
#include "db_test.h"
#include "token_world.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static volatile sig_atomic_t stop;
static struct vault *v; /* of this test */

static void hold_lease(void)
{
	struct err e = {0};
	struct lease lease;

	if (lease_take(tw.db, token_lease_name, tw.account, TOKEN_LEASE_SECONDS, &lease, &e))
		fail_msg("%s", e.msg);
}

static void expire(void)
{
	token_world_change(
	    "UPDATE token_version SET expires_at = obtained_at WHERE account_id = ?");
}

static void make_stop(void)
{
	stop = 1;
}

/* A process was ended when it had asked. */
static void leave_request_open(void)
{
	const struct attempt a = vault_attempt(tw.keeper, tw.account, tw.gen, "refresh");
	struct err e = {0};
	uint64_t id;

	if (attempt_begin(tw.db, &a, &id, &e))
		fail_msg("%s", e.msg);
	tw.allegro = (struct canned_allegro){.issued = 2, .live = 2, .graced = 1};
}

static enum rc refresh(struct vault *vault, struct err *e)
{
	return vault_refresh(vault, tw.account, tw.gen, e);
}

/* ---- Whose turn it is ---------------------------------------------------------------------------
 */

static void held(void)
{
	expire();
	hold_lease();
}

static void held_and_stopped(void)
{
	held();
	make_stop();
}

static void held_with_a_request_open(void)
{
	leave_request_open();
	hold_lease();
}

static void stopped_with_a_request_open(void)
{
	leave_request_open();
	make_stop();
}

/* A machine that is shut down has no time for another. */
static void stopped_in_a_lost_request(void)
{
	tw.allegro.lost = 1;
	tw.meanwhile = make_stop;
}

static void lost_for_long(void)
{
	tw.allegro.lost = 9;
}

static void asked_for_hours(void)
{
	token_world_change("INSERT INTO token_attempt (account_id, gen, kind, actor, sent_at,"
			   " ended_at, fate) SELECT ?, 0, 'refresh', 'test',"
			   " UTC_TIMESTAMP(3) - INTERVAL 30 MINUTE, UTC_TIMESTAMP(3), 'DONE'"
			   " FROM seq_1_to_12");
}

static void keys_refused(void)
{
	tw.allegro.trouble = RC_AUTH;
}

static void trouble_there(void)
{
	tw.allegro.trouble = RC_REMOTE;
}

static const struct turn {
	const char *what;
	void (*before)(void);
	enum rc (*act)(struct vault *vault, struct err *e);
	enum rc rc;
	const char *code;
	int64_t requests; /* that were answered with a pair, heard or not */
} turns[] = {
    {"the other never ends", held, token_world_get, RC_RETRY, "", 0},
    {"stopped while waiting", held_and_stopped, token_world_get, RC_STOPPED, "", 0},
    {"another heals", held_with_a_request_open, vault_heal, RC_OK, "", 0},
    {"stopped before healing", stopped_with_a_request_open, vault_heal, RC_OK, "", 0},
    {"stopped before a replay", stopped_in_a_lost_request, refresh, RC_RETRY, "", 1},
    {"no answer for long", lost_for_long, refresh, RC_RETRY, "", 3},
    {"twelve pairs within an hour", asked_for_hours, refresh, RC_RETRY, "pace", 0},
    {"the keys are refused", keys_refused, refresh, RC_AUTH, "keys", 0},
    {"another refusal", trouble_there, refresh, RC_REMOTE, "", 0},
};

static void who_may_not_ask_asks_nobody(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT_OF(turns); i++) {
		const struct turn *t = &turns[i];
		struct err e = {0};
		token_world_begin();
		stop = 0;
		t->before();
		int64_t issued = tw.allegro.issued;
		enum rc rc = t->act(v, &e);
		issued = tw.allegro.issued - issued;
		if (rc != t->rc || issued != t->requests || !str_eq(e.code, t->code))
			fail_msg("%s: %d \"%s\" %s, %d pairs", t->what, (int)rc, e.code, e.msg,
				 (int)issued);
		assert_int_equal(token_world_stored(), 1);
		assert_true(token_world_in_reach());
	}
	stop = 0;
}

/* ---- What belongs elsewhere
 * ---------------------------------------------------------------------- */

/* A record whose pair was sealed for another seller: another installation's, with our numbers. */
static void leave_foreign_record(uint64_t gen)
{
	const struct token_place place = {"simulator", tw.account, "somebody else", gen};
	const struct oauth_tokens tokens = {.access = secret_new(tw.mem, "access-8", 8),
					    .refresh = secret_new(tw.mem, "refresh-8", 9)};
	const struct token_record r = vault_seal(tw.keeper, tw.mem, &place, &tokens);
	struct err e = {0};

	if (token_journal_append(tw.keeper->journal, &r, &e))
		fail_msg("%s", e.msg);
}

static void a_pair_of_another_place_is_no_pair(void **state)
{
	struct open_tokens now = {0};
	struct open_tokens twin = {0};
	struct err e = {0};
	(void)state;

	token_world_begin();
	leave_foreign_record(tw.gen + 1);
	assert_int_equal(vault_merge(v, &e), RC_OK);
	assert_int_equal(token_world_stored(), 1);
	token_world_begin();
	leave_foreign_record(tw.gen);
	assert_int_equal(vault_tokens(v, v, tw.account, &now, &e), RC_OK);
	assert_int_equal(vault_find_rival(v, v, &now, &twin, &e), RC_NOT_FOUND);
}

static void an_orphan_of_another_place_is_not_revoked(void **state)
{
	struct err e = {0};
	(void)state;

	token_world_begin();
	assert_int_equal(account_disconnect(tw.db, tw.account, tw.gen, &e), RC_OK);
	leave_foreign_record(tw.gen + 1);
	assert_int_equal(vault_revoke_orphans(v, &e), RC_OK);
	assert_int_equal(tw.allegro.live, 1);
}

static void keys_of_another_place_do_not_open(void **state)
{
	struct err e = {0};
	(void)state;

	db_test_run(tw.db, "UPDATE app_credential SET client_id = 'token-world-2'"
			   " WHERE client_id = 'token-world'");
	enum rc rc = vault_opens_keys(v, "simulator", &e);
	db_test_run(tw.db, "UPDATE app_credential SET client_id = 'token-world'"
			   " WHERE client_id = 'token-world-2'");
	assert_int_equal(rc, RC_INVALID);
	assert_string_equal(e.code, "key");
}

static int setup(void **state)
{
	struct err e = {0};
	(void)state;

	token_world_open();
	const struct vault_opts opts = {
	    .conf = &tw.conf, .db = tw.db, .actor = "test", .stop = &stop};
	return (int)vault_open(tw.mem, &opts, &v, &e);
}

static int teardown(void **state)
{
	(void)state;
	return token_world_close();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(who_may_not_ask_asks_nobody),
	    cmocka_unit_test(a_pair_of_another_place_is_no_pair),
	    cmocka_unit_test(an_orphan_of_another_place_is_not_revoked),
	    cmocka_unit_test(keys_of_another_place_do_not_open),
	};

	return cmocka_run_group_tests_name("token turns", tests, setup, teardown);
}
