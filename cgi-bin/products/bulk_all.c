/* Changes of all products of a filter: planned, looked at, done, undone. */
#include "products/bulk_all.h"

#include "base/mem.h"
#include "products/products.h"
#include "tpl/products/bulk_all.h"
#include "tpl/products/bulks.h"
#include "urls.h"
#include "web/page.h"

enum rc do_products_plan(struct request *rq, struct err *e)
{
	struct catalog_filter filter = {.view = CATALOG_VIEW_ALL};
	struct bulk_asked asked = {.actor = rq->session->login, .filter = &filter, .value = ""};
	struct catalog_bulk bulk = {.value = NULL};
	uint64_t id = 0;

	form_into(rq->form, &bulk);
	form_into(rq->query, &filter);
	asked.verb = bulk.verb;
	asked.field = bulk.field;
	asked.value = str_or(bulk.value, "");
	if (bulk_plan(rq->db, &asked, &id, e) == RC_INVALID) {
		err_clear(e);
		return page_refuse(rq, 422,
				   mem_printf(rq,
					      _("At most %d products are changed at once, and at "
						"least one: choose another filter."),
					      BULK_MAX));
	}
	return e->rc ? e->rc
		     : redirect(rq, url_bulk_products_id(
					rq, mem_printf(rq, "%llu", (unsigned long long)id)));
}

static enum rc load(struct request *rq, struct bulk_all_page *page, struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e) || bulk_find(rq->db, rq, id, &page->row, e))
		return e->rc;
	if (!str_eq(page->row.state, BULK_PLANNED))
		return RC_OK;
	page->outcomes = mem_array(rq, struct catalog_outcome, CATALOG_BULK_MAX);
	return bulk_sample(rq->db, rq, &page->row, page->outcomes, &page->n, e);
}

enum rc pg_products_plan(struct request *rq, struct err *e)
{
	struct bulk_all_page page = {.n = 0};
	struct fmt f = fmt_for(rq);

	if (load(rq, &page, e))
		return e->rc;
	bulk_all_fill(page_open(rq, TPL_PRODUCTS_BULK_ALL, _("Products")), &f, &page);
	return RC_OK;
}

enum rc pg_products_bulks(struct request *rq, struct err *e)
{
	struct bulk_list_page page = {.n = 0};
	struct fmt f = fmt_for(rq);

	if (bulk_list(rq->db, rq, &page.rows, &page.n, e))
		return e->rc;
	bulk_list_fill(page_open(rq, TPL_PRODUCTS_BULKS, _("Changes of many products")), &f, &page);
	return RC_OK;
}

typedef enum rc (*act)(struct db *db, uint64_t id, const char *actor, struct err *e);

static enum rc follow(struct request *rq, act what, const char *said, struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e))
		return e->rc;
	if (what(rq->db, id, rq->session->login, e))
		return e->rc == RC_CONFLICT
			   ? page_conflict(rq, _("Someone changed the product before you."), e)
			   : e->rc;
	return flash(rq, said, e) ? e->rc
				  : redirect(rq, url_bulk_products_id(rq, req_param(rq, "id")));
}

enum rc do_products_apply(struct request *rq, struct err *e)
{
	return follow(rq, bulk_apply, _("Changed. The products are being checked."), e);
}

enum rc do_products_undo(struct request *rq, struct err *e)
{
	return follow(rq, bulk_undo, _("Undone. The products are being checked."), e);
}
