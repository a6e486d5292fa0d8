/* The stock of one product: looking, booking, its buffer. */
#include "stock/stock.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/stock/stock_count.h"
#include "stock/stock_view.h"
#include "tpl/stock/product.h"
#include "urls.h"
#include "web/page.h"

enum { DOC_CHARS = 36 };

const struct field product_stock_query_fields[] = {
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX},
    {0},
};

#define ASKED struct stock_asked
const struct field stock_ask_fields[] = {
    {"deed", .type = FIELD_ENUM, .values = stock_deed_names, .flags = FIELD_REQUIRED,
     INTO(ASKED, deed)},
    {"place", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(ASKED, place_id)},
    {"to", .type = FIELD_INT, .min = 1, .max = INT32_MAX, INTO(ASKED, to_place_id)},
    {"pieces", .type = FIELD_INT, .min = -STOCK_PIECES_MAX, .max = STOCK_PIECES_MAX,
     .flags = FIELD_REQUIRED, INTO(ASKED, pieces)},
    {"why", .type = FIELD_TEXT, .max = STOCK_WHY_MAX, INTO(ASKED, why)},
    {"doc", .type = FIELD_ID, .flags = FIELD_REQUIRED, INTO(ASKED, doc)},
    {0},
};
const struct field stock_buffer_fields[] = {
    {"of", .type = FIELD_ENUM, .values = stock_buffer_names, .flags = FIELD_REQUIRED,
     INTO(struct stock_buffer, of)},
    {"pieces", .type = FIELD_INT, .min = 0, .max = STOCK_BUFFER_MAX,
     INTO(struct stock_buffer, pieces)},
    {0},
};

enum rc stock_page_read(struct request *rq, uint64_t product_id, int64_t before,
			struct stock_page *out, struct err *e)
{
	*out = (struct stock_page){.product_id = product_id};
	if (stock_sum_load(rq->db, product_id, &out->sum, e) ||
	    stock_levels_list(rq->db, rq, product_id, &out->levels, &out->n_levels, e) ||
	    order_on_way(rq->db, product_id, &out->on_way, e) ||
	    order_holdings(rq->db, rq, product_id, &out->holdings, &out->n_holdings, e) ||
	    stock_links_of_product(rq->db, rq, product_id, &out->sellers, &out->n_sellers, e) ||
	    stock_lease_find(rq->db, rq, product_id, &out->lease, e))
		return e->rc;
	return stock_moves_list(rq->db, rq, product_id, before, &out->moves, &out->n_moves,
				&out->older, e);
}

static enum rc show(struct request *rq, const char *problem, struct err *e)
{
	const bool is_again = rq->method == POST;
	struct stock_form page = {.problem = problem, .place_id = STOCK_PLACE_FIRST};
	struct catalog_detail detail;
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (!is_again)
		page.before = form_int(rq->query, "before", 0);
	if (is_again && form_fields(rq->form) == stock_ask_fields) {
		page.deed = form_text(rq->form, "deed");
		page.pieces = form_text(rq->form, "pieces");
		page.why = form_text(rq->form, "why");
		page.place_id = (uint64_t)form_int(rq->form, "place", STOCK_PLACE_FIRST);
	}
	if (req_id(rq, "id", &id, e) || catalog_load(rq->db, rq, id, &detail, e) ||
	    stock_page_read(rq, id, page.before, &page.stock, e) ||
	    stock_places_list(rq->db, rq, &page.places, &page.n_places, e))
		return e->rc;
	page.product = detail.product;
	stock_form_fill(page_open(rq, TPL_STOCK_PRODUCT, _("Stock")), &f, &page);
	if (is_again)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_product_stock(struct request *rq, struct err *e)
{
	return show(rq, rq->method == POST ? _("Type a whole number of pieces.") : NULL, e);
}

static const char *refusal_text(enum stock_refusal r)
{
	static const char *const texts[STOCK_REFUSALS] = {
	    [STOCK_MAY] = "",
	    [STOCK_UNCOUNTED] = N_("Nobody has counted this product yet. Count it first."),
	    [STOCK_NEGATIVE] = N_("The number of pieces must be above zero."),
	    [STOCK_SAME_PLACE] = N_("Choose another place to move the pieces to."),
	    [STOCK_TOO_MANY] = N_("There are not that many pieces at this place."),
	};

	return _(texts[r]);
}

static enum rc back(struct request *rq, uint64_t id, const char *said, struct err *e)
{
	struct fmt f = fmt_for(rq);

	if (flash(rq, said, e))
		return e->rc;
	return redirect(rq, url_products_id_stock(rq, fmt_id(&f, id)));
}

/* The same form twice is booked once, and both say so. */
enum rc do_product_stock(struct request *rq, struct err *e)
{
	ASKED asked = {.why = "", .actor = rq->session->login};
	enum stock_refusal refused;

	form_into(rq->form, &asked);
	if (req_id(rq, "id", &asked.product_id, e))
		return e->rc;
	if (stock_ask(rq->db, &asked, &refused, e) == RC_CONFLICT)
		err_clear(e);
	if (e->rc)
		return e->rc;
	return refused ? show(rq, refusal_text(refused), e)
		       : back(rq, asked.product_id, _("Booked."), e);
}

enum rc do_product_buffer(struct request *rq, struct err *e)
{
	struct stock_buffer buffer = {.pieces = INT64_MIN, .subject = ""};
	struct catalog_detail detail;
	struct fmt f = fmt_for(rq);
	uint64_t id;

	form_into(rq->form, &buffer);
	if (req_id(rq, "id", &id, e) || catalog_load(rq->db, rq, id, &detail, e))
		return e->rc;
	if (buffer.of == STOCK_BUFFER_PRODUCT)
		buffer.subject = fmt_id(&f, id);
	if (buffer.of == STOCK_BUFFER_CATEGORY &&
	    stock_shop_key(rq->db, rq, id, &buffer.subject, e))
		return e->rc;
	if (stock_buffer_set(rq->db, &buffer, rq->session->login, e))
		return e->rc;
	return back(rq, id, _("Saved."), e);
}
