/* The meter, and the products behind a blocker. */
#include "mapping/worklist_view.h"

#include "tpl/mapping/blocker.h"
#include "tpl/mapping/index.h"
#include "urls.h"
#include "web/page.h"

const struct field mapping_query_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_FILTER},
    {0},
};
const struct field blocker_query_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_FILTER},
    {"after", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR},
    {0},
};

static enum rc load(struct request *rq, struct mapping_page *page, struct err *e)
{
	const struct account *account = page->scope.account;
	struct terms_standing terms;

	if (!account)
		return RC_OK;
	if (worklist_counts(rq->db, account->id, &page->counts, e) ||
	    terms_standing(rq->db, rq, account->id, &terms, e))
		return e->rc;
	page->missing_terms = terms.n_blockers;
	if (worklist_coming(rq->db, rq, account->environment, account->id, &page->coming,
			    &page->n_coming, e))
		return e->rc;
	return worklist(rq->db, rq, account->environment, account->id, &page->rows, &page->n,
			&page->more, e);
}

enum rc pg_mapping(struct request *rq, struct err *e)
{
	struct mapping_page page = {.n = 0};
	struct fmt f = fmt_for(rq);

	if (mapping_scope(rq, (uint64_t)form_int(rq->query, "account", 0), &page.scope, e) ||
	    load(rq, &page, e))
		return e->rc;
	worklist_fill(page_open(rq, TPL_MAPPING_INDEX, _("Ready to list")), &f, &page);
	return RC_OK;
}

enum rc pg_blocker(struct request *rq, struct err *e)
{
	struct blocker_page page = {.query = query_read(rq, rq->path)};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) ||
	    mapping_scope(rq, (uint64_t)form_int(rq->query, "account", 0), &page.scope, e))
		return e->rc;
	if (!page.scope.account)
		return err_set(e, RC_NOT_FOUND, "no account");
	const struct account *account = page.scope.account;
	if (worklist_find(rq->db, rq, account->environment, account->id, id, &page.row, e) ||
	    worklist_products(rq->db, rq, id, (uint64_t)form_int(rq->query, "after", 0),
			      &page.products, &page.n, &page.more, e))
		return e->rc;
	blocker_fill(page_open(rq, TPL_MAPPING_BLOCKER, _("Ready to list")), &f, &page);
	return RC_OK;
}
