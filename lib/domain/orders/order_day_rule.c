/* What a day's forms mean, when it is sealed, when it is checked again. */
#include "domain/orders/order_day_rule.h"

#include <string.h>

const char *const order_day_state_names[] = {
    [ORDER_DAY_PENDING] = "PENDING",	 [ORDER_DAY_SEALED] = "SEALED",
    [ORDER_DAY_DIFFERENT] = "DIFFERENT", [ORDER_DAY_OPEN] = "OPEN",
    [ORDER_DAY_STATE_COUNT] = NULL,
};

const char *const order_verdict_names[] = {
    [ORDER_VERDICT_EQUAL] = "EQUAL",	       [ORDER_VERDICT_MISSING] = "MISSING",
    [ORDER_VERDICT_DIFFERS] = "DIFFERS",       [ORDER_VERDICT_WAITING] = "WAITING",
    [ORDER_VERDICT_UNREADABLE] = "UNREADABLE", [ORDER_VERDICT_FAILING] = "FAILING",
    [ORDER_VERDICT_SUPERSEDED] = "SUPERSEDED", [ORDER_VERDICT_COUNT] = NULL,
};

static bool is_same(const struct order_listed *form)
{
	return form->here_hash.len == form->doc_hash.len &&
	       memcmp(form->here_hash.data, form->doc_hash.data, form->doc_hash.len) == 0;
}

/* A document stored after the page was read may well be the newer one. */
static enum order_verdict verdict_of_applied(const struct order_listed *form)
{
	if (form->is_dirty)
		return ORDER_VERDICT_WAITING;
	if (is_same(form))
		return ORDER_VERDICT_EQUAL;
	return form->fetched_at >= form->seen_at ? ORDER_VERDICT_WAITING : ORDER_VERDICT_DIFFERS;
}

enum order_verdict order_verdict_of(const struct order_listed *form)
{
	/* Nothing can be known of an item that has no id. */
	if (str_starts(form->form_id, ORDER_NAMELESS))
		return ORDER_VERDICT_UNREADABLE;
	if (str_eq(form->state, "APPLIED"))
		return verdict_of_applied(form);
	if (str_eq(form->state, "SUPERSEDED"))
		return ORDER_VERDICT_SUPERSEDED;
	if (str_eq(form->state, "UNREADABLE"))
		return ORDER_VERDICT_UNREADABLE;
	if (str_eq(form->state, "FAILING"))
		return ORDER_VERDICT_FAILING;
	return form->state && form->is_dirty ? ORDER_VERDICT_WAITING : ORDER_VERDICT_MISSING;
}

enum order_absence order_absence_of(const struct order_unlisted *order)
{
	if (str_eq(order->place, order_place_names[ORDER_PLACE_MERGED]) ||
	    str_eq(order->state, "SUPERSEDED"))
		return ORDER_ABSENCE_MERGED;
	if (str_eq(order->state, "GONE") || str_eq(order->state, "LOST"))
		return ORDER_ABSENCE_GONE;
	if (order->lines_elsewhere)
		return ORDER_ABSENCE_ELSEWHERE;
	if (order->was_asked && !order->is_dirty && str_eq(order->state, "APPLIED"))
		return ORDER_ABSENCE_SERVED;
	return ORDER_ABSENCE_ASKED;
}

/* A list that did not show what it counts, or nothing at all of a day whose orders Allegro serves
 * one by one, can show a difference, but proves no equality. */
static bool is_in_motion(const struct order_day_count *c)
{
	return c->told != c->theirs || (!c->theirs && c->absences[ORDER_ABSENCE_SERVED]);
}

enum order_outcome order_day_outcome(const struct order_day_count *c, int64_t unsettled_since,
				     int64_t now_ms)
{
	const int64_t *v = c->verdicts;
	int64_t trouble = v[ORDER_VERDICT_MISSING] + v[ORDER_VERDICT_DIFFERS] +
			  v[ORDER_VERDICT_UNREADABLE] + v[ORDER_VERDICT_FAILING];

	if (trouble || c->absences[ORDER_ABSENCE_ASKED])
		return ORDER_OUTCOME_DIFFERENT;
	if (!v[ORDER_VERDICT_WAITING] && !is_in_motion(c))
		return ORDER_OUTCOME_SEALED;
	if (unsettled_since != TIME_NONE && now_ms - unsettled_since >= ORDER_DAY_SETTLE_MS)
		return ORDER_OUTCOME_DIFFERENT;
	return ORDER_OUTCOME_UNSETTLED;
}

/* The first moment after now at which it is `hour` o'clock in Warsaw, `days` days from today on. */
static int64_t coming_hour(int64_t now_ms, int days, int hour)
{
	int64_t at = time_day_hour(now_ms, days, hour);

	return at > now_ms ? at : time_day_hour(now_ms, days + 1, hour);
}

int64_t order_day_next_check(int64_t day_at, enum order_outcome outcome, uint64_t tries, int hour,
			     int64_t now_ms)
{
	enum { LONGEST_MIN = 60, DOUBLINGS = 6 };
	int64_t minutes = INT64_C(1) << (tries < DOUBLINGS ? tries : DOUBLINGS);

	if (now_ms >= time_day_start(day_at, ORDER_AUDIT_DAYS_MAX))
		return TIME_NONE;
	if (outcome != ORDER_OUTCOME_SEALED)
		return now_ms + (minutes < LONGEST_MIN ? minutes : LONGEST_MIN) * TIME_MINUTE_MS;
	if (now_ms < time_day_start(day_at, ORDER_AUDIT_DAYS))
		return coming_hour(now_ms, 0, hour);
	return coming_hour(now_ms, ORDER_AUDIT_MONTHLY, hour);
}

int64_t order_percentile(const int64_t *sorted, size_t n, int percent)
{
	size_t rank = (n * (size_t)percent + 99) / 100;

	if (!n)
		return INT64_MIN;
	return sorted[rank ? rank - 1 : 0];
}

void order_seal_line(struct str *text, const char *form_id, const char *revision,
		     int64_t updated_at)
{
	char at[TIME_RFC3339_SIZE] = "-";

	if (updated_at != TIME_NONE)
		time_format_rfc3339(updated_at, at);
	str_addf(text, "%s %s %s\n", form_id, str_or(revision, "-"), at);
}
