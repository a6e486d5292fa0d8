/* The list of orders, its counter of new ones, the page and the slip of one order. */
#include "common/once.h"
#include "orders/orders.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_news.h"
#include "domain/orders/order_search.h"
#include "domain/support/ticket.h"
#include "orders/order_around.h"
#include "orders/order_filters.h"
#include "orders/order_seen.h"
#include "orders/order_show_view.h"
#include "orders/order_trail_view.h"
#include "orders/orders_list_view.h"
#include "outbox/undo_view.h"
#include "tpl/layout/_panel.h"
#include "tpl/orders/_fresh.h"
#include "tpl/orders/_import.h"
#include "tpl/orders/_result.h"
#include "tpl/orders/list.h"
#include "tpl/orders/show.h"
#include "tpl/orders/ticket.h"
#include "urls.h"
#include "web/page.h"

/* Changes on their way to Allegro, for the orders of the page. */
static enum rc load_ways(struct request *rq, struct orders_list *list, struct err *e)
{
	const char **ids = mem_array(rq, const char *, list->page.n + 1);
	struct outbox_glance glance;

	if (outbox_glance(rq->db, &glance, e) || (glance.may_wait && undo_load(rq, &list->undo, e)))
		return e->rc;
	/* What is done matters until the document has it. */
	if (!glance.may_matter && !list->sync.is_behind)
		return RC_OK;
	for (size_t i = 0; i < list->page.n; i++)
		ids[i] = list->page.rows[i].form_id;
	return order_status_changing(rq->db, rq, ids, list->page.n, &list->statuses,
				     &list->n_statuses, e);
}

/* What can be chosen is asked for whoever chooses, and for the words of what was chosen. */
static enum rc load_facets(struct request *rq, struct orders_list *list, struct err *e)
{
	if (!list->shows_filters && !query_is_narrow(&list->query))
		return RC_OK;
	return order_facets(rq->db, rq, &list->facets, e);
}

static enum rc load_around(struct request *rq, struct orders_list *list, struct err *e)
{
	if (once_counts(rq, list->filter.account_id, list->counts, e) || load_facets(rq, list, e) ||
	    order_saved_list(rq->db, rq, list->reader, &list->saved, &list->n_saved, e) ||
	    load_ways(rq, list, e) ||
	    ROW_PICTURES(rq, PICTURE_OF_ORDER, list->page.rows, list->page.n, &list->pictures, e))
		return e->rc;
	if (list->filter.view != ORDER_VIEW_PROBLEM || query_is_narrow(&list->query))
		return RC_OK;
	return order_problem_list(rq->db, rq, list->filter.account_id, &list->problems,
				  &list->n_problems, e);
}

static void read_query(struct request *rq, struct orders_list *list)
{
	*list = (struct orders_list){.reader = rq->session->user_id,
				     .shows_filters = form_flag(rq->query, LIST_PANEL)};
	order_filter_read(rq, &list->query, &list->filter);
	list->tail = query_tail(&list->query);
}

/* The details of a row; those of a page are loaded in its order. */
static const struct order_detail *detail_of(const struct order_detail *all, size_t n,
					    const struct order_row *row)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].order.id == row->id)
			return &all[i];
	return NULL;
}

/* By what each row was found, as far as the role may see it. */
static enum rc load_matches(struct request *rq, struct orders_list *list, struct err *e)
{
	const struct order_filter *filter = &list->filter;
	const char **ids = mem_array(rq, const char *, list->page.n + 1);
	struct order_detail *details;
	size_t n;

	if (str_empty(filter->query) || !list->page.n)
		return RC_OK;
	for (size_t i = 0; i < list->page.n; i++)
		ids[i] = list->page.rows[i].form_id;
	if (order_seen_parcels(rq, rq, ids, list->page.n, &details, &n, e))
		return e->rc;
	const struct order_terms terms = order_find_terms(rq, filter->query, filter->sight);
	list->matches = mem_array(rq, struct order_matched, list->page.n);
	for (size_t i = 0; i < list->page.n; i++) {
		const struct order_detail *d = detail_of(details, n, &list->page.rows[i]);
		if (d)
			list->matches[i] = order_match_of(rq, &terms, d);
	}
	return RC_OK;
}

/* The one order with the phone that was typed, whole: NULL: there are several, or none. */
static const char *phone_jump(struct request *rq, const struct orders_list *list)
{
	const struct order_page *page = &list->page;

	if (!list->matches || page->n != 1 || page->prev || page->next ||
	    !list->matches[0].is_whole)
		return NULL;
	return url_orders_id(rq, page->rows[0].form_id);
}

/* Whoever types the whole number of an order wants its page, also of a document that never became
 * one; NULL: that is not what was typed. */
static enum rc find_jump(struct request *rq, const struct order_filter *f, const char **to,
			 struct err *e)
{
	const char *form_id = f->query ? order_search_names(rq, f->query).form : NULL;
	struct order_document document;

