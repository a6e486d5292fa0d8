/* A new producer or person: the form, and the intent that comes of it. */
#include "terms/producers.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "outbox/undo_view.h"
#include "terms/register_view.h"
#include "terms/terms.h"
#include "tpl/terms/register.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

#define FORM struct register_form
#define ACCOUNT_AND_KIND                                                                           \
	{"account",	   .type = FIELD_INT,	    .min = 1,                                      \
	 .max = INT32_MAX, .flags = FIELD_REQUIRED, INTO(FORM, account_id)},                       \
	{                                                                                          \
		"kind", .type = FIELD_ENUM, .values = register_kind_names, INTO(FORM, kind)        \
	}
#define TYPED(name, most)                                                                          \
	{                                                                                          \
#name, .type = FIELD_TEXT, .max = (most), INTO(FORM, t.name)                       \
	}

const struct field register_query_fields[] = {ACCOUNT_AND_KIND, {0}};
const struct field register_form_fields[] = {
    ACCOUNT_AND_KIND,
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED, INTO(FORM, batch)},
    TYPED(name, PARTY_NAME_MAX),
    TYPED(title, PARTY_TITLE_MAX),
    TYPED(street, PARTY_STREET_MAX),
    TYPED(post_code, PARTY_POST_CODE_MAX),
    TYPED(city, PARTY_CITY_MAX),
    TYPED(country, 2),
    TYPED(email, PARTY_EMAIL_MAX),
    TYPED(phone, PARTY_PHONE_MAX),
    TYPED(form_url, PARTY_FORM_MAX),
    {0},
};

/* How it stands with an entry of this name. */
static enum rc load(struct request *rq, struct register_page *page, struct err *e)
{
	struct account_list *accounts = mem_zero(rq, struct account_list);

	if (once_accounts(rq, accounts, e))
		return e->rc;
	page->account = account_chosen(accounts, page->form.account_id);
	if (!page->account)
		return err_set(e, RC_NOT_FOUND, "there is no such account");
	const struct act_subject subject = {
	    .id = register_subject(rq, page->account->id, str_or(page->form.t.name, "")),
	    .kind = register_kind(register_form_kind(&page->form))};
	page->thing.read_at = TIME_NONE;
	if (register_look(rq->db, rq, &subject, &page->thing, e) ||
	    acts_load(rq->db, rq, page->account->id, subject.id, &page->acts, e))
		return e->rc;
	return undo_load(rq, &page->undo, e);
}

static enum rc show(struct request *rq, const struct register_page *page, int status)
{
	struct fmt f = fmt_for(rq);

	register_fill(page_open(rq, TPL_TERMS_REGISTER, _("New entry at Allegro")), &f, page);
	page_status(rq, status);
	return RC_OK;
}

enum rc pg_register(struct request *rq, struct err *e)
{
	const bool is_again = rq->method == POST;
	struct register_page page = {.fault = NULL};

	form_into(is_again ? rq->form : rq->query, &page.form);
	register_tidy(rq, &page.form.t);
	if (is_again)
		page.fault = register_fault(register_form_kind(&page.form), &page.form.t);
	return load(rq, &page, e) ? e->rc : show(rq, &page, is_again ? 422 : 200);
}

static enum rc back(struct request *rq, const struct register_page *page, struct err *e)
{
	const struct url_arg args[] = {
	    {"account", mem_printf(rq, "%llu", (unsigned long long)page->account->id)},
	    {"kind", register_kind_names[page->form.kind]}};

	return flash(rq, _("It goes to Allegro in a minute; you can undo it until then."), e)
		   ? e->rc
		   : redirect(rq, url_with(rq, url_producers_new(), args, COUNT_OF(args)));
}

enum rc do_register(struct request *rq, struct err *e)
{
	struct register_page page = {.fault = NULL};

	form_into(rq->form, &page.form);
	register_tidy(rq, &page.form.t);
	if (!str_is_uuid(page.form.batch))
		return err_set(e, RC_INVALID, "the batch is no UUID");
	if (load(rq, &page, e))
		return e->rc;
	page.fault = register_fault(register_form_kind(&page.form), &page.form.t);
	if (page.fault)
		return show(rq, &page, 422);
	const struct act_decision d = {.kind = register_kind(register_form_kind(&page.form)),
				       .text = register_text(rq, &page.form.t),
				       .batch = page.form.batch,
				       .actor = rq->session->login};
	const char *subject = register_subject(rq, page.account->id, page.form.t.name);
	if (act_decide(rq->db, rq, register_look, subject, &d, e) == RC_CONFLICT) {
		err_clear(e);
		return show(rq, &page, 409);
	}
	return e->rc ? e->rc : back(rq, &page, e);
}
