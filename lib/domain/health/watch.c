/* The rules of watch.h. */
#include "domain/health/watch.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/accounts/account.h"
#include "domain/budget/budget_use.h"
#include "domain/health/watch_numbers.h"

/* ---- Jobs --------------------------------------------------------------------------------------
 */

static bool is_good(const struct run *r)
{
	return str_eq(r->result, "DONE") || str_eq(r->result, "STOPPED");
}

struct history {
	int64_t sign; /* of life, by any run */
	int64_t good; /* end of the last good run; TIME_NONE is before everything */
	const struct run *ended;
};

static struct history history_of(const struct job_facts *f)
{
	struct history h = {TIME_NONE, TIME_NONE, NULL};

	for (size_t i = 0; i < f->n; i++) {
		const struct run *r = &f->runs[i];
		h.sign = later(h.sign, later(r->heartbeat_at, r->ended_at));
		if (r->ended_at != TIME_NONE && !h.ended)
			h.ended = r;
		if (r->ended_at != TIME_NONE && is_good(r))
			h.good = later(h.good, r->ended_at);
	}
	return h;
}

static bool is_silent(const struct job_facts *f, const struct history *h, int64_t now_ms)
{
	if (f->n)
		return now_ms - h->sign > WATCH_MISSED * f->job->interval_ms;
	return f->watched_since != TIME_NONE && now_ms - f->watched_since > WATCH_GRACE_MS;
}

static bool is_failing(const struct job_facts *f, const struct history *h, int64_t now_ms)
{
	if (!h->ended || is_good(h->ended))
		return false;
	int64_t patience =
	    str_eq(h->ended->result, "RETRY") ? WATCH_RETRY_MS : WATCH_MISSED * f->job->interval_ms;
	int64_t since = h->good == TIME_NONE ? f->runs[f->n - 1].started_at : h->good;
	return now_ms - since > patience;
}

void watch_judge_job(void *owner, const struct job_facts *f, int64_t now_ms,
		     struct finding out[WATCH_JOB_FINDINGS])
{
	struct history h = history_of(f);
	bool silent = is_silent(f, &h, now_ms);

	out[0] = (struct finding){.on = silent,
				  .alarm = {.kind = ALARM_JOB_SILENT, .subject = f->job->id}};
	out[0].alarm.text = f->n ? N_("Last seen %s minutes ago.") : N_("Never started.");
	out[0].alarm.values[0] = f->n ? number(owner, (now_ms - h.sign) / TIME_MINUTE_MS) : NULL;
	out[1] = (struct finding){.on = !silent && is_failing(f, &h, now_ms),
				  .alarm = {.kind = ALARM_JOB_FAILING, .subject = f->job->id}};
	out[1].alarm.text = h.ended ? run_reason(h.ended) : NULL;
	out[1].alarm.values[0] = h.ended ? str_or(h.ended->error, h.ended->result) : "";
}

/* ---- This host ---------------------------------------------------------------------------------
 */

static struct finding disk_low(void *owner, const struct watch_host *h)
{
	int64_t free = h->disk_free_percent;

	return (struct finding){
	    .on = free >= 0 && free < WATCH_DISK_PERCENT,
	    .keep = free >= WATCH_DISK_PERCENT && free < WATCH_DISK_CALM_PERCENT,
	    .alarm = {.kind = ALARM_DISK_LOW,
		      .subject = h->name,
		      .text = N_("%s: %s percent of the disk is free."),
		      .values = {h->name, number(owner, free)}},
	};
}

static struct finding guard_silent(const struct watch_host *h, int64_t now_ms)
{
	bool young = h->watched_since == TIME_NONE || now_ms - h->watched_since <= WATCH_GRACE_MS;
	bool silent = h->guard_at == TIME_NONE
			  ? !young
			  : now_ms - h->guard_at > WATCH_MISSED * TIME_MINUTE_MS;

	return (struct finding){.on = silent,
				.alarm = {.kind = ALARM_WATCH_SILENT,
					  .subject = h->name,
					  .text = N_("On the server %s."),
					  .values = {h->name}}};
}

static struct finding database_clock(void *owner, const struct watch_host *h)
{
	int64_t skew = magnitude(h->db_ahead_ms);

	return (struct finding){
	    .on = skew > WATCH_SKEW_MS,
	    .keep = skew > WATCH_SKEW_CALM_MS && skew <= WATCH_SKEW_MS,
	    .alarm = {.kind = ALARM_CLOCK_SKEW,
		      .subject = h->name,
		      .text = N_("%s: it differs from the database's by %s seconds."),
		      .values = {h->name, number(owner, skew / TIME_SECOND_MS)}},
	};
}

void watch_judge_host(void *owner, const struct watch_host *h, int64_t now_ms,
		      struct finding out[WATCH_HOST_FINDINGS])
{
	out[0] = disk_low(owner, h);
	out[1] = guard_silent(h, now_ms);
	out[2] = database_clock(owner, h);
	out[3] = (struct finding){
	    .on = h->mail_trouble != NULL,
	    .alarm = {.kind = ALARM_MAIL, .values = {str_or(h->mail_trouble, "")}}};
	/* Only a person says that a restored database may go on: nothing here ends it. */
	out[4] = (struct finding){
	    .on = h->time_travel, .keep = !h->time_travel, .alarm = {.kind = ALARM_TIME_TRAVEL}};
	out[5] = (struct finding){
	    .on = h->chain_fault != NULL,
	    .alarm = {.kind = ALARM_AUDIT_CHAIN, .values = {str_or(h->chain_fault, "")}}};
}

