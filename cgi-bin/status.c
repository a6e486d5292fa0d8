/* Does everything work? */
#include "status.h"

#include "status_view.h"
#include "tpl/status/status.h"
#include "web/page.h"

static enum rc load_runs(struct request *rq, struct status *s, struct err *e)
{
	for (int i = 0; i < STATUS_JOBS; i++) {
		struct run *runs;
		size_t n;

		if (run_recent(rq->db, rq, status_jobs[i].id, &runs, &n, e))
			return e->rc;
		s->runs[i] = run_summarise(runs, n, TIME_MINUTE_MS, time_now_ms());
	}
	return RC_OK;
}

enum rc pg_status(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct status s = {0};

	if (load_runs(rq, &s, e) || account_list(rq->db, rq, &s.accounts, e) ||
	    sync_load(rq, &s.sync, e) || limits_load(rq, &s.limits, e) ||
	    order_problem_list(rq->db, rq, 0, &s.problems, &s.n_problems, e))
		return e->rc;
	status_fill(page_open(rq, TPL_STATUS_STATUS, _("Status")), &f, &s);
	return RC_OK;
}
