/* Leases of requests, and bans. */
#include "domain/budget/budget.h"

#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/budget/budget_rule.h"
#include "domain/budget/budget_store.h"

enum {
	LEASE_LIFE_MS = 1000, /* how long a ban told to another process may go unnoticed */
	WAIT_MS = 20 * 1000,  /* for others to leave some; then the job's next run goes on */
	WAIT_STEP_MS = 100,
	US_PER_MS = 1000,
};

/* Requests taken out of one bucket and not sent yet. */
struct lease {
	int64_t left;
	int64_t size;  /* when it was taken */
	int64_t until; /* mono_ms() */
};

struct budget {
	struct db *db;
	const volatile sig_atomic_t *stop;
	struct budget_key key;
	struct ban_place at; /* of the last request: its bans were looked at */
	struct lease leases[LIMIT_COUNT];
	bool probing; /* this process asks whether the bans there are over */
};

/* ---- Bans --------------------------------------------------------------------------------------
 */

static enum rc refuse(const struct ban_row *ban, struct err *e)
{
	char until[TIME_RFC3339_SIZE];

	time_format_rfc3339(ban->until, until);
	(void)err_set(e, RC_RETRY, "Kram waits for Allegro (%s): nobody asks before %s",
		      ban->target, until);
	e->meaning = MEANING_LIMIT;
	e->retry_after_s = (int)ban->left_s;
	(void)snprintf(e->code, sizeof(e->code), "blocked");
	return e->rc;
}

/* All bans are over in time: be the one who asks, or leave it to who is. */
static enum rc claim(struct budget *b, const struct ban_row *bans, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		enum rc rc = ban_claim(b->db, &b->key, &bans[i], e);
		if (rc == RC_CONFLICT)
			return refuse(&bans[i], e);
		if (rc)
			return rc;
	}
	b->probing = n > 0;
	return RC_OK;
}

static enum rc check_bans(struct budget *b, struct err *e)
{
	void *mem = mem_context(NULL, "bans");
	struct ban_row *bans;
	size_t n;
	enum rc rc = ban_find(b->db, mem, &b->key, &b->at, &bans, &n, e);

	for (size_t i = 0; i < n && !rc; i++)
		if (!bans[i].is_over || bans[i].is_probed)
			rc = refuse(&bans[i], e);
	if (!rc)
		rc = claim(b, bans, n, e);
	mem_free(mem);
	return rc;
}

/* From two on it is a limit they have in common. */
enum { COMMON = 2 };

static enum rc widen_to_application(struct budget *b, const struct ban_new *ban, struct err *e)
{
	struct budget_key all = b->key;
	int64_t banned = 0;

	if (!b->key.account_id || ban_count_accounts(b->db, &b->key, ban->target, &banned, e))
		return e->rc;
	all.account_id = 0;
	return banned >= COMMON ? ban_set(b->db, &all, ban, e) : RC_OK;
}

static enum rc widen_to_server(struct budget *b, const struct ban_new *ban, struct err *e)
{
	const struct ban_new server = {b->at.server, ban->wait_s, ban->meaning};
	int64_t banned = 0;

	if (!b->at.resource || ban_count_resources(b->db, &b->key, &banned, e) || banned < COMMON)
		return e->rc;
	if (ban_set(b->db, &b->key, &server, e))
		return e->rc;
	return widen_to_application(b, &server, e);
}

/* How long to wait by itself, when Allegro does not say. */
static int64_t own_wait_s(const struct request_told *told)
{
	switch ((int)told->meaning) {
	case MEANING_WALL:
		return BAN_WALL_WAIT_S;
	case MEANING_TOKEN:
		return BAN_TOKEN_WAIT_S;
	default:
		return told->retry_after_s;
	}
}

static enum rc set_ban(struct budget *b, const struct request_told *told, struct err *e)
{
	struct ban_new ban = {b->at.server, ban_wait_s(0, own_wait_s(told)), told->meaning};
	struct budget_key all = b->key;

	all.account_id = 0;
	if (told->meaning == MEANING_WALL) /* it looks at where requests come from */
		return ban_set(b->db, &all, &ban, e);
	if (told->meaning == MEANING_TOKEN)
		return ban_set(b->db, &b->key, &ban, e);
	ban.target = str_or(b->at.resource, b->at.server);
	if (ban_set(b->db, &b->key, &ban, e) || widen_to_server(b, &ban, e))
		return e->rc;
	return widen_to_application(b, &ban, e);
}

/* What was asked about and is refused again goes on, twice as long. */
static enum rc renew_bans(struct budget *b, const struct ban_row *bans, size_t n,
			  const struct request_told *told, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		struct budget_key whose = b->key;
		const struct ban_new again = {
		    bans[i].target, ban_wait_s(bans[i].wait_s, own_wait_s(told)), told->meaning};
		whose.account_id = bans[i].account_id;
		if (ban_set(b->db, &whose, &again, e))
			return e->rc;
	}
	return RC_OK;
}

/* Requests that were on their way when the ban began meet the same answer, and say nothing new. */
static enum rc note_refusal(struct budget *b, const struct request_told *told, struct err *e)
{
	void *mem = mem_context(NULL, "bans");
	struct ban_row *bans;
	size_t n;
	bool holds = false;
	enum rc rc = ban_find(b->db, mem, &b->key, &b->at, &bans, &n, e);

	for (size_t i = 0; i < n && !rc; i++)
		holds |= !bans[i].is_over;
	if (!rc && !holds)
		rc = n ? renew_bans(b, bans, n, told, e) : set_ban(b, told, e);
	mem_free(mem);
	return rc;
}

