/*
 * send-alarms: looks once a minute whether all is well, and tells by mail what is not. One that is
 * killed between a mail and its answer sends it once more (mail_queue.h).
 */
#include "domain/alarms/alarm_mail.h"
#include "domain/alarms/mail_queue.h"
#include "job/job.h"
#include "net/http.h"
#include "net/mail.h"

#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	HOST_MAX = 64,
	LEASE_S = 180,	 /* longer than the mails of one run can take */
	DEADLINE_S = 50, /* a run ends inside the cron minute */
	MAILS_MAX = 3,	 /* a run, so that a slow server does not hold it past its lease */
};

struct state {
	struct mail_route route;
	struct alarm_mail_opts mail;
};

static enum rc begin(struct job *job, struct err *e)
{
	const struct http_request page = {.base = job->conf->base_url, .path = "/status"};
	struct state *s = mem_zero(job->mem, struct state);
	enum lang lang = lang_from_code(job->conf->mail_language);
	char host[HOST_MAX + 1] = "";
	char *url = NULL;

	i18n_init("kram", job->conf->locale_dir);
	i18n_use(lang == LANG_COUNT ? LANG_EN : lang);
	(void)gethostname(host, HOST_MAX);
	if (http_url(job->mem, &page, &url, e))
		err_clear(e); /* base-url is plain http in a local network: said as it stands */
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
	struct alarm_letter letter = {m->subject, m->body};

	if (!letter.subject)
		letter = alarm_letter_test(job->mem, &s->mail);
	job->counts.requests++;
	return mail_send(&s->route,
			 &(struct mail_message){.id = m->message_id,
						.subject = letter.subject,
						.body = letter.body,
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

/* A route that cannot be read is an alarm of its own; a test mail then says why it failed. */
static enum rc make_mails(struct job *job, struct err *e)
{
	struct state *s = job->state;
	bool made = false;
	struct err wrong = {0};
	enum rc rc = RC_OK;

	if (alarm_mail_skip(job->db, e))
		return e->rc;
	if (mail_route(job->mem, job->conf, &s->route, &wrong)) {
		s->route.transport = MAIL_OFF;
		job_fault(job, &wrong, "mail settings");
	}
	if (s->route.transport != MAIL_OFF)
		rc = alarm_mail_make(job->db, job->mem, &s->mail, &made, e);
	if (rc == RC_CONFLICT) /* an alarm moved meanwhile: the next run tells it */
		err_clear(e);
	return e->rc;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	*next = JOB_REST;
	if (job->opts.dry_run)
		return RC_OK;
	if (make_mails(job, e) || send_mails(job, e))
		return e->rc;
	return mail_sweep(job->db, e);
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
