/* Which control a parameter gets, and what stands in it. */
#include "mapping/param_field.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"
#include "tpl/mapping/_param.h"

enum { LINES_MAX = 8, LINE_CHARS = 200, HINT_BYTES = 400, WORDS_BYTES = 64 * 1024 };

struct view {
	struct tpl *t;
	const struct fmt *f;
	const struct param_field *field;
	const struct category_param *def;
	const struct param_answer *answer;
};

const char *param_anchor(void *owner, const char *param_id)
{
	return mem_printf(owner, "param-%s", param_id);
}

enum decimal_mark param_mark(enum lang lang)
{
	return lang == LANG_PL ? DECIMAL_COMMA : DECIMAL_DOT;
}

static const char *name_of(const struct view *v, const char *what)
{
	return mem_printf(v->f->mem, "%s%s", what, v->def->id);
}

/* ---- Values of a list ------------------------------------------------------------------------ */

static bool is_open(const struct view *v, const char *id)
{
	return param_takes_text(v->def) && str_eq(v->def->ambiguous_id, id);
}

static void add_choice(const struct view *v, const char *section, const char *id)
{
	struct tpl *row = tpl_add(v->t, section);

	tpl_set(row, T_VALUE, id);
	tpl_set(row, T_TEXT, *id ? param_label(v->def, id) : _("not set"));
	if (*id ? param_answer_has_id(v->answer, id) : !v->answer->n_ids)
		tpl_show(row, T_CHOSEN);
	if (is_open(v, id))
		tpl_show(row, T_OPEN);
}

/* What is chosen though it is not among those that may be. */
static bool is_astray(const struct view *v, const char *id)
{
	const struct param_value *value = param_value_find(v->def, id);

	return !value || !param_value_is_allowed(value, v->field->state);
}

static void add_all(const struct view *v, const char *section)
{
	for (size_t i = 0; i < v->answer->n_ids; i++)
		if (is_astray(v, v->answer->ids[i]))
			add_choice(v, section, v->answer->ids[i]);
	for (size_t i = 0; i < v->def->n_values; i++)
		if (param_value_is_allowed(&v->def->values[i], v->field->state))
			add_choice(v, section, v->def->values[i].id);
}

static void fill_radios(const struct view *v)
{
	tpl_show(v->t, T_IF_RADIOS);
	add_choice(v, T_RADIO, "");
	add_all(v, T_RADIO);
}

static void fill_boxes(const struct view *v)
{
	tpl_show(v->t, T_IF_BOXES);
	add_all(v, T_BOX);
}

static void fill_menu(const struct view *v)
{
	tpl_show(v->t, T_IF_MENU);
	add_choice(v, T_OPTION, "");
	add_all(v, T_OPTION);
}

/* What is chosen and what may be meant, with a field that looks for others. */
static void fill_kept(const struct view *v)
{
	const struct param_posted *posted = v->field->posted;
	const char *section = v->def->multiple ? T_BOX : T_RADIO;
	const size_t near = posted ? posted->n_near : 0;

	if (!v->answer->n_ids && !near)
		return;
	tpl_show(v->t, v->def->multiple ? T_IF_BOXES : T_IF_RADIOS);
	if (!v->def->multiple)
		add_choice(v, section, "");
	for (size_t i = 0; i < v->answer->n_ids; i++)
		add_choice(v, section, v->answer->ids[i]);
	for (size_t i = 0; i < near; i++)
		if (!param_answer_has_id(v->answer, posted->near[i]->id))
			add_choice(v, section, posted->near[i]->id);
}

static void fill_find(const struct view *v, size_t n)
{
	fill_kept(v);
	tpl_show(v->t, T_IF_FIND);
	tpl_set(v->t, T_FIND_FIELD, name_of(v, "find:"));
	tpl_set(v->t, T_TYPED, v->field->posted ? v->field->posted->typed : NULL);
	tpl_set(v->t, T_FIND_HINT,
		mem_printf(v->f->mem, _("Search %s values"), fmt_int(v->f, (int64_t)n)));
	if (n > PARAM_LISTED)
		return;
	tpl_show(v->t, T_IF_LIST);
	for (size_t i = 0; i < v->def->n_values; i++)
		if (param_value_is_allowed(&v->def->values[i], v->field->state))
			tpl_set(tpl_add(v->t, T_LISTED), T_TEXT, v->def->values[i].value);
}

