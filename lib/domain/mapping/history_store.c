/* SQL of the history of decisions. */
#include "domain/mapping/history.h"

#include "db/stmt.h"

const char *const history_view_names[DECISION_KINDS + 2] = {"all",   "category", "param", "value",
							    "brand", "product",	 "offer", NULL};

/* A part of the subject as an id: the collation is that of ids, or no index would be used. */
#define PART(n)                                                                                    \
	"CONVERT(SUBSTRING_INDEX(SUBSTRING_INDEX(d.subject, '\t', " #n                             \
	"), '\t', -1) USING ascii) COLLATE ascii_nopad_bin"
#define PARAM_ID                                                                                   \
	"CASE WHEN d.kind = 'value' THEN " PART(1) " WHEN d.kind = 'param' OR d.subject LIKE"      \
						   " 'param\t%' THEN " PART(2) " END"
#define OF_PARAM(column)                                                                           \
	"(SELECT p." column " FROM category_param p WHERE p.environment = d.environment"           \
	" AND p.param_id = " PARAM_ID " LIMIT 1)"
#define SELECT                                                                                     \
	"SELECT d.id, d.environment, d.account_id, d.kind, d.product_id, d.subject, d.applies_if," \
	" CAST(d.place AS SIGNED), d.value, d.made_at, d.made_by, d.ended_at, d.ended_by,"         \
	" CAST(IFNULL(d.replaces, 0) AS UNSIGNED), IF(d.kind = 'category',"                        \
	" (SELECT p.category FROM product p WHERE p.shop_key = " PART(                             \
	    1) " LIMIT 1), NULL),"                                                                 \
	       " " OF_PARAM("name") ", " OF_PARAM(                                                 \
		   "category_id") ", (SELECT IFNULL(p.name, p.sku)"                                \
				  " FROM product p WHERE p.id = d.product_id) FROM "               \
				  "mapping_decision d"
#define ROW                                                                                        \
	ROWS(struct history_row, U64(d.id), STR(d.environment), U64(d.account_id), STR(d.kind),    \
	     U64(d.product_id), STR(d.subject), STR(d.applies_if), I64(d.place), STR(d.value),     \
	     TIME(d.made_at), STR(d.made_by), TIME(d.ended_at), STR(d.ended_by), U64(d.replaces),  \
	     STR(shop), STR(param), STR(home), STR(product))
#define PAGE " AND d.id < ? ORDER BY d.id DESC LIMIT 51"

enum { OF_ALL, OF_KIND, LIKE };

static const struct stmt_def stmts[] = {
    [OF_ALL] = {SELECT " WHERE d.environment = ?" PAGE, "su", ROW},
    [OF_KIND] = {SELECT " WHERE d.environment = ? AND d.kind = ?" PAGE, "ssu", ROW},
    [LIKE] = {SELECT " JOIN mapping_decision o ON o.kind = d.kind AND o.product_id = d.product_id"
		     " AND o.account_id = d.account_id AND o.subject = d.subject"
		     " AND o.environment = d.environment WHERE d.environment = ?"
		     " AND o.id = ?" PAGE,
	      "suu", ROW},
};
STMTS_REGISTER(history, stmts);
_Static_assert(HISTORY_ROWS == 50, "LIMIT 51 is one more");

enum rc decisions_history(struct db *db, void *mem, const char *environment,
			  const struct history_filter *f, struct history_row **out, size_t *n,
			  bool *more, struct err *e)
{
	const struct param home = P_STR(environment);
	const struct param kind = P_STR(history_view_names[f->kind]);
	const struct param before = P_U64(f->before ? f->before : UINT64_MAX);
	const enum rc rc =
	    f->like
		? stmt_list(db, mem, &stmts[LIKE], PARAMS(home, P_U64(f->like), before), out, n, e)
	    : f->kind ? stmt_list(db, mem, &stmts[OF_KIND], PARAMS(home, kind, before), out, n, e)
		      : stmt_list(db, mem, &stmts[OF_ALL], PARAMS(home, before), out, n, e);

	if (rc)
		return rc;
	*more = *n > HISTORY_ROWS;
	*n = *more ? HISTORY_ROWS : *n;
	return RC_OK;
}
