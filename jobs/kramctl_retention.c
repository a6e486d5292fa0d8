/* kramctl: personal data that is over its time, and buyers who ask to be forgotten. */
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/time.h"
#include "domain/retention/buyer.h"
#include "domain/retention/retention.h"
#include "kramctl.h"

static const char actor[] = "kramctl";

const struct ctl_param retention_params[] = {
    {"--dry-run", CTL_FLAG, 0},
    {0},
};
const struct ctl_param buyer_erase_params[] = {
    {"LOGIN-OR-EMAIL", CTL_ARGUMENT, CTL_REQUIRED},
    {"--dry-run", CTL_FLAG, 0},
    {0},
};

/* "contact	412	before 2024-11-21T…" */
static void print_line(enum retention_class c, int64_t n, int64_t limit)
{
	char at[TIME_RFC3339_SIZE] = "never";

	if (limit != TIME_NONE)
		time_format_rfc3339(limit, at);
	(void)printf("%s\t%" PRId64 "\tbefore %s\t%s\n", retention_name(c), n, at,
		     retention_title(c));
}

static enum rc count(struct ctl *ctl, int64_t now, int64_t n[RETAIN_CLASSES], struct err *e)
{
	for (enum retention_class c = 0; c < RETAIN_CLASSES; c++)
		if (retention_count(ctl->db, c, retention_limit(c, ctl->conf, now), &n[c], e))
			return e->rc;
	return RC_OK;
}

enum rc ctl_retention(struct ctl *ctl, struct err *e)
{
	const struct retention_work work = {
	    .conf = ctl->conf, .actor = actor, .now = time_now_ms()};
	int64_t n[RETAIN_CLASSES];

	if (ctl_get(ctl, "--dry-run") ? count(ctl, work.now, n, e)
				      : retention_run(ctl->db, &work, n, e))
		return e->rc;
	for (enum retention_class c = 0; c < RETAIN_CLASSES; c++)
		print_line(c, n[c], retention_limit(c, ctl->conf, work.now));
	return RC_OK;
}

enum rc ctl_buyer_erase(struct ctl *ctl, struct err *e)
{
	struct buyer buyer;
	uint64_t id;
	size_t n = 0;

	if (buyer_find(ctl->db, ctl->mem, ctl->conf, ctl_get(ctl, "LOGIN-OR-EMAIL"), &buyer, e))
		return e->rc;
	for (size_t i = 0; i < buyer.n; i++)
		(void)printf("%s\n", buyer.orders[i].form_id);
	if (!ctl_get(ctl, "--dry-run") && (buyer_ask(ctl->db, &buyer, actor, &id, e) ||
					   buyer_erase_asked(ctl->db, ctl->conf, &n, e)))
		return e->rc;
	(void)printf("%zu orders %s; the invoice data of %zu stays until the tax period ends\n",
		     buyer.n, n ? "erased" : "found", buyer.invoices);
	return RC_OK;
}
