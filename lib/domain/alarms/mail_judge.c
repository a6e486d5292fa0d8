/* What becomes of a mail after a try. */
#include "base/str.h"
#include "domain/alarms/mail_queue.h"

static int64_t pause_after(uint64_t tries)
{
	int64_t pause = 1;

	while (tries-- && pause < MAIL_PAUSE_LONGEST_MIN)
		pause *= 2;
	return pause < MAIL_PAUSE_LONGEST_MIN ? pause : MAIL_PAUSE_LONGEST_MIN;
}

struct mail_verdict mail_judge(const struct mail *m, enum rc rc, bool unknown, int64_t now_ms)
{
	if (rc == RC_OK)
		return (struct mail_verdict){.state = MAIL_SENT};
	if (unknown && m->unknowns)
		return (struct mail_verdict){.state = MAIL_LOST, .unknown = true};
	if (unknown)
		return (struct mail_verdict){MAIL_NEW, MAIL_PAUSE_UNKNOWN_MIN, true};
	if (str_eq(m->kind, MAIL_KIND_TEST) || now_ms - m->created_at > MAIL_GIVE_UP_MS)
		return (struct mail_verdict){.state = MAIL_FAILED};
	return (struct mail_verdict){.state = MAIL_NEW, .pause_min = pause_after(m->tries)};
}
