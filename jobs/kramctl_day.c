/* kramctl: the certificate of days for scripts, one JSON object a line; and the text of a seal. */
#include <stdio.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/accounts/account.h"
#include "domain/days/day_rule.h"
#include "json/field.h"
#include "kramctl.h"

const struct ctl_param orders_day_params[] = {
    {"--account", CTL_VALUE, CTL_REQUIRED},
    {"--day", CTL_VALUE, 0},
    {"--proof", CTL_FLAG, 0},
    {0},
};

struct day_json {
	int64_t from;
	int64_t until;
	const char *state;
	int64_t checked_at;
	int64_t theirs;
	int64_t here;
	int64_t equal;
	int64_t found;
	int64_t sealed_at;
	int64_t different_since;
	int64_t latency_n;
	int64_t latency_p50_ms;
	int64_t latency_p95_ms;
	int64_t gap_ms;
	const char *seal;
};
static const struct json_field day_fields[] = {
    JF_TIME(struct day_json, from, "/from", JF_REQUIRED),
    JF_TIME(struct day_json, until, "/until", JF_REQUIRED),
    JF_STR(struct day_json, state, "/state", JF_REQUIRED),
    JF_TIME(struct day_json, checked_at, "/checkedAt", 0),
    JF_I64(struct day_json, theirs, "/allegro", JF_REQUIRED),
    JF_I64(struct day_json, here, "/here", JF_REQUIRED),
    JF_I64(struct day_json, equal, "/equal", JF_REQUIRED),
    JF_I64(struct day_json, found, "/foundByAudit", JF_REQUIRED),
    JF_TIME(struct day_json, sealed_at, "/sealedAt", 0),
    JF_TIME(struct day_json, different_since, "/differentSince", 0),
    JF_I64(struct day_json, latency_n, "/latency/orders", JF_REQUIRED),
    JF_I64(struct day_json, latency_p50_ms, "/latency/p50Ms", 0),
    JF_I64(struct day_json, latency_p95_ms, "/latency/p95Ms", 0),
    JF_I64(struct day_json, gap_ms, "/journalNotReadMs", JF_REQUIRED),
    JF_STR(struct day_json, seal, "/seal", 0),
};

static void print_day(void *mem, const struct day *day)
{
	const struct day_json out = {
	    .from = day->day_at,
	    .until = day->until_at,
	    .state = day->state,
	    .checked_at = day->checked_at,
	    .theirs = day->theirs,
	    .here = day->here,
	    .equal = day->verdicts[DAY_VERDICT_EQUAL],
	    .found = day->found,
	    .sealed_at = day->sealed_at,
	    .different_since = day->different_since,
	    .latency_n = day->latency.n,
	    .latency_p50_ms = day->latency.p50_ms,
	    .latency_p95_ms = day->latency.p95_ms,
	    .gap_ms = day->gap_ms,
	    .seal = day->seal_hash.len ? str_hex(mem, day->seal_hash) : NULL,
	};

	(void)puts(json_encode(mem, day_fields, &out));
}

/* The very bytes the seal is the hash of. */
static enum rc print_proof(struct ctl *ctl, const struct day *day, struct err *e)
{
	enum { LINE_MAX_BYTES = 256 };
	struct day_form *forms;
	size_t n;

	if (day_forms(ctl->db, ctl->mem, day, &forms, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct str line;
		str_init(&line, ctl->mem, LINE_MAX_BYTES);
		day_seal_line(&line, forms[i].form_id, forms[i].revision, forms[i].updated_at);
		(void)fputs(line.text, stdout);
		mem_free(line.text);
	}
	return RC_OK;
}

static enum rc one_day(struct ctl *ctl, uint64_t account_id, struct err *e)
{
	const char *date = ctl_get(ctl, "--day");
	int64_t day_at = time_day_of(date);
	struct day day;

	if (day_at == TIME_NONE)
		return err_set(e, RC_INVALID, "--day is a date, like 2026-11-21");
	if (day_load(ctl->db, ctl->mem, account_id, day_at, &day, e))
		return err_wrap(e, "day %s", date);
	if (ctl_get(ctl, "--proof"))
		return print_proof(ctl, &day, e);
	print_day(ctl->mem, &day);
	return RC_OK;
}

enum rc ctl_orders_day(struct ctl *ctl, struct err *e)
{
	const char *name = ctl_get(ctl, "--account");
	struct account account;
	struct day *days;
	size_t n;

	if (account_find_name(ctl->db, ctl->mem, name, &account, e))
		return e->rc;
	if (ctl_get(ctl, "--day"))
		return one_day(ctl, account.id, e);
	if (ctl_get(ctl, "--proof"))
		return err_set(e, RC_INVALID, "--proof wants --day");
	if (day_list(ctl->db, ctl->mem, account.id, 0, time_now_ms(), &days, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		print_day(ctl->mem, &days[i]);
	return RC_OK;
}
