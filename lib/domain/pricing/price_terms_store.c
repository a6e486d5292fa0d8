/* SQL of currencies and fees. */
#include "domain/pricing/price_terms_store.h"

#include "db/stmt.h"

#define RATE_NAMES  "currency, day, units, rate, made_by"
#define RATE_FIELDS STR(currency), STR(day), I64(units), I64(rate), STR(made_by)
#define FEE_NAMES   "environment, market, category_id, rate, origin, made_by"
#define FEE_FIELDS                                                                                 \
	STR(environment), STR(market), STR(category_id), I64(rate), STR(origin), STR(made_by)

enum { RATE_INSERT, RATES_NOW, FEE_INSERT, FEES_NOW };

static const struct stmt_def stmts[] = {
    [RATE_INSERT] = {"INSERT INTO currency_rate (" RATE_NAMES ") VALUES (?, ?, ?, ?, ?)",
		     BULK(struct currency_rate, RATE_FIELDS)},
    [RATES_NOW] = {"SELECT r.currency, r.day, r.units, r.rate, r.made_by,"
		   " r.made_at FROM (SELECT DISTINCT currency FROM currency_rate) c"
		   " JOIN currency_rate r ON r.id = (SELECT i.id FROM currency_rate i"
		   " WHERE i.currency = c.currency AND i.day <= DATE_FORMAT(UTC_DATE(), '%Y-%m-%d')"
		   " ORDER BY i.day DESC, i.id DESC LIMIT 1) ORDER BY r.currency",
		   "", ROWS(struct currency_rate, RATE_FIELDS, TIME(made_at))},
    [FEE_INSERT] = {"INSERT INTO price_fee (" FEE_NAMES ") VALUES (?, ?, ?, ?, ?, ?)",
		    BULK(struct price_fee, FEE_FIELDS)},
    [FEES_NOW] = {"SELECT " FEE_NAMES ", made_at FROM price_fee WHERE id IN (SELECT MAX(id)"
		  " FROM price_fee WHERE environment = ? GROUP BY market, category_id)"
		  " AND rate IS NOT NULL ORDER BY market, category_id",
		  "s", ROWS(struct price_fee, FEE_FIELDS, TIME(made_at))},
};
STMTS_REGISTER(price_terms, stmts);

enum rc currency_rates_insert(struct db *db, const struct currency_rate *rates, size_t n,
			      struct err *e)
{
	return stmt_bulk(db, &stmts[RATE_INSERT], rates, n, NULL, e);
}

enum rc currency_rates_now(struct db *db, void *mem, struct currency_rate **out, size_t *n,
			   struct err *e)
{
	return stmt_list(db, mem, &stmts[RATES_NOW], NO_PARAMS, out, n, e);
}

enum rc price_fee_insert(struct db *db, const struct price_fee *fee, struct err *e)
{
	return stmt_run_row(db, &stmts[FEE_INSERT], fee, NULL, e);
}

enum rc price_fees_now(struct db *db, void *mem, const char *environment, struct price_fee **out,
		       size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[FEES_NOW], PARAMS(P_STR(environment)), out, n, e);
}
