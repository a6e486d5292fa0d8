/* Does everything work? */
#include "common/once.h"
#include "status/status.h"

#include "status/status_view.h"
#include "tpl/status/status.h"
#include "urls.h"
#include "web/page.h"

enum rc pg_status(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct status s = {.conf = rq->conf};

	if (alarm_list(rq->db, rq, &s.alarms, e) || alarm_list_cleared(rq->db, rq, &s.over, e) ||
	    job_view_load(rq, &s.jobs, e) || mail_view_load(rq, &s.mails, e) ||
	    once_accounts(rq, &s.accounts, e) || once_sync(rq, &s.sync, e) ||
	    limits_load(rq, &s.limits, e) ||
	    oddity_list(rq->db, rq, &s.oddities.rows, &s.oddities.n, e) ||
	    offer_readings(rq->db, rq, &s.readings.rows, &s.readings.n, e) ||
	    order_problem_list(rq->db, rq, 0, &s.problems, &s.n_problems, e))
		return e->rc;
	status_fill(page_open(rq, TPL_STATUS_STATUS, _("System status")), &f, &s);
	return RC_OK;
}

/* The panel has no network: send-alarms sends it within a minute, and this page shows how. */
enum rc do_status_mail(struct request *rq, struct err *e)
{
	if (mail_ask_test(rq->db, rq->session->login, e) ||
	    flash(rq,
		  _("The test e-mail will be sent within a minute. This page shows the result."),
		  e))
		return e->rc;
	return redirect(rq, url_status());
}
