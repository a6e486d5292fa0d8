/* An account, its journal, and the Allegro that gives it tokens. */
#include "token_world.h"

#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "allegro/me_api.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define OK(call)                                                                                   \
	do {                                                                                       \
		struct err failed = {0};                                                           \
		if (call)                                                                          \
			fail_msg("%s: %s", #call, failed.msg);                                     \
	} while (0)

struct token_world tw;
static char dir[] = "/tmp/kram-tokens.XXXXXX";
static const char *seller; /* its id, and the name of the account */

void token_world_others_act(void)
{
	void (*act)(void) = tw.meanwhile;

	if (!act)
		return;
	tw.meanwhile = NULL;
	refuse_spare(true);
	act();
	refuse_spare(false);
}

/* ---- Allegro (--wrap) --------------------------------------------------------------------------
 */

static int64_t number_of(const struct secret *token)
{
	int64_t n = 0;

	(void)str_to_i64(secret_text(token) + strlen("refresh-"), 1, INT32_MAX, &n);
	return n;
}

static struct secret *numbered(void *owner, const char *kind, int64_t n)
{
	const char *text = mem_printf(owner, "%s-%d", kind, (int)n);

	return secret_new(owner, text, strlen(text));
}

static struct oauth_tokens pair(void *owner, int64_t n)
{
	return (struct oauth_tokens){.access = numbered(owner, "access", n),
				     .refresh = numbered(owner, "refresh", n),
				     .expires_at = time_now_ms() + TIME_HOUR_MS};
}

static bool is_taken(int64_t n)
{
	return n && (n == tw.allegro.live || n == tw.allegro.graced);
}

enum rc __wrap_oauth_refresh(struct oauth *o, void *owner, const struct secret *refresh,
			     struct oauth_tokens *out, struct err *e);
enum rc __wrap_oauth_refresh(struct oauth *o, void *owner, const struct secret *refresh,
			     struct oauth_tokens *out, struct err *e)
{
	(void)o;
	if (tw.allegro.trouble)
		return err_set(e, tw.allegro.trouble, "Allegro says no");
	if (!is_taken(number_of(refresh))) {
		err_set(e, RC_REMOTE, "the refresh token is used, expired or revoked");
		e->meaning = MEANING_REFUSED;
		err_code(e, "invalid_grant");
		return e->rc;
	}
	tw.allegro.graced = number_of(refresh);
	tw.allegro.live = ++tw.allegro.issued;
	*out = pair(owner, tw.allegro.live);
	token_world_others_act();
	if (!tw.allegro.lost)
		return RC_OK;
	tw.allegro.lost--;
	return err_set(e, RC_RETRY, "no answer came");
}

enum rc __wrap_oauth_revoke(struct oauth *o, const struct secret *token, struct err *e);
enum rc __wrap_oauth_revoke(struct oauth *o, const struct secret *token, struct err *e)
{
	(void)o, (void)token, (void)e;
	tw.allegro.live = tw.allegro.graced = 0;
	return RC_OK;
}

enum rc __wrap_oauth_exchange(struct oauth *o, void *owner, const struct oauth_code *code,
			      struct oauth_tokens *out, struct err *e);
enum rc __wrap_oauth_exchange(struct oauth *o, void *owner, const struct oauth_code *code,
			      struct oauth_tokens *out, struct err *e)
{
	(void)o, (void)code, (void)e;
	tw.allegro.live = ++tw.allegro.issued;
	*out = pair(owner, tw.allegro.live);
	return RC_OK;
}

enum rc __wrap_me_fetch(struct allegro *a, void *owner, struct me *out, struct err *e);
enum rc __wrap_me_fetch(struct allegro *a, void *owner, struct me *out, struct err *e)
{
	(void)a, (void)owner, (void)e;
	*out = (struct me){.id = seller, .login = "seller", .base_marketplace = "allegro-pl"};
	return RC_OK;
}

static struct token_source source; /* of the client opened last */

enum rc __real_allegro_open(void *owner, const struct allegro_opts *opts, struct allegro **out,
			    struct err *e);
enum rc __wrap_allegro_open(void *owner, const struct allegro_opts *opts, struct allegro **out,
			    struct err *e);
enum rc __wrap_allegro_open(void *owner, const struct allegro_opts *opts, struct allegro **out,
			    struct err *e)
{
	source = opts->tokens;
	return __real_allegro_open(owner, opts, out, e);
}

enum rc token_world_get(struct vault *v, struct err *e)
{
	struct secret *access;
	struct allegro *a;

	if (vault_client(v, v, tw.account, &a, e))
		return e->rc;
	return source.get(source.ctx, v, &access, e);
}

enum rc token_world_renew(struct vault *v, struct err *e)
{
	struct secret *refused;
	struct secret *access;
	struct allegro *a;

	if (vault_client(v, v, tw.account, &a, e) || source.get(source.ctx, v, &refused, e))
		return e->rc;
	return source.renew(source.ctx, v, refused, &access, e);
}

int __wrap_usleep(useconds_t us);
int __wrap_usleep(useconds_t us)
{
	(void)us;
	token_world_others_act();
	return 0;
}

/* ---- Looking -----------------------------------------------------------------------------------
 */

static struct account now(void *owner)
{
	struct account a = {0};

	OK(account_find(tw.db, owner, tw.account, &a, &failed));
	return a;
}

int64_t token_world_stored(void)
{
	void *scratch = mem_context(tw.mem, "stored");
	struct open_tokens t = {0};
	struct err none = {0};
	int64_t n =
	    vault_tokens(tw.keeper, scratch, tw.account, &t, &none) ? 0 : number_of(t.refresh);

	mem_free(scratch);
	return n;
}

static bool journal_has_taken(void *scratch)
{
	const struct account a = now(scratch);
	struct token_records all;
	bool found = false;

	OK(token_journal_read(tw.keeper->journal, scratch, &all, &failed));
	for (size_t i = 0; i < all.n; i++) {
		struct open_tokens t = {0};
		OK(vault_unseal(tw.keeper, scratch, &a, &all.at[i].row, &t, &failed));
		found |= is_taken(number_of(t.refresh));
	}
	return found;
}

bool token_world_in_reach(void)
{
	void *scratch = mem_context(tw.mem, "reach");
	bool found = is_taken(token_world_stored()) || journal_has_taken(scratch);

	mem_free(scratch);
	return found;
}

int64_t token_world_count(const char *sql)
{
	int64_t row = 0;
	const struct stmt_def def = {sql, "u", NUMBER};

	OK(stmt_find(tw.db, NULL, &def, PARAMS(P_U64(tw.account)), &row, &failed));
	return row;
}

/* ---- Changing ----------------------------------------------------------------------------------
 */

void token_world_change(const char *sql)
{
	const struct stmt_def def = {sql, "u", NO_ROWS};

	OK(stmt_run(tw.db, &def, PARAMS(P_U64(tw.account)), NULL, &failed));
}

static struct token_record record(void *owner, uint64_t gen, int64_t n)
{
	const struct account a = now(owner);
	const struct token_place place = {a.environment, a.id, a.seller_id, gen};
	const struct oauth_tokens tokens = pair(owner, n);

	return vault_seal(tw.keeper, owner, &place, &tokens);
}

static enum rc put_body(struct db *db, void *arg, struct err *e)
{
	const struct token_record *r = arg;

	return vault_put(db, r, r->row.gen - 1, e);
}

void token_world_put(int64_t n)
{
	void *scratch = mem_context(tw.mem, "put");
	struct token_record r = record(scratch, now(scratch).token_gen + 1, n);

	OK(tx_run(tw.db, put_body, &r, &failed));
	mem_free(scratch);
}

void token_world_journal(uint64_t gen, int64_t n)
{
	void *scratch = mem_context(tw.mem, "journal");
	struct token_record r = record(scratch, gen, n);

	OK(token_journal_append(tw.keeper->journal, &r, &failed));
	mem_free(scratch);
}

static bool nothing_stays(const struct token_record *r, const void *arg)
{
	(void)r, (void)arg;
	return false;
}

void token_world_later(void)
{
	db_test_run(tw.db, "DELETE FROM request_bucket");
	token_world_change("UPDATE lease SET holder = '' WHERE account_id = ?");
	token_world_change("UPDATE token_attempt SET sent_at = sent_at - INTERVAL 10 MINUTE"
			   " WHERE account_id = ? AND fate IN ('REFUSED', 'INVALID')");
}

void token_world_begin(void)
{
	void *scratch = mem_context(tw.mem, "begin");

	token_world_later();
	tw.meanwhile = NULL;
	tw.allegro = (struct canned_allegro){.issued = 1, .live = 1};
	OK(token_journal_compact(tw.keeper->journal, nothing_stays, NULL, &failed));
	token_world_change("DELETE FROM token_attempt WHERE account_id = ?");
	token_world_change("DELETE FROM token_version WHERE account_id = ?");
	token_world_change("DELETE FROM alarm WHERE account_id = ?");
	token_world_put(1);
	tw.gen = now(scratch).token_gen;
	mem_free(scratch);
}

/* ---- Opening -----------------------------------------------------------------------------------
 */

static void keep_keys(void)
{
	struct sealed_credential c = {.environment = "simulator",
				      .client_id = "token-world",
				      .app_name = "Kram-Test",
				      .app_version = "1",
				      .contact_url = "https://kram.example"};

	c.sealed_secret =
	    seal(tw.mem, tw.keeper->key, credential_context(tw.mem, c.environment, c.client_id),
		 numbered(tw.mem, "secret", 1));
	OK(credential_save(tw.db, &c, "OK", &failed));
}

void token_world_open(void)
{
	char uuid[37];

	tw.mem = mem_context(NULL, "tokens");
	tw.conf = *db_test_conf(tw.mem);
	tw.conf.state_dir = mkdtemp(dir);
	tw.conf.simulator_api = tw.conf.simulator_auth = tw.conf.simulator_upload =
	    "http://127.0.0.1:9";
	tw.db = db_test_open(tw.mem, DB_ROLE_MIGRATE);
	const struct vault_opts opts = {.conf = &tw.conf, .db = tw.db, .actor = "keeper"};
	OK(vault_open(tw.mem, &opts, &tw.keeper, &failed));
	str_uuid(uuid);
	seller = mem_printf(tw.mem, "world-%.8s", uuid);
	tw.account = world_account(tw.db, seller);
	const struct account_binding b = {tw.account, seller, "seller", "allegro-pl", 0};
	OK(account_bind(tw.db, &b, &failed));
	keep_keys();
}

/* Nothing of it stays: other tests count on an application without keys. */
int token_world_close(void)
{
	const char *file = mem_printf(tw.mem, "%s/tokens.%s.journal", dir, tw.keeper->host);

	token_world_begin();
	token_world_change("DELETE FROM token_version WHERE account_id = ?");
	token_world_change("UPDATE account SET state = 'DISCONNECTED' WHERE id = ?");
	db_test_run(tw.db, "DELETE FROM app_credential WHERE client_id = 'token-world'");
	(void)unlink(file);
	int left = rmdir(dir);
	mem_free(tw.mem);
	db_end();
	return left;
}
