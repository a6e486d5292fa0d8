/* Outliers, brakes, the next step and the time of plans. */
#include "domain/offers/plan_rule.h"

#include <stdlib.h>

#include "base/str.h"
#include "domain/offers/offer_value.h"
#include "domain/outbox/outbox_kinds.h"

const char *const plan_topic_names[] = {"price", "stock",    "status", "delete", "edit",
					"rule",	 "delivery", "policy", NULL};
const char *const plan_outlier_names[] = {"unit", "jump", "tax", "ends", "", NULL};
const char *const plan_brake_names[] = {"unit", "jump", "tax", "emptying", "many", "delete", NULL};
const char *const plan_state_names[] = {"BUILDING", "DRAFT",   "TRIAL", "RUNNING",
					"DONE",	    "STOPPED", NULL};
const char *const plan_item_state_names[] = {"WAITING", "POSTED", "DONE", "FAILED",
					     "HELD",	"LEFT",	  NULL};
const char *const plan_stop_names[] = {"person", "trial", "blocked", "failing", NULL};
const char *const plan_item_view_names[] = {"all", "outliers", "done", "failed", "left", NULL};
_Static_assert(COUNT_OF(plan_item_view_names) == PLAN_ITEM_VIEWS + 1, "a name for each view");
_Static_assert(COUNT_OF(plan_topic_names) == PLAN_TOPICS + 1, "a name for each topic");
_Static_assert(COUNT_OF(plan_outlier_names) == PLAN_OUTLIERS + 1, "a name for each outlier");
_Static_assert(COUNT_OF(plan_brake_names) == PLAN_BRAKES + 1, "a name for each brake");
_Static_assert(COUNT_OF(plan_state_names) == PLAN_STATES + 1, "a name for each state");
_Static_assert(COUNT_OF(plan_item_state_names) == PLAN_ITEM_STATES + 1, "a name for each");
_Static_assert(COUNT_OF(plan_stop_names) == PLAN_STOPS + 1, "a name for each");

enum plan_topic plan_topic_of(const char *name)
{
	int t = 0;

	while (t < PLAN_TOPICS && !str_eq(plan_topic_names[t], name))
		t++;
	return (enum plan_topic)t;
}

void plan_view_counts(const struct plan_counts *c, int64_t out[PLAN_ITEM_VIEWS])
{
	out[PLAN_ITEMS_ALL] = c->waiting + c->posted + c->done + c->failed + c->held + c->left;
	out[PLAN_ITEMS_OUTLIERS] = c->outliers;
	out[PLAN_ITEMS_DONE] = c->done;
	out[PLAN_ITEMS_FAILED] = c->failed + c->held;
	out[PLAN_ITEMS_LEFT] = c->left;
}

bool plan_can_be_undone(enum plan_topic topic)
{
	return topic != PLAN_DELETE;
}

enum plan_state plan_state_of(const char *name)
{
	int s = 0;

	while (s < PLAN_STATES && !str_eq(plan_state_names[s], name))
		s++;
	return (enum plan_state)s;
}

/* ---- One change ------------------------------------------------------------------------------ */

enum { WHOLE_BP = 10000, UNIT_TIMES = 50, AMOUNT_MAX = INT32_MAX };

/* The rate most goods have where the currency is paid. */
static const struct {
	const char *currency;
	int64_t percent;
} rates[] = {{"PLN", 23}, {"EUR", 23}, {"CZK", 21}, {"HUF", 27}};

/* Is one what the other is with the tax, to the nearest minor unit? */
static bool is_with_tax(int64_t net, int64_t gross, int64_t percent)
{
	return llabs(gross * 100 - net * (100 + percent)) <= 50 + percent;
}

static bool is_tax(struct money a, struct money b)
{
	for (size_t i = 0; i < COUNT_OF(rates); i++)
		if (str_eq(rates[i].currency, a.currency))
			return is_with_tax(a.minor, b.minor, rates[i].percent) ||
			       is_with_tax(b.minor, a.minor, rates[i].percent);
	return false;
}

static enum plan_outlier price_outlier(struct money before, struct money after, int64_t *bp)
{
	if (!str_eq(before.currency, after.currency) || before.minor > AMOUNT_MAX ||
	    after.minor > AMOUNT_MAX)
		return PLAN_UNIT;
	*bp = (after.minor - before.minor) * WHOLE_BP / before.minor;
	if (after.minor >= before.minor * UNIT_TIMES || before.minor >= after.minor * UNIT_TIMES)
		return PLAN_UNIT;
	if (llabs(*bp) > PLAN_JUMP_BP)
		return PLAN_JUMP;
	return is_tax(before, after) ? PLAN_TAX : PLAN_PLAIN;
}

enum plan_outlier plan_outlier_of(const char *kind, const char *before, const char *after,
				  int64_t *change_bp)
{
	struct money from, to;

	*change_bp = INT64_MIN;
	if (str_eq(kind, OUTBOX_OFFER_STATUS))
		return str_eq(offer_status_of(after), OFFER_ENDED) ? PLAN_ENDS : PLAN_PLAIN;
	if (!str_eq(kind, OUTBOX_OFFER_PRICE) || !offer_price_read(before, &from) ||
	    !offer_price_read(after, &to))
		return PLAN_PLAIN;
	return price_outlier(from, to, change_bp);
}

