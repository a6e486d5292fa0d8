/* What is wrong with an answer: the checks of each kind in the order in which a person mends them.
 */
#include "domain/mapping/param_rules.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"

#include <string.h>
#include <unistr.h>

const char *const param_fault_names[PARAM_FAULTS + 1] = {
    [PARAM_FINE] = "",
    [PARAM_MISSING] = "MISSING",
    [PARAM_UNKNOWN_KIND] = "UNKNOWN_KIND",
    [PARAM_NOT_DISPLAYED] = "NOT_DISPLAYED",
    [PARAM_NOT_IN_LIST] = "NOT_IN_LIST",
    [PARAM_DEPENDENCY] = "DEPENDENCY",
    [PARAM_TWICE] = "TWICE",
    [PARAM_TOO_MANY] = "TOO_MANY",
    [PARAM_TEXT_MISSING] = "TEXT_MISSING",
    [PARAM_TEXT_UNWANTED] = "TEXT_UNWANTED",
    [PARAM_LIST_UNWANTED] = "LIST_UNWANTED",
    [PARAM_RANGE_UNWANTED] = "RANGE_UNWANTED",
    [PARAM_RANGE_WANTED] = "RANGE_WANTED",
    [PARAM_RANGE_HALF] = "RANGE_HALF",
    [PARAM_RANGE_BACKWARDS] = "RANGE_BACKWARDS",
    [PARAM_BAD_TEXT] = "BAD_TEXT",
    [PARAM_TOO_SHORT] = "TOO_SHORT",
    [PARAM_TOO_LONG] = "TOO_LONG",
    [PARAM_BAD_GTIN] = "BAD_GTIN",
    [PARAM_NOT_NUMBER] = "NOT_NUMBER",
    [PARAM_BELOW_MIN] = "BELOW_MIN",
    [PARAM_ABOVE_MAX] = "ABOVE_MAX",
    [PARAM_TOO_PRECISE] = "TOO_PRECISE",
    [PARAM_AGAINST_CARD] = "AGAINST_CARD",
};

typedef struct param_finding finding_of(const struct category_param *def,
					const struct param_state *state);

#define FINE	   ((struct param_finding){0})
#define FOUND(...) ((struct param_finding){__VA_ARGS__})

static bool is_told(int64_t restriction)
{
	return restriction != INT64_MIN;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static bool is_twice(const char *const *list, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(list[k], list[i]))
			return true;
	return false;
}

static bool can_be_shown(const char *text)
{
	if (!str_is_utf8(text, strlen(text)))
		return false;
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == '\x7f')
			return false;
	return true;
}

/* Has the name of a text one of these words, by blanks? */
static bool is_named(const struct category_param *def, const char *words)
{
	void *mem = mem_context(NULL, "name");
	char *name = text_fold(mem, def->name);
	bool found = false;

	for (char *word = name; *word && !found;) {
		const size_t len = strcspn(word, " ()/,;-");
		const bool ends = !word[len];

		word[len] = '\0';
		found = len && str_has_word(words, word);
		word += len + !ends;
	}
	mem_free(mem);
	return found && param_kind(def->type) == PARAM_STRING;
}

bool param_is_gtin(const struct category_param *def)
{
	return is_named(def, "ean gtin isbn");
}

/* An ISBN may be written in its own ways; of any other number digits alone are taken. */
static enum gtin check_gtin(const struct category_param *def, const char *text)
{
	char kept[GTIN_SIZE];
	const enum gtin result = gtin_read(text, kept);

	if (result != GTIN_OK || str_eq(kept, text) || is_named(def, "isbn"))
		return result;
	return text[strspn(text, "0123456789")] ? GTIN_NOT_DIGITS : GTIN_LENGTH;
}

static struct param_finding check_text(const struct category_param *def, const char *text,
				       bool is_gtin)
{
	const int64_t length = (int64_t)u8_mbsnlen((const uint8_t *)text, strlen(text));
	const int64_t min = def->min_length > 1 ? def->min_length : 1;
	enum gtin gtin;

	if (!can_be_shown(text))
		return FOUND(.fault = PARAM_BAD_TEXT, .at = text);
	if (length < min || !str_is_seen(text))
		return FOUND(.fault = PARAM_TOO_SHORT, .at = text, .limit = min);
	if (is_told(def->max_length) && length > def->max_length)
		return FOUND(.fault = PARAM_TOO_LONG, .at = text, .limit = def->max_length);
	if (is_gtin && (gtin = check_gtin(def, text)) != GTIN_OK)
		return FOUND(.fault = PARAM_BAD_GTIN, .at = text, .gtin = gtin);
	return FINE;
}

static struct param_finding check_string(const struct category_param *def,
					 const struct param_state *state)
{
	const struct param_answer *a = state->answer;
	const int64_t most = def->most_values > 1 ? def->most_values : 1;
	const bool is_gtin = param_is_gtin(def);

	if (a->n_ids)
		return FOUND(.fault = PARAM_LIST_UNWANTED, .at = a->ids[0]);
	if (a->from || a->to)
		return FOUND(.fault = PARAM_RANGE_UNWANTED);
	if ((int64_t)a->n_texts > most)
		return FOUND(.fault = PARAM_TOO_MANY, .limit = most);
	for (size_t i = 0; i < a->n_texts; i++) {
		const struct param_finding f = check_text(def, a->texts[i], is_gtin);

		if (f.fault)
			return f;
		if (is_twice(a->texts, i))
			return FOUND(.fault = PARAM_TWICE, .at = a->texts[i]);
	}
	return FINE;
}

