/* Saying which product an offer sells. */
#include "base/mem.h"
#include "domain/catalog/catalog.h"
#include "offers/link_view.h"
#include "offers/offers.h"
#include "tpl/offers/matching.h"
#include "urls.h"
#include "web/page.h"

enum { SKU_CHARS = 100, PIECES_CHARS = 6, PIECES_MAX = 999999 };

const struct field matching_query_fields[] = {LIST_FIELDS(offer_match_view_names), {0}};
const struct field offer_link_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
    {"sku", .type = FIELD_TEXT, .max = SKU_CHARS, .flags = FIELD_MANY},
    {"pieces", .type = FIELD_TEXT, .max = PIECES_CHARS, .flags = FIELD_MANY},
    {0},
};

enum rc pg_matching(struct request *rq, struct err *e)
{
	struct match_page page = {0};
	struct list_page *list = &page.list;
	struct fmt f = fmt_for(rq);

	if (list_page_read(rq, &match_list_def, url_matching(), list, e) ||
	    offer_match_count(rq->db, list->counts, e) ||
	    offer_match_list(rq->db, rq, &list->filter, &list->found, e))
		return e->rc;
	const struct offer_row *rows = list->found.rows;
	uint64_t *ids = mem_array(rq, uint64_t, list->found.n + 1);
	for (size_t i = 0; i < list->found.n; i++)
		ids[i] = rows[i].id;
	if (offer_candidates(rq->db, rq, ids, list->found.n, &page.candidates, &page.n_candidates,
			     e) ||
	    ROW_PICTURES(rq, PICTURE_OF_OFFER, rows, list->found.n, &list->pictures, e))
		return e->rc;
	match_list_fill(page_open(rq, TPL_OFFERS_MATCHING, _("Which product does it sell?")), &f,
			&page);
	return RC_OK;
}

/* ---- Deciding -------------------------------------------------------------------------------- */

/* What was typed: lines of SKU and pieces. */
struct typed {
	const char *skus[STOCK_PARTS_MAX];
	int64_t pieces[STOCK_PARTS_MAX];
	size_t n;
};

/* Lines with a SKU; NULL: all can be read, else why not. */
static const char *read_lines(struct request *rq, struct typed *out)
{
	size_t n;
	size_t n_pieces;
	const char *const *skus = form_values(rq->form, "sku", &n);
	const char *const *pieces = form_values(rq->form, "pieces", &n_pieces);

	for (size_t i = 0; i < n; i++) {
		const char *sku = str_squeeze(rq, skus[i]);
		if (!*sku)
			continue;
		if (out->n == COUNT_OF(out->skus))
			return _("An offer can have 50 products at most.");
		for (size_t k = 0; k < out->n; k++)
			if (str_eq(out->skus[k], sku))
				return mem_printf(rq, _("%s stands there twice."), sku);
		if (i >= n_pieces || !str_to_i64(pieces[i], 1, PIECES_MAX, &out->pieces[out->n]))
			return mem_printf(rq, _("How many pieces of %s?"), sku);
		out->skus[out->n++] = sku;
	}
	return NULL;
}

/* Their products; *problem: there is none of that SKU. */
static enum rc find_parts(struct request *rq, const struct typed *typed, struct stock_link *parts,
			  const char **problem, struct err *e)
{
	struct catalog_product *found = NULL;
	size_t n = 0;

	if (typed->n &&
	    catalog_by_skus(rq->db, rq, 0, &(struct catalog_words){typed->skus, typed->n}, &found,
			    &n, e))
		return e->rc;
	for (size_t i = 0; i < typed->n; i++) {
		const struct catalog_product *p = catalog_pick(found, n, typed->skus[i]);
		if (!p)
			*problem = mem_printf(rq, _("The shop has no product with the SKU %s."),
					      typed->skus[i]);
		else
			parts[i] =
			    (struct stock_link){.product_id = p->p.id, .pieces = typed->pieces[i]};
	}
	return RC_OK;
}

enum rc do_offer_link(struct request *rq, struct err *e)
{
	struct stock_link parts[STOCK_PARTS_MAX] = {{0}};
	struct typed typed = {.n = 0};
	struct offer_row offer;
	const char *problem = read_lines(rq, &typed);

	if (offer_find(rq->db, rq, 0, req_param(rq, "id"), &offer, e) ||
	    (!problem && find_parts(rq, &typed, parts, &problem, e)))
		return e->rc;
	if (problem)
		return offer_show(rq, (struct offer_problems){.link = problem}, 422, e);
	const struct offer_match_decision d = {.account_id = offer.account_id,
					       .offer_id = offer.offer_id,
					       .version = form_int(rq->form, "version", 0),
					       .parts = parts,
					       .n = typed.n,
					       .actor = rq->session->login};
	if (offer_match_decide(rq->db, &d, e) == RC_CONFLICT)
		return page_conflict(rq, _("The offer has changed meanwhile."), e);
	if (e->rc ||
	    flash(rq, d.n ? _("Linked.") : _("Kram leaves this offer without a product."), e))
		return e->rc;
	return redirect(rq, req_back(rq, url_offers_id(rq, offer.offer_id)));
}
