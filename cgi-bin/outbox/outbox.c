/* Changes on their way to Allegro: looking, undoing, deciding about held ones. */
#include "outbox/outbox.h"

#include "base/mem.h"
#include "domain/outbox/outbox_kind.h"
#include "orders/order_seen.h"
#include "outbox/outbox_view.h"
#include "outbox/outbox_words.h"
#include "tpl/outbox/_undo.h"
#include "tpl/outbox/list.h"
#include "tpl/outbox/show.h"
#include "outbox/undo_view.h"
#include "urls.h"
#include "web/page.h"

const struct field outbox_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = outbox_view_names, .part = QUERY_TAB,
     INTO(struct outbox_filter, view)},
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_FILTER,
     INTO(struct outbox_filter, account_id)},
    {"order", .type = FIELD_ID, .part = QUERY_FILTER, INTO(struct outbox_filter, subject)},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR,
     INTO(struct outbox_filter, before_id)},
    {0},
};
const struct field outbox_version_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
    {0},
};
const struct field outbox_release_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct outbox_releasing, version)},
    {"doubt", .type = FIELD_ID, INTO(struct outbox_releasing, accepted)},
    {0},
};
const struct field outbox_undo_fields[] = {
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {0},
};

/* ---- Looking --------------------------------------------------------------------------------- */

/* Without a choice: what waits for a decision, when something does; else everything. */
static void choose_view(struct request *rq, struct outbox_page *page)
{
	page->filter.view = page->counts.held ? OUTBOX_VIEW_HELD : OUTBOX_VIEW_ALL;
	form_into(rq->query, &page->filter);
	query_choose(&page->query, "view", outbox_view_names[page->filter.view]);
}

static bool waits(const struct outbox_intent *i)
{
	enum outbox_state state = outbox_state_of(i->state);

	return state == OUTBOX_HELD || state == OUTBOX_NEW;
}

/* Told only of those a button may stand beside. */
static enum rc find_objections(struct request *rq, struct outbox_page *page, struct err *e)
{
	page->objections = mem_array(rq, struct outbox_objection, page->n + 1);
	if (outbox_check(rq->db, rq, page->rows, page->n, page->objections, e))
		return e->rc;
	for (size_t i = 0; i < page->n; i++)
		if (!waits(&page->rows[i]))
			page->objections[i] = (struct outbox_objection){0};
	return RC_OK;
}

/* What happened to the order since the change was decided, but for what it did itself. */
static enum rc find_changes(struct request *rq, struct outbox_one *one, struct err *e)
{
	const struct outbox_kind *kind = outbox_kind_find(one->intent.kind);
	struct order_detail order = {0};

	if (!kind || !str_eq(kind->subject, "order"))
		return RC_OK;
	if (order_seen_load(rq, one->intent.subject, &order, e) == RC_NOT_FOUND) {
		err_clear(e);
		return RC_OK;
	}
	one->changes = order.changes;
	while (one->n_changes < order.n_changes &&
	       order.changes[one->n_changes].at >= one->intent.created_at)
		one->n_changes++;
	return e->rc;
}

enum rc pg_outbox(struct request *rq, struct err *e)
{
	struct outbox_page page = {.query = query_read(rq, url_outbox())};
	struct fmt f = fmt_for(rq);

	if (outbox_count(rq->db, &page.counts, e) || undo_load(rq, &page.undo, e))
		return e->rc;
	choose_view(rq, &page);
	if (outbox_list(rq->db, rq, &page.filter, &page.rows, &page.n, e))
		return e->rc;
	page.more = query_cut(&page.n, OUTBOX_PAGE_ROWS);
	if (find_objections(rq, &page, e))
		return e->rc;
	outbox_list_fill(page_open(rq, TPL_OUTBOX_LIST, _("Changes sent to Allegro")), &f, &page);
	return RC_OK;
}

enum rc pg_outbox_one(struct request *rq, struct err *e)
{
	struct outbox_one one = {0};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) || outbox_find(rq->db, rq, id, &one.intent, e) ||
	    outbox_steps(rq->db, rq, id, &one.steps, &one.n_steps, e))
		return e->rc;
	if (waits(&one.intent) && (outbox_check(rq->db, rq, &one.intent, 1, &one.objection, e) ||
				   find_changes(rq, &one, e)))
		return e->rc;
	outbox_show_fill(page_open(rq, TPL_OUTBOX_SHOW, _("Change sent to Allegro")), &f, &one);
	return RC_OK;
}

enum rc pg_outbox_news(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct outbox_batch batch;

	if (undo_load(rq, &batch, e))
		return e->rc;
	undo_fill(page_open(rq, TPL_OUTBOX__UNDO, _("Changes sent to Allegro")), &f, &batch);
	return RC_OK;
}

/* ---- Deciding -------------------------------------------------------------------------------- */

enum rc do_undo(struct request *rq, struct err *e)
{
	const char *batch = form_text(rq->form, "batch");
	const char *back = req_back(rq, url_outbox());
	struct fmt f = fmt_for(rq);
	size_t n;

	if (outbox_undo(rq->db, batch, rq->session->login, &n, e)) {
		if (e->rc != RC_CONFLICT)
			return e->rc;
		err_clear(e);
		n = 0;
	}
	const char *text =
	    n ? mem_printf(rq, ngettext("%s change undone.", "%s changes undone.", n),
			   fmt_int(&f, (int64_t)n))
	      : _("Too late to undo: it is on its way to Allegro. Change it back instead.");
	return flash(rq, text, e) ? e->rc : redirect(rq, back);
}

/* Say what was done and show the change, or that somebody else was faster. */
static enum rc end_decision(struct request *rq, const char *done, struct err *e)
{
	if (e->rc)
		return page_conflict(
		    rq, _("This change has moved on in the meantime. Take another look."), e);
	if (flash(rq, done, e))
		return e->rc;
	return redirect(rq, url_outbox_id(rq, req_param(rq, "id")));
}

enum rc do_outbox_release(struct request *rq, struct err *e)
{
	struct outbox_releasing r = {.actor = rq->session->login};
	const char *obstacle = NULL;

	form_into(rq->form, &r);
	if (!req_id(rq, "id", &r.id, e) && !outbox_release(rq->db, &r, &obstacle, e) && obstacle)
		return end_decision(
		    rq, _("Not sent: the situation has changed since the decision."), e);
	return end_decision(rq, _("It is being sent now and will replace what Allegro has."), e);
}

enum rc do_outbox_drop(struct request *rq, struct err *e)
{
	uint64_t version = (uint64_t)form_int(rq->form, "version", 0);
	uint64_t id;

	if (!req_id(rq, "id", &id, e) && outbox_drop(rq->db, id, version, rq->session->login, e))
		return end_decision(rq, "", e);
	return end_decision(rq, _("Discarded. Nothing changes at Allegro."), e);
}
