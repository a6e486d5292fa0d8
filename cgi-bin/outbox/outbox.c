/* Changes on their way to Allegro: looking, undoing, deciding about held ones. */
#include "outbox/outbox.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/outbox/outbox_kind.h"
#include "outbox/outbox_view.h"
#include "outbox/outbox_words.h"
#include "tpl/outbox/_undo.h"
#include "tpl/outbox/list.h"
#include "tpl/outbox/show.h"
#include "outbox/undo_view.h"
#include "urls.h"
#include "web/page.h"

const struct field outbox_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = outbox_view_names},
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    {"order", .type = FIELD_ID},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX},
    {0},
};
const struct field outbox_version_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
    {0},
};
const struct field outbox_undo_fields[] = {
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {0},
};

/* ---- Looking --------------------------------------------------------------------------------- */

static enum outbox_view view_of(const char *name)
{
	for (int i = 0; i < OUTBOX_VIEW_COUNT; i++)
		if (str_eq(outbox_view_names[i], name))
			return (enum outbox_view)i;
	return OUTBOX_VIEW_COUNT;
}

/* Without a choice: what waits for a decision, when something does; else everything. */
static void choose_view(struct request *rq, struct outbox_page *page)
{
	page->filter.view = view_of(form_text(rq->query, "view"));
	if (page->filter.view == OUTBOX_VIEW_COUNT)
		page->filter.view = page->counts.held ? OUTBOX_VIEW_HELD : OUTBOX_VIEW_ALL;
}

static bool waits(const struct outbox_intent *i)
{
	enum outbox_state state = outbox_state_of(i->state);

	return state == OUTBOX_HELD || state == OUTBOX_NEW;
}

/* Only of those a button may stand beside: they are few. */
static enum rc find_obstacles(struct request *rq, struct outbox_page *page, struct err *e)
{
	page->obstacles = mem_array(rq, enum outbox_reason, page->n + 1);
	for (size_t i = 0; i < page->n; i++)
		if (waits(&page->rows[i]) &&
		    outbox_check(rq->db, rq, &page->rows[i], &page->obstacles[i], e))
			return e->rc;
	return RC_OK;
}

/* What happened to the order since the change was decided, but for what it did itself. */
static enum rc find_changes(struct request *rq, struct outbox_one *one, struct err *e)
{
	const struct outbox_kind *kind = outbox_kind_find(one->intent.kind);
	struct order_detail order = {0};

	if (!kind || !str_eq(kind->subject, "order"))
		return RC_OK;
	if (order_load(rq->db, rq, one->intent.subject, &order, e) == RC_NOT_FOUND) {
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
	const char *order = form_text(rq->query, "order");
	struct outbox_page page = {
	    .filter =
		{
		    .account_id = (uint64_t)form_int(rq->query, "account", 0),
		    .subject = *order ? order : NULL,
		    .before_id = (uint64_t)form_int(rq->query, "before", 0),
		},
	};
	struct fmt f = fmt_for(rq);

	if (outbox_count(rq->db, &page.counts, e) || undo_load(rq, &page.undo, e))
		return e->rc;
	choose_view(rq, &page);
	if (outbox_list(rq->db, rq, &page.filter, &page.rows, &page.n, e) ||
	    find_obstacles(rq, &page, e))
		return e->rc;
	outbox_list_fill(page_open(rq, TPL_OUTBOX_LIST, _("Changes sent to Allegro")), &f, &page);
	return RC_OK;
}

static enum rc read_id(struct request *rq, uint64_t *out, struct err *e)
{
	int64_t id;

	if (!str_to_i64(req_param(rq, "id"), 1, INT64_MAX, &id))
		return err_set(e, RC_NOT_FOUND, "no such change: %s", req_param(rq, "id"));
	*out = (uint64_t)id;
	return RC_OK;
}

enum rc pg_outbox_one(struct request *rq, struct err *e)
{
	struct outbox_one one = {0};
	struct fmt f = fmt_for(rq);
	uint64_t id;

	if (read_id(rq, &id, e) || outbox_find(rq->db, rq, id, &one.intent, e) ||
	    outbox_steps(rq->db, rq, id, &one.steps, &one.n_steps, e))
		return e->rc;
	if (waits(&one.intent) &&
	    (outbox_check(rq->db, rq, &one.intent, &one.obstacle, e) || find_changes(rq, &one, e)))
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
	if (e->rc == RC_CONFLICT) {
		err_clear(e);
		return page_refuse(rq, 409,
				   _("This change has moved on meanwhile. Look at it again."));
	}
	if (e->rc || flash(rq, done, e))
		return e->rc;
	return redirect(rq, url_outbox_id(rq, req_param(rq, "id")));
}

enum rc do_outbox_release(struct request *rq, struct err *e)
{
	uint64_t version = (uint64_t)form_int(rq->form, "version", 0);
	enum outbox_reason obstacle = OUTBOX_BECAUSE_NOTHING;
	uint64_t id;

	if (!read_id(rq, &id, e) &&
	    !outbox_release(rq->db, id, version, rq->session->login, &obstacle, e) && obstacle)
		return end_decision(
		    rq, _("It was not sent: what it was decided about is no longer so."), e);
	return end_decision(rq, _("It is sent now, on top of what Allegro has."), e);
}

enum rc do_outbox_drop(struct request *rq, struct err *e)
{
	uint64_t version = (uint64_t)form_int(rq->form, "version", 0);
	uint64_t id;

	if (!read_id(rq, &id, e) && outbox_drop(rq->db, id, version, rq->session->login, e))
		return end_decision(rq, "", e);
	return end_decision(rq, _("Dropped. Allegro keeps what it has."), e);
}
