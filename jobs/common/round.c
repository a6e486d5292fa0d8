/* Clients, counters and turns of the accounts. */
#include "round.h"

#include "base/host.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

/* Each has a connection of its own; a seller has a handful of accounts. */
enum { ACCOUNTS_MAX = 200, HEAL_EVERY_MS = 5000 };

struct session {
	uint64_t account_id;
	struct allegro *api;
	int64_t rest_until; /* mono_ms() */
	struct err missed;  /* how the last things that could not be had failed; RC_OK: one came */
};

struct round {
	const struct round_def *def;
	struct vault *vault;
	const char *actor;
	int64_t heal_at; /* mono_ms(); 0: at once */
	struct session sessions[ACCOUNTS_MAX];
	size_t n;
	struct job_counts before; /* of turns that are over */
};

enum rc round_open(struct job *job, const struct round_def *def, struct err *e)
{
	struct round *r = mem_zero(job->mem, struct round);
	char host[HOST_NAME_SIZE];

	host_name(host);
	r->def = def;
	r->actor =
	    def->names_host ? mem_printf(job->mem, "%s@%s", job->def->name, host) : job->def->name;
	job->state = r;
	const struct vault_opts opts = {
	    .conf = job->conf,
	    .db = job->db,
	    .actor = r->actor,
	    .stop = job_stop_flag(),
	};
	return vault_open(job->mem, &opts, &r->vault, e);
}

void round_heal_tokens(struct job *job)
{
	struct round *r = job->state;
	struct err e = {0};

	if (job->opts.dry_run || mono_ms() < r->heal_at)
		return;
	r->heal_at = mono_ms() + HEAL_EVERY_MS;
	if (vault_heal(r->vault, &e))
		job_fault(job, &e, "asking again for tokens");
}

/* ---- Clients ----------------------------------------------------------------------------------
 */

static struct session *find_session(struct round *r, uint64_t account_id)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->sessions[i].account_id == account_id)
			return &r->sessions[i];
	return NULL;
}

enum rc round_client(struct job *job, uint64_t account_id, struct allegro **out, struct err *e)
{
	struct round *r = job->state;
	const struct session *session = find_session(r, account_id);

	if (session) {
		*out = session->api;
		return RC_OK;
	}
	if (r->n == ACCOUNTS_MAX)
		return err_set(e, RC_INVALID, "more than %d accounts", ACCOUNTS_MAX);
	if (vault_client(r->vault, job->mem, account_id, out, e))
		return e->rc;
	r->sessions[r->n++] = (struct session){.account_id = account_id, .api = *out};
	return RC_OK;
}

void round_rest(const struct turn *turn, int64_t seconds)
{
	struct session *session = find_session(round_job(turn)->state, turn->account->id);

	if (session)
		session->rest_until = mono_ms() + seconds * TIME_SECOND_MS;
}

static bool is_resting(struct round *r, uint64_t account_id)
{
	const struct session *session = find_session(r, account_id);

	return session && session->rest_until > mono_ms();
}

/* ---- Counters ---------------------------------------------------------------------------------
 */

static void count(struct job *job, const struct turn_counts *turn)
{
	const struct round *r = job->state;
	struct job_counts *out = &job->counts;

	*out = r->before;
	out->seen += turn->seen;
	out->changed += turn->added + turn->changed;
	out->unchanged += turn->unchanged;
	out->failed += turn->failed;
	out->requests = vault_requests(r->vault);
	out->throttled = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct allegro_counts *a = allegro_counts(r->sessions[i].api);
		out->requests += a->requests;
		out->throttled += a->throttled;
	}
}

void round_close(struct turn *turn)
{
	struct job *job = round_job(turn);
	struct round *r = job->state;

	count(job, &turn->counts);
	r->before = job->counts;
	turn->counts = (struct turn_counts){0};
}

static void tell(const struct turn *turn)
{
	const struct turn_counts *c = &turn->counts;

	if (c->events || c->seen)
		log_info("account %s: %llu events, %llu read: %llu new, %llu changed, "
			 "%llu as they were, %llu failed",
			 turn->account->name, (unsigned long long)c->events,
			 (unsigned long long)c->seen, (unsigned long long)c->added,
			 (unsigned long long)c->changed, (unsigned long long)c->unchanged,
			 (unsigned long long)c->failed);
}

/* ---- Turns ------------------------------------------------------------------------------------
 */

struct job *round_job(const struct turn *turn)
{
	return turn->fence_arg;
}

static void beat_also(struct job *job)
{
	const struct round *r = job->state;

	if (r->def->beat)
		r->def->beat(job);
}

static enum rc beat(void *arg, struct err *e)
{
	const struct turn *turn = arg;
	struct job *job = round_job(turn);

	beat_also(job);
	count(job, &turn->counts);
	return job_beat(job, e);
}

struct turn round_turn(struct job *job)
{
	const struct round *r = job->state;

	return (struct turn){
	    .db = job->db,
	    .actor = r->actor,
	    .dry = job->opts.dry_run,
	    .fence = job_fence,
	    .fence_arg = job,
	    .beat = beat,
	};
}

/* What could not be had is asked for again after a minute at the earliest. A pass that had nothing
 * to ask for until then is no better than the one before, in which every request for one failed. */
static enum rc is_as_before(const struct turn *turn, struct session *session, enum rc rc,
			    struct err *e)
{
	struct err *missed = &session->missed;

	if (turn->counts.seen)
		err_clear(missed);
	if (rc && turn->trouble.rc && !turn->counts.seen)
		*missed = *e;
	if (!rc && missed->rc)
		*e = *missed;
	return e->rc;
}

static enum rc take_turn(struct job *job, struct turn *turn, struct err *e)
{
	struct round *r = job->state;
	bool is = str_eq(turn->account->state, ACCOUNT_CONNECTED);

	if ((r->def->wants && r->def->wants(turn, &is, e)) || !is)
		return e->rc;
	if (r->def->is_local)
		return r->def->take(turn, e);
	if (round_client(job, turn->account->id, &turn->api, e))
		return e->rc;
	enum rc rc = r->def->take(turn, e);
	rc = is_as_before(turn, find_session(r, turn->account->id), rc, e);
	tell(turn);
	return rc;
}

static bool ends_run(enum rc rc)
{
	return rc == RC_STOPPED || rc == RC_CONFLICT;
}

static enum rc take_one(struct job *job, const struct account *account, struct err *e)
{
	struct turn turn = round_turn(job);

	if (is_resting(job->state, account->id))
		return RC_OK;
	turn.account = account;
	turn.beat_arg = &turn;
	enum rc rc = take_turn(job, &turn, e);
	round_close(&turn);
	if (!rc || ends_run(rc))
		return rc;
	job_fault(job, e, "account %s", account->name);
	return RC_OK;
}

static enum rc take_turns(struct job *job, const struct account_list *list, struct err *e)
{
	const char *only = job->opts.account;
	bool met = !only;

	for (size_t i = 0; i < list->n; i++) {
		if (only && !str_eq(only, list->accounts[i].name))
			continue;
		met = true;
		if (take_one(job, &list->accounts[i], e))
			return e->rc;
	}
	return met ? RC_OK : err_set(e, RC_INVALID, "there is no account %s", only);
}

enum rc round_step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(NULL, "round");
	struct account_list list = {0};

	*next = JOB_REST;
	beat_also(job);
	enum rc rc = account_list(job->db, mem, &list, e);
	if (!rc)
		rc = take_turns(job, &list, e);
	mem_free(mem);
	return rc;
}