	*to = NULL;
	if (!str_is_uuid(form_id))
		return RC_OK;
	if (order_seen_document(rq, form_id, &document, e) == RC_OK)
		*to = url_orders_id(rq, form_id);
	else if (e->rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

static enum rc jump(struct request *rq, const char *to)
{
	if (!rq->hx)
		return redirect(rq, to);
	response_header(rq->res, "HX-Redirect", to);
	return respond_text(rq, 200, "text/html; charset=utf-8", "");
}

enum rc pg_orders(struct request *rq, struct err *e)
{
	struct orders_list list;
	struct fmt f = fmt_for(rq);
	const char *to;
	struct tpl *t;

	read_query(rq, &list);
	if (find_jump(rq, &list.filter, &to, e))
		return e->rc;
	if (to)
		return jump(rq, to);
	/* The newest order first: one that comes meanwhile is told as new. */
	if (once_sync(rq, &list.sync, e) || order_seen_list(rq, &list.filter, &list.page, e) ||
	    load_matches(rq, &list, e))
		return e->rc;
	to = phone_jump(rq, &list);
	if (to)
		return jump(rq, to);
	if (load_around(rq, &list, e))
		return e->rc;
	t = page_open(rq, TPL_ORDERS_LIST, _("Orders"));
	const struct orders_parts parts = orders_list_fill(t, &f, &list);
	page_fragment(rq, "orders", parts.result, TPL_ORDERS__RESULT);
	if (parts.panel)
		page_fragment(rq, LIST_PANEL, parts.panel, TPL_LAYOUT__PANEL);
	return RC_OK;
}

/* 204 while there is nothing new: htmx leaves the page as it is. */
enum rc pg_orders_news(struct request *rq, struct err *e)
{
	struct orders_list list;
	struct fmt f = fmt_for(rq);
	int64_t n;

	read_query(rq, &list);
	if (order_count_after(rq->db, form_int(rq->query, "seen", 0), &n, e))
		return e->rc;
	if (n == 0)
		return respond_text(rq, 204, "text/html; charset=utf-8", "");
	orders_news_fill(page_open(rq, TPL_ORDERS__FRESH, _("Orders")), &f, &list.query, n);
	return RC_OK;
}

enum rc pg_imports(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct sync sync;

	if (sync_load(rq, &sync, e))
		return e->rc;
	sync_import_fill(page_open(rq, TPL_ORDERS__IMPORT, _("Orders fetched")), &f, &sync);
	return RC_OK;
}

static enum rc show_allowances(struct request *rq, struct tpl *t, const char *form_id,
			       struct err *e)
{
	struct order_allowance *rows;
	struct fmt f = fmt_for(rq);
	size_t n;

	if (order_allowances(rq->db, rq, form_id, &rows, &n, e))
		return e->rc;
	order_allowances_fill(t, &f, rows, n);
	return RC_OK;
}

static enum rc fill_trail(struct request *rq, struct tpl *t, const char *form_id, struct err *e)
{
	struct order_trail trail = {.form_id = form_id};
	struct fmt f = fmt_for(rq);

	if (rq->session->role < ROLE_ADMINISTRATOR)
		return RC_OK;
	if (order_viewers(rq->db, rq, form_id, &trail.viewers, &trail.n_viewers, e))
		return e->rc;
	order_trail_fill(t, &f, &trail);
	return RC_OK;
}

/* A form that never became an order still has its page: why, and the document. */
static enum rc show_document(struct request *rq, const char *form_id, struct err *e)
{
	struct order_document document;
	struct fmt f = fmt_for(rq);
	struct tpl *t;

	err_clear(e);
	if (order_seen_document(rq, form_id, &document, e) ||
	    order_view_note(rq->db, form_id, rq->session->user_id, e))
		return e->rc;
	t = page_open(rq, TPL_ORDERS_SHOW, form_id);
	order_show_document(t, &f, &document);
	return show_allowances(rq, t, form_id, e) ? e->rc : fill_trail(rq, t, form_id, e);
}

/* What is on its way to Allegro for this order, and what was. */
static enum rc load_writes(struct request *rq, const char *form_id, struct order_writes *out,
			   struct err *e)
{
	const struct outbox_filter filter = {.view = OUTBOX_VIEW_ALL, .subject = form_id};
	struct order_status *rows;
	size_t n;

	*out = (struct order_writes){0};
	if (order_status_list(rq->db, rq, &form_id, 1, &rows, &n, e) ||
	    undo_load(rq, &out->undo, e))
		return e->rc;
	out->status = n ? rows : NULL;
	return outbox_list(rq->db, rq, &filter, &out->intents, &out->n, e);
}

enum rc pg_order(struct request *rq, struct err *e)
{
	const char *form_id = req_param(rq, "id");
	struct fmt f = fmt_for(rq);
	struct order_around around;
	struct order_writes writes;
	struct order_detail order;
	struct picture_copies pictures;
	struct tpl *t;

	if (order_seen_load(rq, form_id, &order, e) == RC_NOT_FOUND)
		return show_document(rq, form_id, e);
	if (e->rc || order_view_note(rq->db, form_id, rq->session->user_id, e))
		return e->rc;
	if (load_writes(rq, form_id, &writes, e) || order_around_load(rq, &order, &around, e) ||
	    pictures_of_lines(rq->db, rq, order.order.id, &pictures, e))
		return e->rc;
	t = page_open(rq, TPL_ORDERS_SHOW, order_show_title(&f, &order));
	if (around.is_in_list)
		writes.next = query_under(&around.query, url_orders_id_next(rq, form_id));
	order_around_fill(t, order_show_fill(t, &f, &order, &writes, &pictures), &f, &around);
	if (show_allowances(rq, t, form_id, e))
		return e->rc;
	return fill_trail(rq, t, form_id, e);
}

/* A form that never became an order is what one most often asks support about. */
enum rc pg_order_ticket(struct request *rq, struct err *e)
{
	const char *form_id = req_param(rq, "id");
	struct order_detail order = {0};
	struct fmt f = fmt_for(rq);
	struct ticket ticket;

	if (ticket_load(rq->db, rq, form_id, &ticket, e))
		return e->rc;
	enum rc rc = order_seen_load(rq, form_id, &order, e);
	if (rc && rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	struct tpl *t = page_open(rq, TPL_ORDERS_TICKET, _("Support ticket"));
	tpl_set(t, T_ORDER_URL, url_orders_id(rq, form_id));
	tpl_set(t, T_TEXT, ticket_text(rq, &ticket, rc ? NULL : &order.order, f.now));
	return RC_OK;
}
