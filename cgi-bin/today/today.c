/* The first page: what must be done today, and the last two weeks. */
#include "common/once.h"
#include "today/today.h"
#include "base/mem.h"
#include "domain/accounts/account.h"
#include "orders/orders.h"
#include "today/today_view.h"
#include "tpl/today/today.h"
#include "web/page.h"

static enum rc load_last(struct request *rq, struct today *today, struct err *e)
{
	const struct account_list *list = &today->accounts;

	today->last = mem_array(rq, struct day, list->n + 1);
	for (size_t i = 0; i < list->n; i++) {
		struct day *day = &today->last[today->n_last];
		enum rc rc = day_last(rq->db, rq, list->accounts[i].id, day, e);
		if (rc && rc != RC_NOT_FOUND)
			return rc;
		err_clear(e);
		today->n_last += rc == RC_OK;
	}
	return RC_OK;
}

enum rc pg_today(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct today today = {0};
	int64_t counts[ORDER_VIEW_COUNT];

	if (once_counts(rq, 0, counts, e) ||
	    order_overview(rq->db, f.now, counts, &today.overview, e) ||
	    once_sync(rq, &today.sync, e) || once_accounts(rq, &today.accounts, e) ||
	    load_last(rq, &today, e))
		return e->rc;
	today_fill(page_open(rq, TPL_TODAY_TODAY, _("Today")), &f, &today);
	return RC_OK;
}
