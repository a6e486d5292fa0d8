/* Opening, sealing and revoking. */
#include "domain/accounts/vault.h"

#include <inttypes.h>

#include "base/host.h"
#include "base/mem.h"
#include "domain/budget/budget.h"
#include "domain/accounts/vault_keys.h"
#include "domain/alarms/alarm.h"

enum { ACTOR_MAX = 96 }; /* token_attempt.actor; bytes */

enum rc vault_cause(struct err *e, const char *word)
{
	(void)snprintf(e->code, sizeof(e->code), "%s", word);
	return e->rc;
}

enum rc vault_new(void *owner, const struct vault_opts *opts, struct vault **out, struct err *e)
{
	struct vault *v = mem_zero(owner, struct vault);
	char host[HOST_NAME_SIZE];

	v->conf = opts->conf;
	v->db = opts->db;
	v->stop = opts->stop;
	v->actor = mem_strndup(v, opts->actor, ACTOR_MAX);
	host_name(host);
	v->host = mem_strdup(v, host);
	if (seal_key_load(v, conf_secret_path(v, opts->conf, "token.key"), &v->key, e))
		return err_wrap(e, "the key of the tokens");
	if (token_journal_open(v, opts->conf, v->host, &v->journal, e))
		return e->rc;
	*out = v;
	return RC_OK;
}

struct attempt vault_attempt(const struct vault *v, uint64_t account_id, uint64_t gen,
			     const char *kind)
{
	return (struct attempt){account_id, gen, kind, v->actor, v->host};
}

void vault_act_as(struct vault *v, const char *actor)
{
	mem_free(v->actor);
	v->actor = mem_strndup(v, actor, ACTOR_MAX);
}

uint64_t vault_requests(const struct vault *v)
{
	return v->requests;
}

/* --- Places ----------------------------------------------------------------------------------- */

char *token_context(void *owner, const struct token_place *p, const char *kind)
{
	return mem_printf(owner, "token|%s|%" PRIu64 "|%s|%s|%" PRIu64, p->environment,
			  p->account_id, p->seller_id, kind, p->gen);
}

char *credential_context(void *owner, const char *environment, const char *client_id)
{
	return mem_printf(owner, "credential|%s|%s", environment, client_id);
}

char *flow_context(void *owner, const char *environment, const char *flow_id)
{
	return mem_printf(owner, "flow|%s|%s", environment, flow_id);
}

/* --- Keys of an environment ------------------------------------------------------------------- */

static enum rc load_keys(struct vault *v, void *owner, const char *environment,
			 struct sealed_credential *c, struct err *e)
{
	if (credential_load(v->db, owner, environment, c, e) == RC_OK)
		return RC_OK;
	if (e->rc != RC_NOT_FOUND)
		return e->rc;
	err_set(e, RC_NOT_FOUND, "no application keys are set for environment %s", environment);
	return vault_cause(e, "no-keys");
}

enum rc vault_oauth(struct vault *v, void *owner, const char *environment, struct oauth **out,
		    struct err *e)
{
	/* No stop: the answer may be the only copy of a new pair, and a machine that is shut down
	 * asks again too late (RELIABILITY 1.2). Its own limit is ten seconds. */
	struct oauth_opts o = {.ca_bundle = v->conf->ca_bundle};
	struct sealed_credential c = {0};
	struct secret *secret;

	if (allegro_env_find(owner, v->conf, environment, &o.env, e) ||
	    load_keys(v, owner, environment, &c, e))
		return e->rc;
	if (seal_open(owner, v->key, credential_context(owner, environment, c.client_id),
		      c.sealed_secret, &secret, e)) {
		err_wrap(e, "the client secret of environment %s", environment);
		return vault_cause(e, "key");
	}
	o.app = (struct allegro_app){c.app_name, c.app_version, c.contact_url};
	o.client_id = c.client_id;
	o.budget = budget_open(
	    owner, &(struct budget_opts){v->db, v->stop, environment, c.client_id, 0, BUDGET_AUTH});
	o.client_secret = secret;
	return oauth_open(owner, &o, out, e);
}

enum rc vault_allegro_opts(struct vault *v, void *owner, const char *environment,
			   struct allegro_opts *out, struct err *e)
{
	struct sealed_credential c = {0};

