/* Terms of sale: looking, choosing, asking for another reading. */
#include "terms/terms.h"

#include "common/once.h"
#include "terms/terms_view.h"
#include "tpl/terms/show.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

enum { COUNTRY_CHARS = 2, POST_CODE_CHARS = 20, CITY_CHARS = 100 };

const struct field terms_query_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    {0},
};

#define SELLER struct seller_terms
const struct field terms_form_fields[] = {
    {"version", .type = FIELD_INT, .min = 0, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(SELLER, version)},
    {"shipping", .type = FIELD_ID, INTO(SELLER, term_ids[TERM_SHIPPING])},
    {"returns", .type = FIELD_ID, INTO(SELLER, term_ids[TERM_RETURNS])},
    {"implied", .type = FIELD_ID, INTO(SELLER, term_ids[TERM_IMPLIED])},
    {"warranty", .type = FIELD_ID, INTO(SELLER, term_ids[TERM_WARRANTY])},
    {"handling", .type = FIELD_ENUM, .values = seller_handling_names, INTO(SELLER, handling)},
    {"invoice", .type = FIELD_ENUM, .values = seller_invoice_names, INTO(SELLER, invoice)},
    {"province", .type = FIELD_ENUM, .values = seller_province_names, INTO(SELLER, province)},
    {"country", .type = FIELD_TEXT, .max = COUNTRY_CHARS, INTO(SELLER, country)},
    {"post_code", .type = FIELD_TEXT, .max = POST_CODE_CHARS, INTO(SELLER, post_code)},
    {"city", .type = FIELD_TEXT, .max = CITY_CHARS, INTO(SELLER, city)},
    {0},
};

const struct account *account_chosen(const struct account_list *all, uint64_t id)
{
	for (size_t i = 0; i < all->n; i++)
		if (!id || all->accounts[i].id == id)
			return &all->accounts[i];
	return NULL;
}

static enum rc load(struct request *rq, uint64_t id, struct terms_page *page, struct err *e)
{
	if (once_accounts(rq, &page->accounts, e))
		return e->rc;
	page->account = account_chosen(&page->accounts, id);
	if (!page->account)
		return id ? err_set(e, RC_NOT_FOUND, "there is no such account") : RC_OK;
	return terms_standing(rq->db, rq, page->account->id, &page->standing, e);
}

static void show(struct request *rq, const struct terms_page *page)
{
	struct fmt f = fmt_for(rq);

	terms_fill(page_open(rq, TPL_TERMS_SHOW, _("Terms of sale")), &f, page);
}

enum rc pg_terms(struct request *rq, struct err *e)
{
	struct terms_page page = {.typed = NULL};

	if (load(rq, (uint64_t)form_int(rq->query, "account", 0), &page, e))
		return e->rc;
	show(rq, &page);
	return RC_OK;
}

static enum rc read_typed(struct request *rq, struct terms_page *page, struct seller_terms *typed,
			  struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e) || load(rq, id, page, e))
		return e->rc;
	*typed = (struct seller_terms){.account_id = id};
	form_into(rq->form, typed);
	page->typed = typed;
	page->fault = seller_terms_fault(typed, &page->standing.lists);
	return RC_OK;
}

static enum rc again(struct request *rq, const struct terms_page *page)
{
	show(rq, page);
	page_status(rq, 422);
	return RC_OK;
}

/* What the table of fields refuses, a longer text, another word, comes from no form of ours. */
enum rc pg_terms_again(struct request *rq, struct err *e)
{
	struct terms_page page = {.typed = NULL};
	struct seller_terms typed;

	return read_typed(rq, &page, &typed, e) ? e->rc : again(rq, &page);
}

static enum rc back(struct request *rq, uint64_t id, const char *said, struct err *e)
{
	struct fmt f = fmt_for(rq);
	const struct url_arg arg = {"account", fmt_id(&f, id)};

	return flash(rq, said, e) ? e->rc : redirect(rq, url_with(rq, url_terms(), &arg, 1));
}

enum rc do_terms_save(struct request *rq, struct err *e)
{
	struct terms_page page = {.typed = NULL};
	struct seller_terms typed;

	if (read_typed(rq, &page, &typed, e))
		return e->rc;
	if (page.fault)
		return again(rq, &page);
	if (seller_terms_save(rq->db, &typed, rq->session->login, e))
		return page_conflict(rq, _("Someone changed the terms before you."), e);
	return back(rq, typed.account_id, _("Saved."), e);
}

enum rc do_terms_renew(struct request *rq, struct err *e)
{
	struct terms_page page = {.typed = NULL};
	uint64_t id;

	if (req_id(rq, "id", &id, e) || load(rq, id, &page, e) ||
	    terms_renew(rq->db, id, rq->session->login, e))
		return e->rc;
	return back(rq, id, _("The lists are fetched again within a minute."), e);
}
