/* Translations as a table: out for a spreadsheet, and back. */
#include "mapping/values.h"

#include "base/mem.h"
#include "domain/mapping/translation.h"
#include "domain/mapping/value_read.h"
#include "urls.h"
#include "web/csv.h"
#include "web/page.h"
#include "web/upload.h"

#include <inttypes.h>
#include <string.h>

enum { REFUSED_MAX = 20 }; /* that are told: who has more mends these first */

const struct field translations_fields[] = {
    {0},
};

/* ---- Out ------------------------------------------------------------------------------------- */

static void csv_translation(struct csv *csv, struct request *rq, const struct values_page *page,
			    const struct translation *t)
{
	const char *cells[TRANSLATION_COLUMNS];

	translation_cells(rq, page->def, page->index, t, cells);
	for (size_t i = 0; i < TRANSLATION_COLUMNS; i++)
		csv_text(csv, cells[i]);
	csv_end_row(csv);
}

static bool is_translation(const struct values_page *page, const struct decision *d, void *mem)
{
	return str_eq(d->kind, decision_kind_names[DECISION_VALUE]) &&
	       str_eq(decision_part(mem, d->subject, 0), page->def->id);
}

static void csv_decided(struct csv *csv, struct request *rq, const struct values_page *page)
{
	for (size_t i = 0; i < page->rules.n; i++) {
		const struct decision *d = &page->rules.at[i].d;
		struct translation t = {
		    .products = INT64_MIN, .is_decided = true, .is_skipped = !d->value};

		if (!is_translation(page, d, rq))
			continue;
		t.source = decision_part(rq, d->subject, 1);
		t.value = decision_part(rq, d->subject, 2);
		if (!d->value || param_answer_parse(rq, page->def->id, d->value, &t.answer))
			csv_translation(csv, rq, page, &t);
	}
}

enum rc pg_translations(struct request *rq, struct err *e)
{
	struct values_page page = {.def = NULL};
	struct worklist_row *open;
	struct csv csv;
	size_t n;

	if (values_load(rq, &page, e) ||
	    worklist_open_all(rq->db, rq, page.scope.account->id, page.def->id, &open, &n, e))
		return e->rc;
	csv_begin(&csv, rq);
	for (size_t i = 0; i < TRANSLATION_COLUMNS; i++)
		csv_text(&csv, _(translation_headings[i]));
	csv_end_row(&csv);
	for (size_t i = 0; i < n; i++) {
		const struct translation t = {.source = decision_part(rq, open[i].subject, 1),
					      .value = decision_part(rq, open[i].subject, 2),
					      .products = open[i].n};
		csv_translation(&csv, rq, &page, &t);
	}
	csv_decided(&csv, rq, &page);
	return csv_send(&csv, rq, "translations.csv", e);
}

/* ---- In -------------------------------------------------------------------------------------- */

struct sent {
	struct request *rq;
	struct values_page *page;
	struct fmt f;
	struct decision *at; /* what is new in it */
	size_t n;
	size_t rows;
};

static const char *reason(const struct sent *s, const struct translation_problem *p)
{
	switch (p->fault) {
	case TRANSLATION_NAMELESS:
		return _("The attribute or its value is missing.");
	case TRANSLATION_CONTRADICTS:
		return _("It is to be skipped, and has a value.");
	case TRANSLATION_UNKNOWN:
		return mem_printf(s->rq, _("\"%s\" is not on Allegro's list."), p->at);
	case TRANSLATION_SEVERAL:
		return mem_printf(
		    s->rq, _("Several values are called \"%s\": add the id of one, after a #."),
		    p->at);
	case TRANSLATION_NO_NUMBER:
		return quantity_text(p->why);
	default:
		return param_fault_text(&s->f, s->page->def, &p->finding);
	}
}

static void refuse(struct sent *s, uint64_t line, const char *why)
{
	struct values_page *page = s->page;

	page->problem = _("The table was not read: nothing was saved.");
	if (page->n_refused == REFUSED_MAX)
		return;
	page->refused = mem_grow(s->rq, page->refused, const char *, page->n_refused + 1);
	page->refused[page->n_refused++] =
	    mem_printf(s->rq, _("Line %s: %s"), fmt_int(&s->f, (int64_t)line), why);
}

