/* Which tokens are due for a refresh, and which are about to die. */
#include <inttypes.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "domain/accounts/vault_keys.h"
#include "domain/alarms/alarm.h"

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

/* --- What is dying ---------------------------------------------------------------------------- */

static enum rc watch_one(struct vault *v, void *scratch, const struct account *a, struct err *e)
{
	const int64_t now = time_now_ms();
	const int step = token_expiry_step(a->refresh_expires_at, now);
	const int64_t left = a->refresh_expires_at - now;
	const struct alarm alarm = {
	    .kind = ALARM_TOKEN_DYING,
	    .account_id = a->id,
	    .text = N_("Allegro's consent expires soon, days left: less than %s. It was not "
		       "renewed; see the account history."),
	    .values = {mem_printf(scratch, "%" PRId64, left / TIME_DAY_MS + 1)},
	    .step = step,
	};

	if (!str_eq(a->state, ACCOUNT_CONNECTED) || !step)
		return alarm_clear(v->db, ALARM_TOKEN_DYING, a->id, NULL, e);
	return alarm_raise(v->db, &alarm, e);
}

enum rc vault_watch(struct vault *v, struct err *e)
{
	void *scratch = mem_context(v, "watch");
	struct account_list all = {0};
	enum rc rc = account_list(v->db, scratch, &all, e);

	for (size_t i = 0; !rc && i < all.n; i++)
		rc = watch_one(v, scratch, &all.accounts[i], e);
	mem_free(scratch);
	return rc;
}
