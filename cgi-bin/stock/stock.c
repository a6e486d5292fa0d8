/* The list of stock: what runs out, what is held, what is promised too often. */
#include "stock/stock.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/list.h"
#include "domain/stock/stock_show.h"
#include "tpl/stock/list.h"
#include "urls.h"
#include "web/page.h"

#include <inttypes.h>
#include <stdio.h>

/* A page begins behind a number and a product: "12.345". */
const struct field stock_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = stock_view_names, .part = QUERY_TAB,
     INTO(struct stock_filter, view)},
    {"before", .type = FIELD_ID, .part = QUERY_CURSOR},
    {0},
};

static const struct list_view views[STOCK_VIEWS] = {
    [STOCK_VIEW_LOW] = {N_("Running out"), "", N_("Nothing is running out"),
			N_("Products with three free pieces or fewer stand here.")},
    [STOCK_VIEW_RESERVED] = {N_("Reserved"), "", N_("No order holds anything"), ""},
    [STOCK_VIEW_SHORT] = {N_("Oversold"), "warn", N_("Nothing is promised twice"), ""},
};

/* What is no cursor of ours is the first page. */
static void read_cursor(const char *text, struct stock_filter *f)
{
	int64_t from;
	int64_t after;

	f->from = INT64_MIN;
	if (sscanf(text, "%" SCNd64 ".%" SCNd64, &from, &after) != 2)
		return;
	f->from = from;
	f->after = after;
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct stock_row *row)
{
	tpl_set(t, T_URL, url_products_id_stock(f->mem, fmt_id(f, row->product_id)));
	tpl_set(t, T_NAME, str_or(row->name, row->sku));
	tpl_set(t, T_SKU, row->sku);
	tpl_set(t, T_ON_HAND, fmt_int(f, row->on_hand));
	tpl_set(t, T_RESERVED, fmt_int(f, row->reserved));
	tpl_set(t, T_FREE, fmt_int(f, row->free));
}

enum rc pg_stock(struct request *rq, struct err *e)
{
	struct query query = query_read(rq, url_stock());
	const int64_t counts[STOCK_VIEWS] = {LIST_UNCOUNTED, LIST_UNCOUNTED, LIST_UNCOUNTED};
	struct stock_filter filter = {0};
	struct pager pager = {.is_plain = true};
	struct fmt f = fmt_for(rq);
	struct stock_row *rows;
	size_t n = 0;

	form_into(rq->query, &filter);
	read_cursor(form_text(rq->query, "before"), &filter);
	query_choose(&query, "view", stock_view_names[filter.view]);
	if (stock_list(rq->db, rq, &filter, &rows, &n, e))
		return e->rc;
	if (query_cut(&n, STOCK_LIST_PAGE))
		pager.older = mem_printf(rq, "%" PRId64 ".%" PRIu64,
					 filter.view == STOCK_VIEW_RESERVED ? rows[n - 1].reserved
									    : rows[n - 1].free,
					 rows[n - 1].product_id);
	struct tpl *t = page_open(rq, TPL_STOCK_LIST, _("Stock"));
	if (f.role >= ROLE_SELLER)
		tpl_set_shown(t, T_PLACES_URL, url_stock_places(), T_IF_SELLER);
	list_tabs(t, T_TABS, &f, &query, views, counts, INT64_MAX);
	if (!n)
		list_nothing(t, T_EMPTY, &query, &views[filter.view]);
	struct tpl *table = n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < n; i++)
		fill_row(tpl_add(table, T_ROW), &f, &rows[i]);
	list_pager(t, T_PAGER, &query, &pager);
	return RC_OK;
}
