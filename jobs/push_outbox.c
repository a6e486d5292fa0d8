/*
 * push-outbox: carries decided changes to Allegro, and plans of many of them. For each connected
 * account with something due, in every pass: sends what has waited long enough and whose writer is
 * armed, and asks what became of what is in flight. One account's trouble does not stop the others.
 */
#include "base/log.h"
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/health/disk.h"
#include "domain/health/high_water.h"
#include "domain/offers/plan_run.h"
#include "domain/outbox/outbox_send.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a request and its question */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
	TROUBLE_PAUSE_S = 10, /* an account whose turn ended early rests at least so long */
};

static int64_t cadence_s(const struct conf *conf)
{
	return conf->outbox_s;
}

/* What ended the turn would meet the next request too. */
static enum rc take_turn(struct turn *turn, struct err *e)
{
	struct outbox_push push = {.turn = turn, .lease_s = LEASE_S};

	if (plans_advance(turn, e) || outbox_push(&push, e) || !turn->trouble.rc)
		return e->rc;
	*e = turn->trouble;
	round_rest(turn, e->retry_after_s > TROUBLE_PAUSE_S ? e->retry_after_s : TROUBLE_PAUSE_S);
	return e->rc;
}

/* What a restored database has forgotten may have been done already (RELIABILITY F40); what cannot
 * be kept here must not be done there (F43). Alarms tell of both. */
static enum rc is_due(struct turn *turn, bool *is, struct err *e)
{
	if (outbox_is_due(turn->db, turn->account->id, is, e) || *is)
		return e->rc;
	return plans_are_due(turn->db, turn->account->id, is, e);
}

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	const struct job *job = round_job(turn);

	if (!*is || is_due(turn, is, e) || !*is ||
	    high_water_may_write(job->conf, turn->db, is, e) || !*is)
		return e->rc;
	*is = !disk_is_low(job->conf) && !turn->dry;
	if (turn->dry)
		log_info("would send changes of account %s", turn->account->name);
	return RC_OK;
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def changes = {
	    .wants = wants, .take = take_turn, .names_host = true};

	return round_open(job, &changes, e) ? e->rc : restore_check(job, e);
}

static enum rc hold_overdue(struct job *job, struct err *e)
{
	struct turn turn = round_turn(job);
	struct outbox_push push = {.turn = &turn};
	enum rc rc = turn.dry ? RC_OK : outbox_expire(&push, e);

	round_close(&turn);
	return rc;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	*next = JOB_REST;
	return hold_overdue(job, e) ? e->rc : round_step(job, next, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "push-outbox",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .cadence_s = cadence_s,
	    .begin = begin,
	    .step = step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
