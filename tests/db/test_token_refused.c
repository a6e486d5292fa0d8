/* F43: the database refuses any statement of the token vault, once or from then on. Whoever hears
 * that all went well has the living pair; until then it is in the database, in the journal, or can
 * be asked for again; and the next run, with room, ends with it in the database. */
#include "refuse.h"
#include "token_world.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { STATEMENTS_MAX = 400 };

/* ---- What else fails (--wrap) ------------------------------------------------------------------
 */

static bool journal_full;

enum rc __real_token_journal_append(struct token_journal *j, const struct token_record *r,
				    struct err *e);
enum rc __wrap_token_journal_append(struct token_journal *j, const struct token_record *r,
				    struct err *e);
enum rc __wrap_token_journal_append(struct token_journal *j, const struct token_record *r,
				    struct err *e)
{
	return journal_full ? err_set(e, RC_IO, "no room in the journal")
			    : __real_token_journal_append(j, r, e);
}

/* ---- What was before ---------------------------------------------------------------------------
 */

static void an_old_pair(void)
{
	token_world_change(
	    "UPDATE token_version SET expires_at = obtained_at WHERE account_id = ?");
	token_world_change("UPDATE account SET refresh_expires_at ="
			   " UTC_TIMESTAMP(3) + INTERVAL 1 DAY WHERE id = ?");
}

static void a_lost_answer(void)
{
	tw.allegro.lost = 1;
}

static void no_journal(void)
{
	journal_full = true;
}

/* A process was ended when it had asked. */
static void an_open_request(void)
{
	const struct attempt a = vault_attempt(tw.keeper, tw.account, tw.gen, "refresh");
	struct err e = {0};
	uint64_t id;

	if (attempt_begin(tw.db, &a, &id, &e))
		fail_msg("%s", e.msg);
	tw.allegro = (struct canned_allegro){.issued = 2, .live = 2, .graced = 1};
}

/* The database knows nothing of the request either: it is older than the journal. */
static void a_restored_copy(void)
{
	token_world_journal(tw.gen + 1, 2);
	tw.allegro = (struct canned_allegro){.issued = 2, .live = 2};
}

static void an_end_before_saving(void)
{
	an_open_request();
	a_restored_copy();
}

/* Two hosts got a pair each, and the one that lives was not saved. */
static void a_fork(void)
{
	token_world_journal(tw.gen, 2);
	tw.allegro = (struct canned_allegro){.issued = 2, .live = 2};
}

/* Of two that came out of order. */
static void several_records(void)
{
	token_world_journal(tw.gen + 2, 3);
	token_world_journal(tw.gen + 1, 2);
	tw.allegro = (struct canned_allegro){.issued = 3, .live = 3};
}

/* It was called invalid once, some minutes ago. */
static void a_revocation(void)
{
	token_world_change("INSERT INTO token_attempt (account_id, gen, kind, actor, sent_at,"
			   " ended_at, fate) SELECT id, token_gen, 'refresh', 'test',"
			   " UTC_TIMESTAMP(3) - INTERVAL 5 MINUTE, UTC_TIMESTAMP(3), 'INVALID'"
			   " FROM account WHERE id = ?");
	tw.allegro.live = 0;
}

static void disconnect(void)
{
	struct err e = {0};

	if (account_disconnect(tw.db, tw.account, tw.gen, &e) || token_erase(tw.db, tw.account, &e))
		fail_msg("%s", e.msg);
}

static void an_orphan(void)
{
	disconnect();
	token_world_journal(tw.gen + 1, 2);
}

static void refresh_elsewhere(void)
{
	tw.allegro.live = ++tw.allegro.issued;
	token_world_put(tw.allegro.live);
}

static void a_faster_host(void)
{
	tw.meanwhile = refresh_elsewhere;
}

static void a_rescue_elsewhere(void)
{
	a_revocation();
	a_faster_host();
}

static void another_holder(void)
{
	struct err e = {0};
	struct lease lease;

	an_old_pair();
	if (lease_take(tw.db, token_lease_name, tw.account, TOKEN_LEASE_SECONDS, &lease, &e))
		fail_msg("%s", e.msg);
	a_faster_host();
}

static void a_person_who_disconnects(void)
{
	tw.meanwhile = disconnect;
}

/* ---- What is done ------------------------------------------------------------------------------
 */

static enum rc nothing(struct vault *v, struct err *e)
{
	(void)v, (void)e;
	return RC_OK; /* opening the vault did it */
}

/* The second pass finds what the first left. */
static enum rc heal(struct vault *v, struct err *e)
{
	return vault_heal(v, e) ? e->rc : vault_heal(v, e);
}

static enum rc refresh(struct vault *v, struct err *e)
{
	return vault_refresh(v, tw.account, tw.gen, e);
}

static enum rc look(struct vault *v, struct err *e)
{
	struct due_list due;

	if (vault_due(v, v, &due, e) || vault_watch(v, e) || vault_opens_keys(v, "simulator", e) ||
	    vault_opens_tokens(v, tw.account, e))
		return e->rc;
	return vault_check_journal(v, e);
}

static enum rc end(struct vault *v, struct err *e)
{
	enum revocation said;
	enum rc rc = account_disconnect_now(v, tw.account, &said, e);

	if (said == REVOKED)
		assert_int_equal(tw.allegro.live, 0);
	return rc;
}

static enum rc connect(struct vault *v, struct err *e)
{
	const struct connect_ask ask = {.environment = "simulator", .account_id = tw.account};
	struct connect_code began;
	uint64_t id;

