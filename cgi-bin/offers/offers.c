/* Offers: looking. */
#include "offers/offers.h"

#include "base/str.h"
#include "domain/offers/offer_renew.h"
#include "offers/offer_view.h"
#include "outbox/undo_view.h"
#include "tpl/offers/list.h"
#include "tpl/offers/show.h"
#include "urls.h"
#include "web/page.h"

const struct field offers_query_fields[] = {
    LIST_FIELDS(offer_view_names),
    {"mark", .type = FIELD_ENUM, .values = offer_mark_names, .part = QUERY_FILTER},
    {0},
};

enum rc pg_offers(struct request *rq, struct err *e)
{
	struct list_page page;
	struct fmt f = fmt_for(rq);

	if (list_page_read(rq, &offers_list, url_offers(), &page, e))
		return e->rc;
	const char *mark = form_text(rq->query, "mark");
	page.filter.mark = str_empty(mark) ? NULL : mark;
	if (offer_count(rq->db, page.counts, e) ||
	    offer_list(rq->db, rq, &page.filter, &page.found, e))
		return e->rc;
	const struct offer_row *rows = page.found.rows;
	struct bulk_terms terms;
	if (bulk_terms_load(rq, page.filter.account_id, &terms, e) ||
	    ROW_PICTURES(rq, PICTURE_OF_OFFER, rows, page.found.n, &page.pictures, e))
		return e->rc;
	offers_list_fill(page_open(rq, TPL_OFFERS_LIST, _("Offers")), &f, &page, &terms);
	return RC_OK;
}

/* What stands at Allegro beside the offer: its price rule, and what its terms are called. */
static enum rc load_terms(struct request *rq, struct offer_page *page, const char *problem,
			  struct err *e)
{
	const uint64_t account_id = page->offer.account_id;

	if (automation_card_load(rq, &page->offer, &page->automation, e) ||
	    term_list(rq->db, rq, account_id, TERM_SHIPPING, &page->shipping, e))
		return e->rc;
	if (problem)
		automation_card_typed(rq, problem, &page->automation);
	return term_list(rq->db, rq, account_id, TERM_RETURNS, &page->returns, e);
}

enum rc offer_show(struct request *rq, struct offer_problems problems, int status, struct err *e)
{
	struct offer_page page = {.link = {.offer = &page.offer, .problem = problems.link},
				  .problem = problems.set,
				  .differences = {.problem = problems.differences}};
	struct link_form *link = &page.link;
	struct offer_candidate *candidates;
	struct fmt f = fmt_for(rq);

	if (offer_find(rq->db, rq, 0, req_param(rq, "id"), &page.offer, e))
		return e->rc;
	const uint64_t account_id = page.offer.account_id;
	const char *id = page.offer.offer_id;
	if (offer_doc_find(rq->db, rq, account_id, id, &page.doc, e) == RC_NOT_FOUND)
		err_clear(e);
	if (e->rc || offer_changes(rq->db, rq, account_id, id, &page.changes, &page.n_changes, e) ||
	    undo_load(rq, &page.undo, e) ||
	    offer_candidates(rq->db, rq, &page.offer.id, 1, &candidates, &link->n_candidates, e) ||
	    priced_offer(rq, account_id, id, &page.priced, e) ||
	    ROW_PICTURES(rq, PICTURE_OF_OFFER, &page.offer, 1, &page.pictures, e) ||
	    differences_load(rq, account_id, id, &page.differences, e) ||
	    load_terms(rq, &page, problems.rule, e))
		return e->rc;
	link->candidates = candidates;
	if (problems.link) {
		link->skus = form_values(rq->form, "sku", &link->n);
		link->pieces = form_values(rq->form, "pieces", &link->n);
	}
	offer_show_fill(page_open(rq, TPL_OFFERS_SHOW, page.offer.s.name), &f, &page);
	page_status(rq, status);
	return RC_OK;
}

enum rc pg_offer(struct request *rq, struct err *e)
{
	return offer_show(rq, (struct offer_problems){.set = NULL}, rq->method == POST ? 422 : 200,
			  e);
}

enum rc do_offer_renew(struct request *rq, struct err *e)
{
	struct offer_row offer;

	if (offer_find(rq->db, rq, 0, req_param(rq, "id"), &offer, e) ||
	    offer_renew(rq->db, offer.account_id, offer.offer_id, rq->session->login, e) ||
	    flash(rq, _("Kram asks Allegro for this offer within a minute."), e))
		return e->rc;
	return redirect(rq, url_offers_id(rq, offer.offer_id));
}