/* ---- All of it ---------------------------------------------------------------------------------
 */

static enum rc apply(struct db *db, const struct finding *f, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		const struct alarm *a = &f[i].alarm;
		if (f[i].on && alarm_raise(db, a, e))
			return e->rc;
		if (!f[i].on && !f[i].keep &&
		    alarm_clear(db, a->kind, a->account_id, a->subject, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc watch_all_jobs(struct db *db, void *owner, int64_t since, int64_t now_ms,
			      struct err *e)
{
	struct finding f[WATCH_JOB_FINDINGS];

	for (const struct watch_job *job = watch_jobs; job->id; job++) {
		struct job_facts facts = {.job = job, .watched_since = since};
		struct run *runs;
		if (run_recent(db, owner, job->id, &runs, &facts.n, e))
			return e->rc;
		facts.runs = runs;
		watch_judge_job(owner, &facts, now_ms, f);
		if (apply(db, f, COUNT_OF(f), e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc watch_accounts(struct db *db, void *owner, int64_t now_ms, struct err *e)
{
	struct finding f[WATCH_ACCOUNT_FINDINGS];
	struct watch_account *rows;
	size_t n;

	if (watch_account_list(db, owner, &rows, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		watch_judge_account(owner, &rows[i], now_ms, f);
		if (apply(db, f, COUNT_OF(f), e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc watch_keys(struct db *db, void *owner, int64_t now_ms, struct err *e)
{
	struct watch_key *keys;
	size_t n;

	if (watch_key_list(db, owner, &keys, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct finding f = watch_judge_key(owner, &keys[i], now_ms);
		if (apply(db, &f, 1, e))
			return e->rc;
	}
	return RC_OK;
}

static const char *subject_of_ban(void *owner, const struct budget_ban *b)
{
	const char *all = mem_printf(owner, "%s %s %s", b->environment, b->client_id, b->target);

	return str_head(owner, all, ALARM_SUBJECT_MAX);
}

/* A limit that Allegro has repeated: a single one passes unnoticed. The other causes stop
 * everything for minutes. */
static bool is_worth_telling(const struct budget_ban *b)
{
	return b->refusals >= WATCH_REFUSALS || meaning_find(b->meaning) != MEANING_LIMIT;
}

static const char *text_of_ban(const struct budget_ban *b)
{
	switch ((int)meaning_find(b->meaning)) {
	case MEANING_WALL:
		return N_("%s: bot protection answers instead of Allegro, %s times in a row.");
	case MEANING_TOKEN:
		return N_("%s: Allegro rejects access it has just granted, %s times in a row.");
	default:
		return N_("%s: %s times in a row.");
	}
}

static bool is_still_banned(void *owner, const struct budget_ban *bans, size_t n,
			    const char *subject)
{
	for (size_t i = 0; i < n; i++)
		if (is_worth_telling(&bans[i]) && str_eq(subject_of_ban(owner, &bans[i]), subject))
			return true;
	return false;
}

/* Those that are over are in no list any more: the alarms tell which there were. */
static enum rc clear_bans(struct db *db, void *owner, const struct budget_ban *bans, size_t n,
			  struct err *e)
{
	struct alarm_list open;

	if (alarm_list(db, owner, &open, e))
		return e->rc;
	for (size_t i = 0; i < open.n; i++) {
		const struct alarm_row *a = &open.rows[i];
		if (str_eq(a->kind, alarm_kind(ALARM_BANNED)->key) &&
		    !is_still_banned(owner, bans, n, a->subject) &&
		    alarm_clear(db, ALARM_BANNED, a->account_id, a->subject, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc watch_bans(struct db *db, void *owner, struct err *e)
{
	struct budget_ban *bans;
	size_t n;

	if (budget_ban_list(db, owner, &bans, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		const struct budget_ban *b = &bans[i];
		const struct alarm alarm = {
		    .kind = ALARM_BANNED,
		    .subject = subject_of_ban(owner, b),
		    .text = text_of_ban(b),
		    .values = {str_or(b->account, b->client_id), number(owner, b->refusals)},
		};
		if (is_worth_telling(b) && alarm_raise(db, &alarm, e))
			return e->rc;
	}
	return clear_bans(db, owner, bans, n, e);
}

enum rc watch_run(struct db *db, void *owner, const struct watch_host *host, int64_t now_ms,
		  struct err *e)
{
	struct finding f[WATCH_HOST_FINDINGS];

	watch_judge_host(owner, host, now_ms, f);
	if (apply(db, f, COUNT_OF(f), e) ||
	    watch_all_jobs(db, owner, host->watched_since, now_ms, e) || watch_bans(db, owner, e) ||
	    watch_keys(db, owner, now_ms, e))
		return e->rc;
	return watch_accounts(db, owner, now_ms, e);
}
