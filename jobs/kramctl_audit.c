/* kramctl: the audit trail and its chain. */
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/time.h"
#include "domain/audit/chain.h"
#include "kramctl.h"

const struct ctl_param audit_verify_params[] = {
    {"--head", CTL_VALUE, 0},
    {0},
};

/* Faults go to standard output, one a line: they are the result. The exit code tells too. */
enum rc ctl_audit_verify(struct ctl *ctl, struct err *e)
{
	const struct chain_reading how = {.head = ctl_get(ctl, "--head")};
	struct chain_report r;

	if (chain_verify(ctl->db, ctl->mem, &how, &r, e))
		return e->rc;
	for (size_t i = 0; i < CHAIN_FAULTS_MAX && i < r.faults; i++)
		(void)printf("%s\n", r.fault_texts[i]);
	if (r.faults)
		return err_set(e, RC_CONFLICT,
			       "the audit trail was changed outside Kram: %" PRIu64
			       " faults in %" PRIu64 " rows",
			       r.faults, r.rows);
	(void)printf("%" PRIu64 " rows under %" PRIu64 " seals, none altered or missing\n", r.rows,
		     r.seals);
	return RC_OK;
}

enum rc ctl_audit_head(struct ctl *ctl, struct err *e)
{
	char at[TIME_RFC3339_SIZE] = "never";
	struct chain_head head;

	if (chain_head(ctl->db, &head, e))
		return e->rc;
	if (head.seal_id)
		time_format_rfc3339(head.at, at);
	(void)printf("%s seal %" PRIu64 " to row %" PRIu64 " %s\n", at, head.seal_id, head.last_id,
		     head.hash);
	return RC_OK;
}
