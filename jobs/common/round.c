/* Clients, counters and turns of the accounts. */
#include "round.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

/* Each has a connection of its own; a seller has a handful of accounts. */
enum { ACCOUNTS_MAX = 200 };

struct session {
	uint64_t account_id;
	struct allegro *api;
	int64_t rest_until; /* mono_ms() */
};

struct round {
	struct job *job;
	struct vault *vault;
	struct session sessions[ACCOUNTS_MAX];
	size_t n;
	struct job_counts before; /* of turns that are over */
};

enum rc round_open(struct job *job, const char *actor, struct round **out, struct err *e)
{
	struct round *r = mem_zero(job->mem, struct round);
	const struct vault_opts opts = {
	    .conf = job->conf,
	    .db = job->db,
	    .actor = actor,
	    .stop = job_stop_flag(),
	};

	r->job = job;
	*out = r;
	return vault_open(job->mem, &opts, &r->vault, e);
}

struct vault *round_vault(struct round *r)
{
	return r->vault;
}

static struct session *find_session(struct round *r, uint64_t account_id)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->sessions[i].account_id == account_id)
			return &r->sessions[i];
	return NULL;
}

enum rc round_client(struct round *r, uint64_t account_id, struct allegro **out, struct err *e)
{
	const struct session *session = find_session(r, account_id);

	if (session) {
		*out = session->api;
		return RC_OK;
	}
	if (r->n == ACCOUNTS_MAX)
		return err_set(e, RC_INVALID, "more than %d accounts", ACCOUNTS_MAX);
	if (vault_client(r->vault, r->job->mem, account_id, out, e))
		return e->rc;
	r->sessions[r->n++] = (struct session){.account_id = account_id, .api = *out};
	return RC_OK;
}

void round_count(struct round *r, const struct job_counts *turn)
{
	struct job_counts *out = &r->job->counts;

	*out = r->before;
	out->seen += turn->seen;
	out->changed += turn->changed;
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

void round_close(struct round *r)
{
	r->before = r->job->counts;
}

void round_rest(struct round *r, uint64_t account_id, int64_t seconds)
{
	struct session *session = find_session(r, account_id);

	if (session)
		session->rest_until = mono_ms() + seconds * TIME_SECOND_MS;
}

static bool is_resting(struct round *r, uint64_t account_id)
{
	const struct session *session = find_session(r, account_id);

	return session && session->rest_until > mono_ms();
}

static bool ends_run(enum rc rc)
{
	return rc == RC_STOPPED || rc == RC_CONFLICT;
}

static enum rc take_turn(struct round *r, round_turn turn, const struct account *account,
			 struct err *e)
{
	if (is_resting(r, account->id))
		return RC_OK;
	enum rc rc = turn(r->job, account, e);
	round_close(r);
	if (!rc || ends_run(rc))
		return rc;
	job_fault(r->job, e, "account %s", account->name);
	return RC_OK;
}

static enum rc take_turns(struct round *r, round_turn turn, const struct account_list *list,
			  struct err *e)
{
	const char *only = r->job->opts.account;
	bool met = !only;

	for (size_t i = 0; i < list->n; i++) {
		if (only && !str_eq(only, list->accounts[i].name))
			continue;
		met = true;
		if (take_turn(r, turn, &list->accounts[i], e))
			return e->rc;
	}
	return met ? RC_OK : err_set(e, RC_INVALID, "there is no account %s", only);
}

enum rc round_run(struct round *r, round_turn turn, struct err *e)
{
	void *mem = mem_context(NULL, "round");
	struct account_list list = {0};
	enum rc rc = account_list(r->job->db, mem, &list, e);

	if (!rc)
		rc = take_turns(r, turn, &list, e);
	mem_free(mem);
	return rc;
}
