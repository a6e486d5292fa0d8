/* Fields of offers: where they come from, and what is decided. */
#include "mapping/offer_map.h"

#include "base/mem.h"
#include "domain/mapping/worklist.h"
#include "tpl/mapping/offer.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>

enum { NAME_CHARS = 100, FROM_CHARS = 60 };

#define FROM_ATTRIBUTE_WORD "attribute"
#define FROM_FIELD_WORD	    "field:"
#define FROM_SAME_WORD	    "same:"

static const char *const acts[] = {"look", "keep", NULL};

const struct field offer_map_fields[] = {
    {"act", .type = FIELD_ENUM, .values = acts, .flags = FIELD_REQUIRED},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    {"from:", .type = FIELD_TEXT, .max = FROM_CHARS, .flags = FIELD_KEYED},
    {"attribute:", .type = FIELD_TEXT, .max = NAME_CHARS, .flags = FIELD_KEYED},
    {0},
};

/* ---- What holds ------------------------------------------------------------------------------
 */

static void read_source(struct request *rq, struct offer_map_row *row, const struct value_source *s)
{
	if (s->kind == SOURCE_ATTRIBUTE) {
		row->from = FROM_ATTRIBUTE_WORD;
		row->attribute = s->arg;
	} else if (s->kind == SOURCE_FIELD) {
		row->from = mem_printf(rq, FROM_FIELD_WORD "%s", product_field_name(s->field));
	} else {
		row->from = mem_printf(rq, FROM_SAME_WORD "%s", s->arg);
	}
}

static void read_rules(struct request *rq, struct offer_map_page *page)
{
	for (enum offer_field f = 0; f < OFFER_FIELDS; f++)
		page->rows[f] = (struct offer_map_row){.from = "", .attribute = ""};
	for (size_t i = 0; i < page->rules.n; i++) {
		const struct rule *rule = &page->rules.at[i];
		if (!str_eq(rule->d.kind, decision_kind_names[DECISION_OFFER]))
			continue;
		const enum offer_field f = offer_field_find(rule->d.subject);
		if (f == OFFER_FIELDS)
			continue;
		page->rows[f].decision_id = rule->d.id;
		page->rows[f].value = rule->d.value;
		if (rule->d.id > page->newest)
			page->newest = rule->d.id;
		if (rule->d.value && !rule->is_broken)
			read_source(rq, &page->rows[f], &rule->source);
	}
}

static enum rc load(struct request *rq, struct offer_map_page *page, struct err *e)
{
	if (mapping_account(rq, 0, &page->account, e))
		return e->rc;
	if (!page->account)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (rules_load(rq->db, rq, page->account->environment, page->account->id, &page->rules,
		       e) ||
	    worklist_attributes(rq->db, rq, page->account->id, NULL, &page->attributes,
				&page->n_attributes, e))
		return e->rc;
	read_rules(rq, page);
	return RC_OK;
}

static enum rc show(struct request *rq, const struct offer_map_page *page)
{
	struct fmt f = fmt_for(rq);

	offer_map_fill(page_open(rq, TPL_MAPPING_OFFER, _("Fields of an offer")), &f, page);
	if (page->problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_offer_map(struct request *rq, struct err *e)
{
	struct offer_map_page page = {.account = NULL};

	return load(rq, &page, e) ? e->rc : show(rq, &page);
}

/* ---- Deciding ---------------------------------------------------------------------------------
 */

static const char *keyed(struct request *rq, const char *name, enum offer_field f)
{
	size_t n;
	const char *const *values = form_keyed(rq->form, name, offer_field_def(f)->name, &n);

	return n ? values[0] : "";
}

/* The source that was posted as a text; NULL: the product's own field, or there is a problem. */
static const char *posted_source(struct request *rq, struct offer_map_page *page,
				 enum offer_field f)
{
	const struct offer_map_row *row = &page->rows[f];
	struct value_source s = {.field = PRODUCT_FIELDS, .arg = row->attribute};

	if (!*row->from)
		return NULL;
	if (str_starts(row->from, FROM_FIELD_WORD)) {
		s.kind = SOURCE_FIELD;
		s.field = product_field_find(row->from + strlen(FROM_FIELD_WORD));
	} else if (str_starts(row->from, FROM_SAME_WORD)) {
		s.kind = SOURCE_FIXED;
		s.arg = row->from + strlen(FROM_SAME_WORD);
	} else {
		s.kind = SOURCE_ATTRIBUTE;
	}
	if (s.kind == SOURCE_ATTRIBUTE && str_empty(s.arg))
		page->problem = _("Say which attribute of the shop.");
	else if ((s.kind == SOURCE_FIELD && s.field == PRODUCT_FIELDS) || !offer_field_takes(f, &s))
		page->problem = _("Say where the value comes from.");
	else
		return value_source_print(rq, &s);
	return NULL;
}

static bool is_same(const char *a, const char *b)
{
	return !a == !b && (!a || str_eq(a, b));
}

static void read_posted(struct request *rq, struct offer_map_page *page)
{
	for (enum offer_field f = 0; f < OFFER_FIELDS; f++) {
		struct offer_map_row *row = &page->rows[f];
		row->from = keyed(rq, "from:", f);
		row->attribute = keyed(rq, "attribute:", f);
		const char *value = posted_source(rq, page, f);
		if (page->problem || is_same(value, row->value))
			continue;
		page->changes[page->n_changes++] = (struct decision){
		    .environment = page->account->environment,
		    .kind = decision_kind_names[DECISION_OFFER],
		    .subject = offer_field_def(f)->name,
		    .applies_if = "",
		    .value = value,
		    .made_by = rq->session->login,
		    .replaces = row->decision_id,
		};
	}
	if (!page->problem && !page->n_changes)
		page->problem = _("Nothing changes.");
}

/* The difference is shown before it is kept: the form has no button to keep until then. */
enum rc do_offer_map(struct request *rq, struct err *e)
{
	struct offer_map_page page = {.account = NULL};
	struct look_preview preview;

	if (load(rq, &page, e))
		return e->rc;
	read_posted(rq, &page);
	if (page.problem)
		return show(rq, &page);
	if (str_eq(form_text(rq->form, "act"), "look")) {
		if (look_decisions(rq->db, rq, page.account, page.changes, page.n_changes, &preview,
				   e))
			return e->rc;
		page.preview = &preview;
		return show(rq, &page);
	}
	if (page.newest > (uint64_t)form_int(rq->form, "seen", 0)) {
		(void)err_set(e, RC_CONFLICT, "another rule since");
		return page_conflict(rq, _("Someone else decided this before you."), e);
	}
	if (decisions_make(rq->db, page.changes, page.n_changes, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("Saved. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, url_mapping_offer());
}
