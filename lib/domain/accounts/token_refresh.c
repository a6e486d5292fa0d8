/*
 * The refresh of a token pair (RELIABILITY 1.2): the one moment when a crash could lose an
 * account, because the answer to the request is the only copy of the new pair. The attempt row
 * tells afterwards whether a request was under way; Allegro accepts the old refresh token for 60
 * more seconds, so that a second try within them gets a pair again.
 */
#include "domain/accounts/vault.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/lease.h"
#include "db/tx.h"
#include "domain/accounts/vault_keys.h"

#define N_(text) (text) /* marks a text for the catalogue; pages translate it */

enum {
	DUE_FROM_PERCENT = 50,
	DUE_SPREAD_PERCENT = 25,
	REREAD_TRIES = 2, /* before believing invalid_grant: another host may just have saved */
	REREAD_US = 2 * 1000 * 1000,
	LEASE_SECONDS = 20, /* within the 60 s of grace another host can take over */
};

bool token_refresh_due(const struct token_life *t, int64_t now_ms)
{
	const uint64_t mix = (t->account_id * 31 + t->gen) * UINT64_C(0x9e3779b97f4a7c15);
	const int64_t spread = (int64_t)((mix >> 32) % (DUE_SPREAD_PERCENT + 1));
	const int64_t life = t->expires_at - t->obtained_at;

	return life <= 0 || now_ms >= t->obtained_at + life / 100 * (DUE_FROM_PERCENT + spread);
}

/* One refresh under way. */
struct refresh {
	struct vault *v;
	void *scratch;
	uint64_t gen; /* the generation to leave behind */
	struct open_tokens now;
	struct oauth_tokens fresh;
};

static enum rc save_body(struct db *db, void *arg, struct err *e)
{
	struct refresh *r = arg;
	const struct account *a = &r->now.account;
	const struct token_place place = {a->environment, a->id, a->seller_id, r->gen + 1};

	return vault_save(r->v, db, &place, &r->fresh, e);
}

/* RC_CONFLICT: somebody saved a newer pair, which serves as well as ours. */
static enum rc save(struct refresh *r, struct err *e)
{
	enum rc rc = tx_run(r->v->db, save_body, r, e);

	if (rc != RC_CONFLICT)
		return rc;
	err_clear(e);
	return RC_OK;
}

static enum rc current_gen(struct refresh *r, uint64_t *gen, struct err *e)
{
	struct account a;

	if (account_find(r->v->db, r->scratch, r->now.account.id, &a, e))
		return e->rc;
	*gen = a.token_gen;
	return RC_OK;
}

/* The refresh token is refused. Somebody else's newer pair is the good case; else a person must
 * connect again, and nobody asks Allegro until then. */
static enum rc give_up(struct refresh *r, struct err *e)
{
	const char *reason = N_("Allegro refuses the refresh token: it is revoked or expired");
	struct err ignored = {0};
	uint64_t gen = 0;

	for (int i = 0; i < REREAD_TRIES; i++) {
		if (current_gen(r, &gen, e))
			return e->rc;
		if (gen != r->gen) {
			err_clear(e);
			return RC_OK;
		}
		(void)usleep(REREAD_US);
	}
	if (account_set_state(r->v->db, r->now.account.id, r->gen, ACCOUNT_RECONNECT_REQUIRED,
			      reason, &ignored) == RC_CONFLICT) {
		err_clear(e);
		return RC_OK;
	}
	err_set(e, RC_AUTH, "account %s must be connected again: %s", r->now.account.name, reason);
	return vault_cause(e, "reconnect");
}

/* The request between its two rows. What the grace replay of a lost answer needs is in the first:
 * an attempt without an end, whose generation still is the account's. */
static enum rc request(struct refresh *r, struct err *e)
{
	const struct attempt attempt = {r->now.account.id, r->gen, "refresh", r->v->actor};
	struct err ended = {0};
	struct oauth *oauth;
	uint64_t id;

	if (vault_oauth(r->v, r->scratch, r->now.account.environment, &oauth, e) ||
	    attempt_begin(r->v->db, &attempt, &id, e))
		return e->rc;
	enum rc rc = oauth_refresh(oauth, r->scratch, r->now.refresh, &r->fresh, e);
	r->v->requests += oauth_requests(oauth);
	if (!rc)
		rc = save(r, e);
	(void)attempt_end(r->v->db, id, rc ? e->msg : "OK", &ended);
	return rc;
}

static enum rc refresh_leased(struct refresh *r, struct err *e)
{
	const struct account *a = &r->now.account;

	if (vault_tokens(r->v, r->scratch, a->id, &r->now, e))
		return e->rc;
	if (a->token_gen != r->gen)
		return RC_OK;
	if (str_eq(a->state, ACCOUNT_RECONNECT_REQUIRED) || !r->now.refresh) {
		err_set(e, RC_AUTH, "account %s must be connected again", a->name);
		return vault_cause(e, "reconnect");
	}
	enum rc rc = request(r, e);
	if (rc == RC_REMOTE && str_eq(e->code, "invalid_grant"))
		return give_up(r, e);
	if (rc == RC_AUTH)
		return vault_cause(e, "keys");
	return rc;
}

enum rc vault_refresh(struct vault *v, uint64_t account_id, uint64_t gen, struct err *e)
{
	void *scratch = mem_context(v, "refresh");
	struct refresh r = {.v = v, .scratch = scratch, .gen = gen};
	struct err ignored = {0};
	struct lease lease;

	r.now.account.id = account_id;
	enum rc rc = lease_take(v->db, "token", account_id, LEASE_SECONDS, &lease, e);
	if (!rc) {
		rc = refresh_leased(&r, e);
		if (lease_release(v->db, &lease, &ignored))
			err_clear(&ignored); /* it ends by itself in seconds */
	}
	mem_free(scratch);
	return rc;
}

/* --- What is due ------------------------------------------------------------------------------ */

static bool is_due(struct vault *v, void *scratch, const struct account *a, int64_t now)
{
	struct token_row row = {0};
	struct err ignored = {0};

	if (!str_eq(a->state, ACCOUNT_CONNECTED))
		return false;
	if (token_load(v->db, scratch, a->id, a->token_gen, &row, &ignored))
		return false;
	const struct token_life life = {a->id, a->token_gen, row.obtained_at, row.expires_at};
	return token_refresh_due(&life, now);
}

enum rc vault_due(struct vault *v, void *owner, struct due_list *out, struct err *e)
{
	struct account_list all = {0};
	int64_t now = time_now_ms();

	*out = (struct due_list){0};
	if (account_list(v->db, owner, &all, e))
		return e->rc;
	out->accounts = mem_array(owner, struct due_account, all.n);
	for (size_t i = 0; i < all.n; i++) {
		const struct account *a = &all.accounts[i];
		if (is_due(v, owner, a, now))
			out->accounts[out->n++] =
			    (struct due_account){a->id, a->token_gen, a->name};
	}
	return RC_OK;
}
