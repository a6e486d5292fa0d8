/* Who answers for each brand: the list, one brand, choosing, taking back. */
#include "terms/producers.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "terms/producers_view.h"
#include "terms/terms.h"
#include "tpl/terms/brand.h"
#include "tpl/terms/producers.h"
#include "urls.h"
#include "web/page.h"

#define FORM struct brand_form
#define ACCOUNT_AND_BRAND                                                                          \
	{"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, INTO(FORM, account_id)},        \
	{                                                                                          \
		"brand", .type = FIELD_TEXT, .max = DECISION_SUBJECT_MAX, INTO(FORM, brand)        \
	}

const struct field producers_query_fields[] = {
    {"view", .type = FIELD_ENUM, .values = brand_view_names, .part = QUERY_TAB,
     INTO(struct brand_filter, view)},
    {"q", .type = FIELD_TEXT, .max = BRAND_QUERY_CHARS, .part = QUERY_FILTER,
     INTO(struct brand_filter, query)},
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .part = QUERY_SORT,
     INTO(struct brand_filter, account_id)},
    {"before", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .part = QUERY_CURSOR,
     INTO(struct brand_filter, before)},
    {0},
};
const struct field brand_query_fields[] = {ACCOUNT_AND_BRAND, {0}};
const struct field brand_form_fields[] = {
    ACCOUNT_AND_BRAND,
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX, INTO(FORM, seen)},
    {"producer", .type = FIELD_ID, INTO(FORM, producer_id)},
    {"person", .type = FIELD_ID, INTO(FORM, person_id)},
    {"safety", .type = FIELD_LONG_TEXT, .max = BRAND_SAFETY_CHARS, INTO(FORM, safety)},
    {"all", .type = FIELD_FLAG, INTO(FORM, all)},
    {0},
};
const struct field brand_undo_fields[] = {
    ACCOUNT_AND_BRAND,
    {"seen", .type = FIELD_INT, .min = 1, .max = INT64_MAX, .flags = FIELD_REQUIRED,
     INTO(FORM, seen)},
    {0},
};

/* ---- The list -------------------------------------------------------------------------------- */

static enum rc load_list(struct request *rq, struct producers_page *page, struct err *e)
{
	const char *environment = page->account->environment;

	page->filter.account_id = page->account->id;
	if (brand_list(rq->db, rq, environment, &page->filter, &page->rows, &page->n, e) ||
	    term_list(rq->db, rq, page->account->id, TERM_PRODUCER, &page->producers, e) ||
	    term_list(rq->db, rq, page->account->id, TERM_PERSON, &page->persons, e))
		return e->rc;
	if (query_cut(&page->n, BRAND_PAGE))
		page->older =
		    mem_printf(rq, "%llu", (unsigned long long)page->rows[page->n - 1].id);
	return RC_OK;
}

enum rc pg_producers(struct request *rq, struct err *e)
{
	struct producers_page page = {.query = query_read(rq, url_producers())};
	struct fmt f = fmt_for(rq);

	form_into(rq->query, &page.filter);
	query_choose(&page.query, "view", brand_view_names[page.filter.view]);
	if (once_accounts(rq, &page.accounts, e))
		return e->rc;
	page.account = account_chosen(&page.accounts, page.filter.account_id);
	if (page.account && load_list(rq, &page, e))
		return e->rc;
	producers_fill(page_open(rq, TPL_TERMS_PRODUCERS, _("Producers by brand")), &f, &page);
	return RC_OK;
}

/* ---- One brand ------------------------------------------------------------------------------- */

static enum rc load(struct request *rq, struct brand_form *form, struct brand_page *page,
		    struct err *e)
{
	struct account_list *accounts = mem_zero(rq, struct account_list);

	if (once_accounts(rq, accounts, e))
		return e->rc;
	page->accounts = accounts;
	page->account = account_chosen(accounts, form->account_id);
	if (!page->account)
		return err_set(e, RC_NOT_FOUND, "there is no such account");
	form->account_id = page->account->id;
	if (brand_load(rq->db, rq, page->account->environment, form->account_id,
		       str_or(form->brand, ""), &page->row, e) ||
	    brand_evidence(rq->db, rq, page->account, &page->row, page->evidence, &page->n_evidence,
			   e) ||
	    term_list(rq->db, rq, form->account_id, TERM_PRODUCER, &page->producers, e))
		return e->rc;
	return term_list(rq->db, rq, form->account_id, TERM_PERSON, &page->persons, e);
}

static enum rc show(struct request *rq, const struct brand_page *page, int status)
{
	struct fmt f = fmt_for(rq);

	brand_fill(page_open(rq, TPL_TERMS_BRAND, _("Producer of a brand")), &f, page);
	page_status(rq, status);
	return RC_OK;
}

