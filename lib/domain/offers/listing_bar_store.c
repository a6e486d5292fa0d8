/* SQL of what keeps an account from listing. */
#include "db/columns.h"
#include "db/stmt.h"
#include "domain/offers/listing.h"

/* Who is linked is known by its product, and of who was left a person said it has none. */
static const struct stmt_def stmts[] = {
    {"SELECT (SELECT COUNT(*) FROM walk w WHERE w.account_id = ? AND w.name = 'offers' AND"
     " w.read_to IS NOT NULL), COUNT(*), COUNT(d.offer_id) FROM offer o LEFT JOIN offer_dirty d ON"
     " d.account_id = o.account_id AND d.offer_id = o.offer_id AND d.state NOT IN ('PENDING',"
     " 'APPLIED') WHERE o.account_id = ? AND o.matching IN ('new', 'none', 'conflict') AND"
     " o.doc_at IS NULL AND o.gone_at IS NULL",
     "uu", ROWS(struct listing_bar, I64(lists), I64(unread), I64(stuck))},
};
STMTS_REGISTER(listing_bar, stmts);

enum rc listing_bar(struct db *db, uint64_t account_id, struct listing_bar *out, struct err *e)
{
	return stmt_find(db, db, &stmts[0], PARAMS(P_U64(account_id), P_U64(account_id)), out, e);
}
