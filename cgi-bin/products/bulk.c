/* One field of many products: shown first, then changed for all of them or none. */
#include "base/mem.h"
#include "base/str.h"
#include "products/bulk_view.h"
#include "products/product_view.h"
#include "products/products.h"
#include "tpl/products/bulk.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>

enum { NUMBER_CHARS = 20, PICK_CHARS = 2 * NUMBER_CHARS + 1 };

/* Of all products of a filter. */
const struct field products_plan_fields[] = {
    {"field", .type = FIELD_ENUM, .values = catalog_change_names, .flags = FIELD_REQUIRED,
     INTO(struct catalog_bulk, field)},
    {"verb", .type = FIELD_ENUM, .values = catalog_verb_names, .flags = FIELD_REQUIRED,
     INTO(struct catalog_bulk, verb)},
    {"value", .type = FIELD_TEXT, .max = PRODUCT_VALUE_CHARS, INTO(struct catalog_bulk, value)},
    {"id", .type = FIELD_TEXT, .max = NUMBER_CHARS, .flags = FIELD_MANY},
    {0},
};

/* Of both steps: the first has ids, the second what was seen of them. */
const struct field products_bulk_fields[] = {
    {"field", .type = FIELD_ENUM, .values = catalog_change_names, .flags = FIELD_REQUIRED,
     INTO(struct catalog_bulk, field)},
    {"verb", .type = FIELD_ENUM, .values = catalog_verb_names, .flags = FIELD_REQUIRED,
     INTO(struct catalog_bulk, verb)},
    {"value", .type = FIELD_TEXT, .max = PRODUCT_VALUE_CHARS, INTO(struct catalog_bulk, value)},
    {"id", .type = FIELD_TEXT, .max = NUMBER_CHARS, .flags = FIELD_MANY},
    {"pick", .type = FIELD_TEXT, .max = PICK_CHARS, .flags = FIELD_MANY},
    {"back", .type = FIELD_TEXT, .max = REQUEST_NEXT_MAX},
    {0},
};

/* "12:3" is product 12 of version 3; without a version any. */
static bool read_pick(void *mem, const char *text, uint64_t *id, int64_t *version)
{
	const char *colon = strchr(text, ':');
	int64_t n;

	*version = 0;
	if (!str_to_i64(colon ? mem_strndup(mem, text, (size_t)(colon - text)) : text, 1, INT64_MAX,
			&n))
		return false;
	*id = (uint64_t)n;
	return !colon || str_to_i64(colon + 1, 1, INT32_MAX, version);
}

static enum rc read_bulk(struct request *rq, const char *name, struct catalog_bulk *bulk,
			 struct err *e)
{
	size_t n;
	const char *const *picks = form_values(rq->form, name, &n);

	form_into(rq->form, bulk);
	bulk->actor = rq->session->login;
	bulk->value = str_or(bulk->value, "");
	if (n > CATALOG_BULK_MAX)
		return err_set(e, RC_INVALID, "%zu products at once", n);
	for (; bulk->n < n; bulk->n++)
		if (!read_pick(rq, picks[bulk->n], &bulk->ids[bulk->n], &bulk->versions[bulk->n]))
			return err_set(e, RC_INVALID, "no number: %s", picks[bulk->n]);
	return RC_OK;
}

static enum rc show(struct request *rq, struct bulk_page *page, struct err *e)
{
	struct fmt f = fmt_for(rq);

	if (catalog_outcomes(rq->db, rq, &page->bulk, page->outcomes, &page->n, e))
		return e->rc;
	bulk_fill(page_open(rq, TPL_PRODUCTS_BULK, _("Products")), &f, page);
	return RC_OK;
}

enum rc do_products_check(struct request *rq, struct err *e)
{
	struct bulk_page *page = mem_zero(rq, struct bulk_page);

	page->back = req_back(rq, url_products());
	if (read_bulk(rq, "id", &page->bulk, e))
		return e->rc;
	if (!page->bulk.n)
		return page_refuse(rq, 422, _("Select products first."));
	return show(rq, page, e);
}

/* Whoever was slower sees how things stand now, and decides again. */
static enum rc show_again(struct request *rq, struct bulk_page *page, struct err *e)
{
	err_clear(e);
	if (show(rq, page, e))
		return e->rc;
	page_status(rq, 409);
	return RC_OK;
}

enum rc do_products_bulk(struct request *rq, struct err *e)
{
	struct bulk_page *page = mem_zero(rq, struct bulk_page);
	struct fmt f = fmt_for(rq);
	size_t done;

	page->back = req_next(rq, form_text(rq->form, "back"), url_products());
	if (read_bulk(rq, "pick", &page->bulk, e))
		return e->rc;
	if (catalog_change_many(rq->db, &page->bulk, &done, e))
		return e->rc == RC_CONFLICT || e->rc == RC_INVALID ? show_again(rq, page, e)
								   : e->rc;
	const char *said = mem_printf(
	    rq,
	    ngettext("%s product was changed.", "%s products were changed.", (unsigned long)done),
	    fmt_int(&f, (int64_t)done));
	return flash(rq, said, e) ? e->rc : redirect(rq, page->back);
}
