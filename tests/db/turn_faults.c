/* All faults of all ways in. */
#include "turn_faults.h"

#include "base/compiler.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { POINTS_MAX = 400, TOLD = 100 };

enum rc faulty_fence(struct db *db, void *arg, struct err *e)
{
	(void)db, (void)arg;
	return refuse_strikes(AT_FENCE) ? err_set(e, RC_CONFLICT, "the lease is another's") : RC_OK;
}

enum rc faulty_beat(void *arg, struct err *e)
{
	(void)arg;
	return refuse_strikes(AT_BEAT) ? err_set(e, RC_STOPPED, "asked to stop") : RC_OK;
}

enum rc faulty_answer(struct err *e, enum rc rc, enum meaning meaning, int http)
{
	err_set(e, rc, "as it was staged");
	e->meaning = meaning;
	e->http = http;
	return rc;
}

enum rc faulty_outage(struct err *e)
{
	return faulty_answer(e, RC_RETRY, MEANING_OUTAGE, 503);
}

static const struct fault {
	const char *what;
	int at;
	bool stays;
	enum rc rc;
} faults[] = {
    {"refused", AT_STATEMENT, false, RC_DB},
    {"refused for good", AT_STATEMENT, true, RC_DB},
    {"Allegro is down", AT_REQUEST, false, RC_RETRY},
    {"lease lost", AT_FENCE, false, RC_CONFLICT},
    {"stopped", AT_BEAT, false, RC_STOPPED},
};

struct trying {
	const struct turn_faults *turns;
	const struct faulty_way *way;
	const struct fault *fault;
	int64_t want;
};

static void fresh(void *arg)
{
	((struct trying *)arg)->way->fresh();
}

static enum rc act(void *arg, struct err *e)
{
	return ((struct trying *)arg)->turns->act(e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const struct trying *t = arg;
	char told[TOLD];

	(void)snprintf(told, sizeof(told), "%s, %s at %d", t->way->name, t->fault->what, n);
	const bool got_over = t->turns->heals && !t->fault->stays && rc == RC_OK;
	if (rc != (was_hit ? t->fault->rc : RC_OK) && !got_over)
		fail_msg("%s: %d %s", told, (int)rc, e->msg);
	if (t->turns->check)
		t->turns->check(told);
	t->turns->settle();
	if (t->turns->digest() != t->want)
		fail_msg("%s: other rows", told);
}

static int go_through(struct trying *t)
{
	struct err e = {0};

	t->way->fresh();
	if (t->turns->act(&e))
		fail_msg("%s: %s", t->way->name, e.msg);
	t->turns->settle();
	t->want = t->turns->digest();
	return refuse_each(&(struct refuse_trial){.what = t->way->name,
						  .place = t->fault->at,
						  .stays = t->fault->stays,
						  .less_than = POINTS_MAX,
						  .every = 3,
						  .fresh = fresh,
						  .act = act,
						  .check = check,
						  .arg = t});
}

void turn_faults(const struct turn_faults *t)
{
	int points = 0;

	for (size_t w = 0; w < COUNT_OF(t->ways) && t->ways[w].name; w++)
		for (size_t i = 0; i < COUNT_OF(faults); i++)
			points += go_through(&(struct trying){t, &t->ways[w], &faults[i], 0});
	print_message("%d points\n", points);
	assert_true(points > t->points);
}
