/* SQL of oddities. */
#include "domain/orders/order_odd.h"

#include "db/stmt.h"

enum { ODDITY_SAVE, ODDITY_LIST };

static const struct stmt_def stmts[] = {
    [ODDITY_SAVE] = {"INSERT INTO remote_oddity (resource, name, n) VALUES ('order', ?, ?)"
		     " ON DUPLICATE KEY UPDATE n = n + VALUES(n), last_seen = UTC_TIMESTAMP(3)",
		     BULK(struct odd_name, STR(name), U64(n))},
    [ODDITY_LIST] = {"SELECT name, CAST(n AS SIGNED), first_seen, last_seen FROM remote_oddity"
		     " WHERE resource = 'order' ORDER BY first_seen DESC, name LIMIT 100",
		     "", ROWS(struct oddity, STR(name), I64(n), TIME(first_seen), TIME(last_seen))},
};
STMTS_REGISTER(order_odd, stmts);
_Static_assert(ODDITIES_MAX == 100, "ODDITY_LIST spells the number out");

enum rc odds_save(struct db *db, const struct odds *odds, struct err *e)
{
	return stmt_bulk(db, &stmts[ODDITY_SAVE], odds->names, odds->n, NULL, e);
}

enum rc oddity_list(struct db *db, void *mem, struct oddity **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[ODDITY_LIST], NO_PARAMS, out, n, e);
}
