/* The first page: what must be done today, and the last two weeks. */
#include "domain/accounts/account.h"
#include "orders.h"
#include "today_view.h"
#include "tpl/today/today.h"
#include "web/page.h"

enum rc pg_today(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct today today = {0};

	if (order_overview(rq->db, f.now, &today.overview, e) || sync_load(rq, &today.sync, e) ||
	    account_list(rq->db, rq, &today.accounts, e))
		return e->rc;
	today_fill(page_open(rq, TPL_TODAY_TODAY, _("Today")), &f, &today);
	return RC_OK;
}