static const struct decision *decided(const struct sent *s, const char *subject)
{
	const struct product nothing = product_unknown();
	const struct rule *rule =
	    rule_find(&s->page->rules, DECISION_VALUE, subject, RULE_ALWAYS, &nothing);

	return rule ? &rule->d : NULL;
}

static bool is_there(const struct sent *s, const char *subject)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->at[i].subject, subject))
			return true;
	return false;
}

static void take(struct sent *s, uint64_t line, const struct translation *t)
{
	const struct said said = {.source = t->source, .text = t->value, .unit = ""};
	const char *subject = value_subject(s->rq, s->page->def, &said);
	const char *value = t->is_skipped ? NULL : param_answer_print(s->rq, &t->answer);
	const struct decision *was = subject ? decided(s, subject) : NULL;

	if (!subject) {
		refuse(s, line, _("The value is too long."));
		return;
	}
	if (is_there(s, subject)) {
		refuse(s, line, _("This value is there twice."));
		return;
	}
	if (was && !was->value == !value && str_eq(was->value, value))
		return;
	s->at[s->n++] = (struct decision){
	    .environment = s->page->scope.account->environment,
	    .kind = decision_kind_names[DECISION_VALUE],
	    .subject = subject,
	    .applies_if = "",
	    .value = value,
	    .made_by = s->rq->session->login,
	    .replaces = was ? was->id : 0,
	};
}

static void read_row(struct sent *s, const size_t *columns, const struct table_row *row)
{
	const char *cells[TRANSLATION_COLUMNS];
	struct translation_problem problem = {0};
	struct translation t;

	translation_row(s->rq, columns, row, cells);
	if (translation_read(s->rq, s->page->def, s->page->index, cells, &t, &problem))
		refuse(s, row->line, reason(s, &problem));
	else if (t.is_decided)
		take(s, row->line, &t);
}

/* What is wrong with it is the page's affair. */
static enum rc read_table(struct sent *s, struct err *e)
{
	size_t columns[TRANSLATION_COLUMNS];
	const struct table_row *row;
	struct table *table;

	if (!s->rq->upload || !s->rq->upload->bytes) {
		s->page->problem = _("Choose a file first: none was chosen, or it is empty.");
		return RC_OK;
	}
	if (!translation_open(s->rq, s->rq->upload->fd, &table, columns, e)) {
		while (!table_next(table, &row, e) && s->rows++ < WORKLIST_OPEN_MAX)
			read_row(s, columns, row);
		if (s->rows > WORKLIST_OPEN_MAX)
			refuse(s, row->line, _("The table has more than 2000 rows."));
	}
	if (e->rc == RC_INVALID)
		s->page->problem = _("This is not the table that was downloaded here.");
	if (e->rc == RC_INVALID || e->rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

static enum rc save(const struct sent *s, struct err *e)
{
	for (size_t i = 0; i < s->n; i += DECISIONS_AT_ONCE) {
		const size_t left = s->n - i;

		if (decisions_make(s->rq->db, &s->at[i],
				   left < DECISIONS_AT_ONCE ? left : DECISIONS_AT_ONCE, e))
			return page_conflict(s->rq, _("Someone else decided this before you."), e);
	}
	return values_saved(s->rq, s->page, e);
}

enum rc do_translations(struct request *rq, struct err *e)
{
	struct values_page page = {.def = NULL};
	struct sent s = {.rq = rq, .page = &page, .f = fmt_for(rq)};

	if (values_load(rq, &page, e))
		return e->rc;
	s.at = mem_array(rq, struct decision, WORKLIST_OPEN_MAX);
	if (read_table(&s, e))
		return e->rc;
	if (!page.problem && !s.n)
		page.problem = _("The table says nothing new.");
	return page.problem ? values_show(rq, &page) : save(&s, e);
}
