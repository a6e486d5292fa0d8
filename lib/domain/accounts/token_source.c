/* The token source of a client: the current pair, made newer when it is refused or about to expire.
 */
#include "domain/accounts/vault.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/mem.h"
#include "domain/accounts/vault_keys.h"
#include "domain/budget/budget.h"

enum {
	TOKEN_MARGIN_MS = 60 * 1000, /* refreshed before it can die under a request */
	WAIT_TRIES = 30,	     /* for another process that refreshes: its lease and more */
	WAIT_US = 1000 * 1000,
};

struct source {
	struct vault *v;
	uint64_t account_id;
	void *held; /* owner of access, replaced with it */
	struct secret *access;
	uint64_t gen;
	int64_t expires_at;
};

static enum rc reload(struct source *s, struct err *e)
{
	void *held = mem_context(s, "token");
	struct open_tokens t = {0};

	if (vault_tokens(s->v, held, s->account_id, &t, e)) {
		mem_free(held);
		return e->rc;
	}
	mem_free(s->held);
	s->held = held;
	s->access = t.access;
	s->gen = t.account.token_gen;
	s->expires_at = t.expires_at;
	return RC_OK;
}

/* Another process has the lease: its result is ours too. */
static enum rc wait_for_other(struct source *s, struct err *e)
{
	uint64_t old = s->gen;

	for (int i = 0; i < WAIT_TRIES; i++) {
		if (s->v->stop && *s->v->stop)
			return err_set(e, RC_STOPPED, "asked to stop while waiting for a token");
		(void)usleep(WAIT_US);
		if (reload(s, e))
			return e->rc;
		if (s->gen != old)
			return RC_OK;
	}
	return err_set(e, RC_RETRY, "another process holds the refresh of account %" PRIu64,
		       s->account_id);
}

static enum rc make_newer(struct source *s, struct err *e)
{
	enum rc rc = vault_refresh(s->v, s->account_id, s->gen, e);

	if (rc == RC_CONFLICT) {
		err_clear(e);
		return wait_for_other(s, e);
	}
	return rc ? rc : reload(s, e);
}

static bool is_fresh(const struct source *s)
{
	return s->access && s->expires_at > time_now_ms() + TOKEN_MARGIN_MS;
}

static struct secret *copy(void *owner, const struct secret *s)
{
	return secret_new(owner, secret_text(s), secret_len(s));
}

static enum rc source_get(void *ctx, void *owner, struct secret **out, struct err *e)
{
	struct source *s = ctx;

	if (!is_fresh(s) && reload(s, e))
		return e->rc;
	if (!is_fresh(s) && make_newer(s, e))
		return e->rc;
	*out = copy(owner, s->access);
	return RC_OK;
}

static enum rc source_renew(void *ctx, void *owner, const struct secret *refused,
			    struct secret **out, struct err *e)
{
	struct source *s = ctx;

	if (reload(s, e))
		return e->rc;
	if (secret_eq(s->access, refused) && make_newer(s, e))
		return e->rc;
	*out = copy(owner, s->access);
	return RC_OK;
}

enum rc vault_client(struct vault *v, void *owner, uint64_t account_id, struct allegro **out,
		     struct err *e)
{
	void *scratch = mem_context(owner, "client options");
	struct source *s = mem_zero(owner, struct source);
	struct allegro_opts opts;
	struct account a = {0};

	s->v = v;
	s->account_id = account_id;
	enum rc rc = account_find(v->db, scratch, account_id, &a, e);
	if (!rc)
		rc = vault_allegro_opts(v, scratch, a.environment, &opts, e);
	if (!rc) {
		opts.tokens = (struct token_source){s, source_get, source_renew};
		opts.scopes = a.scopes;
		budget_for_account(&opts.budget, owner, account_id);
		rc = allegro_open(owner, &opts, out, e);
	}
	mem_free(scratch);
	return rc;
}
