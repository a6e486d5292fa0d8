/* Ratings: looking, answering, asking for removal. */
#include "ratings/ratings.h"

#include "orders/order_seen.h"
#include "outbox/act.h"
#include "outbox/undo_view.h"
#include "ratings/rating_view.h"
#include "tpl/ratings/list.h"
#include "tpl/ratings/show.h"
#include "urls.h"
#include "web/page.h"

const struct field ratings_query_fields[] = {LIST_FIELDS(rating_view_names), {0}};
const struct field rating_text_fields[] = {ACT_FIELDS(RATING_TEXT_MAX), {0}};

enum rc pg_ratings(struct request *rq, struct err *e)
{
	struct list_page page;
	struct fmt f = fmt_for(rq);

	if (list_page_read(rq, &ratings_list, url_ratings(), &page, e) ||
	    rating_count(rq->db, page.counts, e) ||
	    rating_list(rq->db, rq, &page.filter, &page.found, e))
		return e->rc;
	ratings_list_fill(page_open(rq, TPL_RATINGS_LIST, _("Ratings")), &f, &page);
	return RC_OK;
}

/* What was bought, when the order is here. */
static enum rc load_order(struct request *rq, struct rating_page_one *one, struct err *e)
{
	const char *form_id = one->rating.row.r.form_id;

	if (!form_id)
		return RC_OK;
	enum rc rc = order_seen_load(rq, form_id, &one->order, e);
	one->has_order = rc == RC_OK && one->order.order.id;
	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	return RC_OK;
}

static enum rc show(struct request *rq, int status, const char *problem, struct err *e)
{
	struct rating_page_one one = {.problem = problem,
				      .typed = problem ? form_text(rq->form, "text") : NULL,
				      .typed_at = rq->path};
	struct fmt f = fmt_for(rq);

	if (rating_load(rq->db, rq, req_param(rq, "id"), &one.rating, e) ||
	    load_order(rq, &one, e) || undo_load(rq, &one.undo, e))
		return e->rc;
	rating_show_fill(page_open(rq, TPL_RATINGS_SHOW, _("Rating")), &f, &one);
	page_status(rq, status);
	return RC_OK;
}

enum rc pg_rating(struct request *rq, struct err *e)
{
	return rq->method == POST ? show(rq, 422, _("The text must have 1 to 500 characters."), e)
				  : show(rq, 200, NULL, e);
}

static enum rc say(struct request *rq, const char *kind, struct err *e)
{
	const struct act_post post = {kind, rating_look, url_ratings_id(rq, req_param(rq, "id")),
				      show};

	return act_post(rq, &post, e);
}

enum rc do_rating_answer(struct request *rq, struct err *e)
{
	return say(rq, OUTBOX_RATING_ANSWER, e);
}

enum rc do_rating_removal(struct request *rq, struct err *e)
{
	return say(rq, OUTBOX_RATING_REMOVAL, e);
}
