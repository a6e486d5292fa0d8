/* Accounts: the list, one account, and the page on which one is connected. */
#include "common/once.h"
#include "accounts/accounts.h"

#include "accounts/account_history_view.h"
#include "accounts/account_new_view.h"
#include "accounts/account_show_view.h"
#include "base/str.h"
#include "tpl/accounts/list.h"
#include "tpl/accounts/new.h"
#include "tpl/accounts/show.h"
#include "web/page.h"
#include "web/url.h"

static const char *const environments[] = {"simulator", "sandbox", "production", NULL};

const struct field account_new_fields[] = {
    {"kind", .type = FIELD_ENUM, .values = account_new_kinds},
    {"environment", .type = FIELD_ENUM, .values = environments},
    {"account_id", FIELD_INT, .min = 1, .max = INT32_MAX},
    {0},
};

enum rc pg_accounts(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct account_list accounts;
	struct sync sync;

	if (once_accounts(rq, &accounts, e) || once_sync(rq, &sync, e))
		return e->rc;
	accounts_fill(page_open(rq, TPL_ACCOUNTS_LIST, _("Accounts")), &f, &accounts, &sync);
	return RC_OK;
}

enum rc pg_account(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct attempt_list history;
	struct account account;
	struct sync sync;
	struct tpl *t;
	uint64_t id;

	if (req_id(rq, "id", &id, e) || account_find(rq->db, rq, id, &account, e) ||
	    sync_load(rq, &sync, e) || attempt_history(rq->db, rq, account.id, &history, e))
		return e->rc;
	t = page_open(rq, TPL_ACCOUNTS_SHOW, account.name);
	account_show_fill(t, &f, &account, &sync);
	account_history_fill(t, &f, &account, &history);
	return RC_OK;
}

/* The account to connect again, when the address names one. */
static enum rc load_again(struct request *rq, struct account_new *n, struct err *e)
{
	int64_t id = form_int(rq->query, "account_id", 0);

	if (!id)
		return RC_OK;
	n->again = &n->account;
	return account_find(rq->db, rq, (uint64_t)id, &n->account, e);
}

/* The form is answered by a redirect to Allegro, which browsers count as a target of the form. */
static void allow_consent(struct request *rq, const char *environment)
{
	const char *origin = environment_label_of(environment)->consent;

	response_allow_form(rq->res, origin ? origin : url_origin(rq, rq->conf->simulator_auth));
}

enum rc pg_account_new(struct request *rq, struct err *e)
{
	struct account_new n = {.conf = rq->conf,
				.asked = form_text(rq->query, "environment"),
				.kind = form_text(rq->query, "kind")};
	struct fmt f = fmt_for(rq);

	if (load_again(rq, &n, e) || credential_list(rq->db, rq, &n.credentials, e))
		return e->rc;
	allow_consent(rq, account_new_environment(&n));
	account_new_fill(page_open(rq, TPL_ACCOUNTS_NEW, _("Connect an Allegro account")), &f, &n);
	return RC_OK;
}
