/* What a day's forms mean, when it is sealed, when it is checked again. */
#include "domain/days/day_rule.h"

#include <string.h>

const char *const day_state_names[] = {
    [DAY_PENDING] = "PENDING", [DAY_SEALED] = "SEALED",	 [DAY_DIFFERENT] = "DIFFERENT",
    [DAY_OPEN] = "OPEN",       [DAY_STATE_COUNT] = NULL,
};

const char *const day_verdict_names[] = {
    [DAY_VERDICT_EQUAL] = "EQUAL",	     [DAY_VERDICT_MISSING] = "MISSING",
    [DAY_VERDICT_DIFFERS] = "DIFFERS",	     [DAY_VERDICT_WAITING] = "WAITING",
    [DAY_VERDICT_UNREADABLE] = "UNREADABLE", [DAY_VERDICT_FAILING] = "FAILING",
    [DAY_VERDICT_SUPERSEDED] = "SUPERSEDED", [DAY_VERDICT_COUNT] = NULL,
};

static bool is_same(const struct day_listed *form)
{
	return form->here_hash.len == form->doc_hash.len &&
	       memcmp(form->here_hash.data, form->doc_hash.data, form->doc_hash.len) == 0;
}

/* A document stored after the page was read may well be the newer one. */
static enum day_verdict verdict_of_applied(const struct day_listed *form)
{
	if (form->is_dirty)
		return DAY_VERDICT_WAITING;
	if (is_same(form))
		return DAY_VERDICT_EQUAL;
	return form->fetched_at >= form->seen_at ? DAY_VERDICT_WAITING : DAY_VERDICT_DIFFERS;
}

enum day_verdict day_verdict_of(const struct day_listed *form)
{
	/* Nothing can be known of an item that has no id. */
	if (str_starts(form->form_id, ORDER_NAMELESS))
		return DAY_VERDICT_UNREADABLE;
	if (str_eq(form->state, "APPLIED"))
		return verdict_of_applied(form);
	if (str_eq(form->state, "SUPERSEDED"))
		return DAY_VERDICT_SUPERSEDED;
	if (str_eq(form->state, "UNREADABLE"))
		return DAY_VERDICT_UNREADABLE;
	if (str_eq(form->state, "FAILING"))
		return DAY_VERDICT_FAILING;
	return form->state && form->is_dirty ? DAY_VERDICT_WAITING : DAY_VERDICT_MISSING;
}

enum day_absence day_absence_of(const struct day_unlisted *order)
{
	if (str_eq(order->place, order_place_names[ORDER_PLACE_MERGED]) ||
	    str_eq(order->state, "SUPERSEDED"))
		return DAY_ABSENCE_MERGED;
	if (str_eq(order->state, "GONE") || str_eq(order->state, "LOST"))
		return DAY_ABSENCE_GONE;
	if (order->lines_elsewhere)
		return DAY_ABSENCE_ELSEWHERE;
	if (order->was_asked && !order->is_dirty && str_eq(order->state, "APPLIED"))
		return DAY_ABSENCE_SERVED;
	return DAY_ABSENCE_ASKED;
}

/* A list that did not show what it counts, or nothing at all of a day whose orders Allegro serves
 * one by one, can show a difference, but proves no equality. */
static bool is_in_motion(const struct day_count *c)
{
	return c->told != c->theirs || (!c->theirs && c->absences[DAY_ABSENCE_SERVED]);
}

enum day_outcome day_outcome(const struct day_count *c, int64_t unsettled_since, int64_t now_ms)
{
	const int64_t *v = c->verdicts;
	int64_t trouble = v[DAY_VERDICT_MISSING] + v[DAY_VERDICT_DIFFERS] +
			  v[DAY_VERDICT_UNREADABLE] + v[DAY_VERDICT_FAILING];

	if (trouble || c->absences[DAY_ABSENCE_ASKED])
		return DAY_OUTCOME_DIFFERENT;
	if (!v[DAY_VERDICT_WAITING] && !is_in_motion(c))
		return DAY_OUTCOME_SEALED;
	if (unsettled_since != TIME_NONE && now_ms - unsettled_since >= DAY_SETTLE_MS)
		return DAY_OUTCOME_DIFFERENT;
	return DAY_OUTCOME_UNSETTLED;
}

/* The first moment after now at which it is `hour` o'clock in Warsaw, `days` days from today on. */
static int64_t coming_hour(int64_t now_ms, int days, int hour)
{
	int64_t at = time_day_hour(now_ms, days, hour);

	return at > now_ms ? at : time_day_hour(now_ms, days + 1, hour);
}

int64_t day_next_check(int64_t day_at, enum day_outcome outcome, uint64_t tries, int hour,
		       int64_t now_ms)
{
	enum { LONGEST_MIN = 60, DOUBLINGS = 6 };
	int64_t minutes = INT64_C(1) << (tries < DOUBLINGS ? tries : DOUBLINGS);

	if (now_ms >= time_day_start(day_at, DAY_AUDIT_DAYS_MAX))
		return TIME_NONE;
	if (outcome != DAY_OUTCOME_SEALED)
		return now_ms + (minutes < LONGEST_MIN ? minutes : LONGEST_MIN) * TIME_MINUTE_MS;
	if (now_ms < time_day_start(day_at, DAY_AUDIT_DAYS))
		return coming_hour(now_ms, 0, hour);
	return coming_hour(now_ms, DAY_AUDIT_MONTHLY, hour);
}

int64_t day_percentile(const int64_t *sorted, size_t n, int percent)
{
	size_t rank = (n * (size_t)percent + 99) / 100;

	if (!n)
		return INT64_MIN;
	return sorted[rank ? rank - 1 : 0];
}

void day_seal_line(struct str *text, const char *form_id, const char *revision, int64_t updated_at)
{
	char at[TIME_RFC3339_SIZE] = "-";

	if (updated_at != TIME_NONE)
		time_format_rfc3339(updated_at, at);
	str_addf(text, "%s %s %s\n", form_id, str_or(revision, "-"), at);
}
