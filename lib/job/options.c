/* Options of jobs: the same everywhere; --account and --since where a job understands them. */
#include "job/options.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <getopt.h>
#include <string.h>

enum {
	SINCE_MAX_DAYS = 400,
	SINCE_TEXT_MAX = 40
}; /* orders of 12 months are guaranteed (FACTS 2.4) */

static const struct option known[] = {
    {"config", required_argument, NULL, 'c'},
    {"once", no_argument, NULL, 'o'},
    {"dry-run", no_argument, NULL, 'n'},
    {"account", required_argument, NULL, 'a'},
    {"since", required_argument, NULL, 's'},
    {"verbose", no_argument, NULL, 'v'},
    {NULL, 0, NULL, 0},
};

struct unit {
	char c;
	int64_t ms;
};
static const struct unit units[] = {
    {'m', TIME_MINUTE_MS},
    {'h', TIME_HOUR_MS},
    {'d', TIME_DAY_MS},
};

static bool parse_distance(const char *text, int64_t now_ms, int64_t *out)
{
	char digits[SINCE_TEXT_MAX];
	size_t len = strlen(text);
	int64_t n;

	if (len < 2 || len >= sizeof(digits))
		return false;
	memcpy(digits, text, len - 1);
	digits[len - 1] = '\0';
	for (size_t i = 0; i < COUNT_OF(units); i++)
		if (units[i].c == text[len - 1] &&
		    str_to_i64(digits, 1, SINCE_MAX_DAYS * TIME_DAY_MS / units[i].ms, &n)) {
			*out = now_ms - n * units[i].ms;
			return true;
		}
	return false;
}

static bool parse_date(const char *text, int64_t *out)
{
	static const char rest[] = "T00:00:00Z";
	char full[SINCE_TEXT_MAX];

	if (strlen(text) != strlen("2026-11-21"))
		return false;
	memcpy(full, text, strlen(text));
	memcpy(full + strlen(text), rest, sizeof(rest));
	return time_parse_rfc3339(full, out);
}

enum rc job_since(const char *text, int64_t now_ms, int64_t *out, struct err *e)
{
	if (!parse_distance(text, now_ms, out) && !parse_date(text, out) &&
	    !time_parse_rfc3339(text, out))
		return err_set(e, RC_INVALID,
			       "--since %s: expected a time (2026-11-21T08:00:00Z), a date or a "
			       "distance like 90m, 36h, 14d",
			       text);
	if (*out > now_ms || *out < now_ms - SINCE_MAX_DAYS * TIME_DAY_MS)
		return err_set(e, RC_INVALID, "--since %s: not within the last %d days", text,
			       SINCE_MAX_DAYS);
	return RC_OK;
}

static enum rc set_option(const struct job_def *def, int c, struct job_opts *out, struct err *e)
{
	switch (c) {
	case 'c':
		out->config = optarg;
		return RC_OK;
	case 'o':
		out->once = true;
		return RC_OK;
	case 'n':
		out->dry_run = true;
		return RC_OK;
	case 'v':
		out->verbose = true;
		return RC_OK;
	case 'a':
		out->account = optarg;
		if (def->options & JOB_OPT_ACCOUNT)
			return RC_OK;
		break;
	case 's':
		if (def->options & JOB_OPT_SINCE)
			return job_since(optarg, time_now_ms(), &out->since, e);
		break;
	default:
		break;
	}
	return err_set(e, RC_INVALID, "usage: %s [-c FILE] [--once] [--dry-run] [--verbose]%s%s",
		       def->name, def->options & JOB_OPT_ACCOUNT ? " [--account NAME]" : "",
		       def->options & JOB_OPT_SINCE ? " [--since TIME]" : "");
}

enum rc job_options(const struct job_def *def, int argc, char **argv, struct job_opts *out,
		    struct err *e)
{
	int c;

	*out = (struct job_opts){.since = TIME_NONE};
	optind = 0; /* start anew, also in a second call */
	opterr = 0;
	while ((c = getopt_long(argc, argv, "c:v", known, NULL)) != -1)
		if (set_option(def, c, out, e))
			return e->rc;
	return optind == argc ? RC_OK : set_option(def, '?', out, e);
}
