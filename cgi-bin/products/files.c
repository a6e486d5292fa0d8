/* Files of products: their runs, the report of each, and what is decided about it. */
#include "base/conf.h"
#include "base/host.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/import_look.h"
#include "domain/catalog/import_upload.h"
#include "products/file_view.h"
#include "products/products.h"
#include "products/source_view.h"
#include "tpl/products/file.h"
#include "tpl/products/files.h"
#include "urls.h"
#include "web/page.h"
#include "web/upload.h"

#include <inttypes.h>

const struct field files_query_fields[] = {
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR},
    {0},
};

/* Of the report that was seen. */
const struct field file_decide_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT64_MAX},
    {0},
};

const struct field file_upload_fields[] = {
    {"profile", .type = FIELD_INT, .min = 1, .max = INT64_MAX},
    {0},
};

/* problem: of a file that was sent, NULL: none. */
static enum rc show_files(struct request *rq, const char *problem, struct err *e)
{
	struct files_page page = {.query = query_read(rq, url_files()),
				  .folder = conf_state_path(rq, rq->conf, "incoming"),
				  .problem = problem};
	struct fmt f = fmt_for(rq);

	if (rq->method == POST)
		page.profile = form_int(rq->form, "profile", 0);
	if (import_profiles_list(rq->db, rq, &page.profiles, &page.n_profiles, e) ||
	    source_list(rq->db, rq, &page.sources, &page.n_sources, e) ||
	    catalog_runs(rq->db, rq, form_int(rq->query, "before", 0), &page.runs, &page.n, e))
		return e->rc;
	page.has_older = query_cut(&page.n, CATALOG_PAGE_ROWS);
	struct tpl *t = page_open(rq, TPL_PRODUCTS_FILES, _("Product files"));
	files_list_fill(t, &f, &page);
	sources_fill(t, T_SOURCES, &f, page.sources, page.n_sources);
	if (problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_files(struct request *rq, struct err *e)
{
	return show_files(rq, NULL, e);
}

/* ---- A file is sent ----------------------------------------------------------------------------
 */

/* Its place on disk comes after its draft, so that a file is never there without one. */
static enum rc keep(struct request *rq, uint64_t *id, struct err *e)
{
	const struct upload *up = rq->upload;
	char host[HOST_NAME_SIZE];
	const struct import_run run = {.file_name = up->name,
				       .host = host,
				       .file_bytes = up->bytes,
				       .actor = rq->session->login};

	host_name(host);
	if (import_upload_add(rq->db, &run, id, e))
		return e->rc;
	return upload_keep(up, mem_printf(rq, "%" PRIu64, *id), e);
}

/* Of a known profile it is read at once. */
static enum rc settle(struct request *rq, uint64_t id, struct import_profile *profile,
		      struct err *e)
{
	const char *number = mem_printf(rq, "%" PRIu64, id);

	if (!profile->id)
		return redirect(rq, url_files_id_mapping(rq, number));
	if (import_upload_settle(rq->db, id, profile, rq->session->login, e) ||
	    flash(rq, _("The file will be read within a minute."), e))
		return e->rc;
	return redirect(rq, url_files_id(rq, number));
}

enum rc do_file_upload(struct request *rq, struct err *e)
{
	uint64_t chosen = (uint64_t)form_int(rq->form, "profile", 0);
	struct import_look *look = mem_zero(rq, struct import_look);
	struct import_profile profile = IMPORT_PROFILE;
	uint64_t id;

	if (!rq->upload || !rq->upload->bytes)
		return show_files(rq, _("Choose a file first: none was chosen, or it is empty."),
				  e);
	if (chosen && import_profile_load(rq->db, rq, chosen, &profile, e))
		return e->rc;
	if (import_look(rq, rq->upload->fd, &profile, look, e) == RC_INVALID) {
		const char *problem = file_problem_words(rq, e->msg);
		err_clear(e);
		return show_files(rq, problem, e);
	}
	return e->rc || keep(rq, &id, e) ? e->rc : settle(rq, id, &profile, e);
}

/* ---- One of them ------------------------------------------------------------------------------
 */

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
	return catalog_heads(rq->db, rq, page->run.id,
			     &(struct catalog_words){skus, page->n_changed}, &page->known,
			     &page->n_known, e);
}

bool file_is_here(const struct import_run *run)
{
	char host[HOST_NAME_SIZE];

	host_name(host);
	return str_eq(run->host, host);
}

enum rc pg_file(struct request *rq, struct err *e)
{
	struct file_page page = {0};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) || import_run_load(rq->db, rq, id, &page.run, e))
		return e->rc;
	if (str_eq(page.run.state, run_state_names[RUN_DRAFT]))
		return redirect(rq, url_files_id_mapping(rq, req_param(rq, "id")));
	if ((page.run.profile_id &&
	     import_profile_load(rq->db, rq, page.run.profile_id, &page.profile, e)) ||
	    load_rows(rq, &page, e))
		return e->rc;
	page.is_elsewhere = str_eq(page.run.state, run_state_names[RUN_WAITING]) &&
			    *page.run.host && !file_is_here(&page.run);
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
