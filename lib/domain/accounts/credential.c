/* Setting application keys: checked in words, asked about at Allegro, sealed. */
#include "base/mem.h"
#include "db/tx.h"
#include "domain/accounts/connect.h"
#include "domain/accounts/vault_keys.h"

enum { CLIENT_ID_MAX = 128, CLIENT_SECRET_MAX = 512 };

static bool is_plain(const char *s, size_t max)
{
	size_t n = 0;

	for (; s && s[n]; n++)
		if (s[n] <= ' ' || s[n] > '~')
			return false;
	return n > 0 && n <= max;
}

static enum rc check_input(const struct credential_input *in, struct err *e)
{
	if (is_plain(in->client_id, CLIENT_ID_MAX) && !strchr(in->client_id, ':') &&
	    is_plain(secret_text(in->client_secret), CLIENT_SECRET_MAX))
		return RC_OK;
	err_set(e, RC_INVALID,
		"the client id or the secret is empty or has characters that keys "
		"do not have");
	return vault_cause(e, "keys");
}

/* A token of the application proves that id, secret and environment belong together. */
static enum rc ask(struct vault *v, void *scratch, const struct credential_input *in, struct err *e)
{
	struct oauth_opts o = {
	    .app = {in->app_name, in->app_version, in->contact_url},
	    .ca_bundle = v->conf->ca_bundle,
	    .stop = v->stop,
	    .client_id = in->client_id,
	    .client_secret = in->client_secret,
	};
	struct oauth_tokens tokens;
	struct oauth *oauth;

	if (allegro_env_find(scratch, v->conf, in->environment, &o.env, e))
		return vault_cause(e, "environment");
	if (oauth_open(scratch, &o, &oauth, e))
		return e->rc;
	enum rc rc = oauth_app_token(oauth, scratch, &tokens, e);
	v->requests += oauth_requests(oauth);
	return rc == RC_AUTH ? vault_cause(e, "keys") : rc;
}

struct keeping {
	struct vault *v;
	void *scratch;
	const struct sealed_credential *credential;
	const char *result;
};

static enum rc keep_body(struct db *db, void *arg, struct err *e)
{
	const struct keeping *k = arg;

	if (credential_save(db, k->credential, k->result, e))
		return e->rc;
	return vault_note(k->v, db,
			  (struct audit_entry){.action = "account.credentials",
					       .subject = mem_printf(k->scratch, "environment:%s",
								     k->credential->environment),
					       .after = k->credential->client_id},
			  e);
}

static enum rc keep(struct vault *v, void *scratch, const struct credential_input *in,
		    const char *result, struct err *e)
{
	const struct sealed_credential c = {
	    .environment = in->environment,
	    .client_id = in->client_id,
	    .sealed_secret =
		seal(scratch, v->key, credential_context(scratch, in->environment, in->client_id),
		     in->client_secret),
	    .app_name = in->app_name,
	    .app_version = in->app_version,
	    .contact_url = in->contact_url,
	};

	return tx_run(v->db, keep_body, &(struct keeping){v, scratch, &c, result}, e);
}

static bool is_connected(const struct account *a, const char *environment)
{
	return str_eq(a->environment, environment) &&
	       (str_eq(a->state, ACCOUNT_CONNECTED) ||
		str_eq(a->state, ACCOUNT_RECONNECT_REQUIRED));
}

/* A refresh token works for the application alone that asked for it: with another client id the
 * accounts would die one by one. */
static enum rc check_use(struct vault *v, void *scratch, const struct credential_input *in,
			 struct err *e)
{
	struct sealed_credential kept = {0};
	struct account_list all = {0};
	enum rc rc = credential_load(v->db, scratch, in->environment, &kept, e);

	if (rc && rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	if (in->allow == KEYS_OF_ANY_APPLICATION || !kept.client_id ||
	    str_eq(kept.client_id, in->client_id))
		return RC_OK;
	if (account_list(v->db, scratch, &all, e))
		return e->rc;
	for (size_t i = 0; i < all.n; i++)
		if (is_connected(&all.accounts[i], in->environment)) {
			err_set(e, RC_CONFLICT, "account %s is connected through another client id",
				all.accounts[i].name);
			return vault_cause(e, "keys-in-use");
		}
	return RC_OK;
}

enum rc credential_set(struct vault *v, const struct credential_input *in, struct err *e)
{
	void *scratch = mem_context(v, "credential");
	struct err saving = {0};
	enum rc rc = check_input(in, e);

	if (!rc)
		rc = check_use(v, scratch, in, e);
	if (!rc)
		rc = ask(v, scratch, in, e);
	if (!rc)
		rc = keep(v, scratch, in, "OK", e);
	else if (rc == RC_RETRY && keep(v, scratch, in, NULL, &saving)) {
		*e = saving;
		rc = saving.rc;
	}
	mem_free(scratch);
	return rc;
}
