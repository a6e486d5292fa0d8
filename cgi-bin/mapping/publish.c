/* Ready products become offers: what would be listed, and how it goes. */
#include "mapping/publish.h"

#include "base/str.h"
#include "domain/terms/terms.h"
#include "tpl/mapping/publish.h"
#include "urls.h"
#include "web/page.h"

static const char *const statuses[] = {"INACTIVE", "ACTIVE", NULL};
/* By enum listing_act. */
static const char *const acts[] = {"go-on", "stop", "give-up", NULL};

const struct field publish_query_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_FILTER},
    {"show", .type = FIELD_ENUM, .values = listing_item_names, .part = QUERY_FILTER,
     INTO(struct publish_page, show)},
    {"after", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR},
    {0},
};
const struct field publish_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
    {"status", .type = FIELD_ENUM, .values = statuses, .flags = FIELD_REQUIRED},
    {0},
};
const struct field publish_act_fields[] = {
    {"act", .type = FIELD_ENUM, .values = acts, .flags = FIELD_REQUIRED},
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
    {"sure", .type = FIELD_FLAG},
    {0},
};

static bool is_armed(const struct outbox_writer *writers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(writers[i].kind, OUTBOX_OFFER_NEW))
			return writers[i].armed;
	return false;
}

static enum rc load_run(struct request *rq, struct publish_page *page, struct err *e)
{
	const uint64_t after = (uint64_t)form_int(rq->query, "after", 0);

	if (listing_newest(rq->db, rq, page->scope.account->id, &page->run, e) == RC_NOT_FOUND) {
		err_clear(e);
		page->run.id = 0;
	}
	if (e->rc || !page->run.id)
		return e->rc;
	return listing_rows(rq->db, rq, page->run.id, page->show, after, &page->rows, &page->n_rows,
			    e);
}

static enum rc load(struct request *rq, struct publish_page *page, struct err *e)
{
	struct outbox_writer *writers;
	struct terms_standing terms;
	size_t n;

	if (!page->scope.account)
		return RC_OK;
	const uint64_t id = page->scope.account->id;
	if (terms_standing(rq->db, rq, id, &terms, e) ||
	    outbox_writers(rq->db, rq, id, &writers, &n, e) ||
	    listing_outlook(rq->db, id, &page->outlook, e) ||
	    listing_bar(rq->db, id, &page->bar, e) ||
	    listing_sample(rq->db, rq, id, time_now_ms(), &page->sample, &page->n_sample, e))
		return e->rc;
	page->missing_terms = terms.n_blockers;
	page->is_armed = is_armed(writers, n);
	return load_run(rq, page, e);
}

enum rc pg_publish(struct request *rq, struct err *e)
{
	struct publish_page page = {.query = query_read(rq, url_mapping_publish()),
				    .show = LISTING_REFUSED};
	struct fmt f = fmt_for(rq);

	if (form_has(rq->query, "show"))
		form_into(rq->query, &page);
	if (mapping_scope(rq, (uint64_t)form_int(rq->query, "account", 0), &page.scope, e) ||
	    load(rq, &page, e))
		return e->rc;
	publish_fill(page_open(rq, TPL_MAPPING_PUBLISH, _("List on Allegro")), &f, &page);
	return RC_OK;
}

enum rc do_publish(struct request *rq, struct err *e)
{
	const struct account *account;
	size_t n = 0;

	if (mapping_account(rq, (uint64_t)form_int(rq->form, "account", 0), &account, e))
		return e->rc;
	if (!account)
		return err_set(e, RC_NOT_FOUND, "no account");
	const struct listing_wish wish = {account->id, form_text(rq->form, "status"),
					  rq->session->login};
	if (listing_begin(rq->db, &wish, &n, e) == RC_CONFLICT)
		return page_conflict(rq, _("Products of this account are being listed already."),
				     e);
	if (e->rc || flash(rq,
			   n ? _("The first products leave within a minute.")
			     : _("No product can be listed now."),
			   e))
		return e->rc;
	return redirect(rq, req_back(rq, url_mapping_publish()));
}

static enum listing_act act_of(const char *name)
{
	int act = 0;

	while (!str_eq(acts[act], name))
		act++;
	return (enum listing_act)act;
}

enum rc do_publish_act(struct request *rq, struct err *e)
{
	static const char *const said[] = {
	    [LISTING_GO_ON] = N_("The listing goes on."),
	    [LISTING_STOP] = N_("Stopped: what is on its way goes on."),
	    [LISTING_GIVE_UP] = N_("Given up: what is on its way goes on, the rest is not listed."),
	};
	const enum listing_act act = act_of(form_text(rq->form, "act"));
	uint64_t id;

	if (req_id(rq, "id", &id, e))
		return e->rc;
	if (act == LISTING_GIVE_UP && !form_has(rq->form, "sure"))
		return err_set(e, RC_INVALID, "not confirmed");
	if (listing_do(rq->db, id, act, form_int(rq->form, "version", 0), rq->session->login, e))
		return page_conflict(rq, _("The listing has moved on."), e);
	if (flash(rq, _(said[act]), e))
		return e->rc;
	return redirect(rq, req_back(rq, url_mapping_publish()));
}
