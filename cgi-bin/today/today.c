/* The first page: what must be done today, what waits, and the last two weeks. */
#include "common/once.h"
#include "today/today.h"
#include "base/mem.h"
#include "domain/accounts/account.h"
#include "domain/outbox/outbox.h"
#include "domain/ratings/rating.h"
#include "orders/order_seen.h"
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

enum { LATE_SHOWN = 5 };

static enum rc load_late(struct request *rq, struct today *today, struct err *e)
{
	struct order_filter filter = ORDER_FILTER;
	struct order_page page;

	filter.view = ORDER_VIEW_LATE;
	if (!today->overview.late)
		return RC_OK;
	if (order_seen_list(rq, &filter, &page, e))
		return e->rc;
	today->late = page.rows;
	today->n_late = page.n < LATE_SHOWN ? page.n : LATE_SHOWN;
	return RC_OK;
}

static enum rc load_decisions(struct request *rq, struct today *today, struct err *e)
{
	int64_t ratings[RATING_VIEW_ALL];
	struct outbox_counts changes;

	if (outbox_count(rq->db, &changes, e) || rating_count(rq->db, ratings, e))
		return e->rc;
	today->held = changes.held;
	today->to_answer = ratings[RATING_VIEW_ANSWER];
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
	    load_last(rq, &today, e) ||
	    stock_certificates_list(rq->db, rq, &today.stock, &today.n_stock, e) ||
	    load_late(rq, &today, e) || load_decisions(rq, &today, e) ||
	    order_turnover(rq->db, f.now, &today.turnover, e))
		return e->rc;
	today_fill(page_open(rq, TPL_TODAY_TODAY, _("Today")), &f, &today);
	return RC_OK;
}
