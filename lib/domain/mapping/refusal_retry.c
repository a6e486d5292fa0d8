/* A person lets what was refused be tried again as it is. */
#include "domain/mapping/refusal.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/mapping/ready.h"

struct retrying {
	void *mem;
	const struct refusal_of *of;
	const char *actor;
};

static enum rc retry(struct db *db, void *arg, struct err *e)
{
	const struct retrying *r = arg;
	const struct audit_entry entry = {
	    .actor = r->actor,
	    .action = "mapping.retry",
	    .subject = audit_subject(r->mem, "product", r->of->product_id),
	};

	if (refusals_forget(db, r->of->account_id, r->of->product_id, e) ||
	    ready_touch_products(db, r->of->environment, &r->of->product_id, 1, e))
		return e->rc;
	return audit_add(db, &entry, e);
}

enum rc refusals_retry(struct db *db, const struct refusal_of *of, const char *actor, struct err *e)
{
	struct retrying r = {mem_context(NULL, "retry"), of, actor};
	enum rc rc = tx_run(db, retry, &r, e);

	mem_free(r.mem);
	return rc;
}
