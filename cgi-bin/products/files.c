/* Files of products: their runs, the report of each, and what is decided about it. */
#include "base/conf.h"
#include "base/str.h"
#include "products/file_view.h"
#include "products/products.h"
#include "tpl/products/file.h"
#include "tpl/products/files.h"
#include "urls.h"
#include "web/page.h"

const struct field files_query_fields[] = {
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR},
    {0},
};

/* Of the report that was seen. */
const struct field file_decide_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT64_MAX},
    {0},
};

enum rc pg_files(struct request *rq, struct err *e)
{
	struct files_page page = {.query = query_read(rq, url_files()),
				  .folder = conf_state_path(rq, rq->conf, "incoming")};
	struct fmt f = fmt_for(rq);

	if (catalog_runs(rq->db, rq, form_int(rq->query, "before", 0), &page.runs, &page.n, e))
		return e->rc;
	page.has_older = query_cut(&page.n, CATALOG_PAGE_ROWS);
	files_list_fill(page_open(rq, TPL_PRODUCTS_FILES, _("Product files")), &f, &page);
	return RC_OK;
}

/* The first rows of each kind that is worth a look. */
static enum rc load_rows(struct request *rq, struct file_page *page, struct err *e)
{
	const char *skus[IMPORT_ROWS_PAGE];

	if (import_rows_list(rq->db, rq, page->run.id, product_verdict_names[PRODUCT_REFUSED], 0,
			     &page->refused, &page->n_refused, e) ||
	    import_rows_list(rq->db, rq, page->run.id, product_verdict_names[PRODUCT_CHANGED], 0,
			     &page->changed, &page->n_changed, e) ||
	    import_rows_list(rq->db, rq, page->run.id, product_verdict_names[PRODUCT_NEW], 0,
			     &page->fresh, &page->n_fresh, e))
		return e->rc;
	for (size_t i = 0; i < page->n_changed; i++)
		skus[i] = page->changed[i].p.sku;
	if (!page->n_changed || !str_eq(page->run.state, run_state_names[RUN_READ]))
		return RC_OK;
	return catalog_heads(rq->db, rq, skus, page->n_changed, &page->known, &page->n_known, e);
}

enum rc pg_file(struct request *rq, struct err *e)
{
	struct file_page page = {0};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) || import_run_load(rq->db, rq, id, &page.run, e) ||
	    import_profile_load(rq->db, rq, page.run.profile_id, &page.profile, e) ||
	    load_rows(rq, &page, e))
		return e->rc;
	file_show_fill(page_open(rq, TPL_PRODUCTS_FILE, _("Product file")), &f, &page);
	return RC_OK;
}

static enum rc decide(struct request *rq, enum run_decision decision, const char *said,
		      struct err *e)
{
	struct import_run seen = {.version = form_int(rq->form, "version", 0)};

	if (req_id(rq, "id", &seen.id, e))
		return e->rc;
	if (import_decide(rq->db, &seen, decision, rq->session->login, e))
		return page_conflict(rq, _("Someone decided about this file before you."), e);
	if (flash(rq, said, e))
		return e->rc;
	return redirect(rq, url_files_id(rq, req_param(rq, "id")));
}

enum rc do_file_apply(struct request *rq, struct err *e)
{
	return decide(rq, RUN_APPLY, _("The file will be applied within a minute."), e);
}

enum rc do_file_drop(struct request *rq, struct err *e)
{
	return decide(rq, RUN_DROP, _("The file was discarded; nothing was changed."), e);
}

enum rc do_file_undo(struct request *rq, struct err *e)
{
	return decide(rq, RUN_UNDO, _("The file will be rolled back within a minute."), e);
}
