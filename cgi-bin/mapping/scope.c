/* Which account a page of mapping is about, and which categories it may name. */
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

enum rc category_wanted(struct request *rq, const char *environment, const char *category,
			const char **problem, struct err *e)
{
	struct category_use_row have;

	if (!category_use_find(rq->db, rq, environment, category, &have, e))
		return RC_OK;
	err_clear(e);
	if (!category_use(rq->db, environment, category, rq->session->login, e))
		return RC_OK;
	if (e->rc != RC_NOT_FOUND && e->rc != RC_CONFLICT)
		return e->rc;
	err_clear(e);
	*problem = _("No offer can be listed in this category.");
	return RC_OK;
}
