/* What follows from what. */
#include "domain/alarms/alarm_group.h"

#include "base/str.h"

/* First row that fits wins, so that what explains most stands first. A cause stands above its
 * effects in the order of these rows: there is no way round in a circle. */
static const struct {
	enum alarm_kind cause;
	enum alarm_kind effect;
	const char *subject; /* of the effect; NULL: any */
} follows[] = {
    {ALARM_TOKEN_DEAD, ALARM_TOKEN_DYING, NULL},
    {ALARM_TOKEN_DEAD, ALARM_BANNED, NULL},
    {ALARM_TOKEN_DEAD, ALARM_KEY_UNUSED, NULL},
    {ALARM_TOKEN_DEAD, ALARM_POLL_GAP, NULL},
    {ALARM_TOKEN_DEAD, ALARM_CURSOR_OLD, NULL},
    {ALARM_TOKEN_DEAD, ALARM_ORDER_WAITING, NULL},
    {ALARM_TOKEN_DEAD, ALARM_JOB_FAILING, NULL},
    {ALARM_JOB_SILENT, ALARM_POLL_GAP, NULL},
    {ALARM_JOB_SILENT, ALARM_CURSOR_OLD, NULL},
    {ALARM_JOB_SILENT, ALARM_ORDER_WAITING, NULL},
    {ALARM_JOB_SILENT, ALARM_ACCOUNT_QUIET, NULL},
    {ALARM_BANNED, ALARM_POLL_GAP, NULL},
    {ALARM_BANNED, ALARM_CURSOR_OLD, NULL},
    {ALARM_BANNED, ALARM_ORDER_WAITING, NULL},
    {ALARM_BANNED, ALARM_JOB_FAILING, NULL},
    {ALARM_ORDER_GAP, ALARM_CURSOR_OLD, NULL},
    {ALARM_ORDER_GAP, ALARM_ORDER_WAITING, NULL},
    {ALARM_POLL_GAP, ALARM_CURSOR_OLD, NULL},
    {ALARM_POLL_GAP, ALARM_ORDER_WAITING, NULL},
    {ALARM_POLL_GAP, ALARM_JOB_FAILING, "poll-orders"},
    {ALARM_CURSOR_OLD, ALARM_ORDER_WAITING, NULL},
    {ALARM_ORDER_WAITING, ALARM_JOB_FAILING, "poll-orders"},
    {ALARM_MAIL, ALARM_JOB_FAILING, "send-alarms"},
};

static bool is_kind(const struct alarm_row *a, enum alarm_kind kind)
{
	return str_eq(a->kind, alarm_kind(kind)->key);
}

/* What concerns the installation goes with any account. */
static bool meets(const struct alarm_row *a, const struct alarm_row *b)
{
	return !a->account_id || !b->account_id || a->account_id == b->account_id;
}

static size_t cause_of(const struct alarm_row *rows, size_t n, size_t at)
{
	const struct alarm_row *a = &rows[at];

	for (size_t k = 0; k < COUNT_OF(follows); k++) {
		if (!is_kind(a, follows[k].effect) ||
		    (follows[k].subject && !str_eq(a->subject, follows[k].subject)))
			continue;
		for (size_t i = 0; i < n; i++)
			if (is_kind(&rows[i], follows[k].cause) && meets(&rows[i], a))
				return i;
	}
	/* The same once more: six jobs are silent because cron does not run. */
	for (size_t i = 0; i < at; i++)
		if (str_eq(rows[i].kind, a->kind) && rows[i].account_id == a->account_id)
			return i;
	return at;
}

void alarm_group(const struct alarm_row *rows, size_t n, size_t out[])
{
	for (size_t i = 0; i < n; i++)
		out[i] = cause_of(rows, n, i);
	for (size_t i = 0; i < n; i++)
		while (out[i] != out[out[i]])
			out[i] = out[out[i]];
}

int64_t alarm_group_severity(const struct alarm_row *rows, size_t n, const size_t heads[],
			     size_t head)
{
	int64_t worst = rows[head].severity;

	for (size_t i = 0; i < n; i++)
		if (heads[i] == head && rows[i].severity > worst)
			worst = rows[i].severity;
	return worst;
}

size_t alarm_group_count(const size_t heads[], size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += heads[i] == i;
	return count;
}