enum rc pg_brand(struct request *rq, struct err *e)
{
	const bool is_again = rq->method == POST;
	struct brand_form form = {.brand = NULL};
	struct brand_page page = {.typed = is_again ? &form : NULL};

	form_into(is_again ? rq->form : rq->query, &form);
	if (load(rq, &form, &page, e))
		return e->rc;
	if (is_again)
		page.problem = _("The safety information is too long.");
	return show(rq, &page, is_again ? 422 : 200);
}

/* What is chosen, with the names of the entries; false: one of them is not there (any more). */
static bool choice_of(const struct brand_form *form, const struct brand_page *page,
		      struct brand_choice *out)
{
	const struct term_row *producer = term_of(&page->producers, form->producer_id);
	const struct term_row *person = term_of(&page->persons, form->person_id);

	if ((form->producer_id && !term_can_be_chosen(producer)) ||
	    (form->person_id && !term_can_be_chosen(person)))
		return false;
	*out = (struct brand_choice){form->producer_id, producer ? producer->t.name : NULL,
				     form->person_id, person ? person->t.name : NULL, form->safety};
	return true;
}

static bool is_nothing(const struct brand_choice *c)
{
	return !c->producer_id && !c->person_id && str_empty(c->safety);
}

/* What holds of the same accounts: what was seen, unless that was of others. */
static enum rc find_replaced(struct request *rq, const struct brand_form *form,
			     const struct brand_page *page, uint64_t scope, uint64_t *id,
			     struct err *e)
{
	struct brand_row row;

	*id = form->seen;
	if (!page->row.decision_id || page->row.account_id == scope)
		return RC_OK;
	if (brand_load(rq->db, rq, page->account->environment, scope, page->row.brand, &row, e))
		return e->rc;
	*id = row.account_id == scope ? row.decision_id : 0;
	return RC_OK;
}

static enum rc decide(struct request *rq, const struct brand_form *form,
		      const struct brand_page *page, const struct brand_choice *c, struct err *e)
{
	const bool was_own = page->row.decision_id && page->row.account_id;
	struct decision d = {
	    .environment = page->account->environment,
	    .account_id = form->all ? 0 : form->account_id,
	    .kind = decision_kind_names[DECISION_BRAND],
	    .subject = page->row.brand,
	    .applies_if = "",
	    .value = brand_value(rq, c),
	    .made_by = rq->session->login,
	};

	if (form->seen != page->row.decision_id)
		return err_set(e, RC_CONFLICT, "somebody else chose meanwhile");
	if (is_nothing(c))
		return form->seen ? decision_end(rq->db, form->seen, d.made_by, e) : RC_OK;
	if (find_replaced(rq, form, page, d.account_id, &d.replaces, e) ||
	    decisions_make(rq->db, &d, 1, e))
		return e->rc;
	/* What was the account's own would stand before what is of all. */
	return form->all && was_own ? decision_end(rq->db, form->seen, d.made_by, e) : RC_OK;
}

static enum rc back(struct request *rq, const struct brand_form *form, const char *said,
		    struct err *e)
{
	return flash(rq, said, e)
		   ? e->rc
		   : redirect(rq, brand_url(rq, form->account_id, str_or(form->brand, "")));
}

enum rc do_brand_save(struct request *rq, struct err *e)
{
	struct brand_form form = {.brand = NULL};
	struct brand_page page = {.typed = &form};
	struct brand_choice choice;

	form_into(rq->form, &form);
	if (load(rq, &form, &page, e))
		return e->rc;
	if (!choice_of(&form, &page, &choice)) {
		page.problem = _("What you chose is no longer at Allegro. Choose again.");
		return show(rq, &page, 422);
	}
	if (decide(rq, &form, &page, &choice, e) == RC_INVALID)
		return pg_brand(rq, e);
	if (e->rc)
		return page_conflict(rq, _("Someone else chose for this brand before you."), e);
	return back(rq, &form, _("Saved. The products of this brand are checked within a minute."),
		    e);
}

enum rc do_brand_undo(struct request *rq, struct err *e)
{
	struct brand_form form = {.brand = NULL};
	struct decision was;

	form_into(rq->form, &form);
	if (decision_find(rq->db, rq, form.seen, &was, e))
		return e->rc;
	if (!str_eq(was.kind, decision_kind_names[DECISION_BRAND]))
		return err_set(e, RC_NOT_FOUND, "not a choice of a brand");
	if (decision_undo(rq->db, form.seen, rq->session->login, e))
		return page_conflict(rq, _("Someone else chose for this brand before you."), e);
	return back(rq, &form, _("Undone."), e);
}
