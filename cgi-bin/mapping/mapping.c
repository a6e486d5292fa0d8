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

const struct field coming_query_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_FILTER},
    {"due", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_FILTER,
     .flags = FIELD_REQUIRED},
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

/* The account whose list is asked for. */
static enum rc blocker_scope(struct request *rq, struct blocker_page *page, struct err *e)
{
	if (mapping_scope(rq, (uint64_t)form_int(rq->query, "account", 0), &page->scope, e))
		return e->rc;
	return page->scope.account ? RC_OK : err_set(e, RC_NOT_FOUND, "no account");
}

enum rc pg_coming(struct request *rq, struct err *e)
{
	struct blocker_page page = {.query = query_read(rq, rq->path)};
	struct fmt f = fmt_for(rq);
	struct worklist_coming coming;

	if (blocker_scope(rq, &page, e))
		return e->rc;
	const struct account *account = page.scope.account;
	if (worklist_coming_find(rq->db, rq, account->environment, account->id,
				 req_param(rq, "param"), form_int(rq->query, "due", 0), &coming,
				 e) ||
	    worklist_coming_products(rq->db, rq, account->environment, account->id, &coming,
				     (uint64_t)form_int(rq->query, "after", 0), &page.products,
				     &page.n, &page.more, e))
		return e->rc;
	page.words = coming_words(&f, &coming);
	page.count = coming.n;
	blocker_fill(page_open(rq, TPL_MAPPING_BLOCKER, _("Ready to list")), &f, &page);
	return RC_OK;
}

enum rc pg_blocker(struct request *rq, struct err *e)
{
	struct blocker_page page = {.query = query_read(rq, rq->path)};
	struct fmt f = fmt_for(rq);
	struct worklist_row row;
	uint64_t id;

	if (req_id(rq, "id", &id, e) || blocker_scope(rq, &page, e))
		return e->rc;
	const struct account *account = page.scope.account;
	if (worklist_find(rq->db, rq, account->environment, account->id, id, &row, e) ||
	    worklist_products(rq->db, rq, id, (uint64_t)form_int(rq->query, "after", 0),
			      &page.products, &page.n, &page.more, e))
		return e->rc;
	page.words = blocker_words(&f, &row);
	page.count = row.n;
	blocker_fill(page_open(rq, TPL_MAPPING_BLOCKER, _("Ready to list")), &f, &page);
	return RC_OK;
}
