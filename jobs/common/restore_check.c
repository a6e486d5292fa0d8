/* The newest event of Allegro against the one our cursor stands on. */
#include "restore_check.h"

#include <inttypes.h>

#include "allegro/order_api.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/alarms/alarm.h"
#include "domain/health/high_water.h"
#include "domain/feed/feed_cursor_store.h"
#include "domain/orders/order_feed.h"
#include "round.h"

/* Nothing happened at Allegro that our cursor has not passed. */
static enum rc ask(struct job *job, const struct account *a, void *scratch, struct err *e)
{
	struct feed_cursor cursor;
	struct journal_event latest;
	struct allegro *api;
	enum rc rc = feed_cursor_find(job->db, scratch, order_kind.table, a->id, &cursor, e);

	if (rc == RC_NOT_FOUND) { /* no history */
		err_clear(e);
		return RC_OK;
	}
	if (rc || round_client(job, a->id, &api, e) || order_event_latest(api, scratch, &latest, e))
		return e->rc;
	if (!latest.id || str_eq(latest.id, cursor.last_event_id))
		return RC_OK;
	return err_set(e, RC_CONFLICT, "Allegro has newer events than the database knows");
}

/* *current: true when it was proved for every account that was ever connected. */
static enum rc ask_all(struct job *job, void *scratch, bool *current, struct err *e)
{
	struct account_list accounts;

	*current = true;
	if (account_list(job->db, scratch, &accounts, e))
		return e->rc;
	for (size_t i = 0; i < accounts.n && *current; i++) {
		const struct account *a = &accounts.accounts[i];
		if (str_eq(a->state, ACCOUNT_DISCONNECTED))
			continue;
		if (ask(job, a, scratch, e) == RC_STOPPED)
			return e->rc;
		*current = e->rc == RC_OK;
		if (!*current)
			job_fault(job, e, "comparing the database with account %s", a->name);
	}
	return RC_OK;
}

static enum rc decide(struct job *job, void *scratch, struct err *e)
{
	struct high_water now;
	bool current;

	if (high_water_read(job->db, &now, e) || ask_all(job, scratch, &current, e))
		return e->rc;
	if (current)
		return high_water_accept(job->conf, job->db, e);
	const struct alarm alarm = {
	    .kind = ALARM_TIME_TRAVEL,
	    .text = N_(
		"This server has never seen this database, nobody had used it for %s minutes, and "
		"something may have happened at Allegro since: it may be a restored backup."),
	    .values = {mem_printf(scratch, "%" PRId64, now.silent_ms / TIME_MINUTE_MS)},
	};
	return alarm_raise(job->db, &alarm, e);
}

enum rc restore_check(struct job *job, struct err *e)
{
	enum high_water_sign sign;

	if (job->opts.dry_run)
		return RC_OK;
	if (high_water_learn(job->conf, job->db, &sign, e) == RC_IO) {
		/* Orders are read all the same; writers ask again, and wait. */
		job_fault(job, e, "remembering how far the database has come");
		return RC_OK;
	}
	if (e->rc || sign != HIGH_WATER_UNKNOWN)
		return e->rc;
	void *scratch = mem_context(job->mem, "restore check");
	enum rc rc = decide(job, scratch, e);
	mem_free(scratch);
	return rc;
}
