/* Products: looking. */
#include "products/products.h"

#include "products/product_view.h"
#include "tpl/products/list.h"
#include "tpl/products/show.h"
#include "urls.h"
#include "web/page.h"

enum { QUERY_CHARS = 100 };

const struct field products_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = catalog_view_names, .part = QUERY_TAB,
     INTO(struct catalog_filter, view)},
    {"q", .type = FIELD_TEXT, .max = QUERY_CHARS, .part = QUERY_FILTER,
     INTO(struct catalog_filter, query)},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR,
     INTO(struct catalog_filter, before)},
    {0},
};

enum rc pg_products(struct request *rq, struct err *e)
{
	struct products_page page = {.query = query_read(rq, url_products())};
	struct fmt f = fmt_for(rq);

	form_into(rq->query, &page.filter);
	query_choose(&page.query, "view", catalog_view_names[page.filter.view]);
	if (catalog_list(rq->db, rq, &page.filter, &page.found, e))
		return e->rc;
	products_list_fill(page_open(rq, TPL_PRODUCTS_LIST, _("Products")), &f, &page);
	return RC_OK;
}

enum rc pg_product(struct request *rq, struct err *e)
{
	struct product_page page = {0};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) || catalog_load(rq->db, rq, id, &page.detail, e) ||
	    catalog_movements(rq->db, rq, id, &page.movements, &page.n_movements, e))
		return e->rc;
	product_show_fill(page_open(rq, TPL_PRODUCTS_SHOW, _("Product")), &f, &page);
	return RC_OK;
}
