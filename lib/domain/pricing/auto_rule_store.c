/* SQL of Allegro's price rules: terms, with the offers that are under them. */
#include "domain/pricing/auto_rule.h"

#include "db/stmt.h"

enum { ALL, ONE };

#define SELECT                                                                                     \
	"SELECT t.account_id, a.name, t.term_id, t.name, IFNULL(t.title, ''), t.raw,"              \
	" CAST(t.managed AS SIGNED), CAST(IFNULL(c.n, 0) AS SIGNED), c.markets FROM term t"        \
	" JOIN account a ON a.id = t.account_id LEFT JOIN (SELECT account_id, rule_id,"            \
	" COUNT(*) AS n, GROUP_CONCAT(DISTINCT market ORDER BY market SEPARATOR ' ') AS markets"   \
	" FROM offer WHERE rule_id IS NOT NULL AND gone_at IS NULL GROUP BY account_id, rule_id)"  \
	" c ON c.account_id = t.account_id AND c.rule_id = t.term_id WHERE t.kind = 'PRICING'"     \
	" AND t.gone_at IS NULL AND "
#define IN_ORDER                                                                                   \
	" ORDER BY a.name, t.account_id, t.managed DESC,"                                          \
	" t.name COLLATE utf8mb4_uca1400_polish_as_ci, t.term_id LIMIT 1000"
#define ROW                                                                                        \
	ROWS(struct auto_rule_row, U64(account_id), STR(account), STR(id), STR(name), STR(type),   \
	     STR(raw), I64(is_default), I64(offers), STR(markets))

static const struct stmt_def stmts[] = {
    [ALL] = {SELECT "a.environment = ?" IN_ORDER, "s", ROW},
    [ONE] = {SELECT "t.term_id = ? AND ? IN (0, t.account_id)" IN_ORDER, "su", ROW},
};
STMTS_REGISTER(auto_rules, stmts);

enum rc auto_rules(struct db *db, void *mem, const char *environment, struct auto_rule_row **out,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[ALL], PARAMS(P_STR(environment)), out, n, e);
}

enum rc auto_rule_find(struct db *db, void *mem, uint64_t account_id, const char *id,
		       struct auto_rule_row *out, struct err *e)
{
	struct auto_rule_row *rows;
	size_t n = 0;

	if (stmt_list(db, mem, &stmts[ONE], PARAMS(P_STR(id), P_U64(account_id)), &rows, &n, e))
		return e->rc;
	if (!n)
		return err_set(e, RC_NOT_FOUND, "there is no price rule %s", id);
	*out = rows[0];
	return RC_OK;
}
