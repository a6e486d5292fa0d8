/* Products: looking, and changing by hand. */
#include "products/products.h"

#include "base/mem.h"
#include "domain/catalog/catalog_change.h"
#include "mapping/mapping.h"
#include "products/product_view.h"
#include "tpl/products/list.h"
#include "tpl/products/show.h"
#include "urls.h"
#include "web/page.h"

enum { QUERY_CHARS = 100, BRAND_CHARS = 255, CATEGORY_CHARS = 300 };

const struct field products_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = catalog_view_names, .part = QUERY_TAB,
     INTO(struct catalog_filter, view)},
    {"q", .type = FIELD_TEXT, .max = QUERY_CHARS, .part = QUERY_FILTER,
     INTO(struct catalog_filter, query)},
    {"profile", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_FILTER,
     INTO(struct catalog_filter, profile)},
    {"brand", .type = FIELD_TEXT, .max = BRAND_CHARS, .part = QUERY_FILTER,
     INTO(struct catalog_filter, brand)},
    {"category", .type = FIELD_TEXT, .max = CATEGORY_CHARS, .part = QUERY_FILTER,
     INTO(struct catalog_filter, category)},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR,
     INTO(struct catalog_filter, before)},
    {0},
};

const struct field product_change_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct catalog_change, version)},
    {"field", .type = FIELD_ENUM, .values = catalog_change_names, .flags = FIELD_REQUIRED},
    {"value", .type = FIELD_TEXT, .max = PRODUCT_VALUE_CHARS, .flags = FIELD_REQUIRED,
     INTO(struct catalog_change, value)},
    {0},
};
const struct field product_unlock_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct catalog_change, version)},
    {"field", .type = FIELD_TEXT, .max = 20, .flags = FIELD_REQUIRED},
    {0},
};

/* What each is worth to the account that /mapping shows first; for who lists. */
static enum rc load_states(struct request *rq, struct products_page *page, struct err *e)
{
	uint64_t *ids = mem_array(rq, uint64_t, page->found.n + 1);
	const struct account *account;

	if (rq->session->role < ROLE_SELLER)
		return RC_OK;
	if (mapping_account(rq, 0, &account, e) || !account)
		return e->rc;
	page->is_judged = true;
	for (size_t i = 0; i < page->found.n; i++)
		ids[i] = page->found.rows[i].id;
	return worklist_states(rq->db, rq, account->id, ids, page->found.n, &page->states,
			       &page->n_states, e);
}

enum rc pg_products(struct request *rq, struct err *e)
{
	struct products_page page = {.query = query_read(rq, url_products())};
	struct fmt f = fmt_for(rq);

	form_into(rq->query, &page.filter);
	query_choose(&page.query, "view", catalog_view_names[page.filter.view]);
	if (catalog_list(rq->db, rq, &page.filter, &page.found, e) ||
	    import_profiles_list(rq->db, rq, &page.profiles, &page.n_profiles, e) ||
	    load_states(rq, &page, e) ||
	    ROW_PICTURES(rq, PICTURE_OF_PRODUCT, page.found.rows, page.found.n, &page.pictures, e))
		return e->rc;
	products_list_fill(page_open(rq, TPL_PRODUCTS_LIST, _("Products")), &f, &page);
	return RC_OK;
}

enum rc pg_product(struct request *rq, struct err *e)
{
	const bool is_again = rq->method == POST;
	struct product_page page = {.field = is_again ? form_text(rq->form, "field") : NULL,
				    .value = is_again ? form_text(rq->form, "value") : NULL};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) || catalog_load(rq->db, rq, id, &page.detail, e) ||
	    stock_page_read(rq, id, 0, &page.stock, e) || priced_product(rq, id, &page.priced, e) ||
	    pictures_of(rq->db, rq, PICTURE_OF_PRODUCT, &id, 1, &page.pictures, e))
		return e->rc;
	product_show_fill(page_open(rq, TPL_PRODUCTS_SHOW, _("Product")), &f, &page);
	if (is_again)
		page_status(rq, 422);
	return RC_OK;
}

typedef enum rc (*changer)(struct db *db, const struct catalog_change *change, struct err *e);

static enum rc act(struct request *rq, changer change, const char *said, struct err *e)
{
	struct catalog_change c = {.actor = rq->session->login,
				   .field = form_text(rq->form, "field")};

	form_into(rq->form, &c);
	if (req_id(rq, "id", &c.id, e))
		return e->rc;
	if (change(rq->db, &c, e) == RC_INVALID) {
		err_clear(e);
		return pg_product(rq, e);
	}
	if (e->rc)
		return page_conflict(rq, _("Someone changed the product before you."), e);
	if (flash(rq, said, e))
		return e->rc;
	return redirect(rq, url_products_id(rq, req_param(rq, "id")));
}

enum rc do_product_change(struct request *rq, struct err *e)
{
	return act(rq, catalog_change, _("Changed; files will not touch this field."), e);
}

enum rc do_product_unlock(struct request *rq, struct err *e)
{
	return act(rq, catalog_unlock, _("The next file may change the field again."), e);
}
