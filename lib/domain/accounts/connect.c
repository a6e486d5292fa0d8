/* What both flows share, and the code flow. */
#include "domain/accounts/connect.h"

#include <sodium.h>

#include "allegro/me_api.h"
#include "base/mem.h"
#include "db/tx.h"
#include "domain/accounts/connect_keys.h"
#include "domain/accounts/problem.h"

enum { FLOW_ID_SIZE = 44, UTF8_CONTINUATION = 0x80, UTF8_MASK = 0xc0 };

static const char callback_path[] = "/connect/callback";

char *flow_id(void *owner, const char *token)
{
	uint8_t hash[SECRET_HASH_BYTES];
	char text[FLOW_ID_SIZE];

	secret_hash(token, hash);
	sodium_bin2base64(text, sizeof(text), hash, sizeof(hash),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return mem_strdup(owner, text);
}

bool flow_is_of(const struct flow_row *f, struct bytes session)
{
	if (!f->session_hash.len)
		return true;
	return f->session_hash.len == session.len &&
	       sodium_memcmp(f->session_hash.data, session.data, session.len) == 0;
}

char *connect_redirect_uri(void *owner, const struct conf *conf)
{
	return mem_printf(owner, "%s%s", conf->base_url, callback_path);
}

/* --- Preparing -------------------------------------------------------------------------------- */

static enum rc check_name(const char *name, struct err *e)
{
	size_t chars = 0;

	for (const char *p = str_or(name, ""); *p; p++)
		chars += ((unsigned char)*p & UTF8_MASK) != UTF8_CONTINUATION;
	if (chars > 0 && chars <= ACCOUNT_NAME_MAX && str_is_utf8(name, strlen(name)))
		return RC_OK;
	err_set(e, RC_INVALID, "the name of an account has 1 to %d characters", ACCOUNT_NAME_MAX);
	return vault_cause(e, "name");
}

/* A name that exists means that account again, if it is in the same environment. */
static enum rc resolve_account(struct vault *v, void *owner, const struct connect_ask *ask,
			       struct flow_row *f, struct err *e)
{
	struct account a = {0};
	enum rc rc = ask->account_id ? account_find(v->db, owner, ask->account_id, &a, e)
				     : account_find_name(v->db, owner, f->account_name, &a, e);

	if (rc == RC_NOT_FOUND && !ask->account_id) {
		err_clear(e);
		return RC_OK;
	}
	if (rc)
		return rc;
	if (!str_eq(a.environment, ask->environment)) {
		err_set(e, RC_CONFLICT, "account \"%s\" is in environment %s", a.name,
			a.environment);
		return vault_cause(e, "name-taken");
	}
	f->account_id = a.id;
	f->account_name = a.name;
	return RC_OK;
}

enum rc flow_prepare(struct vault *v, void *owner, const struct connect_ask *ask,
		     struct flow_row *f, struct err *e)
{
	uint64_t days = ask->import_days ? ask->import_days : (uint64_t)v->conf->import_days;

	*f = (struct flow_row){
	    .environment = ask->environment,
	    .account_name = str_squeeze(owner, str_or(ask->name, "")),
	    .session_hash = ask->session_hash,
	    .import_days = days > ACCOUNT_IMPORT_DAYS_MAX ? ACCOUNT_IMPORT_DAYS_MAX : days,
	};
	if (!ask->account_id && check_name(f->account_name, e))
		return e->rc;
	if (flow_prune(v->db, e))
		return e->rc;
	return resolve_account(v, owner, ask, f, e);
}

/* --- Adopting tokens -------------------------------------------------------------------------- */

/* A source that gives the tokens just received: there is no account yet to ask for them. */
static enum rc fixed_get(void *ctx, void *owner, struct secret **out, struct err *e)
{
	const struct oauth_tokens *t = ctx;
	(void)e;

	*out = secret_new(owner, secret_text(t->access), secret_len(t->access));
	return RC_OK;
}

static enum rc fixed_renew(void *ctx, void *owner, const struct secret *refused,
			   struct secret **out, struct err *e)
{
	(void)ctx, (void)owner, (void)refused, (void)out;

	err_set(e, RC_AUTH, "Allegro refuses the token it has just given");
	return vault_cause(e, "token");
}

static enum rc fetch_seller(struct vault *v, void *scratch, const char *environment,
			    const struct oauth_tokens *t, struct account_binding *out,
			    struct err *e)
{
	struct allegro_opts opts;
	struct allegro *a;
	struct me me;

	if (vault_allegro_opts(v, scratch, environment, &opts, e))
		return e->rc;
	opts.tokens = (struct token_source){(void *)(uintptr_t)t, fixed_get, fixed_renew};
	if (allegro_open(scratch, &opts, &a, e))
		return e->rc;
	enum rc rc = me_fetch(a, scratch, &me, e);
	v->requests += allegro_counts(a)->requests;
	if (rc)
		return rc;
	*out = (struct account_binding){
	    .seller_id = me.id,
	    .seller_login = me.login,
	    .base_marketplace = me.base_marketplace,
	    .clock_skew_ms = allegro_clock_skew(a),
	};
	return RC_OK;
}

struct adoption {
	struct vault *v;
	void *scratch;
	const struct flow_row *flow;
	const struct oauth_tokens *tokens;
	struct account_binding seller;
	struct token_record record;
};

/* The account these tokens go to: the one asked for, the seller's own, or a new one. */
static enum rc choose_account(struct db *db, struct adoption *a, uint64_t *id, struct err *e)
{
	const struct flow_row *f = a->flow;
	enum rc rc = account_find_seller(db, f->environment, a->seller.seller_id, id, e);

	if (rc && rc != RC_NOT_FOUND)
		return rc;
	if (!rc && f->account_id && f->account_id != *id) {
		err_set(e, RC_CONFLICT, "seller %s is connected as another account already",
			a->seller.seller_login);
		return vault_cause(e, "other-seller");
	}
	if (!rc)
		return RC_OK;
	err_clear(e);
	if (f->account_id) {
		*id = f->account_id;
		return RC_OK;
	}
	rc = account_insert(db, f->account_name, f->environment, f->import_days, id, e);
	return rc == RC_CONFLICT ? vault_cause(e, "name-taken") : rc;
}

static enum rc adopt_body(struct db *db, void *arg, struct err *e)
{
	struct adoption *a = arg;
	struct account account = {0};

	if (choose_account(db, a, &a->seller.account_id, e))
		return e->rc;
	if (account_bind(db, &a->seller, e))
		return e->rc == RC_CONFLICT ? vault_cause(e, "other-seller") : e->rc;
	if (account_find(db, a->scratch, a->seller.account_id, &account, e))
		return e->rc;
	const struct token_place place = {account.environment, account.id, account.seller_id,
					  account.token_gen + 1};
	const struct attempt attempt = vault_attempt(a->v, account.id, place.gen, "connect");

	a->record = vault_seal(a->v, a->scratch, &place, a->tokens);
	if (vault_put(db, &a->record, account.token_gen, e))
		return e->rc;
	if (attempt_note(db, &attempt, "OK", e))
		return e->rc;
	return vault_note(a->v, db,
			  (struct audit_entry){
			      .action = "account.connected",
			      .subject = audit_subject(a->scratch, "account", account.id),
			      .after = mem_printf(a->scratch, "%s (%s), %s", account.seller_login,
						  account.seller_id, account.environment)},
			  e);
}

/* Tokens nobody will use must not stay alive at Allegro. */
static void throw_away(struct vault *v, void *scratch, const char *environment,
		       const struct oauth_tokens *t)
{
	struct err ignored = {0};
	struct oauth *oauth;

	if (vault_oauth(v, scratch, environment, &oauth, &ignored))
		return;
	if (oauth_revoke(oauth, t->refresh, &ignored))
		err_clear(&ignored);
	v->requests += oauth_requests(oauth);
}

enum rc flow_adopt(struct vault *v, const struct flow_row *f, const struct oauth_tokens *t,
		   uint64_t *account_id, struct err *e)
{
	void *scratch = mem_context(v, "adopt");
	struct adoption a = {.v = v, .scratch = scratch, .flow = f, .tokens = t};
	struct err unwritten = {0};
	enum rc rc = fetch_seller(v, scratch, f->environment, t, &a.seller, e);

	if (!rc)
		rc = tx_run(v->db, adopt_body, &a, e);
	/* If nobody knows whether they were saved, they may be the account's own by now. */
	if (rc && !str_eq(e->code, TX_UNKNOWN))
		throw_away(v, scratch, f->environment, t);
	else if (token_journal_append(v->journal, &a.record, &unwritten))
		err_clear(&unwritten); /* the database has them */
	*account_id = a.seller.account_id;
	mem_free(scratch);
	return rc;
}

enum rc flow_close(struct vault *v, const char *id, enum rc rc, uint64_t account_id, struct err *e)
{
	struct err ignored = {0};

	if (!rc)
		return flow_succeed(v->db, id, account_id, e);
	(void)flow_fail(v->db, id, problem_of(e)->key, &ignored);
	return rc;
}

/* --- Code flow -------------------------------------------------------------------------------- */

static enum rc save_code_flow(struct vault *v, void *owner, const char *state,
			      const struct secret *verifier, struct flow_row *f, struct err *e)
{
	f->id = flow_id(owner, state);
	f->kind = "code";
	f->expires_at = time_now_ms() + CONNECT_CODE_FLOW_SECONDS * TIME_SECOND_MS;
	if (verifier)
		f->sealed =
		    seal(owner, v->key, flow_context(owner, f->environment, f->id), verifier);
	return flow_insert(v->db, f, e);
}

enum rc connect_code_start(struct vault *v, void *owner, const struct connect_ask *ask,
			   struct connect_code *out, struct err *e)
{
	struct oauth_pkce pkce = {0};
	struct flow_row f;
	struct oauth *oauth;
	char *url;

	if (flow_prepare(v, owner, ask, &f, e) ||
	    vault_oauth(v, owner, ask->environment, &oauth, e))
		return e->rc;
	if (ask->pkce == CONNECT_WITH_PKCE)
		oauth_pkce_new(owner, &pkce);
	out->state = secret_random_text(owner, OAUTH_STATE_BYTES);
	const struct oauth_authorize page = {
	    .redirect_uri = connect_redirect_uri(owner, v->conf),
	    .state = out->state,
	    .challenge = pkce.challenge,
	};
	if (oauth_authorize_url(oauth, owner, &page, &url, e) ||
	    save_code_flow(v, owner, out->state, pkce.verifier, &f, e))
		return e->rc;
	out->authorize_url = url;
	return RC_OK;
}

static enum rc no_such_flow(struct err *e)
{
	err_set(e, RC_INVALID,
		"the state that came back is unknown, used, expired or another "
		"session's");
	return vault_cause(e, "state");
}

/* Consume the flow: whatever happens next, its state opens nothing a second time. */
static enum rc take_flow(struct vault *v, void *scratch, const struct connect_return *back,
			 struct flow_row *f, struct err *e)
{
	if (str_empty(back->state))
		return no_such_flow(e);
	enum rc rc = flow_load(v->db, scratch, flow_id(scratch, back->state), f, e);
	if (rc == RC_NOT_FOUND ||
	    (!rc && (!str_eq(f->kind, "code") || !flow_is_of(f, back->session_hash))))
		return no_such_flow(e);
	if (!rc)
		rc = flow_use(v->db, f->id, e);
	return rc == RC_CONFLICT ? no_such_flow(e) : rc;
}

static enum rc check_return(const struct connect_return *back, struct err *e)
{
	if (str_empty(back->error) && !str_empty(back->code))
		return RC_OK;
	err_set(e, RC_DENIED, "Allegro sent the browser back without a code (%.40s)",
		str_or(back->error, "no reason"));
	return vault_cause(e, "refused");
}

static enum rc exchange(struct vault *v, void *scratch, const struct connect_return *back,
			const struct flow_row *f, struct oauth_tokens *out, struct err *e)
{
	struct oauth_code code = {
	    .code = secret_new(scratch, back->code, strlen(back->code)),
	    .redirect_uri = connect_redirect_uri(scratch, v->conf),
	};
	struct secret *verifier = NULL;
	struct oauth *oauth;

	if (f->sealed.len &&
	    seal_open(scratch, v->key, flow_context(scratch, f->environment, f->id), f->sealed,
		      &verifier, e))
		return vault_cause(e, "key");
	code.verifier = verifier;
	if (vault_oauth(v, scratch, f->environment, &oauth, e))
		return e->rc;
	enum rc rc = oauth_exchange(oauth, scratch, &code, out, e);
	v->requests += oauth_requests(oauth);
	return rc == RC_AUTH ? vault_cause(e, "keys") : rc;
}

enum rc connect_code_finish(struct vault *v, const struct connect_return *back,
			    uint64_t *account_id, struct err *e)
{
	void *scratch = mem_context(v, "code flow");
	struct oauth_tokens tokens = {0};
	struct flow_row f = {0};
	enum rc rc = take_flow(v, scratch, back, &f, e);

	if (!rc) {
		rc = check_return(back, e);
		if (!rc)
			rc = exchange(v, scratch, back, &f, &tokens, e);
		if (!rc)
			rc = flow_adopt(v, &f, &tokens, account_id, e);
		rc = flow_close(v, f.id, rc, rc ? 0 : *account_id, e);
	}
	mem_free(scratch);
	return rc;
}

enum rc connect_return_read(void *owner, const char *url, struct connect_return *out, struct err *e)
{
	struct oauth_return back;

	if (oauth_return_read(owner, url, &back, e))
		return e->rc;
	*out = (struct connect_return){.state = back.state, .code = back.code, .error = back.error};
	return RC_OK;
}
