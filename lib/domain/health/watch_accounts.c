/* The rules of watch.h about accounts and their keys. */
#include "domain/health/watch.h"

#include "base/i18n.h"
#include "base/str.h"
#include "domain/accounts/account.h"
#include "domain/alarms/alarm_words.h"
#include "domain/health/watch_numbers.h"
#include "domain/offers/stock_class.h"
#include "domain/orders/order_waiting.h"

static struct finding poll_gap(void *owner, const struct watch_account *a, int64_t now_ms)
{
	int64_t since = later(a->polled_at, a->connected_at);
	bool expected = str_eq(a->state, ACCOUNT_CONNECTED) && !a->importing && since != TIME_NONE;

	return (struct finding){
	    .on = expected && now_ms - since > WATCH_POLL_GAP_MS,
	    .alarm = {.kind = ALARM_POLL_GAP,
		      .account_id = a->id,
		      .text = N_("Allegro's list of events was last read %s minutes ago."),
		      .values = {number(owner, expected ? (now_ms - since) / TIME_MINUTE_MS : 0)}},
	};
}

/* Something there is a number of, and none is what is wanted. */
static struct finding number_of(void *owner, const struct watch_account *a, struct alarm alarm,
				int64_t n)
{
	alarm.account_id = a->id;
	alarm.values[0] = number(owner, n);
	return (struct finding){.on = n > 0, .alarm = alarm};
}

static struct finding clock_skew(void *owner, const struct watch_account *a)
{
	int64_t skew = a->clock_skew_ms == INT64_MIN ? 0 : magnitude(a->clock_skew_ms);

	return (struct finding){
	    .on = skew > WATCH_SKEW_MS,
	    .keep = skew > WATCH_SKEW_CALM_MS && skew <= WATCH_SKEW_MS,
	    .alarm = {.kind = ALARM_CLOCK_SKEW,
		      .account_id = a->id,
		      .text = N_("It differs from Allegro's by %s seconds."),
		      .values = {number(owner, skew / TIME_SECOND_MS)}},
	};
}

/* Read by nobody: the account was disconnected by a person, who knows. */
static struct finding late_documents(void *owner, const struct watch_account *a, int64_t now_ms)
{
	bool on = a->late > 0 && !str_eq(a->state, ACCOUNT_DISCONNECTED);
	bool grave = on && now_ms - a->late_since > ORDER_WAIT_RED_MS;

	return (struct finding){
	    .on = on,
	    .alarm = {.kind = ALARM_ORDER_WAITING,
		      .account_id = a->id,
		      .text = N_("New or changed orders not read from Allegro yet: %s, since %s."),
		      .values = {number(owner, a->late),
				 on ? alarm_moment(owner, a->late_since) : ""},
		      .severity = grave ? ALARM_RED : ALARM_AMBER,
		      .step = grave},
	};
}

static struct finding quiet(void *owner, const struct watch_account *a, int64_t now_ms)
{
	bool known = str_eq(a->state, ACCOUNT_CONNECTED) && a->called_at > 0;
	int64_t days = known ? (now_ms - a->called_at) / TIME_DAY_MS : 0;
	bool grave = days >= WATCH_QUIET_RED_DAYS;

	return (struct finding){
	    .on = days >= WATCH_QUIET_DAYS,
	    .alarm =
		{.kind = ALARM_ACCOUNT_QUIET,
		 .account_id = a->id,
		 .text =
		     N_("No request was made for %s days; after 90 such days the consent expires."),
		 .values = {number(owner, days)},
		 .severity = grave ? ALARM_RED : ALARM_AMBER,
		 .step = grave},
	};
}

/* A difference lasts, or nobody compares any more. What is held or being changed has its own
 * alarm. */
static struct finding stock_proof(void *owner, const struct watch_account *a, int64_t now_ms)
{
	const bool wanted =
	    a->stock_armed && a->stock_offers && str_eq(a->state, ACCOUNT_CONNECTED);
	const bool is_old = wanted && now_ms - a->stock_made_at >= STOCK_PROOF_HOURS * TIME_HOUR_MS;
	const bool is_off =
	    wanted && !is_old && a->stock_off && now_ms - a->stock_off_since > WATCH_STOCK_OFF_MS;
	struct finding f = {.on = is_old || is_off,
			    .alarm = {.kind = ALARM_STOCK_PROOF, .account_id = a->id}};

	if (is_old) {
		f.alarm.text = N_("Numbers on Allegro were last compared with the stock here on"
				  " %s.");
		f.alarm.values[0] = alarm_moment(owner, a->stock_made_at);
		return f;
	}
	f.alarm.text = N_("Offers that show another number for no known reason: %s, since %s.");
	f.alarm.values[0] = number(owner, a->stock_off);
	f.alarm.values[1] = is_off ? alarm_moment(owner, a->stock_off_since) : "";
	return f;
}

struct finding watch_judge_key(void *owner, const struct watch_key *k, int64_t now_ms)
{
	int64_t days = (now_ms - k->used_at) / TIME_DAY_MS;

	return (struct finding){
	    .on = days >= WATCH_KEY_DAYS,
	    .alarm = {.kind = ALARM_KEY_UNUSED,
		      .subject = k->environment,
		      .text =
			  N_("It was not used for %s days; Allegro deletes a new key after 30."),
		      .values = {number(owner, days)}},
	};
}

void watch_judge_account(void *owner, const struct watch_account *a, int64_t now_ms,
			 struct finding out[WATCH_ACCOUNT_FINDINGS])
{
	out[0] = poll_gap(owner, a, now_ms);
	out[1] = number_of(owner, a,
			   (struct alarm){.kind = ALARM_ORDER_PROBLEM,
					  .text = N_("Orders that cannot be read: %s.")},
			   a->problems);
	out[2] = clock_skew(owner, a);
	out[3] = number_of(
	    owner, a, (struct alarm){.kind = ALARM_OUTBOX_HELD, .text = N_("Changes waiting: %s.")},
	    a->held);
	out[4] = number_of(
	    owner, a,
	    (struct alarm){
		.kind = ALARM_ORDER_PROBLEM,
		.subject = WATCH_LOST,
		.text = N_("Orders that were to be sent and that Allegro does not show: %s."),
		.severity = ALARM_RED,
		.step = a->lost},
	    a->lost);
	out[5] = late_documents(owner, a, now_ms);
	out[6] = quiet(owner, a, now_ms);
	out[7] = number_of(owner, a,
			   (struct alarm){.kind = ALARM_PARCEL_STOP,
					  .text = N_("Orders cancelled while being prepared: %s."),
					  .step = a->to_stop},
			   a->to_stop);
	out[8] = stock_proof(owner, a, now_ms);
}
