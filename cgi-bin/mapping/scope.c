/* Which account a page of mapping is about, and which categories it may name. */
#include "mapping/mapping.h"

#include "base/str.h"
#include "common/once.h"

enum rc mapping_account(struct request *rq, uint64_t account_id, const struct account **out,
			struct err *e)
{
	struct account_list list;

	*out = NULL;
	if (once_accounts(rq, &list, e))
		return e->rc;
	const char *environment = categories_environment(&list);
	for (size_t i = 0; i < list.n; i++) {
		const struct account *a = &list.accounts[i];
		if (str_eq(a->environment, environment) && !str_eq(a->state, ACCOUNT_NEW) &&
		    (!*out || a->id == account_id))
			*out = a;
	}
	return RC_OK;
}

enum rc mapping_scope(struct request *rq, uint64_t account_id, struct mapping_scope *out,
		      struct err *e)
{
	*out = (struct mapping_scope){.account = NULL};
	if (categories_tree(rq, &out->tree, e) || once_accounts(rq, &out->accounts, e))
		return e->rc;
	return mapping_account(rq, account_id, &out->account, e);
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
