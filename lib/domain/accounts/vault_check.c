/* Does the key at hand open what is stored? For whoever looks after an installation. */
#include "base/mem.h"
#include "domain/accounts/vault.h"
#include "domain/accounts/vault_keys.h"

enum rc vault_opens_keys(struct vault *v, const char *environment, struct err *e)
{
	void *scratch = mem_context(v, "check keys");
	struct oauth *oauth;
	enum rc rc = vault_oauth(v, scratch, environment, &oauth, e);

	mem_free(scratch);
	return rc;
}

enum rc vault_opens_tokens(struct vault *v, uint64_t account_id, struct err *e)
{
	void *scratch = mem_context(v, "check tokens");
	struct open_tokens tokens = {0};
	enum rc rc = vault_tokens(v, scratch, account_id, &tokens, e);

	mem_free(scratch);
	return rc;
}

enum rc vault_check_journal(struct vault *v, struct err *e)
{
	void *scratch = mem_context(v, "check journal");
	struct token_records all;
	enum rc rc = token_journal_read(v->journal, scratch, &all, e);

	if (!rc && all.damaged)
		rc = err_set(e, RC_CONFLICT, "%zu records of the token journal are damaged",
			     all.damaged);
	mem_free(scratch);
	return rc;
}
