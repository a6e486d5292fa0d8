/*
 * The refresh of a token pair (RELIABILITY 1.2): the one moment when a crash could lose an
 * account, because the answer to the request is the only copy of the new pair. The attempt row
 * tells afterwards whether a request was under way; Allegro accepts the old refresh token for 60
 * more seconds, so that a second try within them gets a pair again. The journal has the pair before
 * the database is asked to take it, and nobody uses it before one of them has it.
 */
#include "domain/accounts/vault.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "db/tx.h"
#include "domain/accounts/vault_keys.h"
#include "domain/alarms/alarm.h"

enum {
	REREAD_TRIES = 2, /* before believing invalid_grant: another host may just have saved */
	REREAD_US = 2 * 1000 * 1000,
	/* A lost answer is waited for so long in one go: the third replay. Later ones are left to
	 * the next pass of a job, so that an account in trouble does not hold up the others. */
	PATIENCE_MS = 6 * 1000,
	SAVE_TRIES = 15, /* a second apart, when the memory of this process has the only copy */
	SECOND_US = 1000 * 1000,
};

const char token_lease_name[] = "token";

/* One refresh under way. */
struct refresh {
	struct vault *v;
	void *scratch;
	const struct lease *lease;
	uint64_t gen; /* the generation to leave behind */
	struct open_tokens now;
	struct oauth_tokens fresh;
	struct token_record record; /* fresh, sealed */
	uint64_t attempt;	    /* its row */
	struct token_tries tries;   /* to leave this generation behind, before this one */
	const char *outcome;	    /* what the row says when all went well */
};

/* --- Saving ----------------------------------------------------------------------------------- */

static enum rc save_body(struct db *db, void *arg, struct err *e)
{
	const struct refresh *r = arg;

	if (vault_put(db, &r->record, r->gen, e))
		return e->rc;
	return attempt_end(db, r->attempt, TOKEN_FATE_DONE, r->outcome, e);
}

/* Somebody moved the account meanwhile. To a newer pair: ours stays in the journal, in case that
 * one turns out dead. To none at all, because a person disconnected: nobody will ever use ours. */
static enum rc save_lost(struct refresh *r, struct err *e)
{
	struct account a;

	err_clear(e);
	if (account_find(r->v->db, r->scratch, r->now.account.id, &a, e))
		return e->rc;
	if (!str_eq(a.state, ACCOUNT_DISCONNECTED))
		return RC_OK;
	return vault_revoke_orphans(r->v, e);
}

/*
 * The journal first. If it cannot take the pair, the database is all there is, and it is asked for
 * as long as the lease lives; if the journal has it, a database that is down may have it later.
 */
static enum rc save(struct refresh *r, struct err *e)
{
	const struct account *a = &r->now.account;
	const struct token_place place = {a->environment, a->id, a->seller_id, r->gen + 1};
	struct err unwritten = {0};

	r->record = vault_seal(r->v, r->scratch, &place, &r->fresh);
	bool journaled = !token_journal_append(r->v->journal, &r->record, &unwritten);
	r->outcome = journaled ? "OK" : mem_printf(r->scratch, "OK, but %s", unwritten.msg);
	enum rc rc = tx_run(r->v->db, save_body, r, e);
	for (int i = 0; !journaled && i < SAVE_TRIES && rc && rc != RC_CONFLICT; i++) {
		(void)usleep(SECOND_US);
		err_clear(e);
		rc = db_ensure(r->v->db, e);
		if (!rc)
			rc = tx_run(r->v->db, save_body, r, e);
	}
	if (rc == RC_CONFLICT)
		return save_lost(r, e);
	return rc ? err_wrap(e, "saving the new tokens%s",
			     journaled ? " (the journal of this host has them)" : "")
		  : RC_OK;
}

/* --- Giving up -------------------------------------------------------------------------------- */

static enum rc current_gen(struct refresh *r, uint64_t *gen, struct err *e)
{
	struct account a;

	if (vault_merge(r->v, e) && e->rc != RC_IO)
		return e->rc;
	err_clear(e);
	if (account_find(r->v->db, r->scratch, r->now.account.id, &a, e))
		return e->rc;
	*gen = a.token_gen;
	return RC_OK;
}

/* Two hosts refreshed at once and got a pair each; the one that was saved is refused, so the other
 * is the account's. */
