/* The journal of this host and the database: each gets what only the other has. */
#include "base/i18n.h"
#include "base/mem.h"
#include "db/tx.h"
#include "domain/accounts/vault_keys.h"
#include "domain/alarms/alarm.h"

enum { TIDY_AFTER_RECORDS = 16 }; /* superseded ones, before the file is written anew */

/* Journal and accounts at one moment. */
struct view {
	struct token_records records;
	struct account_list accounts;
};

static enum rc look(struct vault *v, void *owner, struct view *out, struct err *e)
{
	*out = (struct view){0};
	if (token_journal_read(v->journal, owner, &out->records, e) || !out->records.n)
		return e->rc;
	return account_list(v->db, owner, &out->accounts, e);
}

static const struct account *account_of(const struct view *view, const struct token_record *r)
{
	for (size_t i = 0; i < view->accounts.n; i++)
		if (view->accounts.accounts[i].id == r->row.account_id)
			return &view->accounts.accounts[i];
	return NULL;
}

/* Whether the current pair is older decides about merging only: it is asked for there. */
static enum token_use use_of(const struct view *view, const struct token_record *r)
{
	return token_record_use(r, account_of(view, r), TIME_NONE);
}

/* --- Merging ---------------------------------------------------------------------------------- */

struct merge {
	const struct token_record *record;
	uint64_t from_gen;
};

/*
 * Every request leaves its attempt before it is made. A pair without one is from a time this
 * database does not know: it was restored from an older copy, and more than tokens is missing.
 */
static enum rc merge_body(struct db *db, void *arg, struct err *e)
{
	const struct merge *m = arg;
	const struct token_row *row = &m->record->row;
	const struct alarm alarm = {
	    .kind = ALARM_TIME_TRAVEL,
	    .account_id = row->account_id,
	    .text = N_("This server has newer tokens for the account than the database had."),
	};
	uint64_t attempts;

	if (vault_put(db, m->record, m->from_gen, e) ||
	    attempt_recovered(db, row->account_id, row->gen - 1, &attempts, e))
		return e->rc;
	return attempts ? RC_OK : alarm_raise(db, &alarm, e);
}

/* RC_CONFLICT and RC_INVALID are no errors of the whole: somebody was faster, or the record is of
 * another installation with another key. */
static enum rc merge_one(struct vault *v, void *scratch, const struct account *a,
			 const struct token_record *r, struct err *e)
{
	struct token_row current = {.obtained_at = TIME_NONE};
	struct merge m = {r, a->token_gen};
	struct open_tokens opened = {0};
	enum rc rc = token_load(v->db, scratch, a->id, a->token_gen, &current, e);

	if (rc && rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	if (token_record_use(r, a, current.obtained_at) != TOKEN_USE_MERGE)
		return RC_OK;
	rc = vault_unseal(v, scratch, a, &r->row, &opened, e);
	if (!rc)
		rc = tx_run(v->db, merge_body, &m, e);
	if (rc != RC_CONFLICT && rc != RC_INVALID)
		return rc;
	err_clear(e);
	return RC_OK;
}

/* The newest record of an account that the database does not have. */
static const struct token_record *newest(const struct view *view, const struct account *a)
{
	const struct token_record *best = NULL;

	for (size_t i = 0; i < view->records.n; i++) {
		const struct token_record *r = &view->records.at[i];
		if (r->row.account_id == a->id && use_of(view, r) == TOKEN_USE_MERGE &&
		    (!best || r->row.gen >= best->row.gen))
			best = r;
	}
	return best;
}

enum rc vault_merge(struct vault *v, struct err *e)
{
	void *scratch = mem_context(v, "merge");
	struct view view;
	enum rc rc = look(v, scratch, &view, e);

	for (size_t i = 0; !rc && i < view.accounts.n; i++) {
		const struct account *a = &view.accounts.accounts[i];
		const struct token_record *r = newest(&view, a);
		if (r)
			rc = merge_one(v, scratch, a, r, e);
	}
	mem_free(scratch);
	return rc;
}

/* A journal that cannot be read must not keep orders from being polled: the database has tokens
 * too, and `kramctl doctor` says what is wrong with the file. */
enum rc vault_catch_up(struct vault *v, struct err *e)
{
	if (vault_merge(v, e) != RC_IO)
		return e->rc;
	err_clear(e);
	return RC_OK;
}

enum rc vault_open(void *owner, const struct vault_opts *opts, struct vault **out, struct err *e)
{
	return vault_new(owner, opts, out, e) ? e->rc : vault_catch_up(*out, e);
}

/* --- Tidying ---------------------------------------------------------------------------------- */

static bool stays(const struct token_record *r, const void *arg)
{
	enum token_use use = use_of(arg, r);

	return use == TOKEN_USE_KEEP || use == TOKEN_USE_MERGE;
}

enum rc vault_tidy(struct vault *v, enum tidy when, struct err *e)
{
	void *scratch = mem_context(v, "tidy");
	struct view view;
	size_t old = 0;
	enum rc rc = look(v, scratch, &view, e);

	for (size_t i = 0; !rc && i < view.records.n; i++)
		old += !stays(&view.records.at[i], &view);
	if (!rc && old && (when == TIDY_NOW || old >= TIDY_AFTER_RECORDS))
		rc = token_journal_compact(v->journal, stays, &view, e);
	mem_free(scratch);
	return rc;
}

/* --- Forks and orphans ------------------------------------------------------------------------ */

enum rc vault_find_rival(struct vault *v, void *owner, const struct open_tokens *now,
			 struct open_tokens *out, struct err *e)
{
	struct token_records all;

	if (token_journal_read(v->journal, owner, &all, e))
		return e->rc;
	for (size_t i = all.n; i-- > 0;) {
		const struct token_row *row = &all.at[i].row;
		struct err ignored = {0};
		if (row->account_id != now->account.id || row->gen != now->account.token_gen ||
		    vault_unseal(v, owner, &now->account, row, out, &ignored) || !out->refresh)
			continue;
		if (!secret_eq(out->refresh, now->refresh))
			return RC_OK;
	}
	return err_set(e, RC_NOT_FOUND, "the journal has no other pair of this generation");
}

static enum rc revoke_orphan(struct vault *v, void *scratch, const struct account *a,
			     const struct token_record *r, struct err *e)
{
	struct open_tokens t = {0};

	if (vault_unseal(v, scratch, a, &r->row, &t, e))
		return e->rc;
	return vault_revoke(v, scratch, &t, e);
}

/* Each is tried once: Allegro does not promise to revoke, and the seller can unlink there. */
enum rc vault_revoke_orphans(struct vault *v, struct err *e)
{
	void *scratch = mem_context(v, "orphans");
	struct err refused = {0};
	struct view view;
	size_t n = 0;
	enum rc rc = look(v, scratch, &view, e);

	for (size_t i = 0; !rc && i < view.records.n; i++) {
		const struct token_record *r = &view.records.at[i];
		if (use_of(&view, r) != TOKEN_USE_REVOKE)
			continue;
		n++;
		if (revoke_orphan(v, scratch, account_of(&view, r), r, &refused))
			err_clear(&refused);
	}
	if (!rc && n)
		rc = token_journal_compact(v->journal, stays, &view, e);
	mem_free(scratch);
	return rc;
}
