/* Allegro's own price rules: looked at, made, changed, deleted. */
#include "pricing/pricing.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/outbox/outbox_kinds.h"
#include "outbox/undo_view.h"
#include "pricing/auto_rule_view.h"
#include "terms/terms.h"
#include "tpl/pricing/auto.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

enum { VALUE_CHARS = 12 };

#define FORM struct auto_form
#define ACCOUNT                                                                                    \
	{                                                                                          \
		"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, INTO(FORM, account_id)   \
	}
#define BATCH                                                                                      \
	{                                                                                          \
		"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED, INTO(FORM, batch)              \
	}

const struct field auto_rule_query_fields[] = {ACCOUNT, {0}};
const struct field auto_rule_form_fields[] = {
    ACCOUNT,
    BATCH,
    {"name", .type = FIELD_TEXT, .max = AUTO_RULE_NAME_MAX, INTO(FORM, name)},
    {"type", .type = FIELD_ENUM, .values = auto_rule_type_names, INTO(FORM, type)},
    {"change", .type = FIELD_ENUM, .values = auto_change_names, INTO(FORM, change)},
    {"value", .type = FIELD_TEXT, .max = VALUE_CHARS, INTO(FORM, value)},
    {"unit", .type = FIELD_ENUM, .values = auto_unit_names, INTO(FORM, unit)},
    {0},
};
const struct field auto_rule_delete_fields[] = {ACCOUNT, BATCH, {0}};

/* ---- Looking --------------------------------------------------------------------------------- */

/* Of one that is there. */
static enum rc load_rule(struct request *rq, struct auto_rule_page *page, struct err *e)
{
	const char *id = req_param(rq, "id");
	struct auto_rule_row *row = mem_zero(rq, struct auto_rule_row);
	if (auto_rule_find(rq->db, rq, page->form.account_id, id, row, e))
		return e->rc;
	page->rule = row;
	page->form.account_id = row->account_id;
	return RC_OK;
}

static const char *subject_of(struct request *rq, const struct auto_rule_page *page)
{
	return page->rule ? page->rule->id
			  : auto_rule_subject(rq, page->account->id, str_or(page->form.name, ""));
}

/* The page as the form or the query has it, and how it stands with the rule. */
static enum rc load(struct request *rq, struct auto_rule_page *page, struct err *e)
{
	if (once_accounts(rq, &page->accounts, e))
		return e->rc;
	page->account = account_chosen(&page->accounts, page->form.account_id);
	if (!page->account)
		return err_set(e, RC_NOT_FOUND, "there is no such account");
	const char *id = subject_of(rq, page);
	const struct act_subject change = {page->account->id, id, OUTBOX_ALLEGRO_RULE};
	const struct act_subject end = {page->account->id, id, OUTBOX_ALLEGRO_RULE_DELETE};
	if (auto_rule_look(rq->db, rq, &change, &page->thing, e) ||
	    (page->rule && auto_rule_look(rq->db, rq, &end, &page->when_deleted, e)) ||
	    acts_load(rq->db, rq, page->account->id, id, &page->acts, e))
		return e->rc;
	return undo_load(rq, &page->undo, e);
}

static enum rc show(struct request *rq, const struct auto_rule_page *page, int status)
{
	struct fmt f = fmt_for(rq);

	auto_rule_fill(page_open(rq, TPL_PRICING_AUTO, _("Allegro's price rule")), &f, page);
	page_status(rq, status);
	return RC_OK;
}

#define BLANK                                                                                      \
	{                                                                                          \
		.name = "", .value = "", .unit = "%", .type = AUTO_ALLEGRO_MIN                     \
	}

enum rc pg_auto_rule_new(struct request *rq, struct err *e)
{
	struct auto_rule_page page = {.form = BLANK};

	form_into(rq->query, &page.form);
	page.form.change = AUTO_NONE;
	return load(rq, &page, e) ? e->rc : show(rq, &page, 200);
}

enum rc pg_auto_rule(struct request *rq, struct err *e)
{
	struct auto_rule_page page = {.form = BLANK};

	form_into(rq->query, &page.form);
	if (load_rule(rq, &page, e) || load(rq, &page, e))
		return e->rc;
	page.form.name = page.rule->name;
	return show(rq, &page, 200);
}

/* ---- Deciding -------------------------------------------------------------------------------- */

/* "-5%", "+2.00 PLN" of what was typed. */
static const char *change_text(struct request *rq, const struct auto_form *form)
{
	const char *sign = form->change == AUTO_LOWER ? "-" : "+";
	const bool is_share = str_eq(form->unit, "%");
	char *value = str_squeeze(rq, form->value);

	for (char *c = value; *c; c++)
		if (*c == ',')
			*c = '.';
	if (form->change == AUTO_NONE)
		return "";
	return mem_printf(rq, "%s%s%s%s", sign, value, is_share ? "" : " ", form->unit);
}

/* NULL: it is a rule now. */
static const char *read_form(struct request *rq, const struct auto_rule_page *page,
			     struct auto_rule *out, struct err *e)
{
	const struct auto_form *form = &page->form;

	if (page->rule && auto_rule_read(rq, page->rule->raw, out, e)) {
		err_clear(e);
		return _("This rule says something that Kram does not know: change it at Allegro.");
	}
	if (!page->rule)
		*out = (struct auto_rule){.type = auto_rule_type_names[form->type]};
	out->name = form->name;
	if (!(page->rule && form->change == AUTO_KEEP) &&
	    !auto_rule_change_read(rq, change_text(rq, form), out))
		return _("Type by how much, such as 5 or 2.50.");
	return auto_rule_fault(out) ? _("The name is missing or too long.") : NULL;
}

static enum rc decide(struct request *rq, struct auto_rule_page *page, const struct act_decision *d,
		      struct err *e)
{
	if (act_decide(rq->db, rq, auto_rule_look, subject_of(rq, page), d, e) == RC_CONFLICT) {
		err_clear(e);
		page->problem = _("This cannot be done now. Nothing was sent.");
		return load(rq, page, e) ? e->rc : show(rq, page, 409);
	}
	if (e->rc || flash(rq, _("It goes to Allegro in a minute; you can undo it until then."), e))
		return e->rc;
	return redirect(rq, url_pricing());
}

static enum rc read_page(struct request *rq, struct auto_rule_page *page, struct err *e)
{
	form_into(rq->form, &page->form);
	if (str_empty(page->form.unit))
		page->form.unit = auto_unit_names[0];
	return str_is_uuid(page->form.batch) ? RC_OK
					     : err_set(e, RC_INVALID, "the batch is no UUID");
}

static enum rc keep(struct request *rq, struct auto_rule_page *page, struct err *e)
{
	struct auto_rule rule;

	page->form.name = str_squeeze(rq, page->form.name);
	if (load(rq, page, e))
		return e->rc;
	page->problem = read_form(rq, page, &rule, e);
	if (page->problem)
		return show(rq, page, 422);
	const struct act_decision d = {.kind = OUTBOX_ALLEGRO_RULE,
				       .text = auto_rule_text(rq, &rule),
				       .batch = page->form.batch,
				       .actor = rq->session->login};
	return decide(rq, page, &d, e);
}

enum rc do_auto_rule_new(struct request *rq, struct err *e)
{
	struct auto_rule_page page = {.form = BLANK};

	return read_page(rq, &page, e) ? e->rc : keep(rq, &page, e);
}

enum rc do_auto_rule(struct request *rq, struct err *e)
{
	struct auto_rule_page page = {.form = BLANK};

	return read_page(rq, &page, e) || load_rule(rq, &page, e) ? e->rc : keep(rq, &page, e);
}

enum rc do_auto_rule_delete(struct request *rq, struct err *e)
{
	struct auto_rule_page page = {.form = BLANK};

	if (read_page(rq, &page, e) || load_rule(rq, &page, e) || load(rq, &page, e))
		return e->rc;
	page.form.name = page.rule->name;
	const struct act_decision d = {.kind = OUTBOX_ALLEGRO_RULE_DELETE,
				       .text = AUTO_RULE_DELETED,
				       .batch = page.form.batch,
				       .actor = rq->session->login};
	return decide(rq, &page, &d, e);
}
