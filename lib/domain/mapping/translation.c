/* Rows of a translation table: what they say, and how they say it. */
#include "domain/mapping/translation.h"

#include "base/fold.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

#include <string.h>

enum { CELL_BYTES = 16 * 1024 };

const char *const translation_headings[TRANSLATION_COLUMNS] = {
    [TRANSLATION_SOURCE] = N_("Attribute"),  [TRANSLATION_VALUE] = N_("Value in the shop"),
    [TRANSLATION_PRODUCTS] = N_("Products"), [TRANSLATION_ALLEGRO] = N_("Value at Allegro"),
    [TRANSLATION_OWN] = N_("Own text"),	     [TRANSLATION_SKIP] = N_("Skip"),
};

/* ---- Out ------------------------------------------------------------------------------------- */

static void add(struct str *out, const char *between, const char *text)
{
	str_addf(out, "%s%s", out->len ? between : "", text);
}

/* The label where it comes back as this value, else with its id. */
static const char *label(void *owner, const struct value_index *index,
			 const struct category_param *def, const char *id)
{
	const struct param_value *value = param_value_find(def, id);
	const char *text = value ? str_or(value->value, "") : "";

	if (!value || strpbrk(text, "|#") || !*text)
		return mem_printf(owner, "#%s", id);
	const struct value_match m = value_match(index, NULL, text);
	return m.found == VALUE_EXACT && m.at[0] == value ? text
							  : mem_printf(owner, "%s #%s", text, id);
}

static const char *values_cell(void *owner, const struct category_param *def,
			       const struct value_index *index, const struct param_answer *a)
{
	struct str out;

	str_init(&out, owner, CELL_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < a->n_ids; i++)
		if (!a->n_texts || !str_eq(a->ids[i], def->ambiguous_id))
			add(&out, " | ", label(owner, index, def, a->ids[i]));
	return out.text;
}

static const char *texts_cell(void *owner, const struct param_answer *a)
{
	struct str out;

	if (a->from && a->to)
		return mem_printf(owner, "%s - %s", a->from, a->to);
	str_init(&out, owner, CELL_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < a->n_texts; i++)
		add(&out, "\n", a->texts[i]);
	return out.text;
}

void translation_cells(void *owner, const struct category_param *def,
		       const struct value_index *index, const struct translation *t,
		       const char *cells[TRANSLATION_COLUMNS])
{
	const bool has_list = param_kind(def->type) == PARAM_DICTIONARY;

	cells[TRANSLATION_SOURCE] = t->source;
	cells[TRANSLATION_VALUE] = t->value;
	cells[TRANSLATION_PRODUCTS] =
	    t->products < 0 ? "" : mem_printf(owner, "%lld", (long long)t->products);
	cells[TRANSLATION_ALLEGRO] =
	    has_list ? values_cell(owner, def, index, &t->answer) : texts_cell(owner, &t->answer);
	cells[TRANSLATION_OWN] = has_list ? texts_cell(owner, &t->answer) : "";
	cells[TRANSLATION_SKIP] = t->is_decided && t->is_skipped ? "x" : "";
}

/* ---- In -------------------------------------------------------------------------------------- */

struct reading {
	void *owner;
	const struct category_param *def;
	const struct value_index *index;
	struct param_answer *answer;
	struct translation_problem *problem;
};

static enum translation_fault fail(const struct reading *r, enum translation_fault fault,
				   const char *at)
{
	r->problem->fault = fault;
	r->problem->at = at;
	return fault;
}

/* The value that means "other", by its label. */
static bool is_other(const struct reading *r, const char *part)
{
	const char *id = r->def->ambiguous_id;
	const struct param_value *other = id ? param_value_find(r->def, id) : NULL;

	return other && other->value &&
	       str_eq(text_fold(r->owner, part), text_fold(r->owner, other->value));
}

/* "szary", "szary #33_3", "#33_3"; of the last two the id counts. */
static enum translation_fault take_value(const struct reading *r, const char *part)
{
	const char *id = strrchr(part, '#');
	const struct param_value *value = id ? param_value_find(r->def, id + 1) : NULL;