static size_t count_allowed(const struct view *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->def->n_values; i++)
		n += param_value_is_allowed(&v->def->values[i], v->field->state);
	return n;
}

/* Buttons or boxes, which are described together. */
static bool is_group(const struct view *v)
{
	return count_allowed(v) <= (v->def->multiple ? PARAM_BOXES : PARAM_RADIOS);
}

static void fill_own(const struct view *v)
{
	if (!param_takes_text(v->def))
		return;
	tpl_show(v->t, T_IF_OWN);
	tpl_set(v->t, T_WORDS, v->answer->n_texts ? v->answer->texts[0] : NULL);
}

static void fill_dictionary(const struct view *v)
{
	const size_t n = count_allowed(v);
	const size_t few = v->def->multiple ? PARAM_BOXES : PARAM_MENU;

	tpl_set(v->t, T_ID_FIELD, name_of(v, "id:"));
	if (n > few)
		fill_find(v, n);
	else if (v->def->multiple)
		fill_boxes(v);
	else if (n > PARAM_RADIOS)
		fill_menu(v);
	else
		fill_radios(v);
	fill_own(v);
}

/* ---- Texts and numbers ----------------------------------------------------------------------- */

/* A number as the reader writes it, what is none as it was typed. */
static const char *number_text(const struct view *v, const char *text)
{
	int64_t n;

	return decimal_read(text, &n) ? param_number(v->f, n, NULL) : text;
}

static void fill_number(const struct view *v)
{
	tpl_set_shown(v->t, T_UNIT, v->def->unit, T_IF_UNIT);
	if (!v->def->is_range) {
		tpl_show(v->t, T_IF_NUMBER);
		tpl_set(v->t, T_NUMBER,
			v->answer->n_texts ? number_text(v, v->answer->texts[0]) : NULL);
		return;
	}
	tpl_show(v->t, T_IF_RANGE);
	tpl_set(v->t, T_FROM_FIELD, name_of(v, "from:"));
	tpl_set(v->t, T_TO_FIELD, name_of(v, "to:"));
	tpl_set(v->t, T_FROM, number_text(v, v->answer->from));
	tpl_set(v->t, T_TO, number_text(v, v->answer->to));
}

static const char *lines(const struct view *v)
{
	struct str out;

	str_init(&out, v->f->mem, WORDS_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < v->answer->n_texts; i++)
		str_addf(&out, "%s%s", i ? "\n" : "", v->answer->texts[i]);
	return out.text;
}

static void fill_string(const struct view *v)
{
	const bool has_many = v->def->most_values > 1 || v->answer->n_texts > 1;
	const int64_t rows = v->def->most_values;

	tpl_set(v->t, T_WORDS, lines(v));
	if (has_many || v->def->max_length > LINE_CHARS) {
		tpl_show(v->t, T_IF_LINES);
		tpl_set_int(v->t, T_ROWS, rows < 2 ? 2 : rows > LINES_MAX ? LINES_MAX : rows);
		return;
	}
	tpl_show(v->t, T_IF_LINE);
	if (v->def->max_length > 0) {
		tpl_show(v->t, T_IF_MAX);
		tpl_set_int(v->t, T_MAX, v->def->max_length);
	}
}

static void fill_other(const struct view *v)
{
	if (param_answer_is_empty(v->answer))
		return;
	tpl_show(v->t, T_IF_KEPT);
	tpl_set(v->t, T_KEPT, param_answer_print(v->f->mem, v->answer));
}

/* ---- Hints and faults ------------------------------------------------------------------------ */

static void add_hint(struct str *out, const char *text)
{
	str_addf(out, "%s%s", out->len ? " " : "", text);
}

static void add_numbers(const struct view *v, struct str *out)
{
	const struct category_param *d = v->def;
	const char *min = d->min == INT64_MIN ? NULL : param_number(v->f, d->min, NULL);
	const char *max = d->max == INT64_MIN ? NULL : param_number(v->f, d->max, NULL);

	if (min && max)
		add_hint(out, mem_printf(v->f->mem, _("From %s to %s."), min, max));
	else if (min || max)
		add_hint(out, mem_printf(v->f->mem, min ? _("At least %s.") : _("At most %s."),
					 str_or(min, max)));
}

static void add_count(const struct view *v, struct str *out, enum param_fault fault, int64_t limit)
{
	const struct param_finding bound = {.fault = fault, .limit = limit};

	add_hint(out, param_fault_text(v->f, v->def, &bound));
}

