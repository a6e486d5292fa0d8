/* SQL of matching offers to products. */
#include "domain/offers/offer_match_store.h"

#include "db/columns.h"
#include "domain/offers/offer_list_store.h"
#include "domain/orders/order_search.h"

#include <string.h>

#define IN_VIEW(name) "r.matching = '" name "' AND r.gone_at IS NULL"
#define SIG_U_50      SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10
#define CANDIDATE                                                                                  \
	"SELECT r.offer_id, r.account_id, p.id, p.sku, p.name, p.ean,"                             \
	" CAST(IFNULL(k.pieces, 0) AS SIGNED), CAST(IFNULL(p.sku = r.external_id, 0) AS SIGNED),"  \
	" CAST(IFNULL(p.ean = r.ean, 0) AS SIGNED), r.id AS place FROM offer r"
#define LINK	   " stock_link k ON k.account_id = r.account_id AND k.offer_id = r.offer_id"
#define LINKED_TOO LINK " AND k.product_id = p.id"
#define OF_OFFERS  " WHERE r.id IN (" MARKS_50 ")"
_Static_assert(WINDOW_PAGE == 50, "MARKS_50 says so");
_Static_assert(MATCH_SLICE == 100, "LIMIT says so");

enum {
	NAMED = 2 * MATCH_VIEW_COUNT,
	COUNTS,
	CANDIDATES,
	UNMATCHED,
	ROUSE_SKU,
	ROUSE_EAN,
	MATCHED,
	SET
};

struct counts {
	int64_t n[MATCH_VIEW_COUNT];
};

static const struct stmt_def stmts[] = {
    WINDOW_TAB(OFFERS, MATCH_VIEW_CONFLICT, "matching", IN_VIEW("conflict")),
    WINDOW_TAB(OFFERS, MATCH_VIEW_NONE, "matching", IN_VIEW("none")),
    WINDOW_TAB(OFFERS, MATCH_VIEW_LEFT, "matching", IN_VIEW("left")),
    WINDOW_TAB(OFFERS, MATCH_VIEW_LINKED, "matching", IN_VIEW("linked")),
    [NAMED] = WINDOW_NAMED(OFFERS, OFFERS_NAMED),
    [COUNTS] =
	{"SELECT " WINDOW_COUNT("offer", IN_VIEW("conflict")) ", " WINDOW_COUNT(
	     "offer",
	     IN_VIEW("none")) ", " WINDOW_COUNT("offer",
						IN_VIEW("left")) ", " WINDOW_COUNT("offer",
										   IN_VIEW(
										       "linked")),
	 "", ROWS(struct counts, I64(n[0]), I64(n[1]), I64(n[2]), I64(n[3]))},
    [CANDIDATES] = {"SELECT c.* FROM (" CANDIDATE
		    " JOIN product p ON p.sku = r.external_id LEFT JOIN" LINKED_TOO OF_OFFERS
		    " UNION " CANDIDATE
		    " JOIN product p ON p.ean = r.ean LEFT JOIN" LINKED_TOO OF_OFFERS
		    " UNION " CANDIDATE " JOIN" LINK
		    " JOIN product p ON p.id = k.product_id" OF_OFFERS ") c ORDER BY c.place, c.id",
		    SIG_U_50 SIG_U_50 SIG_U_50,
		    ROWS(struct offer_candidate, STR(offer_id), U64(account_id), U64(product_id),
			 STR(sku), STR(name), STR(ean), I64(pieces), I64(by_sku), I64(by_ean),
			 U64(place))},
    [UNMATCHED] =
	{"SELECT r.id, r.offer_id, CAST(r.version AS SIGNED), r.external_id, r.ean, r.cards,"
	 " CAST(IFNULL((SELECT p.id FROM product p WHERE p.sku = r.external_id), 0) AS UNSIGNED),"
	 " CAST(IFNULL((SELECT MIN(p.id) FROM product p WHERE p.ean = r.ean), 0) AS UNSIGNED),"
	 " (SELECT COUNT(*) FROM product p WHERE p.ean = r.ean), (SELECT COUNT(*) FROM offer t"
	 " WHERE t.external_id = r.external_id AND t.account_id = r.account_id AND t.id <> r.id"
	 " AND t.gone_at IS NULL AND t.status <> 'ENDED' AND r.status <> 'ENDED'),"
	 " CAST(IFNULL((SELECT MIN(k.product_id) FROM stock_link k WHERE k.account_id ="
	 " r.account_id AND k.offer_id = r.offer_id), 0) AS UNSIGNED), (SELECT COUNT(*) FROM"
	 " stock_link k WHERE k.account_id = r.account_id AND k.offer_id = r.offer_id)"
	 " FROM offer r WHERE r.matching = 'new' AND r.account_id = ? AND r.id > ? ORDER BY r.id"
	 " LIMIT 100",
	 "uu",
	 ROWS(struct unmatched, U64(id), STR(offer_id), I64(version), STR(c.external_id),
	      STR(c.ean), I64(c.cards), U64(c.by_sku), U64(c.by_ean), I64(c.n_by_ean), I64(c.twins),
	      U64(c.linked), I64(c.n_linked))},
    [ROUSE_SKU] = {"UPDATE offer r JOIN product p ON p.sku = r.external_id SET r.matching = 'new'"
		   " WHERE r.account_id = ? AND (r.matching = 'none' OR r.matching = 'conflict'"
		   " AND r.matching_why = 'sku-unknown')",
		   "u", NO_ROWS},
    [ROUSE_EAN] = {"UPDATE offer r JOIN product p ON p.ean = r.ean SET r.matching = 'new'"
		   " WHERE r.account_id = ? AND r.matching = 'none'",
		   "u", NO_ROWS},
    [MATCHED] = {"UPDATE offer SET matching = ?, matching_why = ?, proposed_id = NULLIF(?, 0)"
		 " WHERE id = ? AND version = ? AND matching = 'new'",
		 BULK(struct matched, STR(matching), STR(why), U64(proposed_id), U64(id),
		      I64(version))},
    [SET] = {"UPDATE offer SET matching = ?, matching_why = NULL, proposed_id = NULL, version ="
	     " version + 1 WHERE account_id = ? AND offer_id = ? AND version = ?",
	     "susi", NO_ROWS},
};
STMTS_REGISTER(offer_match, stmts);

