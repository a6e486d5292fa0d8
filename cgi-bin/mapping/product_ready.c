/* One product as an offer. */
#include "mapping/product_ready.h"

#include "domain/mapping/offer_draft.h"
#include "tpl/mapping/product.h"
#include "web/page.h"

static enum rc draft(struct request *rq, struct product_ready_page *page, struct err *e)
{
	struct seller_terms terms;
	struct offer_body body;

	if (seller_terms_load(rq->db, rq, page->scope.account->id, &terms, e))
		return e->rc;
	offer_draft(rq, &page->look.subject, &page->look.ready, &terms, &body);
	page->offer = offer_body_json(rq, &body);
	return RC_OK;
}

enum rc pg_product_ready(struct request *rq, struct err *e)
{
	struct product_ready_page page = {.offer = NULL};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) ||
	    mapping_scope(rq, (uint64_t)form_int(rq->query, "account", 0), &page.scope, e))
		return e->rc;
	if (!page.scope.account)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (look_product(rq->db, rq, page.scope.account, id, &page.look, e) || draft(rq, &page, e))
		return e->rc;
	product_ready_fill(page_open(rq, TPL_MAPPING_PRODUCT, _("Product at Allegro")), &f, &page);
	return RC_OK;
}