/* ---- Values of a dictionary ------------------------------------------------------------------ */

bool param_takes_text(const struct category_param *def)
{
	return def->custom_values && def->ambiguous_id;
}

static struct param_finding check_id(const struct category_param *def,
				     const struct param_state *state, size_t i)
{
	const char *id = state->answer->ids[i];
	const struct param_value *value = param_value_find(def, id);

	if (!value)
		return FOUND(.fault = PARAM_NOT_IN_LIST, .at = id);
	if (is_twice(state->answer->ids, i))
		return FOUND(.fault = PARAM_TWICE, .at = id);
	if (!param_value_is_allowed(value, state))
		return FOUND(.fault = PARAM_DEPENDENCY, .at = id, .other = state->parent);
	return FINE;
}

static struct param_finding check_own_text(const struct category_param *def,
					   const struct param_answer *a)
{
	const bool is_open = param_takes_text(def) && param_answer_has_id(a, def->ambiguous_id);

	if (!is_open && a->n_texts)
		return FOUND(.fault = PARAM_TEXT_UNWANTED, .at = a->texts[0]);
	if (is_open && !a->n_texts)
		return FOUND(.fault = PARAM_TEXT_MISSING, .at = def->ambiguous_id);
	for (size_t i = 0; i < a->n_texts; i++) {
		if (!can_be_shown(a->texts[i]))
			return FOUND(.fault = PARAM_BAD_TEXT, .at = a->texts[i]);
		if (!str_is_seen(a->texts[i]))
			return FOUND(.fault = PARAM_TEXT_MISSING, .at = def->ambiguous_id);
	}
	return FINE;
}

static struct param_finding check_dictionary(const struct category_param *def,
					     const struct param_state *state)
{
	const struct param_answer *a = state->answer;

	if (a->from || a->to)
		return FOUND(.fault = PARAM_RANGE_UNWANTED);
	for (size_t i = 0; i < a->n_ids; i++) {
		const struct param_finding f = check_id(def, state, i);

		if (f.fault)
			return f;
	}
	if (!def->multiple && (a->n_ids > 1 || a->n_texts > 1))
		return FOUND(.fault = PARAM_TOO_MANY, .limit = 1);
	return check_own_text(def, a);
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static struct param_finding check_number(const struct category_param *def, const char *text,
					 int64_t *n)
{
	const int64_t places = param_kind(def->type) == PARAM_INTEGER ? 0 : def->precision;

	if (!decimal_read(text, n))
		return FOUND(.fault = PARAM_NOT_NUMBER, .at = text);
	if (is_told(places) && decimal_places(*n) > places)
		return FOUND(.fault = PARAM_TOO_PRECISE, .at = text, .limit = places);
	if (is_told(def->min) && *n < def->min)
		return FOUND(.fault = PARAM_BELOW_MIN, .at = text, .limit = def->min);
	if (is_told(def->max) && *n > def->max)
		return FOUND(.fault = PARAM_ABOVE_MAX, .at = text, .limit = def->max);
	return FINE;
}

static struct param_finding check_range(const struct category_param *def,
					const struct param_answer *a)
{
	struct param_finding f;
	int64_t from = 0;
	int64_t to = 0;

	if (a->n_texts)
		return FOUND(.fault = PARAM_RANGE_WANTED, .at = a->texts[0]);
	if (!a->from || !a->to)
		return FOUND(.fault = PARAM_RANGE_HALF, .at = str_or(a->from, a->to));
	f = check_number(def, a->from, &from);
	if (!f.fault)
		f = check_number(def, a->to, &to);
	if (f.fault || from <= to)
		return f;
	return FOUND(.fault = PARAM_RANGE_BACKWARDS, .at = a->from);
}

static struct param_finding check_numeric(const struct category_param *def,
					  const struct param_state *state)
{
	const struct param_answer *a = state->answer;
	int64_t n;

	if (a->n_ids)
		return FOUND(.fault = PARAM_LIST_UNWANTED, .at = a->ids[0]);
	if (def->is_range)
		return check_range(def, a);
	if (a->from || a->to)
		return FOUND(.fault = PARAM_RANGE_UNWANTED);
	if (a->n_texts > 1)
		return FOUND(.fault = PARAM_TOO_MANY, .limit = 1);
	return check_number(def, a->texts[0], &n);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static struct param_finding check_other(const struct category_param *def,
					const struct param_state *state)
{
	(void)def;
	(void)state;
	return FOUND(.fault = PARAM_UNKNOWN_KIND);
}

static struct param_finding check_none(const struct param_state *state, enum param_kind kind)
{
	if (!state->is_required)
		return FINE;
	return FOUND(.fault = kind == PARAM_OTHER ? PARAM_UNKNOWN_KIND : PARAM_MISSING);
}

enum param_fault param_check(const struct category_param *def, const struct param_state *state,
			     struct param_finding *out)
{
	static finding_of *const checks[PARAM_KINDS] = {
	    [PARAM_DICTIONARY] = check_dictionary, [PARAM_INTEGER] = check_numeric,
	    [PARAM_FLOAT] = check_numeric,	   [PARAM_STRING] = check_string,
	    [PARAM_OTHER] = check_other,
	};
	const enum param_kind kind = param_kind(def->type);

	if (!state->answer)
		*out = check_none(state, kind);
	else if (!state->is_visible)
		*out = FOUND(.fault = PARAM_NOT_DISPLAYED);
	else
		*out = checks[kind](def, state);
	return out->fault;
}
