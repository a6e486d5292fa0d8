/* Neighbours in a list: its page from the key of the order on. */
#include "domain/orders/order_neighbour.h"

#include "base/str.h"
#include "domain/orders/order_list.h"

static struct list_key key_of(const struct order_filter *filter, const struct order *of)
{
	bool has_deadline = order_filter_is_by_deadline(filter) && of->ship_by != TIME_NONE;

	return (struct list_key){has_deadline ? of->ship_by : of->bought_at, (int64_t)of->id};
}

enum rc order_neighbour(struct db *db, void *mem, const struct order_filter *filter,
			const struct order *of, enum order_side side, struct order_neighbour *out,
			struct err *e)
{
	bool after = side == ORDER_AFTER;
	struct order_filter from = *filter;
	struct order_page page;

	*out = (struct order_neighbour){0};
	from.cursor = order_list_cursor(mem, after ? FORWARD : BACKWARD, key_of(filter, of));
	if (order_list(db, mem, &from, &page, e))
		return e->rc;
	if (page.n)
		out->form_id = page.rows[after ? 0 : page.n - 1].form_id;
	else
		out->further = after ? page.next : page.prev;
	return RC_OK;
}