static enum rc take_rival(struct refresh *r, struct err *e)
{
	struct open_tokens twin = {0};

	if (vault_find_rival(r->v, r->scratch, &r->now, &twin, e))
		return e->rc;
	r->fresh = (struct oauth_tokens){
	    .access = twin.access, .refresh = twin.refresh, .expires_at = twin.expires_at};
	return save(r, e);
}

static const char *const is_refused =
    N_("Allegro rejects the refresh token: it was revoked or has expired");

static enum rc give_up_body(struct db *db, void *arg, struct err *e)
{
	const struct refresh *r = arg;
	const struct account *a = &r->now.account;
	const struct alarm alarm = {
	    .kind = ALARM_TOKEN_DEAD, .account_id = a->id, .text = is_refused};

	if (account_set_state(db, a->id, r->gen, ACCOUNT_RECONNECT_REQUIRED, is_refused, e) ||
	    alarm_overtaken(db, ALARM_TOKEN_DYING, a->id, e) || alarm_raise(db, &alarm, e))
		return e->rc;
	return vault_note(
	    r->v, db,
	    (struct audit_entry){.action = "account.refused",
				 .subject = audit_subject(r->scratch, "account", a->id),
				 .after = is_refused},
	    e);
}

static enum rc ask_once_more(const struct refresh *r, struct err *e)
{
	err_set(e, RC_RETRY,
		"Allegro called the refresh token of account %s invalid; Kram asks once more in a "
		"minute",
		r->now.account.name);
	e->retry_after_s = (int)(TIME_MINUTE_MS / TIME_SECOND_MS);
	return vault_cause(e, "pace");
}

/* The refresh token is refused. Somebody else's newer pair is the good case; a single answer may be
 * a slip; else a person must connect again, and nobody asks Allegro until then. */
static enum rc give_up(struct refresh *r, struct err *e)
{
	uint64_t gen = 0;

	err_clear(e);
	for (int i = 0; i < REREAD_TRIES; i++) {
		if (current_gen(r, &gen, e))
			return e->rc;
		if (gen != r->gen)
			return RC_OK;
		(void)usleep(REREAD_US);
	}
	enum rc rc = take_rival(r, e);
	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	if (!token_is_dead(r->tries.at, r->tries.n, r->now.expires_at, time_now_ms()))
		return ask_once_more(r, e);
	rc = tx_run(r->v->db, give_up_body, r, e);
	if (rc == RC_CONFLICT) {
		err_clear(e);
		return RC_OK;
	}
	if (rc)
		return rc;
	err_set(e, RC_AUTH, "account %s must be connected again: %s", r->now.account.name,
		is_refused);
	return vault_cause(e, "reconnect");
}

/* --- Asking ----------------------------------------------------------------------------------- */

/* The request between its two rows; *fate tells whether it may be asked for again. A pair that
 * could not be saved leaves its row open: the journal, or a replay, brings it in. */
static enum rc request(struct refresh *r, enum token_fate *fate, struct err *e)
{
	const struct account *a = &r->now.account;
	const struct attempt attempt = vault_attempt(r->v, a->id, r->gen, "refresh");
	struct err ended = {0};
	struct oauth *oauth;

	*fate = TOKEN_FATE_REFUSED;
	if (vault_oauth(r->v, r->scratch, a->environment, &oauth, e) || oauth_ready(oauth, e) ||
	    lease_renew(r->v->db, r->lease, TOKEN_LEASE_SECONDS, e) ||
	    attempt_begin(r->v->db, &attempt, &r->attempt, e))
		return e->rc;
	enum rc rc = oauth_refresh(oauth, r->scratch, r->now.refresh, &r->fresh, e);
	r->v->requests += oauth_requests(oauth);
	*fate = token_fate_of(e);
	if (!rc && save(r, e))
		return e->rc;
	/* A pair that was saved ended its row with it; this is for the rest. */
	if (attempt_end(r->v->db, r->attempt, *fate, rc ? e->msg : "OK", &ended))
		err_clear(&ended); /* it counts as lost, and that is the safe side */
	return rc;
}

static enum rc too_soon(const struct refresh *r, int64_t wait_ms, struct err *e)
{
	err_set(e, RC_RETRY, "account %s has asked for tokens too often, and asks again later",
		r->now.account.name);
	e->retry_after_s = (int)(wait_ms / TIME_SECOND_MS) + 1;
	return vault_cause(e, "pace");
}

