/* Asking Allegro about a connected account, and ending the connection. */
#include "allegro/me_api.h"
#include "base/mem.h"
#include "db/tx.h"
#include "domain/accounts/connect.h"
#include "domain/accounts/vault_keys.h"

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

enum rc account_check(struct vault *v, uint64_t account_id, struct err *e)
{
	void *scratch = mem_context(v, "check");
	struct account_binding b;
	enum rc rc = fetch(v, scratch, account_id, &b, e);

	if (!rc)
		rc = account_checked(v->db, &b, e);
	if (rc == RC_CONFLICT)
		(void)vault_cause(e, "other-seller");
	mem_free(scratch);
	return rc;
}

struct erasure {
	uint64_t account_id;
	uint64_t gen;
};

static enum rc erase_body(struct db *db, void *arg, struct err *e)
{
	const struct erasure *x = arg;

	if (account_disconnect(db, x->account_id, x->gen, e))
		return e->rc;
	return token_erase(db, x->account_id, e);
}

static enum rc revoke_tokens(struct vault *v, void *scratch, const struct open_tokens *t,
			     struct err *e)
{
	const struct attempt attempt = {t->account.id, t->account.token_gen, "revoke", v->actor};
	struct err ended = {0};
	struct oauth *oauth;
	uint64_t id;

	if (vault_oauth(v, scratch, t->account.environment, &oauth, e) ||
	    attempt_begin(v->db, &attempt, &id, e))
		return e->rc;
	enum rc rc = oauth_revoke(oauth, t->refresh, e);
	v->requests += oauth_requests(oauth);
	(void)attempt_end(v->db, id, rc ? e->msg : "OK", &ended);
	return rc;
}

enum rc account_disconnect_now(struct vault *v, uint64_t account_id, enum revocation *out,
			       struct err *e)
{
	void *scratch = mem_context(v, "disconnect");
	struct open_tokens t = {0};
	struct err revoking = {0};
	struct account a = {0};
	enum rc rc = account_find(v->db, scratch, account_id, &a, e);

	*out = NOT_CONFIRMED;
	if (!rc && !vault_tokens(v, scratch, account_id, &t, &revoking) && t.refresh &&
	    !revoke_tokens(v, scratch, &t, &revoking))
		*out = REVOKED;
	if (!rc) {
		struct erasure x = {account_id, a.token_gen};
		rc = tx_run(v->db, erase_body, &x, e);
	}
	mem_free(scratch);
	return rc;
}