static void forget_leases(struct budget *b)
{
	for (int i = 0; i < LIMIT_COUNT; i++)
		b->leases[i] = (struct lease){0};
}

static bool is_refusal(const struct request_told *told)
{
	return told->meaning == MEANING_LIMIT || told->meaning == MEANING_WALL ||
	       told->token_is_fresh;
}

/* A database that cannot take the note ends the caller's work at its next statement. */
static void tell(void *ctx, const struct request_told *told)
{
	struct budget *b = ctx;
	struct err unnoted = {0};

	b->at.resource = told->resource;
	if (is_refusal(told)) {
		forget_leases(b);
		(void)note_refusal(b, told, &unnoted);
	} else if (b->probing && told->meaning != MEANING_NO_ANSWER) {
		(void)ban_clear(b->db, &b->key, &b->at, &unnoted);
	} else if (b->probing) {
		forget_leases(b);
		(void)ban_release(b->db, &b->key, &b->at, &unnoted);
	}
	b->probing = false;
}

/* ---- Leases -------------------------------------------------------------------------------------
 */

static bool is_alive(const struct lease *l)
{
	return l->left > 0 && mono_ms() < l->until;
}

static enum rc try_lease(struct budget *b, const struct request_ask *ask, enum request_limit limit,
			 int64_t n, struct err *e)
{
	const struct request_rate *rate = &request_rates[limit];
	const struct bucket_shape shape = bucket_shape_of(rate);
	struct bucket_lease want = {
	    .key = b->key,
	    .name = rate->name,
	    .limit_n = rate->n,
	    .window_s = rate->window_s,
	    .cap_milli = shape.cap_milli,
	    .rate_milli = shape.rate_milli,
	    .reserve_milli = bucket_reserve(&shape, ask->urgency),
	    .n = n,
	};
	bool won = false;

	if (rate->scope == PER_APPLICATION)
		want.key.account_id = 0;
	if (bucket_take(b->db, &want, &won, e))
		return e->rc;
	if (won)
		b->leases[limit] = (struct lease){n, n, mono_ms() + LEASE_LIFE_MS};
	return RC_OK;
}

/* A block if there is one, else one request, else nothing. */
static enum rc top_up(struct budget *b, const struct request_ask *ask, enum request_limit limit,
		      struct err *e)
{
	struct lease *l = &b->leases[limit];
	int64_t n = lease_size(l->size, l->left == 0, (int64_t)ask->want);

	if (is_alive(l))
		return RC_OK;
	l->left = 0;
	if (try_lease(b, ask, limit, n, e))
		return e->rc;
	if (!l->left && n > 1 && try_lease(b, ask, limit, 1, e))
		return e->rc;
	return RC_OK;
}

static enum rc top_up_all(struct budget *b, const struct request_ask *ask, struct err *e)
{
	bool seen = is_alive(&b->leases[LIMIT_ALL]) && str_eq(b->at.resource, ask->resource);

	b->at.resource = ask->resource;
	if (!seen && !b->probing && check_bans(b, e))
		return e->rc;
	if (top_up(b, ask, LIMIT_ALL, e))
		return e->rc;
	return ask->limit == LIMIT_ALL ? RC_OK : top_up(b, ask, ask->limit, e);
}

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Whether a ban is over is asked by a single request. */
static size_t spend(struct budget *b, const struct request_ask *ask)
{
	struct lease *all = &b->leases[LIMIT_ALL];
	struct lease *own = &b->leases[ask->limit];
	int64_t n = smaller(b->probing ? 1 : (int64_t)ask->want, smaller(all->left, own->left));

	all->left -= n;
	if (own != all)
		own->left -= n;
	return (size_t)n;
}

static enum rc give_up(struct budget *b, struct err *e)
{
	struct err ignored = {0};

	if (b->probing)
		(void)ban_release(b->db, &b->key, &b->at, &ignored);
	b->probing = false;
	return e->rc;
}

static enum rc wait_a_little(const struct budget *b, int64_t since, struct err *e)
{
	if (b->stop && *b->stop)
		return err_set(e, RC_STOPPED, "asked to stop while waiting to send a request");
	if (mono_ms() - since >= WAIT_MS) {
		(void)err_set(e, RC_RETRY, "the request budget is used up by other work");
		e->meaning = MEANING_LIMIT;
		(void)snprintf(e->code, sizeof(e->code), "budget");
		return e->rc;
	}
	(void)usleep(WAIT_STEP_MS * US_PER_MS);
	return RC_OK;
}

static enum rc take(void *ctx, const struct request_ask *ask, size_t *granted, struct err *e)
{
	struct budget *b = ctx;
	int64_t since = mono_ms();

	for (;;) {
		if (top_up_all(b, ask, e))
			return give_up(b, e);
		*granted = spend(b, ask);
		if (*granted)
			return RC_OK;
		if (wait_a_little(b, since, e))
			return give_up(b, e);
	}
}

/* ---- Opening ------------------------------------------------------------------------------------
 */

struct request_budget budget_open(void *owner, const struct budget_opts *opts)
{
	struct budget *b = mem_zero(owner, struct budget);

	b->db = opts->db;
	b->stop = opts->stop;
	b->at.server = opts->target;
	b->key = (struct budget_key){mem_strdup(b, opts->environment),
				     mem_strdup(b, opts->client_id), opts->account_id};
	return (struct request_budget){b, take, tell};
}

void budget_for_account(struct request_budget *b, void *owner, uint64_t account_id)
{
	struct budget *budget = mem_move(owner, b->ctx);

	budget->key.account_id = account_id;
}
