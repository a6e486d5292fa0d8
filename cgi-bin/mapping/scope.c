/* Which account a page of mapping is about. */
#include "mapping/mapping.h"

#include "base/str.h"
#include "common/once.h"

static bool is_offered(const struct mapping_scope *s, const struct account *a)
{
	return str_eq(a->environment, s->tree.environment) && !str_eq(a->state, ACCOUNT_NEW);
}

enum rc mapping_scope(struct request *rq, uint64_t account_id, struct mapping_scope *out,
		      struct err *e)
{
	*out = (struct mapping_scope){.account = NULL};
	if (categories_tree(rq, &out->tree, e) || once_accounts(rq, &out->accounts, e))
		return e->rc;
	for (size_t i = 0; i < out->accounts.n; i++) {
		const struct account *a = &out->accounts.accounts[i];
		if (is_offered(out, a) && (!out->account || a->id == account_id))
			out->account = a;
	}
	return RC_OK;
}
