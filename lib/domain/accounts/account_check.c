/* Asking Allegro about a connected account, and ending the connection. */
#include <unistd.h>

#include "allegro/me_api.h"
#include "base/mem.h"
#include "db/tx.h"
#include "domain/accounts/connect.h"
#include "domain/accounts/vault_keys.h"
#include "domain/alarms/alarm.h"

static enum rc fetch(struct vault *v, void *scratch, uint64_t account_id,
		     struct account_binding *out, struct err *e)
{
	struct allegro *a;
	struct me me;

	if (vault_client(v, scratch, account_id, &a, e))
		return e->rc;
	enum rc rc = me_fetch(a, scratch, &me, e);
	v->requests += allegro_counts(a)->requests;
	if (rc)
		return rc;
	*out = (struct account_binding){
	    .account_id = account_id,
	    .seller_id = me.id,
	    .seller_login = me.login,
	    .base_marketplace = me.base_marketplace,
	    .clock_skew_ms = allegro_clock_skew(a),
	};
	return RC_OK;
}

struct checking {
	struct vault *v;
	void *scratch;
	struct account_binding found;
};

static enum rc checked_body(struct db *db, void *arg, struct err *e)
{
	const struct checking *c = arg;

	if (account_checked(db, &c->found, e))
		return e->rc;
	return vault_note(c->v, db,
			  (struct audit_entry){
			      .action = "account.checked",
			      .subject = audit_subject(c->scratch, "account", c->found.account_id)},
			  e);
}

static enum rc check_now(struct checking *c, uint64_t account_id, struct err *e)
{
	enum rc rc = fetch(c->v, c->scratch, account_id, &c->found, e);

	if (!rc)
		rc = tx_run(c->v->db, checked_body, c, e);
	return rc == RC_CONFLICT ? vault_cause(e, "other-seller") : rc;
}

/* The check stands in the history of the account, with its result. */
enum rc account_check(struct vault *v, uint64_t account_id, struct err *e)
{
	void *scratch = mem_context(v, "check");
	struct checking c = {.v = v, .scratch = scratch};
	struct err unwritten = {0};
	struct account a = {0};
	uint64_t id = 0;
	enum rc rc = account_find(v->db, scratch, account_id, &a, e);

	if (!rc) {
		const struct attempt attempt = vault_attempt(v, a.id, a.token_gen, "check");
		rc = attempt_begin(v->db, &attempt, &id, e);
	}
	if (!rc) {
		rc = check_now(&c, account_id, e);
		if (attempt_end(v->db, id, rc ? token_fate_of(e) : TOKEN_FATE_DONE,
				rc ? e->msg : "OK", &unwritten))
			err_clear(&unwritten); /* a history: nothing depends on it */
	}
	mem_free(scratch);
	return rc;
}

enum { LEASE_TRIES = 100, LEASE_PAUSE_US = 250 * 1000 }; /* longer than a lease lives */

struct erasure {
	struct vault *v;
	void *scratch;
	uint64_t account_id;
	uint64_t gen;
	const char *revoked; /* for the trail: what Allegro said */
};

static enum rc erase_body(struct db *db, void *arg, struct err *e)
{
	const struct erasure *x = arg;

	if (account_disconnect(db, x->account_id, x->gen, e) ||
	    alarm_clear(db, ALARM_TOKEN_DEAD, x->account_id, NULL, e) ||
	    alarm_clear(db, ALARM_TOKEN_DYING, x->account_id, NULL, e))
		return e->rc;
	if (token_erase(db, x->account_id, e))
		return e->rc;
	return vault_note(
	    x->v, db,
	    (struct audit_entry){.action = "account.disconnected",
				 .subject = audit_subject(x->scratch, "account", x->account_id),
				 .after = x->revoked},
	    e);
}

/* A pair that was just being made would stay alive at Allegro: it is waited for, and one whose
 * answer was lost is asked for, so that it can be revoked. */
static enum rc await_refresh(struct vault *v, uint64_t account_id, struct lease *lease,
			     struct err *e)
{
	enum rc rc = RC_CONFLICT;

	for (int i = 0; i < LEASE_TRIES && rc == RC_CONFLICT; i++) {
		if (i)
			(void)usleep(LEASE_PAUSE_US);
		err_clear(e);
		rc = lease_take(v->db, token_lease_name, account_id, TOKEN_LEASE_SECONDS, lease, e);
	}
	return rc;
}

static void fetch_lost(struct vault *v, void *scratch, const struct lease *lease)
{
	struct lost_list lost = {0};
	struct err ignored = {0};

	if (attempt_lost(v->db, scratch, &lost, &ignored))
		return;
	for (size_t i = 0; i < lost.n; i++)
		if (lost.accounts[i].id == lease->subject &&
		    vault_refresh_leased(v, lease, lost.accounts[i].gen, &ignored))
			err_clear(&ignored);
}

static enum rc disconnect_leased(struct vault *v, void *scratch, const struct lease *lease,
				 enum revocation *out, struct err *e)
{
	struct open_tokens t = {0};
	struct err revoking = {0};
	struct account a = {0};

	fetch_lost(v, scratch, lease);
	if (account_find(v->db, scratch, lease->subject, &a, e))
		return e->rc;
	if (!vault_tokens(v, scratch, a.id, &t, &revoking) && t.refresh &&
	    !vault_revoke(v, scratch, &t, &revoking))
		*out = REVOKED;
	struct erasure x = {v, scratch, a.id, a.token_gen,
			    *out == REVOKED ? "revoked at Allegro" : "not confirmed by Allegro"};
	if (tx_run(v->db, erase_body, &x, e))
		return e->rc;
	if (vault_tidy(v, TIDY_NOW, &revoking))
		err_clear(&revoking); /* superseded there: it opens nothing any more */
	return RC_OK;
}

enum rc account_disconnect_now(struct vault *v, uint64_t account_id, enum revocation *out,
			       struct err *e)
{
	void *scratch = mem_context(v, "disconnect");
	struct err ignored = {0};
	struct lease lease;
	enum rc rc = await_refresh(v, account_id, &lease, e);

	*out = NOT_CONFIRMED;
	if (!rc) {
		rc = disconnect_leased(v, scratch, &lease, out, e);
		if (lease_release(v->db, &lease, &ignored))
			err_clear(&ignored);
	}
	mem_free(scratch);
	return rc;
}
