/* SQL of oddities. */
#include "domain/orders/order_odd.h"

#include "db/stmt.h"

enum { ODDITY_SAVE, ODDITY_LIST };

static const struct stmt_def stmts[] = {
    [ODDITY_SAVE] = {"INSERT INTO remote_oddity (resource, name, n) VALUES ('order', ?, ?)"
		     " ON DUPLICATE KEY UPDATE n = n + VALUES(n), last_seen = UTC_TIMESTAMP(3)",
		     "su", ""},
    [ODDITY_LIST] = {"SELECT name, CAST(n AS SIGNED), first_seen, last_seen FROM remote_oddity"
		     " WHERE resource = 'order' ORDER BY first_seen DESC, name LIMIT 100",
		     "", "sitt"},
};
STMTS_REGISTER(order_odd, stmts);
_Static_assert(ODDITIES_MAX == 100, "ODDITY_LIST spells the number out");

static const struct row_col name_cols[] = {
    COL_STR(struct odd_name, name),
    COL_U64(struct odd_name, n),
};
static const struct row_map name_map = ROW_MAP(struct odd_name, name_cols);

static const struct row_col oddity_cols[] = {
    COL_STR(struct oddity, name),
    COL_I64(struct oddity, n),
    COL_TIME(struct oddity, first_seen),
    COL_TIME(struct oddity, last_seen),
};
static const struct row_map oddity_map = ROW_MAP(struct oddity, oddity_cols);

enum rc odds_save(struct db *db, const struct odds *odds, struct err *e)
{
	return stmt_bulk(db, &stmts[ODDITY_SAVE], &name_map, odds->names, odds->n, NULL, e);
}

enum rc oddity_list(struct db *db, void *mem, struct oddity **out, size_t *n, struct err *e)
{
	void *rows;

	if (stmt_list(db, mem, &stmts[ODDITY_LIST], NO_PARAMS, &oddity_map, &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}
