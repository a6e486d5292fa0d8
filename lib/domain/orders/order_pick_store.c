/* SQL of the pick list: sorting is the server's. */
#include "domain/orders/order_pick.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"

enum { PICK_LINES };
enum { ID_CHARS = 21 }; /* of a number, with its comma */

#define POLISH " COLLATE utf8mb4_uca1400_polish_as_ci"

/* The orders come as one JSON array: sorted together, however many they are. */
static const struct stmt_def stmts[] = {
    [PICK_LINES] = {"SELECT l.sku, l.offer_id, l.offer_name, l.products, l.quantity"
		    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) j"
		    " STRAIGHT_JOIN order_line l ON l.order_id = j.id"
		    " ORDER BY IFNULL(l.sku, '') = '', l.sku" POLISH ", l.offer_name" POLISH
		    ", l.offer_id, l.order_id, l.position",
		    "s",
		    ROWS(struct order_pick_line, STR(sku), STR(offer_id), STR(offer_name),
			 STR(products), I64(quantity))},
};
STMTS_REGISTER(order_pick, stmts);

static const char *json_array(void *mem, const uint64_t *ids, size_t n)
{
	struct str text;

	str_init(&text, mem, n * ID_CHARS + sizeof("[]"));
	for (size_t i = 0; i < n; i++)
		str_addf(&text, "%c%" PRIu64, i ? ',' : '[', ids[i]);
	str_add(&text, n ? "]" : "[]");
	return text.text;
}

enum rc order_pick_list(struct db *db, void *mem, const uint64_t *ids, size_t n_ids,
			struct order_pick **out, size_t *n, struct err *e)
{
	struct order_pick_line *lines;
	size_t n_lines;

	if (stmt_list(db, mem, &stmts[PICK_LINES], PARAMS(P_STR(json_array(mem, ids, n_ids))),
		      &lines, &n_lines, e))
		return e->rc;
	order_pick_group(mem, lines, n_lines, out, n);
	return RC_OK;
}
