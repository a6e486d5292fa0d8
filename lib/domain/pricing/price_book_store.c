/* SQL of offers with their products, for the price rules. */
#include "domain/pricing/price_book_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

#define CASE_ROW                                                                                   \
	ROWS(struct price_case, U64(id), U64(account_id), STR(offer_id), STR(name),                \
	     STR(category_id), STR(market), MONEY(now), STR(allegro_rule), STR(campaign))
#define CASES                                                                                      \
	"SELECT o.id, o.account_id, o.offer_id, LEFT(o.name, 255), o.category_id, o.market,"       \
	" o.price_minor, o.price_currency, o.rule_id, (SELECT MIN(c.kind) FROM offer_campaign c"   \
	" WHERE c.account_id = o.account_id AND c.offer_id = o.offer_id AND c.gone_at IS NULL)"    \
	" FROM offer o JOIN account a ON a.id = o.account_id AND a.environment = ?"
#define FOR_SALE                                                                                   \
	" o.tab = 'active' AND o.format = 'BUY_NOW' AND o.fulfillment = 0"                         \
	" AND o.price_minor IS NOT NULL"
#define IN_ORDER " AND o.id > ? ORDER BY o.id LIMIT ?"

enum { ALL, OF_ACCOUNT, ONE, OF_PRODUCT, PARTS, WAY };

static const struct stmt_def stmts[] = {
    [ALL] = {CASES " WHERE" FOR_SALE IN_ORDER, "sui", CASE_ROW},
    [OF_ACCOUNT] = {CASES " WHERE o.account_id = ? AND" FOR_SALE IN_ORDER, "suui", CASE_ROW},
    [ONE] = {CASES " WHERE o.offer_id = ? AND ? IN (0, o.account_id)" IN_ORDER, "ssuui", CASE_ROW},
    [OF_PRODUCT] = {CASES " JOIN stock_link l ON l.account_id = o.account_id"
			  " AND l.offer_id = o.offer_id WHERE l.product_id = ?"
			  " AND o.gone_at IS NULL" IN_ORDER,
		    "suui", CASE_ROW},
    [PARTS] = {"SELECT o.id, CAST(l.pieces AS SIGNED), p.price_minor, p.price_currency,"
	       " p.cost_minor, p.cost_currency, CAST(p.vat AS SIGNED), p.brand, p.category"
	       " FROM " ARRAY_OF_IDS " j STRAIGHT_JOIN offer o ON o.id = j.id"
	       " STRAIGHT_JOIN stock_link l ON l.account_id = o.account_id"
	       " AND l.offer_id = o.offer_id STRAIGHT_JOIN product p ON p.id = l.product_id"
	       " ORDER BY o.id, p.id",
	       "s",
	       ROWS(struct price_part, U64(row_id), I64(pieces), MONEY(price), MONEY(cost),
		    I64(vat), STR(brand), STR(category))},
    [WAY] = {"WITH RECURSIVE up (category_id, parent_id, depth) AS ("
	     "SELECT category_id, parent_id, 0 FROM category WHERE environment = ?"
	     " AND category_id = ? UNION ALL SELECT c.category_id, c.parent_id, up.depth + 1"
	     " FROM up JOIN category c ON c.environment = ? AND c.category_id = up.parent_id"
	     " WHERE up.depth < ?) SELECT category_id FROM up ORDER BY depth",
	     "sssi", ROWS(struct price_way_row, STR(id))},
};
STMTS_REGISTER(price_book, stmts);

enum rc price_cases(struct db *db, void *mem, const struct price_ask *ask, struct price_case **out,
		    size_t *n, struct err *e)
{
	const struct param home = P_STR(ask->environment);
	const struct param account = P_U64(ask->account_id);
	const struct param after = P_U64(ask->after_id);
	const struct param max = P_I64(ask->max);

	if (ask->product_id)
		return stmt_list(db, mem, &stmts[OF_PRODUCT],
				 PARAMS(home, P_U64(ask->product_id), after, max), out, n, e);
	if (ask->offer_id)
		return stmt_list(db, mem, &stmts[ONE],
				 PARAMS(home, P_STR(ask->offer_id), account, after, max), out, n,
				 e);
	if (ask->account_id)
		return stmt_list(db, mem, &stmts[OF_ACCOUNT], PARAMS(home, account, after, max),
				 out, n, e);
	return stmt_list(db, mem, &stmts[ALL], PARAMS(home, after, max), out, n, e);
}

enum rc price_parts(struct db *db, void *mem, const struct price_case *cases, size_t n,
		    struct price_part **out, size_t *n_out, struct err *e)
{
	uint64_t *ids = mem_array(mem, uint64_t, n + 1);

	for (size_t i = 0; i < n; i++)
		ids[i] = cases[i].id;
	return stmt_list(db, mem, &stmts[PARTS], PARAMS(P_STR(array_of_ids(mem, ids, n))), out,
			 n_out, e);
}

enum rc price_way_list(struct db *db, void *mem, const char *environment, const char *category_id,
		       struct price_way_row **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_STR(category_id), P_STR(environment),
				       P_I64(PRICE_DEPTH_MAX)};

	return stmt_list(db, mem, &stmts[WAY], params, out, n, e);
}