	*out = (struct allegro_opts){.ca_bundle = v->conf->ca_bundle, .stop = v->stop};
	if (allegro_env_find(owner, v->conf, environment, &out->env, e) ||
	    load_keys(v, owner, environment, &c, e))
		return e->rc;
	out->app = (struct allegro_app){c.app_name, c.app_version, c.contact_url};
	out->budget = budget_open(
	    owner, &(struct budget_opts){v->db, v->stop, environment, c.client_id, 0, BUDGET_API});
	return RC_OK;
}

/* --- Tokens of an account --------------------------------------------------------------------- */

static enum rc open_one(struct vault *v, void *owner, const char *context, struct bytes sealed,
			struct secret **out, struct err *e)
{
	*out = NULL;
	if (!sealed.len)
		return RC_OK;
	if (seal_open(owner, v->key, context, sealed, out, e) == RC_OK)
		return RC_OK;
	err_wrap(e, "the tokens of the account");
	return vault_cause(e, "key");
}

static enum rc no_tokens(const struct account *a, struct err *e)
{
	err_set(e, RC_AUTH, "account %s is not connected", a->name);
	return vault_cause(e, "reconnect");
}

enum rc vault_unseal(struct vault *v, void *owner, const struct account *a,
		     const struct token_row *row, struct open_tokens *out, struct err *e)
{
	const struct token_place p = {a->environment, a->id, str_or(a->seller_id, ""), row->gen};

	out->account = *a;
	out->expires_at = row->expires_at;
	if (open_one(v, owner, token_context(owner, &p, "access"), row->sealed_access, &out->access,
		     e))
		return e->rc;
	return open_one(v, owner, token_context(owner, &p, "refresh"), row->sealed_refresh,
			&out->refresh, e);
}

enum rc vault_tokens(struct vault *v, void *owner, uint64_t account_id, struct open_tokens *out,
		     struct err *e)
{
	struct account *a = &out->account;
	struct token_row row = {0};

	if (account_find(v->db, owner, account_id, a, e))
		return e->rc;
	enum rc rc = token_load(v->db, owner, account_id, a->token_gen, &row, e);
	if (rc == RC_NOT_FOUND || (!rc && !a->seller_id))
		return no_tokens(a, e);
	return rc ? rc : vault_unseal(v, owner, a, &row, out, e);
}

struct token_record vault_seal(struct vault *v, void *owner, const struct token_place *place,
			       const struct oauth_tokens *t)
{
	return (struct token_record){
	    .row =
		{
		    .account_id = place->account_id,
		    .gen = place->gen,
		    .sealed_access =
			seal(owner, v->key, token_context(owner, place, "access"), t->access),
		    .sealed_refresh =
			seal(owner, v->key, token_context(owner, place, "refresh"), t->refresh),
		    .expires_at = t->expires_at,
		    .obtained_at = time_now_ms(),
		},
	    .scope = t->scope,
	};
}

enum rc vault_put(struct db *db, const struct token_record *r, uint64_t from_gen, struct err *e)
{
	const struct token_move move = {
	    .account_id = r->row.account_id,
	    .from_gen = from_gen,
	    .to_gen = r->row.gen,
	    .access_expires_at = r->row.expires_at,
	    .refresh_expires_at = r->row.obtained_at + REFRESH_LIFE_MS,
	    .scopes = r->scope,
	};

	if (account_move_token(db, &move, e) || token_add(db, &r->row, e) ||
	    alarm_clear(db, ALARM_TOKEN_DEAD, r->row.account_id, NULL, e))
		return e->rc;
	return alarm_clear(db, ALARM_TOKEN_DYING, r->row.account_id, NULL, e);
}

/* --- Revoking ----------------------------------------------------------------------------------
 */

enum rc vault_revoke(struct vault *v, void *scratch, const struct open_tokens *t, struct err *e)
{
	const struct attempt attempt =
	    vault_attempt(v, t->account.id, t->account.token_gen, "revoke");
	struct err ended = {0};
	struct oauth *oauth;
	uint64_t id;

	if (vault_oauth(v, scratch, t->account.environment, &oauth, e) ||
	    attempt_begin(v->db, &attempt, &id, e))
		return e->rc;
	enum rc rc = oauth_revoke(oauth, t->refresh, e);
	v->requests += oauth_requests(oauth);
	if (attempt_end(v->db, id, token_fate_of(e), rc ? e->msg : "OK", &ended))
		err_clear(&ended); /* a history, here: nothing depends on it */
	return rc;
}
