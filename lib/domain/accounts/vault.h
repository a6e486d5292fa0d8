#ifndef DOMAIN_ACCOUNTS_VAULT_H
#define DOMAIN_ACCOUNTS_VAULT_H

/*
 * Tokens and secrets: sealed in the database, opened here, refreshed by one process at a time.
 *
 * A sealed text names its place (environment, account, seller, kind, generation) as additional
 * data, so that a row copied elsewhere does not open. The generation of an account's tokens only
 * grows, by compare-and-set; the last three are kept. Only gateway, jobs and kramctl have a vault.
 */

#include <signal.h>

#include "allegro/client.h"
#include "base/conf.h"
#include "db/db.h"
#include "domain/accounts/account.h"
#include "domain/accounts/token_pace.h"

struct vault;

struct vault_opts {
	const struct conf *conf;
	struct db *db;
	const char *actor;		   /* job or user: kept with each token request */
	const volatile sig_atomic_t *stop; /* NULL: cannot be stopped */
};

/*
 * Opens token.key of secrets-dir and the journal of this host. A pair that only the journal has
 * (its process was ended before the database had it, or the database was down, or it was restored
 * from an older copy) is put into the database first.
 */
MUST_CHECK enum rc vault_open(void *owner, const struct vault_opts *opts, struct vault **out,
			      struct err *e);

/* The two halves of vault_open(), for a program that outlives its database: the second belongs
 * before anything else on each new connection. */
MUST_CHECK enum rc vault_new(void *owner, const struct vault_opts *opts, struct vault **out,
			     struct err *e);
MUST_CHECK enum rc vault_catch_up(struct vault *v, struct err *e);

/* From here on token requests are made in this name: a program that serves many people. */
void vault_act_as(struct vault *v, const char *actor);

/*
 * A client of Allegro for an account; belongs to owner, which must not outlive the vault. Its
 * token source reads the current tokens, and refreshes them by vault_refresh() when they are
 * refused or expired. RC_AUTH with e->code "reconnect" when the account has none that could work.
 */
MUST_CHECK enum rc vault_client(struct vault *v, void *owner, uint64_t account_id,
				struct allegro **out, struct err *e);

/*
 * Make the account's tokens newer than generation `gen` (RELIABILITY 1.2): lease, attempt row
 * committed before the request, request, journal, compare-and-set save. A lost answer is asked for
 * again within the grace of the old token. RC_OK at once when they are newer already; RC_CONFLICT
 * while another process refreshes; RC_RETRY with retry_after_s when it was tried too recently;
 * RC_AUTH "reconnect" when Allegro refuses the refresh token (the account is then
 * RECONNECT_REQUIRED and nobody tries again), RC_AUTH "keys" when it refuses the application keys.
 */
MUST_CHECK enum rc vault_refresh(struct vault *v, uint64_t account_id, uint64_t gen, struct err *e);

/*
 * Finish what a process that was ended has left: ask again for pairs whose answer was lost, revoke
 * a pair that was made while somebody disconnected. Costs one statement when there is nothing, so
 * every job that runs in seconds calls it in each pass. The error is that of the last account that
 * could not be helped yet; the others were.
 */
MUST_CHECK enum rc vault_heal(struct vault *v, struct err *e);

/*
 * Warn before a refresh token dies (14, 7 and 1 days), and take the warning back when it is new:
 * alarms. For a job that runs every minute.
 */
MUST_CHECK enum rc vault_watch(struct vault *v, struct err *e);

/* Accounts whose refresh is due. */
struct due_account {
	uint64_t id;
	uint64_t gen;
	const char *name;
};
struct due_list {
	struct due_account *accounts;
	size_t n;
};
MUST_CHECK enum rc vault_due(struct vault *v, void *owner, struct due_list *out, struct err *e);

/*
 * Do the stored application keys of an environment, and the current tokens of an account, open with
 * this key? Says why not: a wrong key file is another trouble than an account that is not
 * connected.
 */
MUST_CHECK enum rc vault_opens_keys(struct vault *v, const char *environment, struct err *e);
MUST_CHECK enum rc vault_opens_tokens(struct vault *v, uint64_t account_id, struct err *e);

/* Can the journal of this host be written and read? RC_CONFLICT: damaged records were found. */
MUST_CHECK enum rc vault_check_journal(struct vault *v, struct err *e);

/* Requests made to the authorisation server since vault_open(). */
uint64_t vault_requests(const struct vault *v);

#endif
