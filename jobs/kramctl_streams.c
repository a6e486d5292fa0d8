/* kramctl: do orders come in? One line about the first stream that is off, with what cures it. */
#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order.h"
#include "domain/orders/order_waiting.h"
#include "kramctl.h"

static enum rc stream(const struct order_progress *p, int64_t now_ms, struct err *e)
{
	char since[TIME_RFC3339_SIZE];

	if (p->waiting && now_ms - p->waiting_since > ORDER_WAIT_LATE_MS) {
		time_format_rfc3339(p->waiting_since, since);
		return err_set(e, RC_CONFLICT,
			       "account %s: %" PRId64 " documents wait to be read since %s; run: "
			       "poll-orders --once --verbose --account \"%s\"",
			       p->account.name, p->waiting, since, p->account.name);
	}
	if (str_eq(p->import_state, "RUNNING"))
		return err_set(e, RC_CONFLICT,
			       "account %s: the first import is running; nothing to do",
			       p->account.name);
	return RC_OK;
}

enum rc ctl_check_streams(struct ctl *ctl, struct err *e)
{
	struct order_progress *rows;
	struct db *db;
	size_t n;

	if (db_open(ctl->mem, ctl->conf, DB_ROLE_PANEL, &db, e) ||
	    order_progress_list(db, ctl->mem, &rows, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (account_is_connected(&rows[i].account) && stream(&rows[i], time_now_ms(), e))
			return e->rc;
	return RC_OK;
}

enum rc ctl_check_problems(struct ctl *ctl, struct err *e)
{
	struct order_problem *rows;
	struct db *db;
	size_t n;

	if (db_open(ctl->mem, ctl->conf, DB_ROLE_PANEL, &db, e) ||
	    order_problem_list(db, ctl->mem, 0, &rows, &n, e))
		return e->rc;
	return n ? err_set(e, RC_CONFLICT,
			   "%zu documents have problems; they are listed with their reasons at "
			   "%s/orders?view=problem",
			   n, ctl->conf->base_url)
		 : RC_OK;
}
