/* Mass changes: the list, one of them, and what is done to it. */
#include "plans/plans.h"

#include "base/mem.h"
#include "base/str.h"
#include "plans/plans_view.h"
#include "tpl/plans/list.h"
#include "tpl/plans/show.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>

enum { TYPED_MAX = 1000000 };

const struct field plans_query_fields[] = {
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR},
    {0},
};
const struct field plan_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = plan_item_view_names, .part = QUERY_TAB,
     INTO(struct plan_item_filter, view)},
    {"after", .type = FIELD_ID, .part = QUERY_CURSOR},
    {0},
};
const struct field plan_version_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct plan_act, version)},
    {0},
};
const struct field plan_approve_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct plan_act, version)},
    {"typed", .type = FIELD_INT, .min = 0, .max = TYPED_MAX, .flags = FIELD_REQUIRED,
     INTO(struct plan_act, typed)},
    {0},
};

/* ---- Looking --------------------------------------------------------------------------------- */

enum rc pg_plans(struct request *rq, struct err *e)
{
	struct plans_page page = {.query = query_read(rq, url_plans())};
	const struct plan_filter filter = {.before_id = (uint64_t)form_int(rq->query, "before", 0)};
	struct fmt f = fmt_for(rq);

	if (plan_list(rq->db, rq, &filter, &page.rows, &page.n, e))
		return e->rc;
	page.has_older = query_cut(&page.n, PLAN_PAGE_ROWS);
	plans_fill(page_open(rq, TPL_PLANS_LIST, _("Mass changes")), &f, &page);
	return RC_OK;
}

/* "4-1234": the key of the row before. What is none begins at the first page. */
static void read_after(struct request *rq, struct plan_item_filter *out)
{
	const char *text = form_text(rq->query, "after");
	const char *dash = strchr(str_or(text, ""), '-');
	int64_t place, id;

	if (!dash ||
	    !str_to_i64(mem_strndup(rq, text, (size_t)(dash - text)), 0, INT8_MAX, &place) ||
	    !str_to_i64(dash + 1, 0, INT64_MAX, &id))
		return;
	out->after_place = place;
	out->after_id = (uint64_t)id;
}

static enum rc show(struct request *rq, uint64_t id, const char *mistyped, struct err *e)
{
	struct plan_page page = {.mistyped = mistyped};
	struct fmt f = fmt_for(rq);

	if (plan_find(rq->db, rq, id, &page.plan, e))
		return e->rc;
	page.query = query_read(rq, url_plans_id(rq, fmt_id(&f, id)));
	form_into(rq->query, &page.filter);
	read_after(rq, &page.filter);
	if (plan_items(rq->db, rq, &page.plan, &page.filter, &page.items, &page.n, e) ||
	    plan_is_off(rq->db, id, &page.is_off, e))
		return e->rc;
	const enum plan_topic topic = plan_topic_of(page.plan.topic);
	if ((topic == PLAN_DELIVERY || topic == PLAN_POLICY) &&
	    term_lists(rq->db, rq, page.plan.account_id, &page.terms, e))
		return e->rc;
	page.has_more = query_cut(&page.n, PLAN_PAGE_ROWS);
	plan_fill(page_open(rq, TPL_PLANS_SHOW, plan_title(&f, &page.plan)), &f, &page);
	if (mistyped)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_plan(struct request *rq, struct err *e)
{
	uint64_t id;

	return req_id(rq, "id", &id, e) ? e->rc : show(rq, id, NULL, e);
}

/* ---- Doing ----------------------------------------------------------------------------------- */

static enum rc read_act(struct request *rq, struct plan_act *out, struct err *e)
{
	*out = (struct plan_act){.actor = rq->session->login};
	if (rq->form)
		form_into(rq->form, out);
	return req_id(rq, "id", &out->id, e);
}

static enum rc back(struct request *rq)
{
	return redirect(rq, url_plans_id(rq, req_param(rq, "id")));
}

static enum rc moved_on(struct request *rq, struct err *e)
{
	return page_conflict(
	    rq, _("This mass change has moved on in the meantime. Take another look."), e);
}

enum rc do_plan_start(struct request *rq, struct err *e)
{
	struct plan_act a;

	if (read_act(rq, &a, e))
		return e->rc;
	if (plan_start(rq->db, &a, e) == RC_DENIED)
		return page_refuse(rq, 409,
				   _("Writing this to Allegro is switched off for the account."));
	return e->rc ? moved_on(rq, e) : back(rq);
}

enum rc do_plan_approve(struct request *rq, struct err *e)
{
	struct plan_act a;

	if (read_act(rq, &a, e))
		return e->rc;
	if (plan_approve(rq->db, &a, e) == RC_INVALID) {
		err_clear(e);
		return show(rq, a.id, _("That is not the number of offers."), e);
	}
	return e->rc ? moved_on(rq, e) : back(rq);
}

enum rc do_plan_stop(struct request *rq, struct err *e)
{
	struct plan_act a;

	if (read_act(rq, &a, e))
		return e->rc;
	a.version = 0; /* it moves by itself */
	return plan_stop(rq->db, &a, e) ? moved_on(rq, e) : back(rq);
}

enum rc do_plan_resume(struct request *rq, struct err *e)
{
	struct plan_act a;

	if (read_act(rq, &a, e))
		return e->rc;
	return plan_resume(rq->db, &a, e) ? moved_on(rq, e) : back(rq);
}

static enum rc made_of(struct request *rq,
		       enum rc (*make)(struct db *db, const struct plan_act *a, uint64_t *made,
				       struct err *e),
		       struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct plan_act a;
	uint64_t made;

	if (read_act(rq, &a, e) || make(rq->db, &a, &made, e))
		return e->rc;
	return redirect(rq, url_plans_id(rq, fmt_id(&f, made)));
}

enum rc do_plan_retry(struct request *rq, struct err *e)
{
	return made_of(rq, plan_retry, e);
}

enum rc do_plan_undo(struct request *rq, struct err *e)
{
	return made_of(rq, plan_undo, e);
}