static void add_texts(const struct view *v, struct str *out)
{
	if (v->def->min_length > 1)
		add_count(v, out, PARAM_TOO_SHORT, v->def->min_length);
	if (v->def->max_length > 0)
		add_count(v, out, PARAM_TOO_LONG, v->def->max_length);
	if (v->def->most_values > 1) {
		add_hint(out, _("Each on a line of its own."));
		add_count(v, out, PARAM_TOO_MANY, v->def->most_values);
	}
}

static const char *hint(const struct view *v)
{
	const struct param_state *s = v->field->state;
	const enum param_kind kind = param_kind(v->def->type);
	struct str out;

	str_init(&out, v->f->mem, HINT_BYTES);
	str_add(&out, "");
	if (s->parent && !s->parent_has)
		add_hint(&out, mem_printf(v->f->mem, _("Choose \"%s\" first."), s->parent->name));
	if (kind == PARAM_INTEGER || kind == PARAM_FLOAT)
		add_numbers(v, &out);
	if (kind == PARAM_FLOAT && v->def->precision >= 0)
		add_count(v, &out, PARAM_TOO_PRECISE, v->def->precision);
	if (kind == PARAM_STRING)
		add_texts(v, &out);
	return out.text;
}

static const char *fault(const struct view *v)
{
	const struct param_posted *posted = v->field->posted;
	const struct param_finding *finding = v->field->finding;

	if (posted && posted->typed && posted->found == VALUE_SEVERAL)
		return mem_printf(v->f->mem, _("\"%s\" may be any of these: choose one."),
				  posted->typed);
	if (posted && posted->typed)
		return mem_printf(v->f->mem, _("\"%s\" is not on Allegro's list."), posted->typed);
	if (posted && posted->why)
		return quantity_text(posted->why);
	return finding ? param_fault_text(v->f, v->def, finding) : "";
}

static const char *ids_of(const struct view *v, bool has_hint, bool has_fault)
{
	const char *anchor = param_anchor(v->f->mem, v->def->id);

	return fmt_join(v->f, has_hint ? mem_printf(v->f->mem, "%s-hint", anchor) : NULL,
			has_fault ? mem_printf(v->f->mem, "%s-fault", anchor) : NULL);
}

/* Under the field, and tied to it. */
static void fill_about(const struct view *v, bool as_group)
{
	const char *about_hint = hint(v);
	const char *about_fault = fault(v);

	tpl_set_shown(v->t, T_HINT, about_hint, T_IF_HINT);
	tpl_set_shown(v->t, T_FAULT, about_fault, T_IF_FAULT);
	if (*about_fault)
		tpl_show(v->t, T_INVALID);
	if (!*about_hint && !*about_fault)
		return;
	tpl_set(v->t, T_ABOUT, ids_of(v, *about_hint != '\0', *about_fault != '\0'));
	tpl_show(v->t, as_group ? T_IF_ABOUT_ALL : T_IF_ABOUT);
}

/* ---- The field ------------------------------------------------------------------------------- */

typedef void fill_fn(const struct view *v);

struct tpl *param_field(struct tpl *parent, const char *marker, const struct fmt *f,
			const struct param_field *field)
{
	static fill_fn *const fills[PARAM_KINDS] = {
	    [PARAM_DICTIONARY] = fill_dictionary, [PARAM_INTEGER] = fill_number,
	    [PARAM_FLOAT] = fill_number,	  [PARAM_STRING] = fill_string,
	    [PARAM_OTHER] = fill_other,
	};
	static const struct param_answer none;
	const enum param_kind kind = param_kind(field->def->type);
	const struct view v = {
	    .t = tpl_include(parent, marker, TPL_MAPPING__PARAM),
	    .f = f,
	    .field = field,
	    .def = field->def,
	    .answer = field->answer ? field->answer : &none,
	};

	tpl_set(v.t, T_ANCHOR, param_anchor(f->mem, v.def->id));
	tpl_set(v.t, T_NAME, v.def->name);
	tpl_set(v.t, T_TEXT_FIELD, name_of(&v, "text:"));
	if (field->state->is_required)
		tpl_show(v.t, T_IF_REQUIRED);
	fills[kind](&v);
	fill_about(&v, kind == PARAM_OTHER || (kind == PARAM_DICTIONARY && is_group(&v)));
	return v.t;
}
