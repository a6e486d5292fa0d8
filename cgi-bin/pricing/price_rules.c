/* Price rules: made, looked at, armed, taken back. */
#include "pricing/pricing.h"

#include "base/mem.h"
#include "base/str.h"
#include "categories/categories.h"
#include "common/once.h"
#include "pricing/price_rule_view.h"
#include "tpl/pricing/rule.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

static const char *const switches[] = {[PRICE_OFF] = "off", [PRICE_ARMED] = "armed", NULL};

const struct field price_rule_query_fields[] = {
    {"look", .type = FIELD_FLAG},
    {0},
};
/* What another page knows of the rule that is wanted. */
const struct field price_rule_new_fields[] = {
    {"offer", .type = FIELD_ID, INTO(struct rule_form, offer)},
    {"category", .type = FIELD_ID, INTO(struct rule_form, category)},
    {"brand", .type = FIELD_TEXT, .max = 255, INTO(struct rule_form, brand)},
    {0},
};
#define SEEN                                                                                       \
	{                                                                                          \
		"seen", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .flags = FIELD_REQUIRED     \
	}
const struct field price_seen_fields[] = {SEEN, {0}};
const struct field price_switch_fields[] = {
    SEEN,
    {"to", .type = FIELD_ENUM, .values = switches, .flags = FIELD_REQUIRED},
    {0},
};

/* ---- Looking --------------------------------------------------------------------------------- */

static enum rc load(struct request *rq, struct price_rule_page *page, struct err *e)
{
	uint64_t number;

	if (req_id(rq, "id", &number, e) || once_accounts(rq, &page->accounts, e) ||
	    price_rule_versions(rq->db, rq, number, &page->versions, &page->n_versions, e))
		return e->rc;
	if (!page->n_versions)
		return err_set(e, RC_NOT_FOUND, "there is no such price rule");
	for (size_t i = 0; i < page->n_versions; i++)
		if (page->versions[i].ended_at == TIME_NONE)
			page->holds = &page->versions[i];
	return RC_OK;
}

static enum rc load_preview(struct request *rq, struct price_rule_page *page, struct err *e)
{
	struct price_shelf *shelf;
	struct price_preview *preview;

	if (price_book_load(rq->db, rq, page->holds->environment, &shelf, e) ||
	    price_preview(rq->db, rq, shelf, page->holds->number, &preview, e))
		return e->rc;
	page->preview = preview;
	return RC_OK;
}

static enum rc show(struct request *rq, struct price_rule_page *page)
{
	struct fmt f = fmt_for(rq);

	price_rule_fill(page_open(rq, TPL_PRICING_RULE, _("Price rule")), &f, page);
	if (page->problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_price_rule(struct request *rq, struct err *e)
{
	struct price_rule_page page = {0};
	struct fmt f = fmt_for(rq);

	if (load(rq, &page, e))
		return e->rc;
	if (page.holds)
		page.form = rule_form_of(&f, page.holds);
	if (page.holds && form_flag(rq->query, "look") && load_preview(rq, &page, e))
		return e->rc;
	return show(rq, &page);
}

enum rc pg_price_rule_new(struct request *rq, struct err *e)
{
	struct price_rule_page page = {.form = rule_form_new()};

	if (once_accounts(rq, &page.accounts, e))
		return e->rc;
	form_into(rq->query, &page.form);
	return show(rq, &page);
}

/* ---- Deciding -------------------------------------------------------------------------------- */

static const char *look_url(struct request *rq, uint64_t number)
{
	static const struct url_arg look = {"look", "1"};
	struct fmt f = fmt_for(rq);

	return url_with(rq, url_pricing_rules_id(rq, fmt_id(&f, number)), &look, 1);
}

static enum rc keep(struct request *rq, struct price_rule_page *page, struct price_version *v,
		    struct err *e)
{
	uint64_t number;

	v->made_by = rq->session->login;
	if (price_rule_keep(rq->db, v, &number, e) == RC_CONFLICT) {
		err_clear(e);
		page->problem = _("Another rule is for the same offers, or someone changed this "
				  "one before you. Nothing was saved.");
		return show(rq, page);
	}
	if (e->rc)
		return e->rc;
	return flash(rq, _("Saved. Look at what would change, then arm the rule."), e)
		   ? e->rc
		   : redirect(rq, look_url(rq, number));
}

enum rc do_price_rule_new(struct request *rq, struct err *e)
{
	struct price_rule_page page = {.form = rule_form_new()};
	struct price_version v;
	struct fmt f = fmt_for(rq);

	if (once_accounts(rq, &page.accounts, e))
		return e->rc;
	form_into(rq->form, &page.form);
	page.problem = rule_form_read(&f, &page.form, &v);
	if (!page.problem && !page.accounts.n)
		page.problem = _("Connect an account first.");
	if (page.problem)
		return show(rq, &page);
	v.environment = categories_environment(&page.accounts);
	return keep(rq, &page, &v, e);
}

enum rc do_price_rule(struct request *rq, struct err *e)
{
	struct price_rule_page page = {0};
	struct price_version v;
	struct fmt f = fmt_for(rq);

	if (load(rq, &page, e))
		return e->rc;
	form_into(rq->form, &page.form);
	page.problem = rule_form_read(&f, &page.form, &v);
	if (!page.problem && !page.holds)
		page.problem = _("This rule was removed.");
	if (page.problem)
		return show(rq, &page);
	v.environment = page.holds->environment;
	v.replaces = (uint64_t)form_int(rq->form, "seen", 0);
	if (!v.replaces)
		v.replaces = page.holds->id;
	return keep(rq, &page, &v, e);
}

/* After an act: the rule, or what else to say. */
static enum rc answer(struct request *rq, enum rc rc, const char *said, struct err *e)
{
	if (rc)
		return page_conflict(rq, _("Someone changed this rule before you."), e);
	return flash(rq, said, e) ? e->rc
				  : redirect(rq, url_pricing_rules_id(rq, req_param(rq, "id")));
}

static uint64_t seen(const struct request *rq)
{
	return (uint64_t)form_int(rq->form, "seen", 0);
}

enum rc do_price_rule_switch(struct request *rq, struct err *e)
{
	const bool arms = str_eq(form_text(rq->form, "to"), switches[PRICE_ARMED]);
	const enum rc rc = price_rule_switch(rq->db, seen(rq), arms ? PRICE_ARMED : PRICE_OFF,
					     rq->session->login, e);

	return answer(rq, rc,
		      arms ? _("Armed. Kram works out the prices within a few minutes.")
			   : _("Switched off: the offers keep their price."),
		      e);
}

enum rc do_price_rule_end(struct request *rq, struct err *e)
{
	const enum rc rc = price_rule_end(rq->db, seen(rq), rq->session->login, e);

	return answer(rq, rc,
		      _("Removed: the offers keep their price until another rule is for them."), e);
}

enum rc do_price_rule_undo(struct request *rq, struct err *e)
{
	const enum rc rc = price_rule_undo(rq->db, seen(rq), rq->session->login, e);

	return answer(rq, rc, _("Undone: the rule is what it was before."), e);
}