	if (connect_code_start(v, v, &ask, &began, e))
		return e->rc;
	const struct connect_return back = {.state = began.state, .code = "code"};
	return connect_code_finish(v, &back, &id, e);
}

/* What must be true when it is done. */
enum after {
	PAIR,	    /* the living pair is in the database, and was kept here all the time */
	ASKED_PAIR, /* the same, but at times it was to be asked for again, within the grace */
	NEW_PAIR,   /* the same, where there was none before */
	DEAD,	    /* a person is asked to connect again */
	NO_ACCOUNT  /* nothing is left */
};

static const struct deed {
	const char *what;
	void (*before)(void);
	enum rc (*act)(struct vault *v, struct err *e);
	enum after after;
} deeds[] = {
    {"refresh", an_old_pair, refresh, PAIR},
    {"replay a lost answer", a_lost_answer, refresh, ASKED_PAIR},
    {"refresh without a journal", no_journal, refresh, ASKED_PAIR},
    {"refresh, and another host is faster", a_faster_host, refresh, PAIR},
    {"refresh while somebody disconnects", a_person_who_disconnects, refresh, NO_ACCOUNT},
    {"heal an open request", an_open_request, heal, ASKED_PAIR},
    {"rescue from the journal", an_end_before_saving, nothing, PAIR},
    {"rescue into a restored copy", a_restored_copy, nothing, PAIR},
    {"rescue the newest", several_records, nothing, PAIR},
    {"take the pair of a fork that lives", a_fork, refresh, PAIR},
    {"revoke an orphan", an_orphan, heal, NO_ACCOUNT},
    {"give up", a_revocation, refresh, DEAD},
    {"see that another host was faster", a_rescue_elsewhere, refresh, NEW_PAIR},
    {"get a token", an_old_pair, token_world_get, PAIR},
    {"get a token another host refreshes", another_holder, token_world_get, PAIR},
    {"renew a refused token", NULL, token_world_renew, PAIR},
    {"look", an_old_pair, look, PAIR},
    {"disconnect", NULL, end, NO_ACCOUNT},
    {"disconnect with a request open", an_open_request, end, NO_ACCOUNT},
    {"connect", disconnect, connect, NEW_PAIR},
};

/* One process, from its start to its end. */
static enum rc run(const struct deed *d, struct err *e)
{
	void *life = mem_context(tw.mem, "process");
	const struct vault_opts opts = {.conf = &tw.conf, .db = tw.db, .actor = "test"};
	struct vault *v;
	enum rc rc = vault_open(life, &opts, &v, e);

	if (!rc)
		rc = d->act(v, e);
	mem_free(life);
	return rc;
}

static bool is_done(const struct deed *d)
{
	static const char dead[] = "SELECT COUNT(*) FROM account a JOIN alarm l ON l.account_id ="
				   " a.id AND l.kind = 'token-dead' AND l.is_open"
				   " WHERE a.id = ? AND a.state = 'RECONNECT_REQUIRED'";
	static const char gone[] = "SELECT COUNT(*) FROM account a WHERE a.id = ? AND a.state ="
				   " 'DISCONNECTED' AND NOT EXISTS"
				   " (SELECT 1 FROM token_version t WHERE t.account_id = a.id)";

	if (d->after == DEAD)
		return token_world_count(dead) == 1;
	if (d->after == NO_ACCOUNT)
		return token_world_count(gone) == 1;
	return tw.allegro.live && token_world_stored() == tw.allegro.live;
}

static void set_the_scene(void *arg)
{
	const struct deed *d = arg;

	token_world_begin();
	if (d->before)
		d->before();
}

static enum rc act(void *arg, struct err *e)
{
	return run(arg, e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const struct deed *d = arg;
	const enum rc good = d->after == DEAD ? RC_AUTH : RC_OK;
	struct err later = {0};

	if (rc == good ? !is_done(d) : !was_hit)
		fail_msg("%s, statement %d: %d %s", d->what, n, (int)rc, e->msg);
	if (d->after != ASKED_PAIR)
		tw.allegro.graced = 0; /* a minute later */
	if (d->after <= ASKED_PAIR && !token_world_in_reach())
		fail_msg("%s, statement %d: the living pair is lost", d->what, n);
	journal_full = false;
	token_world_later();
	rc = run(d, &later);
	if (d->after == NO_ACCOUNT && rc == RC_AUTH)
		rc = RC_OK; /* it has found that out */
	if (rc != good || !is_done(d))
		fail_msg("%s after statement %d: %d %s", d->what, n, (int)rc, later.msg);
}

static void a_refused_statement_loses_no_pair(void **state)
{
	int points = 0;
	(void)state;

	for (size_t d = 0; d < COUNT_OF(deeds); d++) {
		struct deed deed = deeds[d];
		struct refuse_trial t = {.what = deed.what,
					 .less_than = STATEMENTS_MAX,
					 .every = 3,
					 .fresh = set_the_scene,
					 .act = act,
					 .check = check,
					 .arg = &deed};
		points += refuse_each(&t);
		t.stays = true;
		points += refuse_each(&t);
	}
	print_message("%d statements\n", points);
	assert_true(points > 200);
}

static int setup(void **state)
{
	(void)state;
	token_world_open();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return token_world_close();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_refused_statement_loses_no_pair),
	};

	return cmocka_run_group_tests_name("tokens without room", tests, setup, teardown);
}