/* May this account ask now? Waits for a replay that is near. */
static enum rc await_turn(struct refresh *r, struct err *e)
{
	uint64_t pairs = 0;

	if (attempt_tries(r->v->db, r->scratch, r->now.account.id, r->gen, &r->tries, e))
		return e->rc;
	struct token_pace pace = token_pace(r->tries.at, r->tries.n);
	if (pace.turn == TOKEN_TURN_NOW &&
	    attempt_count_hour(r->v->db, r->now.account.id, &pairs, e))
		return e->rc;
	if (pairs >= TOKEN_PAIRS_PER_HOUR)
		return too_soon(r, TIME_HOUR_MS, e);
	if (pace.turn == TOKEN_TURN_LATER || pace.wait_ms > PATIENCE_MS)
		return too_soon(r, pace.wait_ms, e);
	if (pace.wait_ms)
		(void)usleep((useconds_t)pace.wait_ms * 1000);
	return RC_OK;
}

static bool is_stopped(const struct vault *v)
{
	return v->stop && *v->stop;
}

/* Ask; after a lost answer again, as long as the wait is short. The error is that of the request,
 * not of the wait. */
static enum rc ask(struct refresh *r, struct err *e)
{
	enum token_fate fate;
	enum rc rc = await_turn(r, e);

	if (!rc)
		rc = request(r, &fate, e);
	while (rc && fate == TOKEN_FATE_LOST && !is_stopped(r->v)) {
		struct err waiting = {0};
		if (await_turn(r, &waiting))
			break;
		err_clear(e);
		rc = request(r, &fate, e);
	}
	return rc;
}

static enum rc refresh_leased(struct refresh *r, struct err *e)
{
	const struct account *a = &r->now.account;

	/* What this host has in its journal may be what is looked for. */
	if (vault_merge(r->v, e) && e->rc != RC_IO)
		return e->rc;
	err_clear(e);
	if (vault_tokens(r->v, r->scratch, r->lease->subject, &r->now, e))
		return e->rc;
	if (a->token_gen != r->gen)
		return RC_OK;
	if (str_eq(a->state, ACCOUNT_RECONNECT_REQUIRED) || !r->now.refresh) {
		err_set(e, RC_AUTH, "account %s must be connected again", a->name);
		return vault_cause(e, "reconnect");
	}
	enum rc rc = ask(r, e);
	if (rc == RC_REMOTE && str_eq(e->code, "invalid_grant"))
		return give_up(r, e);
	if (rc == RC_AUTH)
		return vault_cause(e, "keys");
	if (!rc && vault_tidy(r->v, TIDY_NOW_AND_THEN, e))
		err_clear(e); /* the next one does it */
	return rc;
}

enum rc vault_refresh_leased(struct vault *v, const struct lease *lease, uint64_t gen,
			     struct err *e)
{
	void *scratch = mem_context(v, "refresh");
	struct refresh r = {.v = v, .scratch = scratch, .gen = gen, .lease = lease};
	enum rc rc = refresh_leased(&r, e);

	mem_free(scratch);
	return rc;
}

enum rc vault_refresh(struct vault *v, uint64_t account_id, uint64_t gen, struct err *e)
{
	struct err ignored = {0};
	struct lease lease;
	enum rc rc =
	    lease_take(v->db, token_lease_name, account_id, TOKEN_LEASE_SECONDS, &lease, e);

	if (rc)
		return rc;
	rc = vault_refresh_leased(v, &lease, gen, e);
	if (lease_release(v->db, &lease, &ignored))
		err_clear(&ignored); /* it ends by itself in seconds */
	return rc;
}

enum rc vault_heal(struct vault *v, struct err *e)
{
	void *scratch = mem_context(v, "heal");
	struct lost_list lost;
	enum rc rc = v->healed ? RC_OK : vault_revoke_orphans(v, e);
	enum rc worst = rc;

	v->healed = true;
	if (attempt_lost(v->db, scratch, &lost, e))
		worst = e->rc;
	for (size_t i = 0; i < lost.n && !is_stopped(v); i++) {
		struct err failed = {0};
		rc = vault_refresh(v, lost.accounts[i].id, lost.accounts[i].gen, &failed);
		if (!rc || rc == RC_CONFLICT)
			continue;
		*e = failed;
		worst = rc;
	}
	mem_free(scratch);
	return worst;
}
