/* All orders of a filter, page after page of the list. */
#include "domain/orders/order.h"

#include "base/mem.h"

/* A page may end early and say how far it looked: so many of those are gone on from. */
enum { EMPTY_LOOKS = 20 };

struct walk {
	struct order_filter filter;
	const char **ids;
	size_t n;
	size_t max;
};

static enum rc take_page(struct db *db, void *mem, struct walk *w, struct err *e)
{
	void *tmp = mem_context(NULL, "page of orders");
	struct order_page page;

	if (!order_list(db, tmp, &w->filter, &page, e)) {
		for (size_t i = 0; i < page.n && w->n <= w->max; i++)
			w->ids[w->n++] = mem_strdup(mem, page.rows[i].form_id);
		w->filter.cursor = page.next ? mem_strdup(mem, page.next) : NULL;
	}
	mem_free(tmp);
	return e->rc;
}

enum rc order_ids_list(struct db *db, void *mem, const struct order_filter *f, size_t max,
		       struct order_ids *out, struct err *e)
{
	size_t looks = max / ORDER_PAGE_ROWS + EMPTY_LOOKS;
	struct walk w = {*f, mem_array(mem, const char *, max + 1), 0, max};

	w.filter.cursor = NULL;
	do {
		if (take_page(db, mem, &w, e))
			return e->rc;
	} while (w.filter.cursor && w.n <= max && --looks);
	*out = (struct order_ids){w.ids, w.n < max ? w.n : max, w.n > max || w.filter.cursor};
	return RC_OK;
}