/* ---- All of them ----------------------------------------------------------------------------- */

unsigned plan_brakes(const struct plan_sums *s)
{
	const int64_t share = s->active * PLAN_ENDS_PERCENT / 100;
	const int64_t may_end = share > PLAN_ENDS_LEAST ? share : PLAN_ENDS_LEAST;
	const struct {
		bool holds;
		enum plan_brake brake;
	} rules[] = {
	    {s->of[PLAN_UNIT] > 0, PLAN_BRAKE_UNIT},
	    {s->of[PLAN_JUMP] > 0, PLAN_BRAKE_JUMP},
	    {s->of[PLAN_TAX] >= PLAN_TAX_LEAST && s->of[PLAN_TAX] * 2 > s->items, PLAN_BRAKE_TAX},
	    {s->of[PLAN_ENDS] > may_end, PLAN_BRAKE_EMPTYING},
	    {s->items > PLAN_MANY_OFFERS, PLAN_BRAKE_MANY},
	    {s->deletes && s->items > 0, PLAN_BRAKE_DELETE},
	};
	unsigned out = 0;

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].holds)
			out |= rules[i].brake;
	return out;
}

/* ---- Its way --------------------------------------------------------------------------------- */

static enum plan_next next_of_trial(const struct plan_counts *c, int64_t *feed, enum plan_stop *why)
{
	*why = PLAN_STOP_TRIAL;
	if (c->bad_now)
		return PLAN_STOP_NOW;
	*feed = PLAN_TRIAL_ITEMS - c->posted - c->done_now;
	if (*feed > 0 && c->waiting)
		return PLAN_FEED;
	if (c->posted)
		return PLAN_WAIT;
	return c->waiting ? PLAN_GO_ON : PLAN_FINISH;
}

static enum plan_next next_of_run(const struct plan_counts *c, int64_t *feed, enum plan_stop *why)
{
	*why = PLAN_STOP_FAILING;
	if (c->bad_now >= PLAN_FAILING_LEAST && c->bad_now > c->done_now && c->waiting)
		return PLAN_STOP_NOW;
	*feed = c->waiting;
	if (c->waiting)
		return PLAN_FEED;
	return c->posted ? PLAN_WAIT : PLAN_FINISH;
}

enum plan_next plan_next(enum plan_state state, const struct plan_counts *c, int64_t *feed,
			 enum plan_stop *why)
{
	*feed = 0;
	*why = PLAN_STOP_BLOCKED;
	if (state != PLAN_TRIAL && state != PLAN_RUNNING)
		return PLAN_WAIT;
	if (c->blocked_now && (c->waiting || c->posted))
		return PLAN_STOP_NOW;
	return state == PLAN_TRIAL ? next_of_trial(c, feed, why) : next_of_run(c, feed, why);
}

/* ---- How long -------------------------------------------------------------------------------- */

static int64_t at_most(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* single: a request carries one offer, whatever it is to become. */
static const struct {
	int64_t minute_max;
	int64_t hour_max;
	bool single;
} paces[PLAN_TOPICS + 1] = {
    [PLAN_PRICE] = {PLAN_MINUTE_MAX, PLAN_PRICE_HOUR_MAX, false},
    [PLAN_STOCK] = {PLAN_MINUTE_MAX, PLAN_HOUR_MAX, false},
    [PLAN_STATUS] = {PLAN_MINUTE_MAX, PLAN_HOUR_MAX, false},
    [PLAN_DELETE] = {PLAN_SINGLE_MINUTE_MAX, PLAN_HOUR_MAX, true},
    [PLAN_DELIVERY] = {PLAN_MINUTE_MAX, PLAN_HOUR_MAX, false},
    [PLAN_POLICY] = {PLAN_SINGLE_MINUTE_MAX, PLAN_PRICE_HOUR_MAX, true},
    [PLAN_EDIT] = {PLAN_SINGLE_MINUTE_MAX, PLAN_PRICE_HOUR_MAX, true},
    [PLAN_RULE] = {PLAN_MINUTE_MAX, PLAN_PRICE_HOUR_MAX, false},
    [PLAN_TOPICS] = {PLAN_SINGLE_MINUTE_MAX, PLAN_PRICE_HOUR_MAX, true}, /* of another version */
};

int64_t plan_room(enum plan_topic topic, int64_t in_minute, int64_t in_hour)
{
	const int64_t room =
	    at_most(paces[topic].minute_max - in_minute, paces[topic].hour_max - in_hour);

	return room > 0 ? room : 0;
}

int64_t plan_minutes(enum plan_topic topic, int64_t offers, int64_t values)
{
	const int64_t in_minute = paces[topic].minute_max;
	const int64_t requests = paces[topic].single ? offers : values;
	const int64_t by_hour = offers / paces[topic].hour_max * 60;
	const int64_t by_minute = (offers + in_minute - 1) / in_minute;
	const int64_t by_request = (requests + PLAN_REQUESTS_MINUTE - 1) / PLAN_REQUESTS_MINUTE;
	const int64_t slower = by_minute > by_request ? by_minute : by_request;

	return slower > by_hour ? slower : by_hour;
}
