/* Changes of many products, marked or found: planned, looked at, done, undone. */
#include "products/bulk_all.h"

#include "base/mem.h"
#include "base/str.h"
#include "products/product_view.h"
#include "products/products.h"
#include "tpl/products/bulk_all.h"
#include "tpl/products/bulks.h"
#include "urls.h"
#include "web/page.h"

enum { NUMBER_CHARS = 20 };

const struct field products_bulk_fields[] = {
    {"field", .type = FIELD_ENUM, .values = catalog_change_names, .flags = FIELD_REQUIRED,
     INTO(struct catalog_bulk, field)},
    {"verb", .type = FIELD_ENUM, .values = catalog_verb_names, .flags = FIELD_REQUIRED,
     INTO(struct catalog_bulk, verb)},
    {"value", .type = FIELD_TEXT, .max = PRODUCT_VALUE_CHARS, INTO(struct catalog_bulk, value)},
    {"id", .type = FIELD_TEXT, .max = NUMBER_CHARS, .flags = FIELD_MANY},
    {0},
};

const struct field products_plan_fields[] = {
    {"back", .type = FIELD_TEXT, .max = REQUEST_NEXT_MAX},
    {0},
};

/* ---- Planning ---------------------------------------------------------------------------------
 */

static enum rc plan(struct request *rq, struct bulk_asked *asked, const char *refused,
		    struct err *e)
{
	struct catalog_bulk bulk = {.value = NULL};
	uint64_t id = 0;

	form_into(rq->form, &bulk);
	asked->actor = rq->session->login;
	asked->verb = bulk.verb;
	asked->field = bulk.field;
	asked->value = str_or(bulk.value, "");
	if (bulk_plan(rq->db, asked, &id, e) == RC_INVALID) {
		err_clear(e);
		return page_refuse(rq, 422, refused);
	}
	if (e->rc)
		return e->rc;
	const char *path = url_bulk_products_id(rq, mem_printf(rq, "%llu", (unsigned long long)id));
	return redirect(rq, bulk_url(rq, path, req_back(rq, url_products())));
}

enum rc do_products_plan(struct request *rq, struct err *e)
{
	struct catalog_filter filter = {.view = CATALOG_VIEW_ALL};
	struct bulk_asked asked = {.filter = &filter};

	form_into(rq->query, &filter);
	return plan(rq, &asked,
		    mem_printf(rq,
			       _("At most %d products are changed at once, and at least one: "
				 "choose another filter."),
			       BULK_MAX),
		    e);
}

/* Nobody but a forged form marks more than a page has. */
enum rc do_products_mark(struct request *rq, struct err *e)
{
	struct bulk_asked asked = {.ids = NULL};
	const char *const *marks = form_values(rq->form, "id", &asked.n_ids);
	uint64_t ids[CATALOG_BULK_MAX];
	int64_t id;

	if (asked.n_ids > CATALOG_BULK_MAX)
		return err_set(e, RC_INVALID, "%zu products at once", asked.n_ids);
	for (size_t i = 0; i < asked.n_ids; i++) {
		if (!str_to_i64(marks[i], 1, INT64_MAX, &id))
			return err_set(e, RC_INVALID, "no number: %s", marks[i]);
		ids[i] = (uint64_t)id;
	}
	asked.ids = ids;
	return plan(rq, &asked, _("Select products first."), e);
}

/* ---- Looking ----------------------------------------------------------------------------------
 */

static const char *back_of(struct request *rq)
{
	return req_next(rq, form_text(rq->query, "back"), url_products());
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
	struct bulk_all_page page = {.back = back_of(rq)};
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

/* ---- Doing and undoing ------------------------------------------------------------------------
 */

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
	const char *path = url_bulk_products_id(rq, req_param(rq, "id"));
	return flash(rq, said, e) ? e->rc : redirect(rq, bulk_url(rq, path, back_of(rq)));
}

enum rc do_products_apply(struct request *rq, struct err *e)
{
	return follow(rq, bulk_apply, _("Changed. The products are being checked."), e);
}

enum rc do_products_undo(struct request *rq, struct err *e)
{
	return follow(rq, bulk_undo, _("Undone. The products are being checked."), e);
}
