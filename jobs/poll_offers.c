/*
 * poll-offers: what happens to offers. For each account that granted it, in every pass: the journal
 * to its end, then the offers it made dirty, then a piece of what is due to be read again. The list
 * is read by sync-offers.
 */
#include "allegro/offer_api.h"
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/offers/offer_feed.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
	CADENCE_S = 20,	 /* a price or a stock that others changed is told within half a minute */
};

static int64_t cadence_s(const struct conf *conf UNUSED)
{
	return CADENCE_S;
}

static enum rc wants(struct turn *turn, bool *is, struct err *e UNUSED)
{
	*is = *is && str_has_word(turn->account->scopes, resource_scope(&offer_resource));
	return RC_OK;
}

static enum rc take_turn(struct turn *turn, struct err *e)
{
	struct feed feed = offer_feed(turn);

	return feed_take(&feed, e);
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def offers = {.wants = wants, .take = take_turn};

	return round_open(job, &offers, e) ? e->rc : restore_check(job, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "poll-offers",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .cadence_s = cadence_s,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