/* ---- Looking --------------------------------------------------------------------------------- */

enum rc offer_match_list(struct db *db, void *mem, const struct window_filter *f,
			 struct window_page *out, struct err *e)
{
	static const struct window_def window = {stmts, &stmts[NAMED], OFFERS_KEY};
	const struct window_search search = offer_search(mem, f->query);

	return window_list(db, mem, &window, f, &search, out, e);
}

enum rc offer_match_count(struct db *db, int64_t out[MATCH_VIEW_COUNT], struct err *e)
{
	struct counts found = {0};
	enum rc rc = stmt_find(db, db, &stmts[COUNTS], NO_PARAMS, &found, e);

	memcpy(out, found.n, sizeof(found.n));
	return rc;
}

enum rc offer_candidates(struct db *db, void *mem, const uint64_t *offers, size_t n_offers,
			 struct offer_candidate **out, size_t *n, struct err *e)
{
	struct param params[3 * WINDOW_PAGE];

	*out = NULL;
	*n = 0;
	for (size_t i = 0; i < COUNT_OF(params); i++) {
		const size_t k = i % WINDOW_PAGE;
		params[i] = P_U64(n_offers ? offers[k < n_offers ? k : n_offers - 1] : 0);
	}
	return n_offers ? stmt_list(db, mem, &stmts[CANDIDATES], params, out, n, e) : RC_OK;
}

/* ---- Matching -------------------------------------------------------------------------------- */

enum rc unmatched_list(struct db *db, void *mem, uint64_t account_id, uint64_t after,
		       struct unmatched **rows, size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_U64(after)};

	return stmt_list(db, mem, &stmts[UNMATCHED], params, rows, n, e);
}

enum rc unmatched_rouse(struct db *db, uint64_t account_id, struct err *e)
{
	const struct param of[] = {P_U64(account_id)};

	return stmt_run(db, &stmts[ROUSE_SKU], of, NULL, e)
		   ? e->rc
		   : stmt_run(db, &stmts[ROUSE_EAN], of, NULL, e);
}

enum rc offer_matched(struct db *db, const struct matched *row, struct err *e)
{
	return stmt_cas_row(db, &stmts[MATCHED], row, "the offer has changed meanwhile", e);
}

enum rc offer_match_set(struct db *db, const struct offer_match_decision *d, struct err *e)
{
	const enum offer_match match = d->n ? OFFER_MATCH_LINKED : OFFER_MATCH_LEFT;
	const struct param params[] = {P_STR(offer_match_names[match]), P_U64(d->account_id),
				       P_STR(d->offer_id), P_I64(d->version)};

	return stmt_cas(db, &stmts[SET], params, "the offer has changed meanwhile", e);
}
