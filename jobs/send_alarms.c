/*
 * send-alarms: looks once a minute whether all is well, and tells by mail what is not. One that is
 * killed between a mail and its answer sends it once more (mail_queue.h).
 */
#include "domain/alarms/alarm_mail.h"
#include "domain/alarms/mail_queue.h"
#include "domain/audit/chain.h"
#include "domain/health/high_water.h"
#include "domain/health/watch.h"
#include "job/job.h"
#include "net/http.h"
#include "net/mail.h"

#include "base/beat.h"
#include "base/host.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	LEASE_S = 180,	 /* longer than the mails of one run can take */
	DEADLINE_S = 50, /* a run ends inside the cron minute */
	MAILS_MAX = 3,	 /* a run, so that a slow server does not hold it past its lease */
};

struct state {
	const char *host;
	struct mail_route route;
	struct err route_error; /* why there is none */
	struct alarm_mail_opts mail;
};

static enum rc begin(struct job *job, struct err *e)
{
	const struct http_request page = {.base = job->conf->base_url, .path = "/status"};
	struct state *s = mem_zero(job->mem, struct state);
	char host[HOST_NAME_SIZE];
	char *url = NULL;

	alarm_mail_speak(job->conf);
	host_name(host);
	if (http_url(job->mem, &page, &url, e))
		err_clear(e); /* base-url is plain http in a local network: said as it stands */
	s->host = mem_strdup(job->mem, host);
	s->mail.actor = mem_printf(job->mem, "send-alarms@%s", host);
	s->mail.status_url = str_or(url, job->conf->base_url);
	job->state = s;
	return RC_OK;
}

/* ---- Mails -------------------------------------------------------------------------------------
 */

/* Send, unless the sender before died in the middle: then nobody knows. */
static enum rc deliver(struct job *job, struct mail *m, struct err *e)
{
	const struct state *s = job->state;
	struct alarm_message message = {m->subject, m->body};

	if (!message.subject)
		message = alarm_message_test(job->mem, &s->mail);
	job->counts.requests++;
	return mail_send(&s->route,
			 &(struct mail_message){.id = m->message_id,
						.subject = message.subject,
						.body = message.body,
						.date_ms = m->created_at},
			 e);
}

/* RC_CONFLICT: somebody else has it. sent is how sending went, for the words of job_run. */
static enum rc send_one(struct job *job, struct mail *m, struct err *sent, struct err *e)
{
	bool orphan = str_eq(m->state, MAIL_SENDING);
	enum rc rc = RC_RETRY;

	if (orphan)
		(void)err_set(sent, RC_RETRY, "the sender was ended in the middle of a mail");
	else if (mail_begin(job->db, m, e))
		return e->rc;
	else
		rc = deliver(job, m, sent);
	bool unknown = orphan || str_eq(sent->code, MAIL_UNKNOWN);
	struct mail_verdict verdict = mail_judge(m, rc, unknown, time_now_ms());
	job->counts.changed += rc == RC_OK;
	job->counts.failed += rc != RC_OK;
	return mail_end(job->db, m, &verdict, rc ? sent->msg : NULL, e);
}

static enum rc send_mails(struct job *job, struct err *e)
{
	struct mail m;
	enum rc rc = RC_OK;

	for (int i = 0; i < MAILS_MAX && !job_stopping(job); i++) {
		struct err sent = {0};
		rc = mail_due(job->db, job->mem, &m, e);
		if (rc)
			break;
		job->counts.seen++;
		if (send_one(job, &m, &sent, e))
			return e->rc;
		if (sent.rc)
			job_fault(job, &sent, "sending a mail");
		if (job_beat(job, e))
			return e->rc;
	}
	if (rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

/* A route that cannot be read is an alarm of its own, and no mails are made meanwhile. */
static void open_route(struct job *job)
{
	struct state *s = job->state;

	err_clear(&s->route_error);
	if (mail_route(job->mem, job->conf, &s->route, &s->route_error))
		s->route.transport = MAIL_OFF;
}

static enum rc make_mails(struct job *job, struct err *e)
{
	const struct state *s = job->state;
	bool made = false;

	if (alarm_mail_skip(job->db, e) || s->route.transport == MAIL_OFF)
		return e->rc;
	/* An alarm that moved meanwhile is told by the next run. */
	if (alarm_mail_make(job->db, job->mem, &s->mail, &made, e) == RC_CONFLICT)
		err_clear(e);
	return e->rc;
}

/* ---- Is all well? ------------------------------------------------------------------------------
 */

static enum rc mail_trouble(struct job *job, const char **out, struct err *e)
{
	const struct state *s = job->state;
	struct mail last;
	int64_t stuck;

	*out = s->route_error.rc ? s->route_error.msg : NULL;
	if (*out || s->route.transport == MAIL_OFF || mail_count_stuck(job->db, &stuck, e) ||
	    !stuck)
		return e->rc;
	if (mail_newest(job->db, job->mem, MAIL_KIND_ALARM, &last, e))
		return e->rc;
	*out = str_or(last.outcome, "");
	return RC_OK;
}

static enum rc look(struct job *job, struct err *e)
{
	const struct state *s = job->state;
	struct watch_host host = {
	    .name = s->host,
	    .disk_free_percent = host_disk_free_percent(job->conf->state_dir),
	    .guard_at = beat_last(job->conf, WATCH_GUARD),
	};
	enum high_water_sign sign;
	struct chain_check chain;
	int64_t now_db;

	if (high_water_check(job->conf, job->db, &sign, e))
		job_fault(job, e, "remembering how far the database has come");
	host.time_travel = sign == HIGH_WATER_FELL;
	if (db_now_ms(job->db, &now_db, e) || mail_trouble(job, &host.mail_trouble, e) ||
	    watch_since(job->db, WATCH_SELF, &host.watched_since, e) ||
	    chain_check_last(job->db, job->mem, &chain, e))
		return e->rc;
	host.chain_fault = chain.fault;
	int64_t now = time_now_ms();
	host.db_ahead_ms = now_db - now;
	return watch_run(job->db, job->mem, &host, now, e);
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	*next = JOB_REST;
	if (job->opts.dry_run)
		return RC_OK;
	open_route(job);
	if (look(job, e) || make_mails(job, e) || send_mails(job, e) || mail_sweep(job->db, e))
		return e->rc;
	return run_sweep(job->db, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "send-alarms",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = step,
	};

	return job_main(&def, argc, argv);
}
