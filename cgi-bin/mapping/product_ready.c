/* One product as an offer. */
#include "mapping/product_ready.h"

#include "domain/mapping/offer_draft.h"
#include "base/mem.h"
#include "categories/category_view.h"
#include "tpl/mapping/product.h"
#include "urls.h"
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

#define AGAIN "again" /* what Allegro refused may be tried as it is */

static const char *const choices[] = {DECIDES_CARD, DECIDES_CATEGORY, AGAIN, NULL};

const struct field product_ready_query_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_FILTER},
    {"q", .type = FIELD_TEXT, .max = CATEGORY_QUERY_MAX},
    {0},
};
const struct field product_choice_fields[] = {
    {"what", .type = FIELD_ENUM, .values = choices, .flags = FIELD_REQUIRED},
    {"value", .type = FIELD_ID},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    {0},
};
const struct decision *own_decision(const struct look *look, const char *subject)
{
	for (size_t i = 0; i < look->subject.n_decided; i++)
		if (str_eq(look->subject.decided[i].subject, subject))
			return &look->subject.decided[i];
	return NULL;
}

enum rc product_ready_load(struct request *rq, struct product_ready_page *page, struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e) ||
	    mapping_scope(rq, (uint64_t)form_int(rq->query, "account", 0), &page->scope, e))
		return e->rc;
	if (!page->scope.account)
		return err_set(e, RC_NOT_FOUND, "no account");
	const char *environment = page->scope.account->environment;
	if (look_product(rq->db, rq, page->scope.account, id, &page->look, e))
		return e->rc;
	return page->look.subject.n_cards
		   ? match_candidates(rq->db, rq, environment, id, &page->cards, &page->n_cards, e)
		   : RC_OK;
}

static enum rc show(struct request *rq, struct product_ready_page *page, struct err *e)
{
	const char *query = rq->method == GET ? form_text(rq->query, "q") : "";
	struct fmt f = fmt_for(rq);

	page->query = str_empty(query) ? NULL : query;
	if (page->query && page->scope.tree.index)
		category_search(page->scope.tree.index, page->query, &page->hits);
	if (draft(rq, page, e))
		return e->rc;
	product_ready_fill(page_open(rq, TPL_MAPPING_PRODUCT, _("Product at Allegro")), &f, page);
	if (page->problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_product_ready(struct request *rq, struct err *e)
{
	struct product_ready_page page = {.offer = NULL};

	return product_ready_load(rq, &page, e) ? e->rc : show(rq, &page, e);
}

/* ---- Deciding about one product ---------------------------------------------------------------
 */

struct decision product_decision(const struct request *rq, const struct product_ready_page *page,
				 const char *subject, const char *value)
{
	return (struct decision){
	    .environment = page->scope.account->environment,
	    .kind = decision_kind_names[DECISION_PRODUCT],
	    .product_id = page->look.product.p.id,
	    .subject = subject,
	    .applies_if = "",
	    .value = value,
	    .made_by = rq->session->login,
	    .replaces = (uint64_t)form_int(rq->form, "seen", 0),
	};
}

enum rc product_decide(struct request *rq, const struct decision *d, size_t n, struct err *e)
{
	if (decisions_make(rq->db, d, n, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("Saved. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, url_products_id_allegro(rq, req_param(rq, "id")));
}

/* Has Allegro shown it here, as an answer for this product or to somebody who searched? */
static enum rc find_card(struct request *rq, const struct product_ready_page *page, const char *id,
			 bool *found, struct err *e)
{
	struct card_row card;

	*found = !card_find(rq->db, rq, page->scope.account->environment, id, &card, e) &&
		 card.gone_at == TIME_NONE;
	if (e->rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

/* Why it is no choice; NULL: it is one. */
static enum rc judge_choice(struct request *rq, struct product_ready_page *page, const char *what,
			    const char *value, struct err *e)
{
	if (str_eq(what, DECIDES_CARD)) {
		bool found = true;
		if (value && find_card(rq, page, value, &found, e))
			return e->rc;
		if (!found)
			page->problem =
			    _("This product of the catalogue is not among the answers.");
		return RC_OK;
	}
	if (value)
		return category_wanted(rq, page->scope.account->environment, value, &page->problem,
				       e);
	page->problem = _("Choose a category first.");
	return RC_OK;
}

static enum rc try_again(struct request *rq, const struct product_ready_page *page, struct err *e)
{
	const struct refusal_of of = {.environment = page->scope.account->environment,
				      .account_id = page->scope.account->id,
				      .product_id = page->look.product.p.id};

	if (refusals_retry(rq->db, &of, rq->session->login, e) ||
	    flash(rq, _("Saved. The products are being checked."), e))
		return e->rc;
	return redirect(rq, url_products_id_allegro(rq, req_param(rq, "id")));
}

enum rc do_product_choice(struct request *rq, struct err *e)
{
	struct product_ready_page page = {.offer = NULL};
	const char *what = form_text(rq->form, "what");
	const char *value = form_text(rq->form, "value");

	value = str_empty(value) ? NULL : value;
	if (product_ready_load(rq, &page, e))
		return e->rc;
	if (str_eq(what, AGAIN))
		return try_again(rq, &page, e);
	if (judge_choice(rq, &page, what, value, e))
		return e->rc;
	if (page.problem)
		return show(rq, &page, e);
	const struct decision d = product_decision(rq, &page, what, value);
	return product_decide(rq, &d, 1, e);
}
