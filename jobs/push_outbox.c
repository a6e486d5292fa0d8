/*
 * push-outbox: carries decided changes to Allegro. For each connected account with something due,
 * in every pass: sends what has waited long enough and whose writer is armed, and asks what became
 * of what is in flight. One account's trouble does not stop the others.
 */
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/accounts/vault.h"
#include "domain/health/high_water.h"
#include "domain/outbox/outbox_send.h"
#include "job/job.h"

#include <unistd.h>

enum {
	HOST_MAX = 64,
	LEASE_S = 180,	 /* above the longest time between two beats: a request and its question */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
	ACCOUNTS_MAX = 200,
	TROUBLE_PAUSE_S = 10, /* an account whose turn ended early rests at least so long */
};

/* A client for each account, kept for the run so that its connection stays open. */
struct session {
	uint64_t account_id;
	struct allegro *api;
	int64_t rest_until; /* mono_ms() */
};

struct pusher {
	struct vault *vault;
	const char *actor;
	struct session sessions[ACCOUNTS_MAX];
	size_t n_sessions;
	struct job_counts before; /* of turns that are over */
};

struct turn {
	struct job *job;
	struct outbox_push push;
};

static int64_t cadence_s(const struct conf *conf)
{
	return conf->outbox_s;
}

static enum rc begin(struct job *job, struct err *e)
{
	struct pusher *pusher = mem_zero(job->mem, struct pusher);
	char host[HOST_MAX + 1] = "";

	(void)gethostname(host, HOST_MAX);
	pusher->actor = mem_printf(job->mem, "%s@%s", job->def->name, host);
	const struct vault_opts opts = {
	    .conf = job->conf,
	    .db = job->db,
	    .actor = pusher->actor,
	    .stop = job_stop_flag(),
	};
	job->state = pusher;
	return vault_open(job->mem, &opts, &pusher->vault, e);
}

static struct session *find_session(struct job *job, uint64_t account_id)
{
	struct pusher *pusher = job->state;

	for (size_t i = 0; i < pusher->n_sessions; i++)
		if (pusher->sessions[i].account_id == account_id)
			return &pusher->sessions[i];
	return NULL;
}

static enum rc session_of(struct job *job, uint64_t account_id, struct session **out, struct err *e)
{
	struct pusher *pusher = job->state;
	struct allegro *api;

	*out = find_session(job, account_id);
	if (*out)
		return RC_OK;
	if (pusher->n_sessions == ACCOUNTS_MAX)
		return err_set(e, RC_INVALID, "more than %d accounts", ACCOUNTS_MAX);
	if (vault_client(pusher->vault, job->mem, account_id, &api, e))
		return e->rc;
	*out = &pusher->sessions[pusher->n_sessions++];
	**out = (struct session){.account_id = account_id, .api = api};
	return RC_OK;
}

static bool is_resting(struct job *job, uint64_t account_id)
{
	const struct session *session = find_session(job, account_id);

	return session && session->rest_until > mono_ms();
}

/* What ended the turn would meet the next request too. */
static void rest(struct session *session, const struct err *cause)
{
	int64_t s = cause->retry_after_s > TROUBLE_PAUSE_S ? cause->retry_after_s : TROUBLE_PAUSE_S;

	session->rest_until = mono_ms() + s * TIME_SECOND_MS;
}

/* Counters of the run: what is finished plus what this turn has done. */
static void count(struct turn *turn)
{
	const struct pusher *pusher = turn->job->state;
	const struct outbox_push_counts *c = &turn->push.counts;
	struct job_counts *out = &turn->job->counts;

	*out = pusher->before;
	out->seen += c->seen;
	out->changed += c->done;
	out->unchanged += c->later;
	out->failed += c->held;
	out->requests = vault_requests(pusher->vault);
	out->throttled = 0;
	for (size_t i = 0; i < pusher->n_sessions; i++) {
		const struct allegro_counts *a = allegro_counts(pusher->sessions[i].api);
		out->requests += a->requests;
		out->throttled += a->throttled;
	}
}

static enum rc beat(void *arg, struct err *e)
{
	struct turn *turn = arg;

	count(turn);
	return job_beat(turn->job, e);
}

static struct outbox_push push_of(struct job *job, uint64_t account_id)
{
	const struct pusher *pusher = job->state;

	return (struct outbox_push){
	    .db = job->db,
	    .account_id = account_id,
	    .actor = pusher->actor,
	    .lease_s = LEASE_S,
	    .fence = job_fence,
	    .fence_arg = job,
	    .beat = beat,
	};
}

static enum rc push_account(struct turn *turn, struct err *e)
{
	struct outbox_push *push = &turn->push;
	struct session *session;

	if (session_of(turn->job, push->account_id, &session, e))
		return e->rc;
	push->api = session->api;
	if (outbox_push(push, e))
		return e->rc;
	if (push->trouble.rc)
		rest(session, &push->trouble);
	*e = push->trouble;
	return e->rc;
}

static bool ends_run(enum rc rc)
{
	return rc == RC_STOPPED || rc == RC_CONFLICT;
}

static enum rc take_turn(struct job *job, const struct account *account, struct err *e)
{
	struct pusher *pusher = job->state;
	struct turn turn = {.job = job, .push = push_of(job, account->id)};

	turn.push.beat_arg = &turn;
	enum rc rc = push_account(&turn, e);
	const struct outbox_push_counts *c = &turn.push.counts;
	if (c->seen)
		log_info("account %s: %llu changes: %llu done, %llu later, %llu left to a person",
			 account->name, (unsigned long long)c->seen, (unsigned long long)c->done,
			 (unsigned long long)c->later, (unsigned long long)c->held);
	count(&turn);
	pusher->before = job->counts;
	if (!rc || ends_run(rc))
		return rc;
	job_fault(job, e, "account %s", account->name);
	return RC_OK;
}

static bool is_wanted(const struct job *job, const struct account *account)
{
	if (job->opts.account && !str_eq(job->opts.account, account->name))
		return false;
	return str_eq(account->state, ACCOUNT_CONNECTED);
}

static enum rc visit(struct job *job, const struct account *account, struct err *e)
{
	bool may;
	bool due;

	if (!is_wanted(job, account) || is_resting(job, account->id))
		return RC_OK;
	if (outbox_is_due(job->db, account->id, &due, e) || !due)
		return e->rc;
	/* What a restored database has forgotten may have been done already (RELIABILITY F40). */
	if (high_water_may_write(job->conf, job->db, &may, e) || !may)
		return e->rc;
	if (!job->opts.dry_run)
		return take_turn(job, account, e);
	log_info("would send changes of account %s", account->name);
	return RC_OK;
}

static enum rc hold_overdue(struct job *job, struct err *e)
{
	struct turn turn = {.job = job, .push = push_of(job, 0)};
	struct pusher *pusher = job->state;
	enum rc rc = job->opts.dry_run ? RC_OK : outbox_expire(&turn.push, e);

	count(&turn);
	pusher->before = job->counts;
	return rc;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(NULL, "pass");
	struct account_list list = {0};
	enum rc rc = hold_overdue(job, e);

	*next = JOB_REST;
	if (!rc)
		rc = account_list(job->db, mem, &list, e);
	for (size_t i = 0; i < list.n && !rc; i++)
		rc = visit(job, &list.accounts[i], e);
	mem_free(mem);
	return rc;
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
