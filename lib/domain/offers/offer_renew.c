/* Reading an offer anew. */
#include "domain/offers/offer_renew.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/offers/offer_store.h"

struct renewing {
	void *mem;
	uint64_t account_id;
	const char *offer_id;
	const char *actor;
};

static enum rc renew_body(struct db *db, void *arg, struct err *e)
{
	const struct renewing *r = arg;
	const struct audit_entry entry = {
	    .actor = r->actor,
	    .action = "offer.wanted",
	    .subject = mem_printf(r->mem, "offer:%s", r->offer_id),
	};

	return offer_renew_within(db, r->account_id, r->offer_id, e) ? e->rc
								     : audit_add(db, &entry, e);
}

enum rc offer_renew(struct db *db, uint64_t account_id, const char *offer_id, const char *actor,
		    struct err *e)
{
	struct renewing r = {mem_context(db, "offer"), account_id, offer_id, actor};
	enum rc rc = tx_run(db, renew_body, &r, e);

	mem_free(r.mem);
	return rc;
}
