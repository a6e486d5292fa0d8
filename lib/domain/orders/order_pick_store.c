/* SQL of the pick list: sorting is the server's. */
#include "domain/orders/order_pick.h"

#include "db/array.h"
#include "db/stmt.h"

enum { PICK_LINES };

#define POLISH " COLLATE utf8mb4_uca1400_polish_as_ci"

/* Sorted together, however many they are. */
static const struct stmt_def stmts[] = {
    [PICK_LINES] = {"SELECT l.sku, l.offer_id, l.offer_name, l.products, l.quantity"
		    " FROM " ARRAY_OF_IDS " j"
		    " STRAIGHT_JOIN order_line l ON l.order_id = j.id"
		    " ORDER BY IFNULL(l.sku, '') = '', l.sku" POLISH ", l.offer_name" POLISH
		    ", l.offer_id, l.order_id, l.position",
		    "s",
		    ROWS(struct order_pick_line, STR(sku), STR(offer_id), STR(offer_name),
			 STR(products), I64(quantity))},
};
STMTS_REGISTER(order_pick, stmts);

enum rc order_pick_list(struct db *db, void *mem, const uint64_t *ids, size_t n_ids,
			struct order_pick **out, size_t *n, struct err *e)
{
	struct order_pick_line *lines;
	size_t n_lines;

	if (stmt_list(db, mem, &stmts[PICK_LINES], PARAMS(P_STR(array_of_ids(mem, ids, n_ids))),
		      &lines, &n_lines, e))
		return e->rc;
	order_pick_group(mem, lines, n_lines, out, n);
	return RC_OK;
}
