/*
 * keep-house: what nobody waits for but must be done. Each minute it seals what was added to the
 * audit trail and forgets the buyers who asked for it; once a night it erases personal data that is
 * over its time, reads the whole trail against its seals and holds stock against its movements.
 */
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/time.h"
#include "domain/alarms/alarm.h"
#include "domain/audit/chain.h"
#include "domain/orders/order.h"
#include "domain/orders/order_search.h"
#include "domain/retention/buyer.h"
#include "domain/retention/retention.h"
#include "domain/stock/stock_check.h"
#include "job/job.h"

#include <inttypes.h>

enum {
	LEASE_S = 300,	 /* longer than reading the trail of years */
	DEADLINE_S = 50, /* a run ends inside the cron minute */
	NIGHT_HOUR = 3,	 /* Warsaw: shops are quiet, other nightly work has its own minutes */
};

static enum rc seal(struct job *job, struct err *e)
{
	size_t sealed = 1;

	while (sealed) {
		if (chain_seal(job->db, &job->lease, &sealed, e))
			return e->rc;
		job->counts.changed += sealed;
		if (sealed && job_beat(job, e))
			return e->rc;
	}
	return RC_OK;
}

/* Once a day, from the night on: a machine that slept through it does it when it wakes. */
static bool is_due(int64_t last, int64_t now)
{
	int64_t tonight = time_day_hour(now, 0, NIGHT_HOUR);

	return last < tonight && now >= tonight;
}

static bool asked_to_stop(const void *arg)
{
	return job_stopping(arg);
}

static enum rc erase_overdue(struct job *job, struct err *e)
{
	const struct retention_work work = {
	    .conf = job->conf,
	    .actor = job->def->name,
	    .now = time_now_ms(),
	    .stop = asked_to_stop,
	    .stop_arg = job,
	};
	int64_t erased[RETAIN_CLASSES];

	if (retention_run(job->db, &work, erased, e))
		return e->rc;
	for (size_t i = 0; i < RETAIN_CLASSES; i++)
		job->counts.changed += (uint64_t)erased[i];
	return RC_OK;
}

static enum rc tell_alarm(struct job *job, const struct chain_report *r, struct err *e)
{
	if (!r->faults)
		return alarm_clear(job->db, ALARM_AUDIT_CHAIN, 0, NULL, e);
	return alarm_raise(
	    job->db,
	    &(struct alarm){.kind = ALARM_AUDIT_CHAIN, .text = "%s", .values = {r->fault_texts[0]}},
	    e);
}

static enum rc beat(void *arg, struct err *e)
{
	return job_beat(arg, e);
}

/* What it found stands on the page of the trail; it also ends the run as failed, every day. */
static enum rc verify(struct job *job, void *mem, struct err *e)
{
	const struct chain_reading how = {.beat = beat, .beat_arg = job};
	struct chain_report report;

	if (chain_verify(job->db, mem, &how, &report, e) || chain_check_save(job->db, &report, e) ||
	    tell_alarm(job, &report, e))
		return e->rc;
	job->counts.seen += report.rows;
	if (!report.faults)
		return RC_OK;
	return err_set(e, RC_DB, "the audit trail was changed outside Kram: %s",
		       report.fault_texts[0]);
}

/* Orders and files go on while it is read: each slice is one look. */
static enum rc check_stock(struct job *job, void *mem, struct err *e)
{
	struct stock_check found = {0};
	uint64_t after = 0;
	bool more = true;

	while (more && !job_stopping(job))
		if (stock_check_slice(job->db, &found, &after, &more, e) ||
		    (more && job_beat(job, e)))
			return e->rc;
	int64_t faults = stock_check_faults(&found);
	if (!faults)
		return alarm_clear(job->db, ALARM_STOCK_LEDGER, 0, NULL, e);
	const char *n = mem_printf(mem, "%" PRId64, faults);
	return alarm_raise(job->db,
			   &(struct alarm){.kind = ALARM_STOCK_LEDGER,
					   .text = N_("%s products have another stock than their "
						      "movements say."),
					   .values = {n}},
			   e);
}

static enum rc forget_who_asked(struct job *job, struct err *e)
{
	size_t n;

	if (buyer_erase_asked(job->db, job->conf, &n, e))
		return e->rc;
	job->counts.changed += n;
	return RC_OK;
}

/* What an earlier release left in the index of the search box: once, in pieces. */
static enum rc clean_search(struct job *job, struct err *e)
{
	bool more = true;

	while (more && !job_stopping(job)) {
		if (order_search_clean(job->db, &more, e))
			return e->rc;
		if (more && job_beat(job, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc keep(struct job *job, void *mem, struct err *e)
{
	struct chain_check last;

	if (forget_who_asked(job, e) || seal(job, e) || clean_search(job, e) ||
	    chain_check_last(job->db, mem, &last, e))
		return e->rc;
	if (!is_due(last.at, time_now_ms()))
		return RC_OK;
	if (order_recount(job->db, time_now_ms(), e) || check_stock(job, mem, e) ||
	    erase_overdue(job, e) || seal(job, e))
		return e->rc;
	return verify(job, mem, e);
}

static enum rc tell(struct job *job, struct err *e)
{
	int64_t n;

	for (enum retention_class c = 0; c < RETAIN_CLASSES; c++) {
		int64_t limit = retention_limit(c, job->conf, time_now_ms());
		if (retention_count(job->db, c, limit, &n, e))
			return e->rc;
		log_info("would erase %" PRId64 " of %s", n, retention_name(c));
	}
	return RC_OK;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(job->mem, "pass");

	*next = JOB_REST;
	enum rc rc = job->opts.dry_run ? tell(job, e) : keep(job, mem, e);
	mem_free(mem);
	return rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "keep-house",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .step = step,
	};

	return job_main(&def, argc, argv);
}
