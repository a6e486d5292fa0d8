/* SQL of what else a buyer has bought. */
#include "domain/orders/order_buyer.h"

#include "base/str.h"
#include "db/stmt.h"

enum { OTHERS };

static const struct stmt_def stmts[] = {
    [OTHERS] = {"SELECT o.id, o.account_id, o.form_id, o.status, o.fulfillment, o.place,"
		" o.bought_at, o.item_count, o.first_line,"
		" o.delivery_method_id, o.pickup_id, p.ship_last_name, p.ship_street, p.ship_zip,"
		" p.ship_city FROM order_person p FORCE INDEX (by_buyer)"
		" STRAIGHT_JOIN orders o ON o.id = p.order_id"
		" WHERE p.buyer_id = ? AND p.order_id <> ? AND o.place <> 'merged'"
		" ORDER BY p.order_id DESC LIMIT ?",
		"sui",
		ROWS(struct order_other, U64(id), U64(account_id), STR(form_id), STR(status),
		     STR(fulfillment), STR(place), TIME(bought_at), I64(item_count),
		     STR(first_line), STR(delivery_method_id), STR(pickup_id), STR(ship_last_name),
		     STR(ship_street), STR(ship_zip), STR(ship_city))},
};
STMTS_REGISTER(order_buyer, stmts);

enum rc order_others(struct db *db, void *mem, const struct order_detail *of,
		     struct order_other **out, size_t *n, struct err *e)
{
	*out = NULL;
	*n = 0;
	if (str_empty(of->person.buyer_id))
		return RC_OK;
	return stmt_list(
	    db, mem, &stmts[OTHERS],
	    PARAMS(P_STR(of->person.buyer_id), P_U64(of->order.id), P_I64(ORDER_OTHERS_MAX)), out,
	    n, e);
}
