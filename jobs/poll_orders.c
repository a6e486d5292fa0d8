/*
 * poll-orders: brings orders in. For each connected account, in every pass: the first import until
 * it is done, then the journal to its end, then the forms it made dirty, then a piece of what is
 * due to be read again. One account's trouble does not stop the others. With --since it reads again
 * what changed since then.
 */
#include "base/time.h"
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/orders/order_feed.h"
#include "domain/orders/order_fetch.h"
#include "domain/orders/order_import.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
};

static int64_t cadence_s(const struct conf *conf)
{
	return conf->order_poll_s;
}

static enum rc reread(struct feed *feed, struct err *e)
{
	int64_t since = round_job(feed->turn)->opts.since;

	return since == TIME_NONE ? RC_OK : order_reread(feed, since, e);
}

/* What cannot be read again keeps nothing new waiting. */
static enum rc take_stages(struct feed *feed, struct err *e)
{
	struct err own = {0};

	if (reread(feed, e) && meaning_reach(e->meaning) == REACH_ACCOUNT)
		return e->rc;
	if (feed_take(feed, &own) && (!e->rc || meaning_reach(own.meaning) == REACH_ACCOUNT))
		*e = own;
	return e->rc;
}

static enum rc take_turn(struct turn *turn, struct err *e)
{
	struct feed feed = order_feed(turn);
	bool imported = false;

	return order_import(&feed, &imported, e) ? e->rc : take_stages(&feed, e);
}

/* A dead refresh token leaves an access token that serves for hours. */
static enum rc wants(struct turn *turn, bool *is, struct err *e UNUSED)
{
	*is = *is || account_can_call(turn->account, time_now_ms());
	return RC_OK;
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def orders = {
	    .wants = wants, .take = take_turn, .beat = round_heal_tokens};

	return round_open(job, &orders, e) ? e->rc : restore_check(job, e);
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	enum rc rc = round_step(job, next, e);

	job->opts.since = TIME_NONE; /* read again once, not in every pass */
	return rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "poll-orders",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .cadence_s = cadence_s,
	    .begin = begin,
	    .step = step,
	    .options = JOB_OPT_ACCOUNT | JOB_OPT_SINCE,
	};

	return job_main(&def, argc, argv);
}