	if (value || is_other(r, part)) {
		param_answer_add_id(r->owner, r->answer, value ? value->id : r->def->ambiguous_id);
		return TRANSLATION_FINE;
	}
	const struct value_match m = value_match(r->index, NULL, part);
	if (m.found == VALUE_SEVERAL)
		return fail(r, TRANSLATION_SEVERAL, part);
	if (m.found == VALUE_NONE)
		return fail(r, TRANSLATION_UNKNOWN, part);
	param_answer_add_id(r->owner, r->answer, m.at[0]->id);
	return TRANSLATION_FINE;
}

static enum translation_fault take_values(const struct reading *r, const char *cell)
{
	while (*cell) {
		const size_t len = strcspn(cell, "|");
		const char *part = str_squeeze(r->owner, mem_strndup(r->owner, cell, len));

		if (*part && take_value(r, part))
			return r->problem->fault;
		cell += len + (cell[len] == '|');
	}
	return TRANSLATION_FINE;
}

static void take_own(const struct reading *r, const char *own)
{
	if (!*own)
		return;
	if (r->def->ambiguous_id && !param_answer_has_id(r->answer, r->def->ambiguous_id))
		param_answer_add_id(r->owner, r->answer, r->def->ambiguous_id);
	param_answer_add_text(r->owner, r->answer, str_squeeze(r->owner, own));
}

static enum translation_fault take_number(const struct reading *r, const char *cell)
{
	struct param_answer a;

	r->problem->why = quantity_answer(r->owner, r->def, cell, NULL, DECIMAL_UNKNOWN, &a);
	if (r->problem->why)
		return fail(r, TRANSLATION_NO_NUMBER, cell);
	*r->answer = a;
	return TRANSLATION_FINE;
}

static void take_texts(const struct reading *r, const char *cell)
{
	while (*cell) {
		const size_t len = strcspn(cell, "\r\n");
		const char *text = str_squeeze(r->owner, mem_strndup(r->owner, cell, len));

		if (*text)
			param_answer_add_text(r->owner, r->answer, text);
		cell += len + (cell[len] != '\0');
	}
}

/* Where there is no list, a text is one wherever it stands. */
static enum translation_fault take_answer(const struct reading *r, const char *cell,
					  const char *own)
{
	const char *text = *cell ? cell : own;

	switch (param_kind(r->def->type)) {
	case PARAM_DICTIONARY:
		if (take_values(r, cell))
			return r->problem->fault;
		take_own(r, own);
		return TRANSLATION_FINE;
	case PARAM_INTEGER:
	case PARAM_FLOAT:
		return take_number(r, text);
	default:
		take_texts(r, text);
		return TRANSLATION_FINE;
	}
}

/* As in a product of which nothing else is known. */
static enum translation_fault check(const struct reading *r)
{
	const struct param_state s = {.is_visible = true, .answer = r->answer};
	const enum param_fault fault = param_check(r->def, &s, &r->problem->finding);

	if (!fault || fault == PARAM_DEPENDENCY)
		return TRANSLATION_FINE;
	return fail(r, TRANSLATION_REFUSED, r->problem->finding.at);
}

static bool is_marked(void *owner, const char *cell)
{
	return *cell && !str_has_word("0 n no nie false", text_fold(owner, cell));
}

enum translation_fault translation_read(void *owner, const struct category_param *def,
					const struct value_index *index,
					const char *const cells[TRANSLATION_COLUMNS],
					struct translation *out,
					struct translation_problem *problem)
{
	const struct reading r = {owner, def, index, &out->answer, problem};
	const char *cell = str_or(cells[TRANSLATION_ALLEGRO], "");
	const char *own = str_or(cells[TRANSLATION_OWN], "");

	*problem = (struct translation_problem){0};
	*out = (struct translation){
	    .source = cells[TRANSLATION_SOURCE],
	    .value = cells[TRANSLATION_VALUE],
	    .is_skipped = is_marked(owner, str_or(cells[TRANSLATION_SKIP], "")),
	    .answer = {.param_id = def->id},
	};
	out->is_decided = out->is_skipped || *cell || *own;
	if (str_empty(out->source) || str_empty(out->value))
		return fail(&r, TRANSLATION_NAMELESS, NULL);
	if (out->is_skipped && (*cell || *own))
		return fail(&r, TRANSLATION_CONTRADICTS, NULL);
	if (!out->is_decided || out->is_skipped)
		return TRANSLATION_FINE;
	if (take_answer(&r, cell, own))
		return problem->fault;
	return check(&r);
}
